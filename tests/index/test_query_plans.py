"""No question about a window, an actor, a place or a tag looks at all records: the plans of its statements say so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from sahelcli.dates.periods import Window
from sahelcli.exporters.selection import gather
from sahelcli.filesystem.discovery import DatasetFiles, find_files
from sahelcli.index import counts, record_search
from sahelcli.index.build.pipeline import fill
from sahelcli.index.open import Index
from sahelcli.index.selection import Selection
from sahelcli.query import Query, ask, resolved
from tests.index.small import Small, write

Ask = Callable[[sqlite3.Connection, Selection], Any]


class Planned(sqlite3.Connection):
    """A connection that keeps the plan of every statement it runs."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plans: list[str] = []

    def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, and keep what SQLite says of how."""
        plan = super().execute(f"EXPLAIN QUERY PLAN {statement}", values)
        self.plans += [str(step[3]) for step in plan]
        return super().execute(statement, values)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    folder = tmp_path_factory.mktemp("dataset")
    nobody = {"id": "nobody", "name": "Nobody", "kind": "person", "description": "Whom no record names."}
    write(folder, {"a.toml": [*Small(Random(5)).records(200), ("actors", nobody)]})
    path = folder / "index"
    fill(lambda: sqlite3.connect(path), find_files([str(folder)])).connection.close()
    return sqlite3.connect(path, factory=Planned)


def plans(index: Planned, ask: Ask, chosen: Selection) -> list[str]:
    index.plans = []
    answer = ask(index, chosen)
    if isinstance(answer, Iterable):
        list(answer)
    return index.plans


WINDOW = Window(738_700, 738_730, "2023-07")
WINDOWED = Query(on=WINDOW)
ACTOR = WINDOWED._replace(actors=("actor-1",))
QUESTIONS = {
    "everything": Query(),
    "a window": WINDOWED,
    "since": Query(since=WINDOW),
    "until": Query(until=WINDOW),
    "since and until": Query(since=WINDOW, until=Window(738_900, 738_900, "2024-01-15")),
    "a window, surely": WINDOWED._replace(certain=True),
    "an actor": Query(actors=("actor-1",)),
    "a window and an actor": ACTOR,
    "a speaker": WINDOWED._replace(speaker="actor-1"),
    "a place": WINDOWED._replace(places=("place-1",)),
    "a tag": WINDOWED._replace(tags=("coup",)),
    "a measure": WINDOWED._replace(measures=("deployed",)),
    "a source": WINDOWED._replace(sources=("source-1",)),
    "a publisher": WINDOWED._replace(publishers=("AFP",)),
    "words": WINDOWED._replace(texts=("coup",)),
    "words and an actor": ACTOR._replace(texts=("coup",)),
    "an actor and a place": ACTOR._replace(places=("place-1",)),
    "an actor whom no record names": WINDOWED._replace(actors=("nobody",)),
    "not an actor": WINDOWED._replace(not_actors=("actor-1",)),
    "not a place": WINDOWED._replace(not_places=("place-1",)),
    "an actor but not a tag": ACTOR._replace(not_tags=("coup",)),
    "about a place": WINDOWED._replace(about=("place-1",)),
    "not about an actor": ACTOR._replace(not_about=("actor-2",)),
    "an agency": WINDOWED._replace(agencies=("AFP",)),
    "what rests on a source": WINDOWED._replace(cites="source-1"),
    "without a source": WINDOWED._replace(not_sources=("source-1",)),
    "without a publisher, known by a day": ACTOR._replace(not_publishers=("AFP",), known_by=WINDOW),
    "without an agency, two sources": WINDOWED._replace(not_agencies=("AFP",), min_sources=2),
    "known by a day": WINDOWED._replace(known_by=WINDOW),
    "known by a day, or undated": ACTOR._replace(known_by=WINDOW, undated=True),
    "two sources": WINDOWED._replace(min_sources=2),
    "one source": ACTOR._replace(max_sources=1),
    "the newest": Query(reverse=True, limit=3),
    "the newest of an actor": ACTOR._replace(reverse=True, limit=3),
}
SORTED = {  # by their number, which is that of what is printed
    "actors": WINDOWED._replace(actors=("actor-1", "actor-2")),
    "places": WINDOWED._replace(places=("place-1", "place-2")),
    "tags": WINDOWED._replace(tags=("coup", "talks")),
}


def test_every_field_of_a_query_is_asked_for() -> None:
    default = Query()
    queries = {
        field
        for query in QUESTIONS.values()
        for field, value in query._asdict().items()
        if value != getattr(default, field)
    }
    assert queries == set(Query._fields)


def looks_at_all(plan: list[str]) -> list[str]:
    """Return the steps that go through a whole table; to look words up in the full-text index is none."""
    tables = ("records", "links", "terms", "texts", "d", "r", "l", "t")
    scans = [step for step in plan if step.startswith("SCAN") and step.split()[1] in tables]
    return [step for step in scans if not step.startswith("SCAN texts VIRTUAL TABLE INDEX 0:M")]


@pytest.mark.parametrize("query", [*QUESTIONS.values(), *SORTED.values()], ids=[*QUESTIONS, *SORTED])
@pytest.mark.parametrize("kind", ["event", "quote", "figure"])
@pytest.mark.parametrize("ask", [record_search.select, record_search.tally, counts.grouped])
def test_question_goes_straight_to_its_records(index: Planned, ask: Ask, kind: str, query: Query) -> None:
    chosen = resolved(Index(index, DatasetFiles((), ())), kind, query)
    plan = plans(index, ask, chosen)
    assert plan
    assert not looks_at_all(plan)


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("kind", ["event", "quote", "figure"])
def test_records_are_listed_without_sorting_them(index: Planned, kind: str, query: Query) -> None:
    plan = plans(index, record_search.select, resolved(Index(index, DatasetFiles((), ())), kind, query))
    assert [step for step in plan if "RECORDS_BY_DATE" in step.upper() or "PRIMARY KEY" in step]
    assert not [step for step in plan if "TEMP B-TREE" in step]


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("kind", ["actor", "source"])
def test_who_is_named_by_matching_records_is_found_without_looking_at_all(
    index: Planned, kind: str, query: Query
) -> None:
    index.plans = []
    list(ask(Index(index, DatasetFiles((), ())), kind, query).rows)
    assert index.plans
    assert not looks_at_all(index.plans)


@pytest.mark.parametrize("query", [Query(), WINDOWED, ACTOR, Query(min_sources=2)])
@pytest.mark.parametrize("role", ["actor", "publisher"])
def test_counts_by_name_are_read_from_links_alone_and_not_sorted(index: Planned, role: str, query: Query) -> None:
    chosen = resolved(Index(index, DatasetFiles((), ())), "event", query)
    plan = plans(index, lambda connection, selection: counts.by_term(connection, selection, role), chosen)
    assert [step for step in plan if step.startswith("SEARCH d USING PRIMARY KEY")]
    assert not [step for step in plan if step.startswith(("SCAN", "SEARCH r ", "USE TEMP"))]


@pytest.mark.parametrize("query", [*QUESTIONS.values(), *SORTED.values()], ids=[*QUESTIONS, *SORTED])
def test_what_is_exported_is_found_without_looking_at_all(index: Planned, query: Query) -> None:
    index.plans = []
    document = gather(Index(index, DatasetFiles((), ())), query, is_read=True)
    for rows in (document.events, document.actors, document.places, document.sources, document.utterances):
        list(rows)
    assert index.plans
    assert not looks_at_all(index.plans)


def test_a_scan_and_a_sort_would_be_seen(index: Planned) -> None:
    def carelessly(connection: sqlite3.Connection, _: Selection) -> sqlite3.Cursor:
        return connection.execute("SELECT stored FROM records AS d WHERE id > '' ORDER BY known")

    plan = plans(index, carelessly, Selection("event"))
    assert looks_at_all(plan)
    assert [step for step in plan if "TEMP B-TREE" in step]
