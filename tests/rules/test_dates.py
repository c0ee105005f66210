"""Dates of records, in their ids, and of their sources."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, event, quote, said, source

SPEAKER = actor("speaker", "A. Speaker")


@pytest.mark.parametrize(
    ("record_id", "date"),
    [
        ("2026-01-04-held", "2026-01-04"),
        ("2026-01-04-held", "2026-01"),
        ("2026-01-held", "2026-01-04~"),
        ("2026-01-04-held", "2026-01-02/2026-01-09"),
        ("2026-01-04-held", "../2026-01-09"),
        ("2026-01-04", "2026-01-04"),
        ("1500-soldiers-leave", "2026-01-04"),
        ("2026-13-held", "2026-01-04"),
        ("held-2025-01-04", "2026-01-04"),
    ],
)
def test_a_date_that_touches_that_of_the_id_is_fine(record_id: str, date: str) -> None:
    assert said(source() + event(record_id, date=date), "date-in-id") == []


@pytest.mark.parametrize("date", ["2026-01-05", "2025", "2026-02/..", "../2026-01-03", "2026-01-05/2026-01-09"])
def test_a_date_apart_from_that_of_the_id(date: str) -> None:
    assert said(source() + event("2026-01-04-held", date=date), "date-in-id") == [
        f"8:8: the date {date} is not that of the id, 2026-01-04"
    ]


def test_of_a_source_the_day_of_publication_is_meant() -> None:
    dated = source("2026-01-courier", published="2026-02")
    assert said(dated, "date-in-id") == ["5:13: the date 2026-02 is not that of the id, 2026-01"]
    assert said(source("2026-01-courier"), "date-in-id") == []


@pytest.mark.parametrize(
    ("date", "published", "is_late"),
    [
        ("2026-01-05", "2026-01-04", True),
        ("2026-01-05", "2026-01", False),
        ("2026-01", "2026-01-04", False),
        ("2026-02", "2026-01", True),
        ("../2026-02", "2026-01", False),
        ("2026-02", "2026-01/..", False),
    ],
)
def test_a_source_prints_no_quotation_before_it_is_said(date: str, published: str, is_late: bool) -> None:
    toml = SPEAKER + quote("q", "We ask for peace", date=date) + source(published=published)
    assert bool(said(toml, "quote-after-source")) is is_late


def test_one_source_too_early_is_enough() -> None:
    sources = source(published="2026-02") + source("gazette", published="2026-01-03")
    toml = SPEAKER + quote("q", "We ask for peace", sources=["courier", "gazette"]) + sources
    assert said(toml, "quote-after-source") == [
        '10:8: dated 2026-01-04, after its source "gazette" was published, 2026-01-03'
    ]
