"""Dates of records, in their ids, and of their sources."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, event, place, quote, said, source

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


def figure(measure: str) -> str:
    """Return a figure of a day after its source, with the actor and place that it names."""
    keys = f'id = "f"\nplace = "p"\ncounts = "people"\ndate = "2026-01-07"\nmeasure = "{measure}"\nlow = 2\n'
    return place("p", "Tera") + f'[[figures]]\n{keys}sources = ["courier"]\n'


@pytest.mark.parametrize("date", ["2026-01-05", "2026-01", "2026", "../2026-01-09", "2026-01-05/2026-01-09"])
def test_an_event_of_the_day_of_its_source_or_before(date: str) -> None:
    assert said(source(published="2026-01-05") + event(date=date), "event-after-source") == []
    assert said(source() + event(date=date), "event-after-source") == []


def test_an_event_after_one_of_its_sources() -> None:
    early, late = source("early", published="2026-01"), source("late", published="2026-02-03")
    assert said(early + late + event(date="2026-02-01", sources=["late", "early"]), "event-after-source") == [
        '15:8: dated 2026-02-01, after its source "early" was published, 2026-01'
    ]


def test_an_event_that_is_announced_passes_with_a_reason() -> None:
    announced = event(date="2026-01-07").rstrip() + '\nx_allow = { event-after-source = "The Courier announces it." }\n'
    assert said(source(published="2026-01-05") + announced, "event-after-source") == []
    assert said(source(published="2026-01-05") + announced, "unused-allowance") == []


@pytest.mark.parametrize(("measure", "findings"), [("planned", 0), ("authorised", 0), ("deployed", 1), ("killed", 1)])
def test_what_is_planned_is_told_before(measure: str, findings: int) -> None:
    assert len(said(source(published="2026-01-05") + figure(measure), "event-after-source")) == findings


@pytest.mark.parametrize(("date", "findings"), [("../2026-01-05", 1), ("/2026", 1), ("2026/..", 0), ("2026-01~", 0)])
def test_an_event_has_a_beginning(date: str, findings: int) -> None:
    result = [f"8:8: the date {date} has no beginning"] * findings
    assert said(source() + event(date=date), "open-beginning") == result
