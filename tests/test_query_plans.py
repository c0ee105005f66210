"""No question about a window, an actor, a place or a tag looks at all records: the plans of its statements say so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from sahelcli.files.walk import find_files
from sahelcli.index import selection
from sahelcli.index.fill import fill
from sahelcli.index.selection import Selection
from tests.index.small import Small, write

Ask = Callable[[sqlite3.Connection, Selection], Any]


class Planned(sqlite3.Connection):
    """A connection that keeps the plan of every statement it runs."""

    plans: list[str]

    def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, and keep what SQLite says of how."""
        plan = super().execute(f"EXPLAIN QUERY PLAN {statement}", values)
        self.plans += [str(step[3]) for step in plan]
        return super().execute(statement, values)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    folder = tmp_path_factory.mktemp("dataset")
    write(folder, {"a.toml": Small(Random(5)).records(200)})
    path = folder / "index"
    fill(lambda: sqlite3.connect(path), find_files([str(folder)])).connection.close()
    return sqlite3.connect(path, factory=Planned)


def plans(index: Planned, ask: Ask, chosen: Selection) -> list[str]:
    index.plans = []
    answer = ask(index, chosen)
    if isinstance(answer, Iterable):
        list(answer)
    return index.plans


WINDOW = Selection("event", first=738_700, last=738_730)
ACTOR = WINDOW._replace(groups=(("actor", ("actor-1",)),))
QUESTIONS = {
    "a window": WINDOW,
    "a window, surely": WINDOW._replace(certain=True),
    "a window and an actor": ACTOR,
    "a window and actors": WINDOW._replace(groups=(("actor", ("actor-1", "actor-2")),)),
    "an actor and a place": ACTOR._replace(groups=(*ACTOR.groups, ("place", ("place-1",)))),
    "an actor but not a tag": ACTOR._replace(without=(("tag", ("coup",)),)),
    "known by a day": ACTOR._replace(known_by=738_800),
    "the newest": WINDOW._replace(first=None, last=None, reverse=True, limit=3),
}


def looks_at_all(plan: list[str]) -> list[str]:
    """Return the steps that go through a whole table or index; a subquery's own answer is none."""
    tables = ("records", "links", "terms", "texts", " d", " r", " l", " t")
    return [step for step in plan if step.startswith("SCAN") and step.split()[1] in {name.strip() for name in tables}]


@pytest.mark.parametrize("chosen", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("ask", [selection.select, selection.count, selection.grouped])
def test_question_goes_straight_to_its_records(index: Planned, ask: Ask, chosen: Selection) -> None:
    plan = plans(index, ask, chosen)
    assert plan
    assert not looks_at_all(plan)


@pytest.mark.parametrize("name", ["a window and an actor", "the newest"])
def test_one_actor_is_listed_without_sorting_its_records(index: Planned, name: str) -> None:
    assert not [step for step in plans(index, selection.select, QUESTIONS[name]) if "TEMP B-TREE FOR ORDER BY" in step]
