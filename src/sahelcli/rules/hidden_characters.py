"""Rules about characters that a reader does not see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sahelcli.model.kinds import KINDS
from sahelcli.model.reference_fields import Keys
from sahelcli.rules.index_records import IndexRecords, RuleFinding
from sahelcli.text.sanitize import LOST, sign_by_sign

_ASCII = bytes(range(128))
_ONE_LINE = {"title", "name", "publisher", "aliases"}


def hidden_character(records: IndexRecords) -> Iterator[RuleFinding]:
    """A text has no control characters, no marks that turn its direction, and no invisible characters.

    They hide what is there, or show what is not. A title, a name and a publisher have no line breaks either. What a
    script needs stays: joiners between letters of Persian or Devanagari, direction marks and isolates that are closed
    where Arabic is written.
    """
    for kind in KINDS:
        for pos, stored, beyond in records.in_parts(kind.name):
            if not (_may_hide(stored) or (isinstance(beyond, bytes) and _may_hide(beyond))):
                continue
            row = records.at(pos)
            for keys, text in _texts({key: row[key] for key in kind.model.model_fields if key in row}):
                if hidden := _hidden(text, is_one_line=keys[-1] in _ONE_LINE or keys[0] in _ONE_LINE):
                    yield RuleFinding(pos, keys, f"this text has a hidden character, {_named(hidden)}", "take it out")


def _may_hide(row: bytes) -> bool:
    """Whether anything is escaped, or may not be seen; most rows need not be decoded to know that nothing is."""
    return b"\\" in row or not (row.isascii() or _seen(frozenset(row.translate(None, _ASCII).decode())))


@lru_cache(maxsize=4_096)
def _seen(signs: frozenset[str]) -> bool:
    return all(map(_is_seen, signs))


@lru_cache(maxsize=65_536)
def _is_seen(sign: str) -> bool:
    """Whether a sign is seen wherever it stands."""
    return sign.isprintable() and LOST not in sign_by_sign(f"a{sign}a")


def _texts(table: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    """Yield the texts of a row, or of a role, but for those of records that it names."""
    for key, value in table.items():
        if isinstance(value, str):
            yield (key,), value
        for number, element in enumerate(value) if isinstance(value, list) else ():
            if isinstance(element, str):
                yield (key, number), element
            elif "id" not in element:
                yield from (((key, number, *inner), text) for inner, text in _texts(element))


def _hidden(text: str, is_one_line: bool) -> str | None:
    """Return the first hidden character of a text."""
    if text.isprintable() and text.isascii():
        return None
    seen = sign_by_sign(text)
    return next(
        (
            sign
            for sign, shown in zip(text, seen, strict=True)
            if (shown == LOST and sign != LOST) or (is_one_line and sign == "\n")
        ),
        None,
    )


def _named(sign: str) -> str:
    name = "line break" if sign == "\n" else unicodedata.name(sign, "a control character").lower()
    return f"U+{ord(sign):04X} ({name})"
