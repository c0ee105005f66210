"""HTML in cells: its text is kept, all of it, and what is no HTML is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.importers.cells.html_markup import MarkupReader, text_of
from tests.terminal import Sahel


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Born and died.</p>", "Born and died."),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<b>L&#39;armée</b> &amp; <i>co</i>", "L'armée & co"),
        ('See <a href="https://a.example/x">the decree</a>.', "See the decree (https://a.example/x)."),
        ('<a href="https://a.example/x">https://a.example/x</a>', "https://a.example/x"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>x</p><script>alert('y')</script><style>p {}</style>z", "x\nz"),
        ("<b>He said <inaudible> and</b> 3 < 4 > 2", "He said <inaudible> and 3 < 4 > 2"),
        ("<P CLASS='a'>x</P>", "x"),
        ("<span style=color:red>x</span>", "x"),
    ],
)
def test_the_text_of_html_is_kept(cell: str, text: str) -> None:
    assert MarkupReader().read(cell) == text


@pytest.mark.parametrize(
    "cell", ["a < b > c", "<inaudible>", "a <b and c> d", "R&amp;D", "<https://a.example>", "<-", "<", "<p", "1 <2> 3"]
)
def test_what_is_no_html_stays_as_it_is(cell: str) -> None:
    markup = MarkupReader()
    assert (markup.read(cell), list(markup.notes())) == (cell, [])


@given(st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    assert text_of("".join(f"<p><b>{word}</b></p>" for word in words)).split() == words


def test_a_cell_that_is_long_and_broken_is_read_at_once() -> None:
    for cell in ("<b>" * 100_000, "<a x=" * 40_000, "<" * 200_000, "<b> " + "<a b='" * 30_000):
        MarkupReader().read(cell)


def test_how_many_cells_were_html_is_said(sahel: Sahel) -> None:
    table = "d,t,n\n2023,<b>x</b>,<p>a</p>\n2024,y,<p></p>\n"
    args = ("--map", "date=d", "--map", "title=t", "--map", "summary=n", "--set", "sources=s", "--allow-unknown")
    result = sahel("import", "csv", "-", *args, stdin=table.encode())
    assert "2 events written\nHTML in 3 cells was reduced to its text\n" in result.stderr
    assert 'title = "x"\nsummary = "a"\n' in result.stdout
    assert result.stdout.count("summary") == 1


def test_an_address_is_no_html(sahel: Sahel) -> None:
    table = "t,u\nx,https://a.example/<b>\n"
    args = ("--as", "source", "--map", "title=t", "--map", "url=u", "--set", "publisher=p")
    result = sahel("import", "csv", "-", *args, stdin=table.encode())
    assert 'url = "https://a.example/<b>"' in result.stdout
