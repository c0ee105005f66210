"""What a record rests on, as columns of facts: its sources, who is behind them, and by when it rested on how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from sahelcli.index.selection import BEYOND
from sahelcli.index.source_independence import independent, names, same
from sahelcli.index.source_visibility import published

Cited: TypeAlias = tuple[str, str, str | None, int | None]
"""A source by its id, publisher, agency, and the last day on which it may have been published."""


class CitedSources(NamedTuple):
    """The sources of a record, each value once."""

    independent_days: Sequence[int] = ()
    independent_days_undated: Sequence[int] = ()
    sources: Sequence[str] = ()
    publishers: Sequence[str] = ()
    agencies: Sequence[str] = ()
    cited: Sequence[Cited] = ()


def cited_sources(kind: str, row: Any) -> CitedSources:
    """Return what a record of a kind rests on; a source rests on itself, a place on nothing."""
    if kind == "source":
        return _of([row])
    return _of(row["sources"]) if row.get("sources") else CitedSources()


def _of(sources: Sequence[Any]) -> CitedSources:
    cited = [_cited(source) for source in sources]
    dated = sorted(((day, names(who, agency)) for _, who, agency, day in cited if day is not None), key=_day)
    undated = [(-BEYOND, names(publisher, agency)) for _, publisher, agency, day in cited if day is None]
    days = _days(dated)
    return CitedSources(
        days,
        _days([*undated, *dated]) if undated else days,
        [source for source, *_ in cited],
        list(dict.fromkeys(publisher for _, publisher, *_ in cited)),
        list(dict.fromkeys(agency for _, _, agency, _ in cited if agency is not None)),
        cited,
    )


def _cited(source: Any) -> Cited:
    agency = source["agency"]
    day = published(source["published"])
    return source["id"], same(source["publisher"]), None if agency is None else same(agency), day


def _days(known: Sequence[tuple[int, frozenset[str]]]) -> list[int]:
    """Return by which day 1, 2, … of the sources, given in the order of their days, were independent of each other."""
    days: list[int] = []
    for number, (day, _) in enumerate(known, 1):
        if independent([behind for _, behind in known[:number]]) > len(days):
            days.append(day)
    return days


def _day(known: tuple[int, frozenset[str]]) -> int:
    return known[0]
