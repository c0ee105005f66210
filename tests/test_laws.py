"""Laws of asking on the shipped dataset: how the answers to two questions go together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sahelcli.dataset.locate import locate
from sahelcli.dataset.reader import read_dataset
from sahelcli.dates.periods import Window, parse_period
from sahelcli.index.open import Index, open_index
from sahelcli.index.source_independence import independent
from sahelcli.model.dataset import Dataset
from sahelcli.query import Query, ask
from tests import naive

KINDS = ("event", "quote", "figure")
PERIODS = ["2023", "2023-Q3", "2023-07", "2023-08", "2023-09", "2022", "2023-07-26", "2023-08-01", "2023-08-15/2023-09"]
WORDS = ["troops", "airport", "left", "coup", "itte", "N'Djamena", "coup d etat", "the airport", "1 500 soldiers"]


def found(index: Index, kind: str, query: Query) -> list[tuple[str, bool]]:
    """Return the ids of what answers, and whether each surely lies inside."""
    return [(row["id"], row["certain"]) for row in (row.data() for row in ask(index, kind, query).rows)]


def ids(index: Index, kind: str, query: Query) -> list[str]:
    return [row.data()["id"] for row in ask(index, kind, query).rows]


periods = st.sampled_from(PERIODS).map(parse_period)


@pytest.fixture(scope="module")
def shipped(home: Path) -> Iterator[tuple[Index, Dataset]]:
    with patch.dict(os.environ, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}):
        paths = locate((), {})
        index = open_index(paths)
    yield index, read_dataset(paths)
    index.connection.close()


def named(dataset: Dataset, kind: str) -> dict[str, Sequence[str]]:
    """Return ids that a query of a dataset may name, those its records name most among them."""
    return {
        "actors": sorted(actor.id for actor in dataset.actors),
        "places": sorted(place.id for place in dataset.places),
        "tags": sorted({tag for event in dataset.events for tag in event.tags}),
        "sources": sorted({source for record in records(dataset, kind) for source in record.sources}),
        "publishers": sorted({source.publisher for source in dataset.sources}),
    }


def records(dataset: Dataset, kind: str) -> Sequence[Any]:
    """Return the records of a kind."""
    every: Sequence[Any] = getattr(dataset, f"{kind}s")
    return every


def queries(dataset: Dataset, kind: str) -> st.SearchStrategy[Query]:
    """Return queries that may ask for anything the command line can, each value one that the dataset knows."""
    names = named(dataset, kind)

    def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
        chosen = st.lists(st.sampled_from(list(values)), min_size=1, max_size=3).map(tuple) if values else st.just(())
        return st.one_of(st.just(()), st.just(()), st.just(()), chosen)

    maybe_period = st.one_of(st.none(), st.none(), periods)
    return st.builds(
        Query,
        since=maybe_period,
        until=maybe_period,
        on=maybe_period,
        certain=st.booleans(),
        speaker=st.one_of(st.none(), st.none(), st.none(), st.sampled_from(names["actors"])),
        actors=some(names["actors"]),
        places=some(names["places"]),
        tags=some(names["tags"]),
        sources=some(names["sources"]),
        publishers=some(names["publishers"]),
        texts=some(WORDS),
        not_actors=some(names["actors"]),
        not_places=some(names["places"]),
        not_tags=some(names["tags"]),
        known_by=maybe_period,
        undated=st.booleans(),
        min_sources=st.sampled_from([0, 0, 0, 1, 2, 3]),
        max_sources=st.sampled_from([None, None, None, 0, 1, 2]),
        limit=st.sampled_from([None, None, 0, 1, 5]),
        reverse=st.booleans(),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_found_by_its_own_date(shipped: tuple[Index, Dataset], kind: str) -> None:
    index, dataset = shipped
    for record in records(dataset, kind):
        own = Window(record.date.first, record.date.last, str(record.date))
        assert (record.id, True) in found(index, kind, Query(on=own, certain=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", [2020, 2023])
def test_a_window_is_the_union_of_its_months(shipped: tuple[Index, Dataset], kind: str, year: int) -> None:
    index, _ = shipped
    months = [set(ids(index, kind, Query(on=parse_period(f"{year}-{month:02d}")))) for month in range(1, 13)]
    assert set().union(*months) == set(ids(index, kind, Query(on=parse_period(str(year)))))


@given(st.data(), st.sampled_from(KINDS), st.dates(), st.dates(), st.integers(0, 400), st.integers(0, 400))
def test_narrowing_a_window_never_adds(
    shipped: tuple[Index, Dataset], data: st.DataObject, kind: str, one: Any, other: Any, later: int, earlier: int
) -> None:
    index, dataset = shipped
    first, last = sorted((one.toordinal(), other.toordinal()))
    assume(first + later <= last - earlier)
    query = data.draw(queries(dataset, kind))._replace(since=None, until=None, limit=None, reverse=False)
    wide = query._replace(on=Window(first, last, "wide"))
    narrow = query._replace(on=Window(first + later, last - earlier, "narrow"))
    assert set(ids(index, kind, narrow)) <= set(ids(index, kind, wide))


@given(st.data(), st.sampled_from(KINDS), periods)
def test_what_is_certain_is_a_part_of_what_may_be(
    shipped: tuple[Index, Dataset], data: st.DataObject, kind: str, period: Window
) -> None:
    index, dataset = shipped
    query = data.draw(queries(dataset, kind))._replace(since=None, until=None, on=period, limit=None)
    may_be = found(index, kind, query._replace(certain=False))
    assert found(index, kind, query._replace(certain=True)) == [one for one in may_be if one[1]]


behind = st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=2)


@given(st.lists(behind, max_size=8))
def test_independent_sources_are_as_many_as_trying_all_selections_finds(sources: list[frozenset[str]]) -> None:
    assert independent(sources) == naive.independent(sources)
