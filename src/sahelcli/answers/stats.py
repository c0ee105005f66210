"""Statistics: how many records there are of what, how many rest on one source, and from when to when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sahelcli.dates.calendar import civil, iso, year_text
from sahelcli.index import counts as counted
from sahelcli.index.name_lookup import load, shown
from sahelcli.index.open import Index
from sahelcli.index.record_search import narrows
from sahelcli.index.selection import BEYOND
from sahelcli.query import Query, resolved
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.text.normalize import key

if TYPE_CHECKING:
    from sahelcli.json_contract import CountRow

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


BY_RECORD = (By.ACTOR, By.PLACE)  # whose values are ids of records
_NAMED = (By.ACTOR, By.PLACE, By.TAG, By.PUBLISHER, By.AGENCY, By.MEASURE)
_CALLED = (By.ACTOR, By.PLACE, By.PUBLISHER, By.AGENCY)  # by a name that is not what they are found by


@dataclass(slots=True)
class Count:
    """How many records of each kind have one value, how many of all rest on one source, their first and last day."""

    value: str
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    single: int = 0
    first: int | None = None
    last: int | None = None

    def add(self, kind: str, number: int, single: int, first: int | None, last: int | None) -> None:
        """Count records of a kind; the first and last known of their days are kept."""
        self.numbers[kind] += number
        self.single += single
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last

    @property
    def total(self) -> int:
        """How many records there are of all kinds."""
        return sum(self.numbers.values())


def stats(index: Index, by: By, kinds: tuple[str, ...], query: Query) -> tuple[list[Count], int]:
    """Return the counts that are asked for, and how many there are: periods in order of time, else the greatest first.

    A date that does not surely lie in one period is counted once, under "imprecise".
    """
    chosen = [resolved(index, kind, query) for kind in kinds]
    if by in _NAMED and not any(map(narrows, chosen)):
        ranked, number = counted.ranked(index.connection, chosen, by, query.limit, reverse=query.reverse)
        return _with_names(index, by, [_counted_of(kinds, *row) for row in ranked]), number
    counts = _merged(index, by, kinds, query)
    return _with_names(index, by, (counts[::-1] if query.reverse else counts)[: query.limit]), len(counts)


def _with_names(index: Index, by: By, counts: list[Count]) -> list[Count]:
    """Return the counts, and load the names of what they count."""
    if by in _CALLED:
        load(index.connection, by, [key(count.value) for count in counts])
    return counts


def _counted_of(
    kinds: tuple[str, ...], value: str, single: int, first: int | None, last: int | None, *numbers: int
) -> Count:
    return Count(value, dict.fromkeys(KINDS, 0) | dict(zip(kinds, numbers, strict=True)), single, first, last)


def _merged(index: Index, by: By, kinds: tuple[str, ...], query: Query) -> list[Count]:
    """Return all counts, of one kind after the other."""
    counts: dict[str, Count] = {}
    for kind in kinds:
        for value, number, single, first, last in _counted(index, by, kind, query):
            if value not in counts:
                counts[value] = Count(value)
            counts[value].add(kind, number, single, first, last)
    return sorted(counts.values(), key=_order(by))


def as_row(index: Index, by: By, count: Count) -> Row:
    """Return a count as it is printed (`json_contract.CountRow`)."""
    row: CountRow = {
        "kind": "count",
        "by": by,
        "value": count.value,
        "name": _name(index, by, count.value),
        "events": count.numbers["event"],
        "quotes": count.numbers["quote"],
        "figures": count.numbers["figure"],
        "total": count.total,
        "single_source": count.single,
        "date_start": None if count.first is None else iso(count.first),
        "date_end": None if count.last is None else iso(count.last),
    }
    return Row(encode(row))


def _counted(index: Index, by: By, kind: str, query: Query) -> Iterator[tuple[str, int, int, int | None, int | None]]:
    chosen = resolved(index, kind, query)
    if by in _NAMED:
        yield from counted.by_term(index.connection, chosen, by)
        return
    for first, last, number, single in counted.grouped(index.connection, chosen):
        value = kind if by is By.KIND else surely_in(by, first, last)
        yield value, number, single, None if first == -BEYOND else first, None if last == BEYOND else last


def surely_in(by: By, first: int, last: int) -> str:
    """Return the year, quarter or month that contains all of these days, else `IMPRECISE`."""
    if abs(first) == BEYOND or abs(last) == BEYOND:
        return IMPRECISE
    begins, ends = _named(by, first), _named(by, last)
    return begins if begins == ends else IMPRECISE


@lru_cache(maxsize=65_536)  # many dates have the same days
def _named(by: By, day: int) -> str:
    year, month, _ = civil(day)
    match by:
        case By.YEAR:
            return year_text(year)
        case By.QUARTER:
            return f"{year_text(year)}-Q{(month + 2) // 3}"
        case _:
            return f"{year_text(year)}-{month:02d}"


def _order(by: By) -> Callable[[Count], tuple[Any, ...]]:
    if by is By.KIND:
        return lambda count: (KINDS.index(count.value), count.value)
    if by in (By.YEAR, By.QUARTER, By.MONTH):
        return lambda count: (count.value == IMPRECISE, count.first or 0, count.value)
    return lambda count: (-count.total, count.value)


def _name(index: Index, by: By, value: str) -> str:
    if by in _CALLED:
        return shown(index.connection, by, value)
    return value
