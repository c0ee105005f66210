"""Reading of records from the index for an export of facts, in batches sorted by date."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from sqlite3 import Connection
from typing import NamedTuple

from sahelcli.exporters.facts.row_fields import Fields, read_fields
from sahelcli.index.selection import BEYOND, spans_of

ALL_DAYS = (-BEYOND, BEYOND)
BATCH = 4_000  # records that are held at a time

_ONE_WIDTH = (
    "SELECT pos, first, last, known, undated, independent FROM records WHERE span = ? AND first BETWEEN ? AND ?"
)
_IN_ORDER = "{arms} ORDER BY first, last, pos"  # each arm stands in the order of one B-tree; with rows it would not
# All rows as one text, a row a line: to read them one by one costs twice as much.
_TOGETHER = "SELECT CAST(group_concat({row}, char(10)) AS BLOB) FROM json_each(?) AS named CROSS JOIN {found}"
_ROWS = _TOGETHER.format(row="row", found="rows ON pos = named.value")
_EVENTS = _TOGETHER.format(row="stored", found="records AS r ON r.kind = 'event' AND r.id = named.value")


class Records(NamedTuple):
    """Records of a kind, each at the same place in every column: what the index knows of them, and their rows.

    `lines` are the rows in JSON, with all their sources, `fields` what they say.
    """

    pos: Sequence[int]
    first: Sequence[int]
    last: Sequence[int]
    known: Sequence[int | None]
    undated: Sequence[int]
    independent: Sequence[int]
    lines: bytes
    fields: Fields


def batches(connection: Connection, kind: str, days: tuple[int, int] = ALL_DAYS) -> Iterator[Records]:
    """Yield the records of a kind whose first day is one of these, by first day, last day and place in the files."""
    least, most = spans_of(kind)
    spans = range(least, most + 1)
    statement = _IN_ORDER.format(arms=" UNION ALL ".join([_ONE_WIDTH] * len(spans)))
    placed = connection.execute(statement, [value for span in spans for value in (span, *days)])
    while listed := list(islice(placed, BATCH)):
        columns = list(zip(*listed, strict=True))
        lines = _lines(connection, _ROWS, columns[0])
        yield Records._make((*columns, lines, read_fields(kind, lines)))


def event_fields(connection: Connection, ids: Collection[str]) -> Fields | None:
    """Return what the events of these ids say, None where there are none."""
    lines = _lines(connection, _EVENTS, ids)
    return read_fields("event", lines) if lines else None


def _lines(connection: Connection, statement: str, named: Collection[str | int]) -> bytes:
    """Return the rows of what is named, in that order, each in a line."""
    ((lines,),) = connection.execute(statement, (json.dumps([*named]),))
    return lines or b""
