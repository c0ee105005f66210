"""Record order: positions by kind, then by file, then by the number among those of the kind in the file, from 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

ORDER = ("place", "source", "actor", "event", "quote", "figure")  # each kind names those before it
_NUMBER = 26  # bits of a place for the number within its file, and so for 67 million records of a kind
_KIND = 44  # and 18 for the file; a place is above each number of a term that is no record, and takes 6 bytes

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs a statement with values on an index."""


def position(kind: str, rank: int, number: int) -> int:
    """Return the position of a record; `rank` is that of its file."""
    return ORDER.index(kind) + 1 << _KIND | rank << _NUMBER | number


def rank_of(pos: int) -> int:
    """Return the rank of the file in which a record stands."""
    return (pos & ((1 << _KIND) - 1)) >> _NUMBER


def within(kind: str) -> tuple[int, int]:
    """Return the first and the last position that a record of a kind can have."""
    first = position(kind, 0, 0)
    return first, first + (1 << _KIND) - 1


def taken(ask: Ask, kind: str, rank: int) -> int:
    """Return how many records of a kind an index has of a file: their positions are consecutive."""
    first, beyond = position(kind, rank, 0), position(kind, rank + 1, 0)
    ((last,),) = ask("SELECT max(pos) FROM records WHERE pos >= ? AND pos < ?", (first, beyond))
    return 0 if last is None else int(last) + 1 - first
