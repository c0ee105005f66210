"""Write an index: the statements that fill its tables, each kind of row many at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Protocol

from sahelcli.index.fold import key
from sahelcli.index.rows import utf8
from sahelcli.index.words import Connected, for_index, words

Rows = Sequence[tuple[Any, ...]]
Tables = Mapping[str, Rows]
"""Rows as they are stored, by the table they go into."""

_UNGUARDED = """
    PRAGMA page_size = 8192; PRAGMA cache_size = -65536;
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF; PRAGMA locking_mode = EXCLUSIVE;
"""
_WORDS_AT_ONCE = 32 << 20  # bytes of the full-text index that are gathered before they are written in order
_STATEMENTS = {
    "records": "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "texts": "INSERT INTO texts (rowid, head, body, note) VALUES (?, ?, ?, ?)",
    "connected": "INSERT OR IGNORE INTO connected VALUES (?, ?)",
    "terms": "INSERT INTO terms VALUES (?, ?, ?)",
    "allowed": "INSERT INTO allowed VALUES (?, ?)",
    "meta": "INSERT OR REPLACE INTO meta VALUES (?, ?)",
    "linked": "INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?)",
    "called": "INSERT INTO called VALUES (?, ?, ?, ?, ?)",
    "worded": "INSERT INTO worded VALUES (?, ?, ?, ?)",
}
_GATHERED = """
    CREATE TEMP TABLE linked (pos, span, first, last, independent, terms);
    CREATE TEMP TABLE called (kind, key, id, shown, pos);
    CREATE TEMP TABLE worded (kind, id, words, others);
"""
_IN_ORDER = (  # a B-tree that is filled in its own order costs a fraction of one that is filled at random
    (
        "INSERT INTO links SELECT value, span, first, last, pos, independent FROM linked, json_each(terms)"
        " ORDER BY 1, 2, 3, 4, 5"
    ),
    "DELETE FROM linked",
    (
        "INSERT OR IGNORE INTO words SELECT kind, word, id, named FROM"
        " (SELECT kind, value AS word, w.id, 1 AS named FROM worded AS w, json_each(words) UNION ALL"
        " SELECT kind, value, w.id, 0 FROM worded AS w, json_each(others)) ORDER BY kind, word, id, named DESC"
    ),
    "DELETE FROM worded",
    (  # of two spellings that of the earlier record counts, which may come later
        "INSERT INTO names SELECT * FROM called WHERE true ORDER BY kind, key, id, pos"
        " ON CONFLICT DO UPDATE SET shown = excluded.shown, pos = excluded.pos WHERE excluded.pos < names.pos"
    ),
    "DELETE FROM called",
)
_IN_THE_END = ("DROP TABLE linked", "DROP TABLE worded", "DROP TABLE called")
_SHARE = 4  # rows are put in order when there are as many as this share of those that are, or
_SHARE_AT_REST = 16  # where there is time for it, or
_FEW = 20_000


def unguarded(path: Path) -> Connection:
    """Return a connection to a file that nobody reads before it is whole: nothing guards it against a crash."""
    connection = sqlite3.connect(path)
    connection.executescript(_UNGUARDED)
    return connection


class Writing(Protocol):
    """Takes the rows of an index, in whatever process it is written."""

    def take(self, name: str, rows: Rows) -> None:
        """Add rows, of "records", "called", "allowed", "terms" or "meta".

        Of a record its columns, the numbers of the terms it names, and its texts as they were written, in three
        lists; of what can be called its kind and id, the place of the record that says so, the names by which it is
        found, the first being that which is shown, and texts that describe it; the others as they are stored.
        """
        ...

    def finish(self, watch: Callable[[], None]) -> None:
        """Put everything in order and make it last; `watch` is called now and then meanwhile."""
        ...


class Writer:
    """Writes an index over a connection of this process."""

    def __init__(self, connection: Connection, *, is_new: bool) -> None:
        self._connection = connection
        self._in_order, self._gathered = 0, 0
        if is_new:
            schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
            connection.executescript(schema)
            connection.execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_WORDS_AT_ONCE,))
        connection.executescript(_GATHERED)

    def take(self, name: str, rows: Rows) -> None:
        """Add rows, as Writing says."""
        self.write(ready(name, rows))

    def write(self, tables: Tables) -> None:
        """Add rows as they were made ready."""
        for name, rows in tables.items():
            self._connection.executemany(_STATEMENTS[name], rows)
        self._gathered += len(tables.get("linked", ()))
        self._tidy(_SHARE)

    def rest(self) -> None:
        """Use the time in which there is nothing to write: what is put in order now need not be in the end."""
        self._tidy(_SHARE_AT_REST)

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""
        return self._connection.execute(statement, values).fetchall()

    def finish(self, watch: Callable[[], None]) -> None:
        """Put in order what was gathered, and commit; `watch` is called between one table and the next."""
        self._put_in_order(watch)
        self._execute(_IN_THE_END, watch)
        self._connection.commit()

    def _tidy(self, share: int) -> None:
        if self._gathered > max(_FEW, self._in_order // share):
            self._put_in_order(lambda: None)

    def _put_in_order(self, watch: Callable[[], None]) -> None:
        self._execute(_IN_ORDER, watch)
        self._in_order, self._gathered = self._in_order + self._gathered, 0

    def _execute(self, statements: Sequence[str], watch: Callable[[], None]) -> None:
        for statement in statements:
            self._connection.execute(statement)
            watch()


def ready(name: str, rows: Rows) -> Tables:
    """Return rows that `take` was given as they are stored: their words folded, what is hostile in them escaped."""
    if name == "records":
        return _of_records(rows)
    return _of_names(rows) if name == "called" else {name: rows}


def _of_records(rows: Rows) -> Tables:
    records, linked, texts, sources = [], [], [], []
    seen: set[Connected] = set()
    for pos, kind, record_id, span, first, last, known, undated, alone, row, terms, head, body, note in rows:
        records.append((pos, kind, record_id, span, first, last, known, undated, alone, utf8(row)))
        linked.append((pos, span, first, last, alone, str(terms)))
        texts.append((pos, for_index(head, seen), for_index(body, seen), for_index(note, seen)))
        if kind == "source":  # it is called by its id, which has but hyphens to fold
            sources.append((kind, record_id.replace("-", ""), record_id, record_id, pos))
    return {"records": records, "linked": linked, "texts": texts, "connected": [*seen], "called": sources}


def _of_names(rows: Rows) -> Tables:
    """Return the whole names; and the words of names, and those that only describe."""
    called, worded = [], []
    for kind, record_id, pos, names, texts in rows:
        called += [(kind, key(name), record_id, names[0], pos) for name in names]
        named = words(" ".join(names))
        others = words(" ".join(texts)) - named
        worded.append((kind, record_id, json.dumps([*named]), json.dumps([*others])))
    return {"called": called, "worded": worded}
