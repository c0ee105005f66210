"""Width of text in Arial, and lines broken by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.text.font_width import shortened, width, wrapped


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("", 0),
        ("People deployed · France in Niger", 15_120),  # as Liberation Sans has it
        ("Mohamed Toumba, junta's interior minister", 18_921),
        ("é", 556),
        ("中国", 2000),
        ("e\u0301", 556),
    ],
)
def test_letters_have_the_measure_of_the_font(text: str, thousandths: int) -> None:
    assert width(text, 1000) == pytest.approx(thousandths, rel=0.001)


def test_bold_letters_are_wider() -> None:
    assert width("Niger", 10, is_bold=True) > width("Niger", 10)


@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ")), st.integers(20, 400))
def test_lines_hold_every_letter_and_fit(text: str, room: int) -> None:
    lines = wrapped(text, room, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 10) <= room for line in lines)


def test_lines_break_between_words_and_between_ideographs() -> None:
    assert wrapped("French forces in Niger", 62, 10) == ["French forces", "in Niger"]
    assert wrapped("中国人民解放军", 30, 10) == ["中国人", "民解放", "军"]


@given(st.text(st.characters(exclude_categories=("C", "Z"))), st.integers(10, 200))
def test_what_is_cut_ends_with_dots_and_fits(text: str, room: int) -> None:
    short = shortened(text, room, 10)
    assert width(short, 10) <= room
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
