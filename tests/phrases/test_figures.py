"""A number with its word: the source's own where it has one, the qualifier's else, and never another number."""

from __future__ import annotations

import pytest

from sahelcli.phrases.figures import measure, number
from tests.formats.rows import figure


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "wording", "message"),
    [
        (1500, 1500, None, "1,500 soldiers", "1,500"),
        (1000, 1500, None, "between 1,000 and 1,500", "1,000–1,500"),
        (1500, 1500, "about", "Some 1,500 French troops", "some 1,500"),
        (1400, 1400, "about", "Environ 1 400 soldats", "about 1,400"),
        (1500, 1500, "about", "about 11,600 troops and 1,500 police officers", "about 1,500"),
        (1300, None, "at-least", "more than 1,300", "more than 1,300"),
        (1300, None, "at-least", None, "at least 1,300"),
        (None, 500, "at-most", "un massimo di 500", "up to 500"),
        (157, 157, "exactly", None, "exactly 157"),
        (50, 100, "about", "about 50-100 troops", "about 50–100"),
        (1100, None, None, "1,100", "at least 1,100"),
        (None, 470, None, None, "up to 470"),
        (1100, None, "about", "around 1100", "at least around 1,100"),
        (1100, None, "at-least", "over 1,100", "over 1,100"),
        (None, 470, "about", None, "up to about 470"),
        (0, 0, None, "no more French soldiers", "0"),
        (None, None, "about", "several hundred", "about"),
        (None, None, None, "several hundred", ""),
    ],
)
def test_numbers(low: int | None, high: int | None, qualifier: str | None, wording: str | None, message: str) -> None:
    assert number(figure(low=low, high=high, qualifier=qualifier, wording=wording)) == message


def test_measures_are_plain_words() -> None:
    assert measure(figure(measure="ordered-out")) == "ordered out"
