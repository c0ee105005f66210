"""TOML read in bulk: a text cut at the headers of its records, each piece read by a compiled parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sahelcli.files.bounds import may_be_beyond
from sahelcli.progress import Advance, unwatched

try:
    import toml_rs
except ImportError:  # a system for which it is not made: the standard library reads everything
    _IS_THERE = False
else:
    _IS_THERE = True

_LENGTH = 8_000  # characters after which a piece ends at the next header
_OPENINGS = 250  # brackets and braces in a piece: the parser's own stack holds more levels than that, everywhere
_BEFORE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(?=\[|\Z)")
_HEADER = re.compile(r"\n\[\[[a-z]+\]\]")


def read_quickly(text: str, advance: Advance = unwatched) -> dict[str, Any] | None:
    """Return the tables of a TOML 1.0 text with LF line ends, or None where anything is out of the ordinary.

    Where each piece is a document by itself, no cut lies within a string or a list, so that the pieces' arrays of
    tables, put together, are those of the whole. A table, or a key above all headers, might stand in two pieces in a
    way that the whole forbids; then, as with an error, nothing is returned: the reader that knows places has its turn.
    `advance` is told of characters.
    """
    if not _IS_THERE or not begins_with_header(text) or may_be_beyond(text):
        return None
    tables: dict[str, Any] = {}
    for piece in _pieces(text):
        if piece is None:
            return None
        try:
            found = toml_rs.loads(piece, toml_version="1.0.0")  # what the standard library reads; 1.1 allows more
        except ValueError:
            return None
        for name, value in found.items():
            if name not in tables:
                tables[name] = value
            elif isinstance(value, list) and isinstance(tables[name], list):
                tables[name] += value
            else:
                return None
        advance(len(piece))
    return tables


def begins_with_header(text: str) -> bool:
    """Whether only comments stand above the first header of a text: no list of records can be one in brackets, then."""
    return bool(_BEFORE.match(text))


def _pieces(text: str) -> Iterator[str | None]:
    """Yield pieces that have few enough brackets; None for a record that has too many."""
    start = 0
    while header := _HEADER.search(text, start + _LENGTH):
        yield from _small(text[start : header.start() + 1])
        start = header.start() + 1
    yield from _small(text[start:])


def _small(piece: str) -> Iterator[str | None]:
    """Yield a piece, or its records one by one if together they have too many brackets."""
    if _is_flat(piece):
        yield piece
        return
    ends = [*(header.start() + 1 for header in _HEADER.finditer(piece)), len(piece)]
    for start, end in zip([0, *ends], ends, strict=False):
        record = piece[start:end]
        yield record if _is_flat(record) else None


def _is_flat(piece: str) -> bool:
    return piece.count("[") + piece.count("{") <= _OPENINGS
