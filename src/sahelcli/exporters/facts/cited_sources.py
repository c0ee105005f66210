"""Source columns of exported facts: cited sources, publishers, agencies, and how many were independent on which day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.index.selection import BEYOND
from sahelcli.index.source_independence import independent, names, same
from sahelcli.index.source_visibility import published

_MANY = 65_536  # of what comes again and again, so much is remembered


class CitedSource(NamedTuple):
    """Who is behind a source, as these compare, and the last day on which it may have been published."""

    publisher: str
    agency: str | None
    day: int | None
    names: frozenset[str]


def cited_columns(kind: str, rows: Sequence[Any]) -> dict[str, Any]:
    """Return what records of a kind rest on; a source rests on itself, a place on nothing."""
    sources = [[row] for row in rows] if kind == "source" else [row.get("sources", ()) for row in rows]
    cited = [[_cited(each["publisher"], each["agency"], each["published"]) for each in some] for some in sources]
    offsets = list(accumulate(map(len, sources), initial=0))
    ids = pyarrow.array([each["id"] for some in sources for each in some], pyarrow.string())
    days, days_undated = zip(*map(_days_of, cited), strict=True)
    return {
        "sources": pyarrow.ListArray.from_arrays(offsets, ids),
        "cited": pyarrow.ListArray.from_arrays(offsets, _structs(ids, list(chain.from_iterable(cited)))),
        "publishers": [list(dict.fromkeys([each.publisher for each in some])) for some in cited],
        "agencies": [list(dict.fromkeys([each.agency for each in some if each.agency is not None])) for some in cited],
        "independent_days": days,
        "independent_days_undated": days_undated,
    }


@lru_cache(_MANY)
def _cited(publisher: str, agency: str | None, date: str | None) -> CitedSource:
    copied = None if agency is None else same(agency)
    return CitedSource(same(publisher), copied, published(date), names(publisher, agency))


def _structs(ids: Any, cited: Sequence[CitedSource]) -> Any:
    publishers = pyarrow.array([each.publisher for each in cited], pyarrow.string())
    agencies = pyarrow.array([each.agency for each in cited], pyarrow.string())
    days = pyarrow.array([each.day for each in cited], pyarrow.int32())
    return pyarrow.StructArray.from_arrays(
        [ids, publishers, agencies, days], names=["source", "publisher", "agency", "published"]
    )


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
