"""Findings as text: one line each, never too long, never able to act on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.diagnostics.finding import LONGEST_LINE, Finding, Location, excerpt
from sahelcli.text.quoted_values import cut, cut_left, escaped, shown, with_article
from sahelcli.text.sanitize import one_line

texts = st.text(max_size=400)


def test_one_line_names_place_severity_message_and_code() -> None:
    result = Finding(Location("data/events.toml", 42, 8), 'unknown actor "wagnr"', "unknown-reference")
    assert result.one_line() == 'data/events.toml:42:8: error: unknown actor "wagnr" [unknown-reference]'


@pytest.mark.parametrize(("line", "column", "place"), [(0, 0, "a.toml"), (3, 0, "a.toml:3"), (3, 4, "a.toml:3:4")])
def test_a_place_is_as_near_as_it_is_known(line: int, column: int, place: str) -> None:
    assert str(Location("a.toml", line, column)) == place


@given(texts, st.integers(0, 10**9), st.text(max_size=100))
def test_no_line_is_too_long_or_unsafe_whatever_the_path_and_value(path: str, line: int, value: str) -> None:
    result = Finding(Location(path, line, line), f"unknown actor {shown(value)}", "x").one_line()
    assert len(result) <= LONGEST_LINE
    assert one_line(result) == result
    assert result.endswith(" [x]")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("wagnr", '"wagnr"'),
        ("L'été “[sic]”", '"L\'été “[sic]”"'),
        ("a\nb\tc\r", '"a\\nb\\tc\\r"'),
        ("\x1b[2J\u202e\u200b", '"\\u001b[2J\\u202e\\u200b"'),
        ("\U000e0001", '"\\U000e0001"'),
        ("\ud800", '"\\ud800"'),
        ("x" * 100, '"' + "x" * 59 + '…"'),
        (1500, "1500"),
        (True, "true"),
        (1.5, "1.5"),
        (float("nan"), "nan"),
        pytest.param(10**5000, "a number of many digits", id="many digits"),
    ],
)
def test_a_value_is_shown_escaped_and_cut(value: object, text: str) -> None:
    assert shown(value) == text


@given(texts)
def test_what_is_harmless_is_not_escaped(text: str) -> None:
    assert one_line(escaped(text)) == escaped(text)
    if all(one_line(character) == character for character in text):
        assert escaped(text) == text


@given(texts, st.integers(0, 399), st.integers(0, 50))
def test_an_excerpt_marks_its_span(line: str, start: int, length: int) -> None:
    start = min(start, len(line))
    result = excerpt(line, start + 1, length)
    marked = line[start : start + min(length, 1)].replace("\t", " ")
    assert result.text[result.offset :].startswith(escaped(marked))
    assert result.length >= 1
    assert one_line(result.text) == result.text


def test_an_excerpt_of_a_long_line_is_the_part_about_the_column() -> None:
    result = excerpt("a" * 1000 + "b" + "c" * 1000, 1001, 1)
    assert (result.text[0], result.text[result.offset], result.text[-1]) == ("…", "b", "…")
    assert len(result.text) < 200


def test_words_are_cut_where_they_say_least() -> None:
    assert (cut("abcdef", 4), cut("abcd", 4)) == ("abc…", "abcd")
    assert (cut_left("abcdef", 4), cut_left("abcd", 4)) == ("…def", "abcd")
    assert (with_article("event"), with_article("quote")) == ("an event", "a quote")
