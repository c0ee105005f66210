"""Where a record stands: by kind, then by file, then by its number among those of its kind in the file, from 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sahelcli.model import KIND_NAMES

_FILE = 28  # bits of a place for the number within its file
_KIND = 50

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""What a statement with values finds in an index."""


def position(kind: str, rank: int, number: int) -> int:
    """Return where a record stands; `rank` is that of its file."""
    return KIND_NAMES.index(kind) << _KIND | rank << _FILE | number


def within(kind: str) -> tuple[int, int]:
    """Return between which places, both included, all records of a kind stand."""
    first = position(kind, 0, 0)
    return first, first + (1 << _KIND) - 1


def taken(ask: Ask, kind: str, rank: int) -> int:
    """Return how many records of a kind an index has of a file: they stand one after another, whatever was left out."""
    first, beyond = position(kind, rank, 0), position(kind, rank + 1, 0)
    ((last,),) = ask("SELECT max(pos) FROM records WHERE pos >= ? AND pos < ?", (first, beyond))
    return 0 if last is None else int(last) + 1 - first
