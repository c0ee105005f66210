"""Reading of records from the index for an export of facts, in batches sorted by date."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, islice
from sqlite3 import Connection
from typing import Any, NamedTuple

import msgspec

from sahelcli.exporters.facts.cited_sources import CitedSource, cited_source, cited_sources
from sahelcli.index.selection import BEYOND, spans_of
from sahelcli.json_contract import ROWS

ALL_DAYS = (-BEYOND, BEYOND)
BATCH = 4_000  # records that are held at a time

_ONE_WIDTH = (
    "SELECT pos, first, last, known, undated, independent FROM records WHERE span = ? AND first BETWEEN ? AND ?"
)
_IN_ORDER = "{arms} ORDER BY first, last, pos"  # each arm stands in the order of one B-tree; with rows it would not
_STORED = "SELECT r.id, r.stored, r.cited FROM json_each(?) AS named CROSS JOIN records AS r ON r.pos = named.value"
_COMPOSED = "SELECT r.id, r.row, NULL FROM json_each(?) AS named CROSS JOIN rows AS r ON r.pos = named.value"
_CITATIONS = "SELECT r.pos, r.stored FROM json_each(?) AS named CROSS JOIN records AS r ON r.pos = named.value"
_EVENTS = "SELECT stored FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = 'event' AND r.id = named.value"


_positions: Callable[[str], list[int]] = msgspec.json.Decoder(list[int]).decode


class IndexedRecord(NamedTuple):
    """A record of an index: its place and days, its id, its row in JSON, what that says, and the sources it cites.

    `row` may lack its sources, which are those of `cited` in any case; a source cites itself.
    """

    pos: int
    first: int
    last: int
    known: int | None
    undated: int
    independent: int
    id: str
    json: bytes
    row: Any
    cited: Sequence[CitedSource]


def batches(connection: Connection, kind: str, days: tuple[int, int] = ALL_DAYS) -> Iterator[list[IndexedRecord]]:
    """Yield the records of a kind whose first day is one of these, by first day, last day and place in the files."""
    least, most = spans_of(kind)
    spans = range(least, most + 1)
    statement = _IN_ORDER.format(arms=" UNION ALL ".join([_ONE_WIDTH] * len(spans)))
    rows = connection.execute(statement, [value for span in spans for value in (span, *days)])
    reader = _Reader(connection, kind)
    while placed := list(islice(rows, BATCH)):
        read = reader.read([pos for pos, *_ in placed])
        yield [IndexedRecord._make((*place, *record)) for place, record in zip(placed, read, strict=True)]


class _Citation(msgspec.Struct, gc=False):
    """What a source as it is cited says of who is behind it; all else is passed over."""

    id: str
    publisher: str
    agency: str | None
    published: str | None


_citation: Callable[[bytes], _Citation] = msgspec.json.Decoder(_Citation).decode


class _Reader:
    """Reads the rows of records of a kind, and puts their sources into those that are stored without them."""

    def __init__(self, connection: Connection, kind: str) -> None:
        self._connection = connection
        self._statement = _COMPOSED if kind == "source" else _STORED
        self._decode: Callable[[bytes], Any] = msgspec.json.Decoder(ROWS[kind]).decode

    def read(self, positions: Collection[int]) -> Iterator[tuple[str, bytes, Any, Sequence[CitedSource]]]:
        """Yield id, row in JSON, row and sources of the records at these positions."""
        records = self._at(self._statement, positions)
        places = [_positions(cited) if cited else () for _, _, cited in records]
        citations = dict(self._at(_CITATIONS, {*chain.from_iterable(places)}))
        sources = {pos: _read_citation(stored) for pos, stored in citations.items()}
        for (name, stored, _), some in zip(records, places, strict=True):
            row = self._decode(stored)
            if some:
                text = b"%b%b]}" % (stored[:-2], b", ".join([citations[pos] for pos in some]))
                yield name, text, row, [sources[pos] for pos in some]
            else:
                yield name, stored, row, cited_sources(row)

    def _at(self, statement: str, positions: Collection[int]) -> list[Any]:
        return self._connection.execute(statement, (json.dumps([*positions]),)).fetchall()


def _read_citation(stored: bytes) -> CitedSource:
    source = _citation(stored)
    return cited_source(source.id, source.publisher, source.agency, source.published)


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
