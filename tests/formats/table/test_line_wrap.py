"""Lines for a width: joined by single spaces they are the text again, and none is wider than it must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sahelcli.formats.table.line_wrap import wrap

WIDTHS = st.integers(1, 100)
TEXT = st.text(st.one_of(st.sampled_from("ab \u00a0é中\u0301-–"), st.characters(exclude_categories=("C", "Zl", "Zp"))))


@given(TEXT, WIDTHS)
def test_lines_joined_by_spaces_are_the_text(text: str, width: int) -> None:
    assert " ".join(wrap(text, width)) == text


@given(TEXT, WIDTHS)
def test_only_a_single_word_is_too_wide(text: str, width: int) -> None:
    for line in wrap(text, width):
        alone = not any(before != " " != after for before, _, after in _spaces(line))
        assert cell_len(line) <= width or alone


@given(TEXT, st.integers(2, 100))
def test_folded_lines_are_never_too_wide_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width, fold=True)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two three", 7, ["one  two", "three"]),
        ("one\u00a0two three", 7, ["one\u00a0two", "three"]),
        (" one ", 2, [" one "]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("extraordinarily long", 5, ["extraordinarily", "long"]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def _spaces(line: str) -> list[tuple[str, str, str]]:
    around = zip(line, line[1:], line[2:], strict=False)
    return [(before, sign, after) for before, sign, after in around if sign == " "]
