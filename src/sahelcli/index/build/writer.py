"""Write an index: the statements that fill its tables, each kind of row many at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

Rows = Sequence[tuple[Any, ...]]
Tables = Mapping[str, Rows]
"""Rows as they are stored, by the table they go into."""

_UNGUARDED = """
    PRAGMA page_size = 8192; PRAGMA cache_size = -8192;
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF; PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA threads = 1;  -- that sort beside the one that fetches what is to be sorted
"""
_WORDS_AT_ONCE = 16 << 20  # bytes of the full-text index that are gathered before they are written in order
_STATEMENTS = {
    "records": "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "texts": "INSERT INTO texts (rowid, head, body, note) VALUES (?, ?, ?, ?)",
    "connected": "INSERT OR IGNORE INTO connected VALUES (?, ?)",
    "terms": "INSERT INTO terms VALUES (?, ?, ?)",
    "allowed": "INSERT INTO allowed VALUES (?, ?)",
    "people": "INSERT INTO people VALUES (?, ?, ?, ?)",
    "meta": "INSERT OR REPLACE INTO meta VALUES (?, ?)",
    "linked": "INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?)",
    "called": "INSERT INTO called VALUES (?, ?, ?, ?, ?)",
    "worded": "INSERT INTO worded VALUES (?, ?, ?)",
}
_GATHERED = """
    CREATE TEMP TABLE linked (pos, span, first, last, independent, terms);
    CREATE TEMP TABLE called (kind, key, id, shown, pos);
    CREATE TEMP TABLE worded (kind, id, words);
"""
_IN_THE_END = (  # a B-tree that is filled in its own order costs a fraction of one that is filled at random
    (
        "INSERT INTO links SELECT value, span, first, last, pos, independent FROM linked, json_each(terms)"
        " ORDER BY 1, 2, 3, 4, 5"
    ),
    "DROP TABLE linked",
    "INSERT OR IGNORE INTO words SELECT kind, value, w.id FROM worded AS w, json_each(words) ORDER BY 1, 2, 3",
    "DROP TABLE worded",
    (  # of two spellings that of the earlier record counts, which may come later
        "INSERT INTO names SELECT * FROM called WHERE true ORDER BY kind, key, id, pos"
        " ON CONFLICT DO UPDATE SET shown = excluded.shown, pos = excluded.pos WHERE excluded.pos < names.pos"
    ),
    "DROP TABLE called",
)
_STEPS = 100_000  # of SQLite, some milliseconds
_BY_DATE = "CREATE INDEX records_by_date ON records (span, first, last, pos, known, undated, independent)"


def unguarded(path: Path) -> Connection:
    """Return a connection to a file that nobody reads before it is whole: nothing guards it against a crash."""
    connection = sqlite3.connect(path)
    connection.executescript(_UNGUARDED)
    return connection


class IndexWriter:
    """Writes an index over a connection of this process."""

    def __init__(self, connection: Connection, *, is_new: bool) -> None:
        self._connection = connection
        self._last = (*_IN_THE_END, *((_BY_DATE,) if is_new else ()))
        if is_new:
            schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
            connection.executescript(schema)
            connection.execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_WORDS_AT_ONCE,))
        connection.executescript(_GATHERED)

    def write(self, tables: Tables) -> None:
        """Add rows to tables."""
        for name, rows in tables.items():
            self._connection.executemany(_STATEMENTS[name], rows)

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self._connection.execute(statement, values).fetchall()

    def finish(self, watch: Callable[[], None]) -> None:
        """Sort the gathered rows into their tables, and commit.

        `watch` is called every few milliseconds: then an interrupt can end a statement, which may take a minute.
        """
        self._connection.set_progress_handler(watch, _STEPS)
        try:
            for statement in self._last:
                self._connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise KeyboardInterrupt from None
            raise
        self._connection.set_progress_handler(None, 0)
        self._connection.commit()
