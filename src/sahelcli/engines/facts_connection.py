"""SQLite connection holding the names of exported facts, plus a handle to the engine that has the records.

Names are found there as in an index, with the same tables and statements, of which the engine fills what a question
needs. Whatever asks for records finds those of the engine (`engines.records`).
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sahelcli.engines.conditions import ORDER, Conditions, Table, Value, order
from sahelcli.engines.connections import Connection, EngineFailed
from sahelcli.errors import SahelError
from sahelcli.index.selection import SelectedRecord, Selection

_TABLES = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE names (
        kind TEXT, key TEXT, id TEXT, shown TEXT, pos INTEGER, PRIMARY KEY (kind, key, id)
    ) WITHOUT ROWID;
    CREATE TABLE words (kind TEXT, word TEXT, id TEXT, PRIMARY KEY (kind, word, id)) WITHOUT ROWID;
    CREATE TABLE described (word TEXT, id TEXT, PRIMARY KEY (word, id)) WITHOUT ROWID;
    CREATE TABLE vocabulary (term TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_IN_MEMORY = 16 << 20  # bytes of rows, beyond which they are put into a file
_MANY = 1_000  # names that are asked for one by one
_FEW = 10  # rows of an answer that is remembered
_ROWS = 10_000  # that an engine hands over at a time
_TABLE = {"name": "names", "word": "words", "described": "described"}
_COLUMNS = {"name": ("kind", "key", "id", "shown", "pos"), "word": ("kind", "key", "id"), "described": ("key", "id")}
"""The parts of the names of facts (`facts_schema.NAMES`): where they are put, and which columns."""

RECORD = (*ORDER, "row")
"""The columns of facts that make a `SelectedRecord`."""


class FactsConnection(sqlite3.Connection):
    """SQLite connection with the names of facts, and the engine that has their records; made by `connected`."""

    engine: Connection
    conditions: Conditions

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.counted: dict[Selection, tuple[int, int, int]] = {}
        self.loaded: dict[Selection, SpooledRecords] = {}
        self.rows: dict[tuple[str, str], list[Any]] = {}  # by kind and id: dataset, place and row, in each dataset
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        self._fetched: dict[Any, list[Any]] = {}
        self.executescript(_TABLES)

    def close(self) -> None:
        """End the connection to the engine too."""
        self.engine.close()
        super().close()

    def fetch(self, table: Table) -> list[Any]:
        """Return the rows of an expression, which are few; EngineFailed where the engine does not give them.

        What was asked before, and is very little, is not asked again.
        """
        if (asked := table.op()) in self._fetched:
            return self._fetched[asked]
        rows = list(self._stream(table))
        if len(rows) <= _FEW:
            self._fetched[asked] = rows
        return rows

    def records(self, table: Table) -> Iterator[SelectedRecord]:
        """Yield the records of rows of facts (`RECORD`); all are there before the first is given."""
        records = SpooledRecords()
        for row in self._stream(table):
            records.add(*row)
        yield from records

    def records_of_kinds(self, selections: Sequence[Selection]) -> dict[Selection, SpooledRecords]:
        """Return the records that match several selections, asked for at once.

        Each is of another kind, but for those that no record can match.
        """
        records = {each: SpooledRecords() for each in selections}
        if possible := {each.kind: each for each in selections if self.conditions.may_match(each)}:
            rows = self.conditions.matching(*possible.values()).select("kind", *RECORD)
            for kind, *row in self._stream(rows.order_by(order(rows, reverse=selections[0].reverse))):
                records[possible[kind]].add(*row)
        return records

    def load_names(self, kind: str, keys: Collection[str]) -> None:
        """Load the names of a kind with these keys; for sources, those that begin with one of them."""
        missing = sorted({*keys} - {""} - self._keys[kind])
        if not missing:
            return
        self._keys[kind].update(missing)
        key, conditions = self.engine.names.key, []
        if kind == "source" and len(missing) == 1:
            conditions = [key.startswith(*missing)]
        elif len(missing) <= _MANY:  # else all of the kind are sooner at hand
            conditions = [key.isin(missing)]
        self._insert("name", self._named("name", kind, *conditions))

    def load_words(self, kind: str, words: Collection[str]) -> None:
        """Load the names of a kind that have these words; for actors, also descriptions and roles."""
        for part in ("word", "described") if kind == "actor" else ("word",):
            self._insert(part, self._named(part, kind, self.engine.names.key.isin([*words])))

    def load_some(self, kind: str, number: int) -> None:
        """Load the first `number` names of a kind, and as many words of names, in their order."""
        for part in ("name", "word"):
            self._insert(part, self._named(part, kind).order_by("key", "id").limit(number))

    def number_of_names(self, kind: str) -> int:
        """Return the number of records, tags or other terms of a kind that have names."""
        names = self._named("name", kind)
        ((number,),) = self.fetch(names.aggregate(number=names.id.nunique()))
        return int(number)

    def about(self) -> list[tuple[str, str, str, str]]:
        """Return the datasets' descriptions of themselves as rows: name of the dataset, kind, key, value."""
        names = self.engine.names
        return self.fetch(names.filter(names.part == "about").select("dataset", "kind", "key", "id"))

    def _named(self, part: str, kind: str, *conditions: Value) -> Table:
        names = self.engine.names
        return names.filter(names.part == part, names.kind == kind, *conditions)

    def _insert(self, part: str, chosen: Table) -> None:
        """Put names into the tables that an index has of them; of several spellings the first one stays."""
        columns = _COLUMNS[part]
        rows = self.fetch(chosen.order_by("dataset", "pos").select(*columns))
        self.executemany(f"INSERT OR IGNORE INTO {_TABLE[part]} VALUES ({', '.join('?' * len(columns))})", rows)  # noqa: S608  # our own names

    def _stream(self, table: Table) -> Iterator[Any]:
        """Yield the rows of an expression; nothing else may be asked before the last has been read."""
        backend = self.engine.backend
        with self._asking():
            if self.engine.dialect == "duckdb":  # whose own interface Ibis does not follow from its version 2 on
                answer = backend.con.execute(backend.compile(table))
                while rows := answer.fetchmany(_ROWS):
                    yield from rows
            else:
                for batch in backend.to_pyarrow_batches(table, chunk_size=_ROWS):
                    yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except (SahelError, KeyboardInterrupt, GeneratorExit):
            raise
        except Exception as error:
            raise EngineFailed(self.engine.dialect, error, self.engine.secrets) from error


class SpooledRecords:
    """Records that an engine has given: in memory, or in a file where they are many."""

    def __init__(self) -> None:
        self._spool = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # closed when nobody reads any more
        self._number = 0

    def add(self, first: int, last: int, dataset: str, pos: int, row: str) -> None:
        """Add a record, by the columns of `RECORD`; none must have been read yet."""
        self._spool.write(b"%d %d %d %b %b\n" % (first, last, pos, dataset.encode(), row.encode()))
        self._number += 1

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[SelectedRecord]:
        place = 0
        for _ in range(self._number):
            self._spool.seek(place)  # another may have read meanwhile
            line = self._spool.readline()
            place += len(line)
            begins, ends, pos, name, text = line[:-1].split(b" ", 4)
            yield SelectedRecord(text, int(begins), int(ends), (name.decode(), int(pos)))

    def __del__(self) -> None:
        self._spool.close()


def connected(engine: Connection) -> FactsConnection:
    """Return a connection to the facts of an engine."""
    connection = sqlite3.connect(":memory:", factory=FactsConnection)
    connection.engine = engine
    connection.conditions = Conditions(engine.facts, knows_sources=engine.dialect != "postgres")
    return connection


def first_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    """Return the first row, None where there is none."""
    return next(iter(rows), None)
