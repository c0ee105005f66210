"""Reading of records from the index for an export of facts, in batches sorted by date."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from sqlite3 import Connection
from typing import Any, NamedTuple

import msgspec

from sahelcli.index.selection import BEYOND, spans_of
from sahelcli.json_contract import ROWS

ALL_DAYS = (-BEYOND, BEYOND)
BATCH = 4_000  # records that are held at a time

_ONE_WIDTH = (
    "SELECT pos, first, last, known, undated, independent FROM records WHERE span = ? AND first BETWEEN ? AND ?"
)
_IN_ORDER = """
    SELECT d.*, (SELECT id FROM records AS r WHERE r.pos = d.pos), (SELECT row FROM rows AS r WHERE r.pos = d.pos)
    FROM ({arms} ORDER BY first, last, pos) AS d
"""  # each arm stands in the order of one B-tree; a join would lose it
_EVENTS = "SELECT stored FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = 'event' AND r.id = named.value"


class IndexedRecord(NamedTuple):
    """A record of an index: its place and days, what it rests on, its id, its row in JSON, and what that says."""

    pos: int
    first: int
    last: int
    known: int | None
    undated: int
    independent: int
    id: str
    json: bytes
    row: Any


def batches(connection: Connection, kind: str, days: tuple[int, int] = ALL_DAYS) -> Iterator[list[IndexedRecord]]:
    """Yield the records of a kind whose first day is one of these, by first day, last day and place in the files."""
    least, most = spans_of(kind)
    spans = range(least, most + 1)
    statement = _IN_ORDER.format(arms=" UNION ALL ".join([_ONE_WIDTH] * len(spans)))
    read: Callable[[bytes], Any] = msgspec.json.Decoder(ROWS[kind]).decode
    rows = connection.execute(statement, [value for span in spans for value in (span, *days)])
    records = (IndexedRecord._make((*values, read(values[-1]))) for values in rows)
    while batch := list(islice(records, BATCH)):
        yield batch


class NamedRecord(msgspec.Struct):
    """A record that another one names, of which no more than its id is needed."""

    id: str


class EventNames(msgspec.Struct):
    """What an event names; all else of its row is passed over."""

    id: str
    actors: list[NamedRecord]
    places: list[NamedRecord]
    tags: list[str]


def events(connection: Connection, ids: Collection[str]) -> Iterator[EventNames]:
    """Yield what the events of these ids name."""
    read = msgspec.json.Decoder(EventNames).decode
    return (read(stored) for (stored,) in connection.execute(_EVENTS, (json.dumps([*ids]),)))
