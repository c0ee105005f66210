"""Text that bites is seen, and bites no more; what writing needs stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.harmless import on_screen, one_line, paragraphs, web_address

TEXT = st.text(st.characters(), max_size=40)  # lone surrogates too: file names and arguments may hold them
ACTING = {"Cc", "Cs", "Zl", "Zp"}
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def acts(sign: str) -> bool:
    return unicodedata.category(sign) in ACTING or unicodedata.bidirectional(sign) in DIRECTIONS


@given(TEXT)
def test_one_line_is_one_line_in_which_nothing_acts(text: str) -> None:
    line = one_line(text)
    assert not [sign for sign in line if acts(sign)]
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


@given(TEXT)
def test_paragraphs_keep_line_ends_alone(text: str) -> None:
    assert not [sign for sign in paragraphs(text) if acts(sign) and sign != "\n"]


@given(TEXT)
def test_a_document_keeps_line_ends_and_tabs(text: str) -> None:
    assert not [sign for sign in on_screen(text).replace("\r\n", "\n") if acts(sign) and sign not in "\n\t"]


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_letters_and_signs_stay(text: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0\ufffc"  # letters and a sign by name, invisible or standing for nothing
    assert one_line(text) == "".join("\ufffd" if sign in fillers[:4] else sign for sign in text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("a\r\nb\rc\u2028d\x85e\tf", "a b c d e f"),
        ("abc\u202edef", "abc\ufffddef"),
        ("ad\u200bmin", "ad\ufffdmin"),
        ("ad\u200dmin", "ad\ufffdmin"),
        ("\ufeffa", "\ufffda"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("سلام\u200f (ABC)", "سلام\u200f (ABC)"),
        ("ABC\u200f", "ABC\ufffd"),
        ("☎\ufe0f 1\ufe0f a\ufe0f", "☎\ufe0f 1\ufe0f a\ufffd"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert one_line(text) == shown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c;d", "https://example.org/a?b=c;d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/é<x>", "https://example.org/%C3%A9%3Cx%3E"),
        ("https://example.org/\x1b\\", None),
        ("https://exa mple.org", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("", None),
        (None, None),
    ],
)
def test_only_the_web_becomes_a_link(url: str | None, link: str | None) -> None:
    assert web_address(url) == link
