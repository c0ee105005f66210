"""Text is as wide as a terminal draws it, and is cut between signs."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sahelcli.text.cell_width import beginning, cells, padded

SIGNS = ["a", "é", "e\u0301", "字", "❤️", "👩‍👩‍👧", "🇫🇷", "👍🏽", "ก็", "—", "\u200b"]
TEXTS = st.lists(st.sampled_from(SIGNS)).map("".join) | st.text()


@pytest.mark.parametrize(
    ("text", "width"),
    [("Niger", 5), ("Séré", 4), ("e\u0301", 1), ("字", 2), ("❤️", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("“a” – b…", 8)],
)
def test_a_sign_is_as_wide_as_it_is_drawn(text: str, width: int) -> None:
    assert cells(text) == width


@given(TEXTS)
def test_there_is_one_measure(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_what_is_measured_without_rich_is_measured_alike() -> None:
    every = (chr(number) for number in range(32, 0x3000) if unicodedata.category(chr(number)) != "Cc")
    assert [sign for sign in every if cells(sign) != cell_len(sign)] == []


@given(TEXTS, st.integers(0, 20))
def test_a_beginning_fits_and_ends_between_signs(text: str, room: int) -> None:
    cut = beginning(text, room)
    assert cells(cut) <= room
    if cut != text and room:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
        assert cells(padded(cut, room)) >= room


def test_joined_signs_are_not_taken_apart() -> None:
    assert beginning("a👩‍👩‍👧b字字", 4) == "a👩‍👩‍👧…"
    assert beginning("a👩‍👩‍👧b字字", 3) == "a…"
    assert beginning("x❤️yyy", 3) == "x…"


def test_latin_text_is_measured_without_rich() -> None:
    program = "import sys; from sahelcli.text.cell_width import beginning; beginning('Séré — “Mali”…', 5); "
    program += "sys.exit('rich' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", program), check=False).returncode == 0
