"""Source columns of exported facts: cited sources, publishers, agencies, and how many were independent on which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_lists import each_once, replaced
from sahelcli.exporters.facts.row_fields import Fields
from sahelcli.index.selection import BEYOND
from sahelcli.index.source_independence import independent, same
from sahelcli.index.source_visibility import published

_KEYS = ("id", "publisher", "agency", "published")
_CITED = ("source", "publisher", "agency", "published")
_Behind = tuple[int, str, str | None]  # the day by which a source was out, its publisher and agency as these compare


def cited_columns(kind: str, fields: Fields, numbers: Sequence[int]) -> dict[str, Any]:
    """Return the columns of what records rest on, whose sources are so many independent ones."""
    offsets, (ids, publisher, agency, dates) = _sources_of(kind, fields)
    publishers, agencies = (replaced(each, same, pyarrow.string()) for each in (publisher, agency))
    days = replaced(dates, published, pyarrow.int32())
    sources = [ids, publishers, agencies, days]
    cited = pyarrow.StructArray.from_arrays(sources, names=_CITED)
    lists = {"sources": ids, "cited": cited, "publishers": publishers, "agencies": agencies}
    columns = {name: pyarrow.ListArray.from_arrays(offsets, values) for name, values in lists.items()}
    columns |= {name: each_once(columns[name]) for name in ("publishers", "agencies")}
    behind = list(zip(*(each.to_pylist() for each in (days.fill_null(-BEYOND), publishers, agencies)), strict=True))
    each = (behind[begin:end] for begin, end in pairwise(offsets.to_pylist()))
    dated, undated = zip(*map(_days_of, each, numbers), strict=True)
    return {**columns, "independent_days": dated, "independent_days_undated": undated}


def _sources_of(kind: str, fields: Fields) -> tuple[Any, list[Any]]:
    """Return where the sources of each record begin, and of all of them id, publisher, agency and date.

    A source rests on itself, a place on nothing.
    """
    number = len(fields["id"])
    if kind == "source":
        return pyarrow.array(range(number + 1), pyarrow.int32()), [fields[key] for key in _KEYS]
    if kind == "place":
        return pyarrow.array([0] * (number + 1), pyarrow.int32()), [pyarrow.array([], pyarrow.string())] * len(_KEYS)
    return fields["sources"].offsets, [fields["sources"].values.field(key) for key in _KEYS]


def _days_of(sources: Sequence[_Behind], number: int) -> tuple[Sequence[int], Sequence[int]]:
    """Return by which days the dated sources were independent ones, and all, if undated ones always had been out.

    `number` is how many of them are independent of each other.
    """
    if len(sources) < 2 or number == len(sources):
        days = sorted([day for day, *_ in sources])
        return [day for day in days if day != -BEYOND], days
    known = sorted(sources, key=_day)
    dated = [each for each in known if each[0] != -BEYOND]
    return list(_days(dated)), list(_days(known))


def _days(known: Sequence[_Behind]) -> Iterator[int]:
    """Yield by which day 1, 2, … of the sources, given in the order of their days, were independent of each other."""
    names = [frozenset(filter(None, behind)) for _, *behind in known]
    most = 0
    for number, (day, *_) in enumerate(known, 1):
        if independent(names[:number]) > most:
            most += 1
            yield day


def _day(source: _Behind) -> int:
    return source[0]
