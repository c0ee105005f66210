"""The parser's complaints: each is translated, whatever the text and the place, and none of its words comes through."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from sahelcli.toml.syntax_errors import in_plain_words

COMPLAINTS = (
    "Expected newline or end of document after a statement",
    "Cannot overwrite a value",
    "Cannot declare ('a',) twice",
    "Cannot mutate immutable namespace ('a',)",
    "Cannot redefine namespace",
    "Duplicate inline table key 'a'",
    "Illegal character '\\n'",
    "Found invalid character '\\x00'",
    "Unterminated string",
    'Expected "\'"',
    "Invalid statement",
    "Expected '=' after a key in a key/value pair",
    "Invalid value",
    "Unescaped '\\' in a string",
    "Escaped character is not a Unicode scalar value",
    "Invalid hex value",
    "Unclosed array",
    "Unclosed inline table",
    "Expected ']' at the end of a table declaration",
    "Invalid initial character for a key part",
    "Invalid date or datetime",
    "Words of a later version",
)
texts = st.text(st.sampled_from("ab=[]{}\"'\\#\n\r., 2023-/é\u202e"), max_size=60)


@given(texts, st.sampled_from(COMPLAINTS), st.integers(0, 60))
@example("a = '", "Unterminated string", 5)
def test_every_complaint_is_translated_wherever_it_stands(text: str, words: str, at: int) -> None:
    problem = in_plain_words(text, words, at)
    assert 0 <= problem.place.start < problem.place.end
    assert problem.place.start <= len(text)
    assert words.partition(" ")[0] not in problem.message
    assert not problem.message.endswith(".")
