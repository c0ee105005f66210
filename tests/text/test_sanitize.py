"""Text that bites is seen, and bites no more; what writing needs stays."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.text.sanitize import in_strings, on_screen, one_line, paragraphs, sign_by_sign, spelt_out, web_address

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


@given(TEXT)
def test_a_message_spells_out_what_acts(text: str) -> None:
    line = spelt_out(text)
    assert not [sign for sign in line if acts(sign)]
    assert len(line.splitlines()) <= 1
    assert spelt_out(line) == line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\x1b[2J\r\n\tb", r"a\u001b[2J\r\n\tb"),
        ("abc\u202edef\x9b", r"abc\u202edef\u009b"),
        ("\U000e0041", r"\U000e0041"),
        ("Itté, 50 %, می\u200cخواهم", "Itté, 50 %, می\u200cخواهم"),
    ],
)
def test_what_a_message_says(text: str, message: str) -> None:
    assert spelt_out(text) == message


@given(TEXT)
def test_in_strings_of_a_document_nothing_is_lost(text: str) -> None:
    quoted = in_strings(json.dumps(text, ensure_ascii=False))
    assert json.loads(quoted) == text
    assert not [sign for sign in quoted if acts(sign) and not 0xD800 <= ord(sign) <= 0xDFFF]


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
        ("قال: «101»\u200f (AFP)\u200f.", "قال: «101»\u200f (AFP)\u200f."),
        ("عددهم \u200e1,500-2,000\u200e جندي.\u061c", "عددهم \u200e1,500-2,000\u200e جندي.\u061c"),
        ("He said: سلام!\u200f twice", "He said: سلام!\u200f twice"),
        ("He said: \u2067سلام, 5\u2069 twice", "He said: \u2067سلام, 5\u2069 twice"),
        ("He said سلام: 100\u200f-\u200f200", "He said سلام: 100\u200f-\u200f200"),
        ("from 100\u200f to 200 سلام", "from 100\ufffd to 200 سلام"),
        ("He \u2067said 1-2 سلام\u2069 twice", "He \ufffdsaid 1-2 سلام\ufffd twice"),
        ("He said: \u2067سلام, 5", "He said: \ufffdسلام, 5"),
        ("سلام\u2069 \u202b\u2066\u202c\u2069", "سلام\ufffd \ufffd\u2066\ufffd\u2069"),
        ("سلام \u202eabc\u202c", "سلام \ufffdabc\ufffd"),
        ("سلام \u2066\nabc\u2069", "سلام \ufffd abc\ufffd"),
        ("ABC\u200f", "ABC\ufffd"),
        ("☎\ufe0f 1\ufe0f a\ufe0f", "☎\ufe0f 1\ufe0f a\ufffd"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text("aب7-. \n\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_a_turn_is_closed_in_its_line_and_only_where_letters_turn(text: str) -> None:
    for shown in (one_line(text), paragraphs(text), sign_by_sign(text)):
        invisible = [sign for sign in shown if unicodedata.category(sign) == "Cf"]
        assert not invisible or "ب" in text
        assert not {"\u202d", "\u202e"}.intersection(invisible)
        for line in shown.split("\n"):
            closed = re.compile(
                "[\u202a\u202b][^\u202a-\u202c\u2066-\u2069]*\u202c|[\u2066-\u2068][^\u202a-\u202c\u2066-\u2069]*\u2069"
            )
            rest = line
            while (less := closed.sub("", rest)) != rest:
                rest = less
            assert not [sign for sign in rest if unicodedata.bidirectional(sign) in DIRECTIONS]
    assert one_line(one_line(text)) == one_line(text)
    assert len(sign_by_sign(text)) == len(text)


def test_one_field_does_not_close_what_another_opens() -> None:
    assert on_screen("سلام\u2067\tسلام\u2069\n") == "سلام\ufffd\tسلام\ufffd\n"
    assert on_screen("سلام (AFP)\u200f\tfrom 5\u200f\n") == "سلام (AFP)\u200f\tfrom 5\ufffd\n"


def test_many_signs_take_no_longer_than_few() -> None:
    for text in (
        "ب" + "\u200f" * 200_000,
        "ب" + "\u2067" * 100_000 + "\u2069" * 100_000,
        "ب" + "\u202b\u2069" * 100_000,
    ):
        assert len(one_line(text)) == len(text)


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
