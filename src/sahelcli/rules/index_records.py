"""Records as rules ask an index for them, and the findings that rules yield."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import astuple

from sahelcli.index.record_order import within
from sahelcli.index.selection import SPANS, terms_of
from sahelcli.model import KIND_NAMES
from sahelcli.model.base import ALLOW
from sahelcli.model.reference_fields import Keys

decoded = msgspec.json.decode  # a row, several times as fast as the standard library does it

Placed = tuple[int, Any]
"""The position of a record (`index.record_order`), and its row of the JSON contract."""

_WHERE = "SELECT pos, row FROM rows WHERE pos IN (SELECT pos FROM records WHERE span BETWEEN ? AND ? AND {})"
_AT = "SELECT r.pos, r.stored FROM json_each(?) AS named CROSS JOIN records AS r ON r.pos = named.value"
_NAMED_BY = (
    "SELECT t.term, l.pos FROM {} AS t JOIN links AS l ON l.term = t.term AND l.span BETWEEN ? AND ?"
    " ORDER BY t.term, l.pos"
)
_Source = msgspec.defstruct(
    "_Source", [(name, str | None) for name in ("publisher", "agency", "title", "url", "archive_url")]
)
_decoded_source = msgspec.json.Decoder(_Source).decode  # what is asked for alone takes half of the time


class IndexRecords:
    """Asks an index, which may be open for reading alone; `left_out` counts the records that are not valid.

    Conditions and statements are SQL over the tables of the index, as `schema.sql` has them.
    """

    def __init__(self, connection: Connection, left_out: int = 0) -> None:
        self.left_out = left_out
        self.connection = connection
        self.ask = connection.execute
        self._has_sources = False

    def of(self, kind: str) -> Iterator[Placed]:
        """Yield the records of a kind, in the order of the files; their sources may be left out, as in `as_stored`."""
        return ((pos, decoded(row)) for pos, row in self.as_stored(kind))

    def as_stored(self, kind: str) -> Iterator[tuple[int, bytes]]:
        """Yield the records of a kind, each row as JSON in UTF-8: what is not in it need not be decoded.

        In a large index no sources are in it, which are kept apart.
        """
        columns = "row FROM rows" if kind == "source" else "stored FROM records"
        return self.ask(f"SELECT pos, {columns} WHERE pos BETWEEN ? AND ? ORDER BY pos", within(kind))

    def in_parts(self, kind: str) -> Iterator[tuple[int, bytes, str | bytes | None]]:
        """Yield the position, `stored` and `cited` (see `schema.sql`) of each record of a kind."""
        return self.ask("SELECT pos, stored, cited FROM records WHERE pos BETWEEN ? AND ? ORDER BY pos", within(kind))

    def without_sources(self, places: Iterable[int]) -> Iterator[Placed]:
        """Yield the records at these positions, which are no sources, as `of` does."""
        return ((pos, decoded(row)) for pos, row in self.ask(_AT, (json.dumps([*places]),)))

    def where(self, kind: str, condition: str, values: Sequence[Any] = ()) -> Iterator[Placed]:
        """Return the records of a kind for which a condition on the columns of `records_by_date` holds."""
        statement = _WHERE.format(condition)
        return ((pos, decoded(row)) for pos, row in self.ask(statement, (*spans(kind), *values)))

    def at(self, pos: int) -> Any:
        """Return the row of the record at a position."""
        ((row,),) = self.ask("SELECT row FROM rows WHERE pos = ?", (pos,))
        return decoded(row)

    def place_of(self, kind: str, record_id: str) -> int:
        """Return the position of a record that is known to exist."""
        ((pos,),) = self.ask("SELECT pos FROM records WHERE kind = ? AND id = ?", (kind, record_id))
        return int(pos)

    def named_by(self, kind: str, role: str) -> Iterator[list[int]]:
        """Yield the positions of records of a kind that name the same thing in a role, where there are several."""
        table, named = terms_of(role)
        return several(self.ask(_NAMED_BY.format(table), (named, *spans(kind))))

    def of_sources(self, statement: str) -> Iterator[Any]:
        """Return the rows of a statement on `sources` (pos, publisher, agency, title, url, archive_url)."""
        if not self._has_sources:
            self._has_sources = True
            self.ask(f"CREATE TEMP TABLE sources (pos INTEGER PRIMARY KEY, {', '.join(_Source.__struct_fields__)})")
            stored = self.ask("SELECT pos, stored FROM records WHERE pos BETWEEN ? AND ?", within("source"))
            rows = ((pos, *astuple(_decoded_source(row))) for pos, row in stored)
            self.connection.executemany("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)", rows)
        return self.ask(statement)

    @cached_property
    def tags(self) -> dict[str, str]:
        """The tags of the table `[tags]`, with their meanings."""
        tags: dict[str, str] = json.loads(self._meta("tags"))
        return tags

    @property
    def homepage(self) -> str | None:
        """The homepage of the dataset."""
        homepage: str | None = self._for_rules["homepage"]
        return homepage

    def allowances(self) -> Iterator[tuple[int | None, Any]]:
        """Yield the tables `x_allow`: that of the dataset, whose place is None, then those of records."""
        if ALLOW in self._for_rules:
            yield None, self._for_rules[ALLOW]
        yield from ((pos, json.loads(text)) for pos, text in self.ask("SELECT pos, said FROM allowed ORDER BY pos"))

    @cached_property
    def _for_rules(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self._meta("for_rules"))
        return facts

    def _meta(self, name: str) -> str:
        ((value,),) = self.ask("SELECT value FROM meta WHERE key = ?", (name,))
        return str(value)


def several(keyed: Iterable[tuple[Any, int]]) -> Iterator[list[int]]:
    """Yield the positions that follow each other with the same key, where there are two or more."""
    for _, group in groupby(keyed, itemgetter(0)):
        places = [pos for _, pos in group]
        if len(places) > 1:
            yield places


def spans(kind: str) -> tuple[int, int]:
    """Return the first and the last span of a kind, as `schema.sql` explains them."""
    first = KIND_NAMES.index(kind) * len(SPANS)
    return first, first + len(SPANS) - 1


class RuleFinding(NamedTuple):
    """What a rule yields: a Finding without its code, which is the rule's name, and with a place in the index.

    `pos` is the record's position (`index.record_order`). `keys` lead to the value from the record, or from the top
    of the dataset where `pos` is None: `("tags", "coup")`.
    """

    pos: int | None
    keys: Keys
    message: str
    hint: str | None = None
