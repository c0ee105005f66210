"""Laws of asking, on the shipped dataset and on small ones made up: the index agrees with looking at every record."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import tomli_w
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sahelcli.errors import UsageError
from sahelcli.files.locate import locate
from sahelcli.files.reader import read_dataset
from sahelcli.index.independence import independent
from sahelcli.index.open import Index, open_index
from sahelcli.query import Query, ask
from sahelcli.records.periods import Window, parse_period
from tests import naive
from tests.naive import Found, Scan

KINDS = ("event", "quote", "figure")
DATES = (
    [f"2023-0{month}-{day}" for month in (7, 8, 9) for day in ("01", "15", "24", "30")]
    + ["2023", "2023-07", "2023-08", "2023-09~", "2023-08-1X", "2022/2023-08", "2023-07-26/2023-08-02", "202X"]
    + ["../2023-08-01", "2023-08-15/..", "2023-09/", "/2023-07-30", "2023-07-31/2023-08-01", "2022-12-31?"]
)
PERIODS = ["2023", "2023-Q3", "2023-07", "2023-08", "2023-09", "2022", "2023-07-26", "2023-08-01", "2023-08-15/2023-09"]
WORDS = ["troops", "airport", "left", "coup", "itte", "N'Djamena", "ndjamena", "coup d etat", "letat", "the airport"]
WORDS += ["airport a0", "troops left", "Itté's airport", "ittes airport", "1500", "1 500 soldiers", "talks with a"]


def listed(index: Index, kind: str, query: Query) -> list[Found]:
    """Return the answer of the index as the naive scan gives its own."""
    rows = [row.data() for row in ask(index, kind, query).rows]
    return [Found(row["id"], row["certain"], tuple(source["id"] for source in row["sources"])) for row in rows]


def ids(index: Index, kind: str, query: Query) -> list[str]:
    return [row.data()["id"] for row in ask(index, kind, query).rows]


periods = st.sampled_from(PERIODS).map(parse_period)


@pytest.fixture(scope="module")
def shipped(home: Path) -> Iterator[tuple[Index, Scan]]:
    with patch.dict(os.environ, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}):
        paths = locate((), {})
        index = open_index(paths)
    yield index, Scan(read_dataset(paths))
    index.connection.close()


def named(scan: Scan, kind: str) -> dict[str, Sequence[str]]:
    """Return ids that a query of a dataset may name, those its records name most among them."""
    records = scan.records[kind]
    tags = sorted({tag for event in scan.records["event"] for tag in event.tags})
    return {
        "actors": sorted(scan.actors),
        "places": sorted(scan.places),
        "tags": tags,
        "sources": sorted({source for record in records for source in record.sources}),
        "publishers": sorted({source.publisher for source in scan.sources.values()}),
    }


def queries(scan: Scan, kind: str) -> st.SearchStrategy[Query]:
    """Return queries that may ask for anything the command line can, each value one that the dataset knows."""
    there = named(scan, kind)

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
        speaker=st.one_of(st.none(), st.none(), st.none(), st.sampled_from(there["actors"])),
        actors=some(there["actors"]),
        places=some(there["places"]),
        tags=some(there["tags"]),
        sources=some(there["sources"]),
        publishers=some(there["publishers"]),
        texts=some(WORDS),
        not_actors=some(there["actors"]),
        not_places=some(there["places"]),
        not_tags=some(there["tags"]),
        known_by=maybe_period,
        undated=st.booleans(),
        min_sources=st.sampled_from([0, 0, 0, 1, 2, 3]),
        max_sources=st.sampled_from([None, None, None, 0, 1, 2]),
        limit=st.sampled_from([None, None, 0, 1, 5]),
        reverse=st.booleans(),
    )


def agree(index: Index, scan: Scan, kind: str, query: Query) -> None:
    """The index gives the records that the naive scan gives, in its order, and counts them right."""
    try:
        answer = listed(index, kind, query)
    except UsageError as error:
        assert error.message.startswith("the window ends")
        return
    assert answer == scan.ask(kind, query)
    assert ask(index, kind, query).total == len(scan.ask(kind, query._replace(limit=None)))


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data(), st.sampled_from(KINDS))
def test_the_index_agrees_on_the_shipped_dataset(shipped: tuple[Index, Scan], data: st.DataObject, kind: str) -> None:
    index, scan = shipped
    agree(index, scan, kind, data.draw(queries(scan, kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_single_filter_agrees(shipped: tuple[Index, Scan], kind: str) -> None:
    index, scan = shipped
    asked = [Query(**{field: (value,)}) for field, values in named(scan, kind).items() for value in values[::7]]  # type: ignore[arg-type]
    asked += [Query(texts=(word,)) for word in WORDS]
    asked += [Query(known_by=period, undated=undated) for period in map(parse_period, PERIODS) for undated in (0, 1)]  # type: ignore[arg-type]
    asked += [Query(min_sources=number) for number in range(5)] + [Query(max_sources=number) for number in range(5)]
    for query in asked:
        assert listed(index, kind, query) == scan.ask(kind, query)


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_found_by_its_own_date(shipped: tuple[Index, Scan], kind: str) -> None:
    index, scan = shipped
    for record in scan.records[kind]:
        own = Window(record.date.first, record.date.last, str(record.date))
        assert Found(record.id, certain=True, sources=record.sources) in listed(
            index, kind, Query(on=own, certain=True)
        )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", [2020, 2023])
def test_a_window_is_the_union_of_its_months(shipped: tuple[Index, Scan], kind: str, year: int) -> None:
    index, _ = shipped
    months = [set(ids(index, kind, Query(on=parse_period(f"{year}-{month:02d}")))) for month in range(1, 13)]
    assert set().union(*months) == set(ids(index, kind, Query(on=parse_period(str(year)))))


@given(st.data(), st.sampled_from(KINDS), st.dates(), st.dates(), st.integers(0, 400), st.integers(0, 400))
def test_narrowing_a_window_never_adds(
    shipped: tuple[Index, Scan], data: st.DataObject, kind: str, one: Any, other: Any, later: int, earlier: int
) -> None:
    index, scan = shipped
    first, last = sorted((one.toordinal(), other.toordinal()))
    assume(first + later <= last - earlier)
    query = data.draw(queries(scan, kind))._replace(since=None, until=None, limit=None, reverse=False)
    wide = query._replace(on=Window(first, last, "wide"))
    narrow = query._replace(on=Window(first + later, last - earlier, "narrow"))
    assert set(ids(index, kind, narrow)) <= set(ids(index, kind, wide))


@given(st.data(), st.sampled_from(KINDS), periods)
def test_what_is_certain_is_a_part_of_what_may_be(
    shipped: tuple[Index, Scan], data: st.DataObject, kind: str, period: Window
) -> None:
    index, scan = shipped
    query = data.draw(queries(scan, kind))._replace(since=None, until=None, on=period, limit=None)
    may_be = listed(index, kind, query._replace(certain=False))
    assert listed(index, kind, query._replace(certain=True)) == [found for found in may_be if found.certain]


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a small dataset as TOML has it: few names, so that many records share them."""

    def some(values: Sequence[str], least: int = 0) -> list[str]:
        return draw(st.lists(st.sampled_from(list(values)), min_size=least, max_size=3, unique=True))

    def table(**values: Any) -> dict[str, Any]:
        return {key: value for key, value in values.items() if value not in (None, [])}

    maybe = [None, None, "troops left the airport", "Coup d'État", "Itté's airport", "1,500 soldiers, l'Etat", "Ittes"]
    publishers, dates = ["Herald", "Courier", "AFP", "Reuters"], st.sampled_from(DATES)
    sources, actors, places, tags = ([f"{letter}{number}" for number in range(4)] for letter in "sapt")
    data: dict[str, Any] = {
        "sources": [
            table(
                id=source,
                title="A title",
                publisher=draw(st.sampled_from(publishers)),
                agency=draw(st.sampled_from([None, *publishers])),
                published=draw(st.one_of(st.none(), dates)),
            )
            for source in sources
        ],
        "actors": [table(id=actor, name=actor.upper(), kind="person", description="Somebody.") for actor in actors],
        "places": [
            table(
                id=place,
                name=place.upper(),
                kind="city",
                part_of=draw(st.sampled_from([None, *places[:number]])),
            )
            for number, place in enumerate(places)
        ],
        "events": [
            table(
                id=f"event-{number}",
                date=draw(dates),
                title=f"Event {number}",
                summary=draw(st.sampled_from(maybe)),
                actors=some(actors),
                places=some(places),
                tags=some(tags),
                sources=some(sources, 1),
            )
            for number in range(draw(st.integers(1, 6)))
        ],
    }
    data["quotes"] = [
        table(
            id=f"quote-{number}",
            speaker=draw(st.sampled_from(actors)),
            date=draw(dates),
            text=draw(st.sampled_from(["The troops left.", "Itté « le coup »"])),
            language="en",
            venue=draw(st.sampled_from(maybe)),
            event=draw(st.sampled_from([None, *(event["id"] for event in data["events"])])),
            sources=some(sources, 1),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    data["figures"] = [
        table(
            id=f"figure-{number}",
            force=draw(st.sampled_from([None, *actors])),
            counts="soldiers",
            place=draw(st.sampled_from(places)),
            date=draw(dates),
            measure=draw(st.sampled_from(["deployed", "killed"])),
            low=number,
            wording=draw(st.sampled_from(maybe)),
            sources=some(sources, 1),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return {kind: records for kind, records in data.items() if records}


@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.data_too_large])
@given(datasets(), st.data())
def test_the_index_agrees_on_any_dataset(dataset: dict[str, Any], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, {"HOME": folder, "XDG_CACHE_HOME": folder}):
        file = Path(folder) / "made-up.toml"
        file.write_text(tomli_w.dumps(dataset), encoding="utf-8")
        read = read_dataset([str(file)])
        assert read.diagnostics == ()
        index, scan = open_index([str(file)]), Scan(read)
        try:
            for kind in KINDS:
                assert listed(index, kind, Query()) == scan.ask(kind, Query())
                agree(index, scan, kind, data.draw(queries(scan, kind)))
        finally:
            index.connection.close()


behind = st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=2)


@given(st.lists(behind, max_size=8))
def test_independent_sources_are_as_many_as_trying_all_selections_finds(sources: list[frozenset[str]]) -> None:
    assert independent(sources) == naive.independent(sources)
