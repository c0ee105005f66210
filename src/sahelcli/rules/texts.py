"""Rules about characters that a reader does not see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sahelcli.harmless import LOST, sign_by_sign
from sahelcli.records.base import Strictly
from sahelcli.records.dataset import Dataset
from sahelcli.records.kinds import KINDS
from sahelcli.records.references import Keys
from sahelcli.rules.remark import Remark

_ONE_LINE = {"title", "name", "publisher", "aliases"}


def hidden_character(dataset: Dataset) -> Iterator[Remark]:
    """A text has no control characters, no marks that turn its direction, and no invisible characters.

    They hide what is there, or show what is not. A title, a name and a publisher have no line breaks either. What a
    script needs stays: joiners between letters of Persian or Devanagari, direction marks and isolates that are closed
    where Arabic is written.
    """
    for kind in KINDS:
        for record in getattr(dataset, kind.table):
            for keys, text in _texts(record):
                if found := _hidden(text, is_one_line=keys[-1] in _ONE_LINE or keys[0] in _ONE_LINE):
                    yield Remark(record, keys, f"this text has a hidden character, {_named(found)}", "take it out")


def _texts(table: Strictly) -> Iterator[tuple[Keys, str]]:
    for key, value in table.__dict__.items():
        if isinstance(value, str):
            yield (key,), value
        elif isinstance(value, tuple):
            for number, element in enumerate(value):
                if isinstance(element, str):
                    yield (key, number), element
                elif isinstance(element, Strictly):
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
