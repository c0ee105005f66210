"""The words of a quotation, in the pieces and brackets that a reporter made."""

import pytest

from sahelcli.verify.claims import WordsPart, pieces


@pytest.mark.parametrize("ellipsis", ["…", "...", "....", ". . .", "[…]", "[...]", "(…)", "( ... )", "[. . .]"])
def test_ellipses_part_pieces(ellipsis: str) -> None:
    assert pieces(f"We will go {ellipsis} in peace") == ((WordsPart("We will go"),), (WordsPart("in peace"),))


def test_what_stands_in_square_brackets_is_marked() -> None:
    parts = pieces("[We] will consult with [the putschists] … peacefully")
    assert parts == (
        (WordsPart("We", bracketed=True), WordsPart("will consult with"), WordsPart("the putschists", bracketed=True)),
        (WordsPart("peacefully"),),
    )


@pytest.mark.parametrize("text", ["", "…", "[…] …", "[]"])
def test_nothing_but_ellipses_is_no_piece(text: str) -> None:
    assert pieces(text) == ()


def test_brackets_that_never_close_are_text() -> None:
    assert pieces("[" * 3 + "a]") == ((WordsPart("[["), WordsPart("a", bracketed=True)),)
