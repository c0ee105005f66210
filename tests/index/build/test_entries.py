"""What a record is found by, however deep its place lies."""

from __future__ import annotations

import inspect
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.pipeline import fill
from sahelcli.index.selection import Selection, count
from sahelcli.index.stored_incompleteness import restored
from tests.index.small import Table, write

DEEP = 400  # places


@contextmanager
def little_recursion() -> Iterator[None]:
    """Allow far fewer calls within calls than there are places within places."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + DEEP // 2)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def places(order: range, outermost: str | None = None) -> list[tuple[str, Table]]:
    """Return places each of which lies in the one of the next number, the last of them in `outermost`."""
    outer = {number: f"place-{number + 1}" for number in range(DEEP - 1)}
    if outermost:
        outer[DEEP - 1] = outermost
    within = {number: {"part_of": outer[number]} if number in outer else {} for number in range(DEEP)}
    return [
        ("places", {"id": f"place-{number}", "name": f"P {number}", "kind": "region", **within[number]})
        for number in order
    ]


EVENT: list[tuple[str, Table]] = [
    ("sources", {"id": "s", "title": "t", "publisher": "p"}),
    ("events", {"id": "e", "date": "2023", "title": "t", "places": ["place-0"], "sources": ["s"]}),
]


@pytest.mark.parametrize("order", [range(DEEP), range(DEEP - 1, -1, -1)], ids=["inner first", "outer first"])
def test_event_is_found_by_every_place_that_holds_its_own(tmp_path: Path, order: range) -> None:
    write(tmp_path, {"a.toml": places(order) + EVENT})
    with little_recursion():
        index = fill(lambda: sqlite3.connect(":memory:"), find_files([str(tmp_path)])).connection
    for number in (0, 1, DEEP // 2, DEEP - 1):
        assert count(index, Selection("event", groups=(("place", (f"place-{number}",)),))) == 1
        assert count(index, Selection("place", groups=(("place", (f"place-{number}",)),))) == number + 1


def test_places_in_a_ring_are_an_error_of_the_dataset_and_not_of_the_question(tmp_path: Path) -> None:
    write(tmp_path, {"a.toml": places(range(DEEP), "place-0") + EVENT})
    with little_recursion():
        filled = fill(lambda: sqlite3.connect(":memory:"), find_files([str(tmp_path)]))
    assert not filled.clean
    told = dict(filled.connection.execute("SELECT key, value FROM meta"))
    lacking = restored(told["lacking"], find_files([str(tmp_path)]))
    assert (lacking.errors, lacking.left_out) == (1, DEEP + 1)
    assert lacking.first
    assert lacking.first.message == f"places lie in each other: {DEEP} in a ring"
    assert count(filled.connection, Selection("source")) == 1
