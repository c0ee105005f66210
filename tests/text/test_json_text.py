"""Rows are JSON in UTF-8 that no terminal obeys and no reader of lines breaks at, whatever their texts hold."""

from __future__ import annotations

import json
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.text.json_text import encode, utf8

HOSTILE = frozenset(
    chain(
        range(0x7F, 0xA0),
        (0x61C, 0x200E, 0x200F, 0xFEFF),
        range(0x2028, 0x202F),
        range(0x2066, 0x206A),
        range(0xFFF9, 0xFFFC),
        range(0xD800, 0xE000),
    )
)
NEAR = sorted({chr(code + shift) for code in HOSTILE for shift in (-1, 0, 1)})
CHARACTERS = st.sampled_from(NEAR) | st.characters() | st.sampled_from("éà’«»نيامي\u00a0")


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04x}" if ord(character) in HOSTILE else character for character in text)


@given(st.text(CHARACTERS))
def test_hostile_characters_are_escaped_and_no_others(text: str) -> None:
    assert utf8(text).decode() == escaped(text)


def test_each_hostile_character_is_escaped_between_letters_of_every_kind() -> None:
    for code in HOSTILE:
        for letter in "aéن漢😀":
            assert utf8(letter + chr(code)).decode() == f"{letter}\\u{code:04x}"


@given(
    st.text(
        st.sampled_from([character for character in NEAR if character.isprintable()]) | st.characters(codec="utf-8")
    )
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert json.loads(encode({"text": text})) == {"text": text}
