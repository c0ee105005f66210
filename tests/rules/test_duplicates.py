"""What may stand in a dataset twice."""

from __future__ import annotations

import pytest

from tests.rules.small import actor, event, place, quote, said, source

SPEAKERS = actor("speaker", "A. Speaker") + actor("another", "Another")
WORDS = "We are ending our military cooperation with the authorities"


@pytest.mark.parametrize(
    ("more", "is_found"),
    [
        ({}, True),
        ({"date": "2024-05"}, True),
        ({"utterance": "ending"}, False),
        ({"utterance": "another"}, True),
        ({"speaker": "another"}, False),
    ],
    ids=str,
)
def test_nearly_the_same_words(more: dict[str, str], is_found: bool) -> None:
    one = quote("one", WORDS, utterance="ending")
    toml = SPEAKERS + one + quote("two", f"“{WORDS} of Niger”", **more) + source()
    assert [line.partition(": ")[2] for line in said(toml, "similar-quote")] == (
        ['nearly the words of quote "one", of the same speaker'] if is_found else []
    )


def test_a_few_words_may_be_said_again() -> None:
    assert said(SPEAKERS + quote("one", "Never again!") + quote("two", "never again") + source(), "similar-quote") == []


def test_two_renderings_without_a_name_for_the_utterance_are_found() -> None:
    assert len(said(SPEAKERS + quote("one", WORDS) + quote("two", WORDS) + source(), "similar-quote")) == 1


def test_the_third_is_found_as_well() -> None:
    quotes = "".join(quote(name, WORDS) for name in ("one", "two", "three"))
    assert len(said(SPEAKERS + quotes + source(), "similar-quote")) == 2


@pytest.mark.parametrize(
    ("more", "is_found"),
    [
        ({}, True),
        ({"date": "2026-01-05"}, False),
        ({"date": "2026-01"}, False),
        ({"places": ["niamey"]}, True),
        ({"places": ["niamey", "gao"]}, True),
        ({"places": ["gao"]}, False),
        ({"title": "Two aid workers are free again"}, False),
    ],
    ids=str,
)
def test_nearly_the_same_title(more: dict[str, str | list[str]], is_found: bool) -> None:
    first = event("one", title="Two aid workers held near the border", places=["niamey"])
    second = event("two", **({"title": "Near the border, two aid workers held"} | more))
    toml = place("niamey", "Niamey") + place("gao", "Gao") + first + second + source()
    assert bool(said(toml, "similar-event")) is is_found


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://example.org/a", "http://WWW.Example.org/a/", True),
        ("https://example.org/a", "https://example.org/A", False),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/a#one", "https://example.org/a#two", False),
        ("https://www2.example.org/a", "https://example.org/a", False),
    ],
)
def test_the_same_address(one: str, other: str, is_same: bool) -> None:
    result = said(source("one", url=one) + source("two", url=other), "same-address")
    assert result == (['11:7: the address of source "one"'] if is_same else [])
