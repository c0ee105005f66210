"""Source columns of exported facts: cited sources, publishers, agencies, and how many were independent on which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, TypeAlias, TypedDict

from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_lists import each_once, replaced, without_null
from sahelcli.exporters.facts.row_fields import Fields
from sahelcli.index.selection import BEYOND
from sahelcli.index.source_independence import independent, same
from sahelcli.index.source_visibility import published

_KEYS = ("id", "publisher", "agency", "published")
_compute = pyarrow.compute
_Days: TypeAlias = Any  # lists of days, a list a record


class _Cited(TypedDict):
    """A source of a record: who is behind it, as these compare, and the last day on which it may have come out."""

    source: str
    publisher: str
    agency: str | None
    published: int | None


def cited_columns(kind: str, fields: Fields, numbers: Sequence[int]) -> dict[str, pyarrow.ListArray]:
    """Return the columns of what records rest on, whose sources are so many independent ones."""
    offsets, (ids, publisher, agency, dates) = _sources_of(kind, fields)
    publishers, agencies = (replaced(each, same, pyarrow.string()) for each in (publisher, agency))
    parts = [ids, publishers, agencies, replaced(dates, published, pyarrow.int32())]
    structs = pyarrow.StructArray.from_arrays(parts, names=[*_Cited.__annotations__])
    cited, sources, publishers, agencies = (
        pyarrow.ListArray.from_arrays(offsets, values) for values in (structs, ids, publishers, agencies)
    )
    dated, undated = _independent_days(cited, numbers)
    return {
        "sources": sources,
        "cited": cited,
        "publishers": each_once(publishers),
        "agencies": each_once(agencies),
        "independent_days": dated,
        "independent_days_undated": undated,
    }


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


def _independent_days(cited: pyarrow.ListArray, numbers: Sequence[int]) -> tuple[_Days, _Days]:
    """Return by which days the dated sources were independent ones, and all, if undated ones always had been out."""
    lengths = cited.value_lengths()
    some_depend = _compute.and_(_compute.greater(lengths, 1), _compute.not_equal(lengths, pyarrow.array(numbers)))
    rows = _compute.indices_nonzero(some_depend)
    made = _days_of_all(cited)
    if not len(rows):
        return made
    places = list(range(len(cited)))
    for number, row in enumerate(rows.to_pylist()):
        places[row] = len(cited) + number
    of_rows = zip(*map(_days_of_independent, cited.take(rows).to_pylist()), strict=True)
    dated, undated = (
        pyarrow.concat_arrays([days, pyarrow.array(others, days.type)]).take(pyarrow.array(places))
        for days, others in zip(made, of_rows, strict=True)
    )
    return dated, undated


def _days_of_all(cited: pyarrow.ListArray) -> tuple[_Days, _Days]:
    """Return the days of dated sources in order, and of all, as if none depended on another."""
    columns = {"list": _compute.list_parent_indices(cited), "day": cited.values.field("published").fill_null(-BEYOND)}
    days = pyarrow.table(columns).sort_by([("list", "ascending"), ("day", "ascending")])["day"].combine_chunks()
    dated = _compute.if_else(_compute.equal(days, -BEYOND), None, days)
    of_dated, of_all = (pyarrow.ListArray.from_arrays(cited.offsets, each) for each in (dated, days))
    return without_null(of_dated), of_all


def _days_of_independent(sources: Sequence[_Cited]) -> tuple[list[int], list[int]]:
    """Return both for the sources of a record some of which depend on others."""
    known = sorted(((_day(each), _behind(each)) for each in sources), key=itemgetter(0))
    return list(_days([each for each in known if each[0] != -BEYOND])), list(_days(known))


def _behind(source: _Cited) -> frozenset[str]:
    return frozenset(filter(None, (source["publisher"], source["agency"])))


def _day(source: _Cited) -> int:
    return -BEYOND if source["published"] is None else source["published"]


def _days(known: Sequence[tuple[int, frozenset[str]]]) -> Iterator[int]:
    """Yield by which day 1, 2, … of the sources, given in the order of their days, were independent of each other."""
    names = [behind for _, behind in known]
    most = 0
    for number, (day, _) in enumerate(known, 1):
        if independent(names[:number]) > most:
            most += 1
            yield day
