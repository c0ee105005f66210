"""Characters that a reader does not see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.text.sanitize import paragraphs
from tests.rules.small import actor, event, said, source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a\u202eb", "U+202E (right-to-left override)"),
        ("a\u200bb", "U+200B (zero width space)"),
        ("a\u200fb", "U+200F (right-to-left mark)"),
        ("a سلام \u2067b", "U+2067 (right-to-left isolate)"),
        ("a\u2028b", "U+2028 (line separator)"),
        ("a\u009bb", "U+009B (a control character)"),
        ("a\ufeffb", "U+FEFF (zero width no-break space)"),
    ],
)
def test_hidden_characters(text: str, name: str) -> None:
    toml = event(summary=text) + source()
    assert said(toml, "hidden-character") == [f"6:11: this text has a hidden character, {name}"]


@pytest.mark.parametrize(
    "text",
    ["Fatimé\u00a0: «\u202foui\u202f»", "می\u200cشود", "two\nlines\tand a tab", "�", "قال «101»\u200f (AFP)\u200f."],
)
def test_signs_that_writing_needs(text: str) -> None:
    toml = event(summary=text.replace("\n", " ").replace("\t", " ")) + source()
    assert said(toml, "hidden-character") == []


def test_a_title_is_one_line_and_a_summary_may_have_several() -> None:
    toml = '[[events]]\nid = "e"\ndate = "2026"\ntitle = "One\\nTwo"\nsummary = "One\\nTwo"\nsources = ["courier"]\n\n'
    assert said(toml + source(), "hidden-character") == ["4:9: this text has a hidden character, U+000A (line break)"]


def test_lists_and_roles_are_looked_through() -> None:
    toml = actor("a", "A", aliases=["fine", "not\u200bfine"])
    roles = 'roles = [{ title = "Presi\u200bdent", of = "a" }]\n'
    assert said(toml.rstrip() + "\n" + roles, "hidden-character") == [
        "6:20: this text has a hidden character, U+200B (zero width space)",
        "7:20: this text has a hidden character, U+200B (zero width space)",
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_what_is_shown_otherwise_is_reported(text: str) -> None:
    toml = event(summary=text) + source()
    assert bool(said(toml, "hidden-character")) is (paragraphs(text) != text)
