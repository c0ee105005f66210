"""Counts: how many records there are of what, how many of them rest on one source, and from when to when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sahelcli.index import counted
from sahelcli.index.names import shown
from sahelcli.index.open import Index
from sahelcli.index.rows import encode
from sahelcli.index.selection import BEYOND
from sahelcli.query import Query, resolved
from sahelcli.records.dates import civil, iso, year_text
from sahelcli.report import Row

KINDS = ("event", "quote", "figure")
IMPRECISE = "imprecise"


class By(StrEnum):
    """What records can be counted by."""

    KIND = "kind"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    ACTOR = "actor"
    PLACE = "place"
    TAG = "tag"
    PUBLISHER = "publisher"
    AGENCY = "agency"
    MEASURE = "measure"


_NAMED = (By.ACTOR, By.PLACE, By.TAG, By.PUBLISHER, By.AGENCY, By.MEASURE)
_CALLED = (By.ACTOR, By.PLACE, By.PUBLISHER, By.AGENCY)  # by a name that is not what they are found by


@dataclass(slots=True)
class _Count:
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    single: int = 0
    first: int | None = None
    last: int | None = None

    def add(self, kind: str, number: int, single: int, first: int | None, last: int | None) -> None:
        """Add records of a kind; of their days the first and the last that are known stay."""
        self.numbers[kind] += number
        self.single += single
        self.first = min((day for day in (self.first, first) if day is not None), default=None)
        self.last = max((day for day in (self.last, last) if day is not None), default=None)


def stats(index: Index, by: By, kinds: tuple[str, ...], query: Query) -> Iterator[Row]:
    """Yield counts (`records.rows.CountRow`): periods in order of time, all else the most frequent first.

    A date that does not surely lie in one period is counted once, under "imprecise".
    """
    counts: dict[str, _Count] = {}
    for kind in kinds:
        for value, number, single, first, last in _counted(index, by, kind, query):
            counts.setdefault(value, _Count()).add(kind, number, single, first, last)
    for value in sorted(counts, key=_order(by, counts)):
        yield Row(_row(by, value, _name(index, by, value), counts[value]))


def _counted(index: Index, by: By, kind: str, query: Query) -> Iterator[tuple[str, int, int, int | None, int | None]]:
    chosen = resolved(index, kind, query)
    if by in _NAMED:
        yield from counted.by_term(index.connection, chosen, by)
        return
    for first, last, number, single in counted.grouped(index.connection, chosen):
        value = kind if by is By.KIND else _period(by, first, last)
        yield value, number, single, None if first == -BEYOND else first, None if last == BEYOND else last


def _period(by: By, first: int, last: int) -> str:
    if abs(first) == BEYOND or abs(last) == BEYOND:
        return IMPRECISE
    begins, ends = _named(by, first), _named(by, last)
    return begins if begins == ends else IMPRECISE


def _named(by: By, day: int) -> str:
    year, month, _ = civil(day)
    match by:
        case By.YEAR:
            return year_text(year)
        case By.QUARTER:
            return f"{year_text(year)}-Q{(month + 2) // 3}"
        case _:
            return f"{year_text(year)}-{month:02d}"


def _order(by: By, counts: dict[str, _Count]) -> Callable[[str], tuple[Any, ...]]:
    if by is By.KIND:
        return lambda value: (KINDS.index(value), value)
    if by in (By.YEAR, By.QUARTER, By.MONTH):
        return lambda value: (value == IMPRECISE, counts[value].first or 0, value)
    return lambda value: (-sum(counts[value].numbers.values()), value)


def _name(index: Index, by: By, value: str) -> str:
    if by in _CALLED:
        return shown(index.connection, by, value)
    return value


def _row(by: By, value: str, name: str, count: _Count) -> bytes:
    return encode(
        {
            "kind": "count",
            "by": by,
            "value": value,
            "name": name,
            **{f"{kind}s": number for kind, number in count.numbers.items()},
            "total": sum(count.numbers.values()),
            "single_source": count.single,
            "date_start": None if count.first is None else iso(count.first),
            "date_end": None if count.last is None else iso(count.last),
        }
    )
