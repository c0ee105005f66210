"""Records of an index in the order of lists, batch by batch, with what the index itself knows of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from sahelcli.index.open import Index
from sahelcli.index.selection import spans_of
from sahelcli.json_rows import ROWS, EventRow

BATCH = 20_000  # records that are held at a time, and stand together in a file: some 30 MB of rows

_ONE_WIDTH = "SELECT pos, first, last, known, undated, independent FROM records WHERE span = ?"
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


def batches(index: Index, kind: str) -> Iterator[list[IndexedRecord]]:
    """Yield the records of a kind, ordered by first day, last day and place in the files."""
    least, most = spans_of(kind)
    spans = range(least, most + 1)
    statement = _IN_ORDER.format(arms=" UNION ALL ".join([_ONE_WIDTH] * len(spans)))
    read: Callable[[bytes], Any] = msgspec.json.Decoder(ROWS[kind]).decode
    found = index.connection.execute(statement, tuple(spans))
    records = (IndexedRecord._make((*values, read(values[-1]))) for values in found)
    while batch := list(islice(records, BATCH)):
        yield batch


def events(index: Index, ids: Collection[str]) -> dict[str, EventRow]:
    """Return the events of these ids; their rows may be without sources."""
    read = msgspec.json.Decoder(EventRow).decode
    found = index.connection.execute(_EVENTS, (json.dumps([*ids]),))
    return {row["id"]: row for row in (read(stored) for (stored,) in found)}
