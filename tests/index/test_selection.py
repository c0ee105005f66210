"""What the index selects is what a look at every record selects, and in the same order."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dataset.reader import read_dataset
from sahelcli.dates.edtf import parse
from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.pipeline import fill
from sahelcli.index.counts import grouped
from sahelcli.index.record_search import select, tally
from sahelcli.index.selection import Selection
from sahelcli.model.dataset import Dataset
from sahelcli.report import Row
from tests.index.small import Small, write

FAR = 10_000_000


class Made(tuple[sqlite3.Connection, Dataset]):
    """An index and its dataset, which nobody wants to see printed in full."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "the dataset"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("dataset")
    records = Small(Random(11)).records(160)
    write(folder, {"a.toml": records[:90], "b.toml": records[90:]})
    return index_of(folder)


def index_of(folder: Path) -> Made:
    index = fill(lambda: sqlite3.connect(":memory:"), find_files([str(folder)])).connection
    return Made((index, read_dataset([str(folder)])))


@cache
def days(text: str) -> tuple[int, int]:
    date = parse(text)
    return -FAR if date.first is None else date.first, FAR if date.last is None else date.last


def naive(dataset: Dataset, chosen: Selection) -> list[str]:
    """Look at every record, as the manual says what matches; slow, and with nothing of the index in it."""
    kinds: dict[str, tuple[Any, ...]] = {
        "event": dataset.events,
        "quote": dataset.quotes,
        "figure": dataset.figures,
    }
    records = kinds[chosen.kind]
    result = [record for record in records if matches(dataset, chosen, record)]
    number = {record.id: place for place, record in enumerate(records)}
    result.sort(key=lambda record: (*days(record.date.text), number[record.id]), reverse=chosen.reverse)
    return [record.id for record in result[: chosen.limit]]


def matches(dataset: Dataset, chosen: Selection, record: Any) -> bool:
    first, last = days(record.date.text)
    since = -FAR if chosen.first is None else chosen.first
    until = FAR if chosen.last is None else chosen.last
    inside = (since <= first or chosen.first is None) and (last <= until or chosen.last is None)
    if not (inside if chosen.certain else first <= until and since <= last):
        return False
    terms = named(dataset, record)
    shown_terms = {term for term in terms if term[0] != "source"}  # a source that is asked for must be shown itself
    shown_terms |= {("source", source) for source in shown(dataset, chosen, record)}
    if not all(any((role, name) in shown_terms for name in ids) for role, ids in chosen.groups):
        return False
    if any((role, name) in terms for role, ids in chosen.without for name in ids):
        return False
    return bool(shown(dataset, chosen, record))


def shown(dataset: Dataset, chosen: Selection, record: Any) -> list[str]:
    """Return the sources that are not taken away, and were known by the day."""
    gone = {name for _, names in chosen.taken for name in names}
    sources = [source for source in dataset.sources if source.id in record.sources and source.id not in gone]
    known = chosen.known_by
    return [
        source.id
        for source in sources
        if known is None or (days(source.published.text)[1] <= known if source.published else chosen.undated)
    ]


def named(dataset: Dataset, record: Any) -> set[tuple[str, str]]:
    """Return what a record names, and the places that hold those it names."""
    about = next((event for event in dataset.events if event.id == getattr(record, "event", None)), record)
    actors = {*getattr(record, "actors", ()), getattr(record, "speaker", None), getattr(record, "force", None)}
    places = {*getattr(about, "places", ()), getattr(record, "place", None)} - {None}
    for _ in dataset.places:
        places |= {place.part_of for place in dataset.places if place.id in places and place.part_of}
    return (
        {("actor", actor) for actor in actors if actor}
        | {("place", place) for place in places if place}
        | {("tag", tag) for tag in getattr(about, "tags", ())}
        | {("source", source) for source in record.sources}
    )


def day() -> st.SearchStrategy[int | None]:
    return st.none() | st.sampled_from(["2022-07-01", "2023-07-25", "2023-07-26", "2023-08-15", "2025-01-01"]).map(
        lambda text: days(text)[0]
    )


def groups() -> st.SearchStrategy[tuple[tuple[str, tuple[str, ...]], ...]]:
    names = st.one_of(
        st.tuples(
            st.just("actor"), st.lists(st.sampled_from([f"actor-{n}" for n in range(6)]), min_size=1, max_size=3)
        ),
        st.tuples(
            st.just("place"), st.lists(st.sampled_from([f"place-{n}" for n in range(6)]), min_size=1, max_size=2)
        ),
        st.tuples(st.just("tag"), st.lists(st.sampled_from(["coup", "talks", "base"]), min_size=1, max_size=2)),
        st.tuples(st.just("source"), st.lists(st.sampled_from([f"source-{n}" for n in range(6)]), min_size=1)),
    )
    return st.lists(names.map(lambda group: (group[0], tuple(dict.fromkeys(group[1])))), max_size=2).map(tuple)


selections = st.builds(
    Selection,
    words=st.just(()),
    min_sources=st.just(0),
    max_sources=st.none(),
    kind=st.sampled_from(["event", "quote", "figure"]),
    first=day(),
    last=day(),
    certain=st.booleans(),
    groups=groups(),
    without=groups(),
    known_by=day(),
    undated=st.booleans(),
    positions=st.none(),
    taken=st.lists(st.sampled_from([f"source-{n}" for n in range(6)]), max_size=3, unique=True).map(
        lambda ids: (("source", tuple(ids)),) if ids else ()
    ),
    limit=st.none() | st.integers(0, 5),
    reverse=st.booleans(),
)


@given(chosen=selections)
def test_index_selects_what_a_look_at_every_record_does(made: Made, chosen: Selection) -> None:
    connection, dataset = made
    result = [Row(hit.row).data() for hit in select(connection, chosen)]
    assert [row["id"] for row in result] == naive(dataset, chosen)
    records = {record.id: record for record in (*dataset.events, *dataset.quotes, *dataset.figures)}
    for row in result:
        assert {source["id"] for source in row["sources"]} == set(shown(dataset, chosen, records[row["id"]]))
    everything = naive(dataset, chosen._replace(limit=None))
    assert tally(connection, chosen).matching == len(everything)
    assert sum(number for _, _, number, _ in grouped(connection, chosen)) == len(everything)
