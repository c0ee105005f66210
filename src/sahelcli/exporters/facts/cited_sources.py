"""Source columns of exported facts: cited sources, publishers, agencies, and how many were independent on which day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.index.selection import BEYOND
from sahelcli.index.source_independence import independent, names, same
from sahelcli.index.source_visibility import published

_published = lru_cache(65_536)(published)  # a chronology has the same days again and again
_TYPES = (pyarrow.string(), pyarrow.string(), pyarrow.string(), pyarrow.int32())


class CitedSource(NamedTuple):
    """A source: who is behind it, as these compare, and the last day on which it may have been published."""

    id: str
    publisher: str
    agency: str | None
    day: int | None
    names: frozenset[str]


def cited_sources(row: Any) -> list[CitedSource]:
    """Return the sources in a row; a source rests on itself, a place on nothing."""
    sources = [row] if row["kind"] == "source" else row.get("sources", ())
    return [cited_source(each["id"], each["publisher"], each["agency"], each["published"]) for each in sources]


def cited_source(record_id: str, publisher: str, agency: str | None, date: str | None) -> CitedSource:
    """Return a source by what its row says."""
    copied = None if agency is None else same(agency)
    return CitedSource(record_id, same(publisher), copied, _published(date), names(publisher, agency))


def cited_columns(cited: Sequence[Sequence[CitedSource]]) -> dict[str, Any]:
    """Return the columns of what records rest on."""
    offsets = list(accumulate(map(len, cited), initial=0))
    columns = [*zip(*chain.from_iterable(cited), strict=True)][: len(_TYPES)] or [()] * len(_TYPES)
    arrays = list(map(pyarrow.array, columns, _TYPES))
    structs = pyarrow.StructArray.from_arrays(arrays, names=["source", "publisher", "agency", "published"])
    _, publishers, agencies, _ = columns
    days, days_undated = zip(*map(_days_of, cited), strict=True)
    return {
        "sources": pyarrow.ListArray.from_arrays(offsets, arrays[0]),
        "cited": pyarrow.ListArray.from_arrays(offsets, structs),
        "publishers": [_each_once(publishers[begin:end]) for begin, end in pairwise(offsets)],
        "agencies": [_each_once(agencies[begin:end]) for begin, end in pairwise(offsets)],
        "independent_days": days,
        "independent_days_undated": days_undated,
    }


def _each_once(names: Sequence[str | None]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name is not None]


def _days_of(cited: Sequence[CitedSource]) -> tuple[Sequence[int], Sequence[int]]:
    """Return by which days the dated sources were independent ones, and all, if undated ones always had been out."""
    if len(cited) == 1:
        day = cited[0].day
        return ([], [-BEYOND]) if day is None else ([day], [day])
    dated = sorted([(each.day, each.names) for each in cited if each.day is not None], key=_day)
    days = _days(dated)
    undated = [(-BEYOND, each.names) for each in cited if each.day is None]
    return days, _days([*undated, *dated]) if undated else days


def _days(known: Sequence[tuple[int, frozenset[str]]]) -> list[int]:
    """Return by which day 1, 2, … of the sources, given in the order of their days, were independent of each other."""
    if independent([behind for _, behind in known]) == len(known):
        return [day for day, _ in known]
    days: list[int] = []
    for number, (day, _) in enumerate(known, 1):
        if independent([behind for _, behind in known[:number]]) > len(days):
            days.append(day)
    return days


def _day(known: tuple[int, frozenset[str]]) -> int:
    return known[0]
