"""Write an index: the statements that fill its tables, each kind of row many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from sahelcli.index.fold import key, tokens, words

Rows = Sequence[tuple[Any, ...]]

_WORDS_AT_ONCE = 32 << 20  # bytes of the full-text index that are gathered before they are written in order
_STATEMENTS = {
    "records": "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "terms": "INSERT INTO terms VALUES (?, ?, ?)",
    "linked": "INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?)",
    "meta": "INSERT OR REPLACE INTO meta VALUES (?, ?)",
}
_GATHERED = """
    CREATE TEMP TABLE linked (pos, kind, span, first, last, terms);
    CREATE TEMP TABLE called (kind, key, id, shown, pos);
    CREATE TEMP TABLE worded (kind, word, id, named);
"""
_IN_ORDER = (  # a B-tree that is filled in its own order costs a fraction of one that is filled at random
    "INSERT INTO links SELECT value, kind, span, first, last, pos FROM linked, json_each(terms) ORDER BY 1,2,3,4,5,6",
    "INSERT OR IGNORE INTO names SELECT kind, key, id, shown FROM called ORDER BY kind, key, id, pos",
    "INSERT OR IGNORE INTO words SELECT * FROM worded ORDER BY kind, word, id, named DESC",
    "DROP TABLE linked",
    "DROP TABLE called",
    "DROP TABLE worded",
)


class Writer:
    """Writes an index over a connection of this process.

    `linked` rows are a place, kind, span, first and last day, and the numbers of the record's terms as a JSON list;
    `texts` a place and its words as they were written, in three texts; `called` a kind, an id, the place of the record
    that says so, the names by which it is found, the first being that which is shown, and texts that describe it.
    """

    def __init__(self, connection: Connection, *, is_new: bool) -> None:
        self._connection = connection
        self._indexes = ""
        if is_new:
            schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
            tables, _, self._indexes = schema.partition("-- After the rows.")
            connection.executescript(tables)
            connection.execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_WORDS_AT_ONCE,))
        connection.executescript(_GATHERED)

    def take(self, name: str, rows: Rows) -> None:
        """Add rows: "records", "terms" and "meta" as they are stored, "linked", "texts" and "called" as said above."""
        many = self._connection.executemany
        if name == "texts":
            many("INSERT INTO texts (rowid, head, body, note) VALUES (?, ?, ?, ?)", _folded(rows))
        elif name == "called":
            many("INSERT INTO called VALUES (?, ?, ?, ?, ?)", _names(rows))
            many("INSERT INTO worded VALUES (?, ?, ?, ?)", _words(rows))
        else:
            many(_STATEMENTS[name], rows)

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds in the index so far."""
        return self._connection.execute(statement, values).fetchall()

    def finish(self, watch: Callable[[], None]) -> None:
        """Put in order what was gathered, and commit; `watch` is called between one table and the next."""
        for statement in (*_IN_ORDER, *self._indexes.split(";")):
            self._connection.execute(statement)
            watch()
        self._connection.commit()


def _folded(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return ((pos, tokens(head), tokens(body), tokens(note)) for pos, head, body, note in rows)


def _names(rows: Rows) -> Iterator[tuple[Any, ...]]:
    return ((kind, key(name), record_id, names[0], pos) for kind, record_id, pos, names, _ in rows for name in names)


def _words(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield the words of names, and those that only describe."""
    for kind, record_id, _, names, texts in rows:
        if kind != "source":
            named = {word for name in names for word in words(name)}
            yield from ((kind, word, record_id, 1) for word in named)
            others = {word for text in texts for word in words(text)} - named
            yield from ((kind, word, record_id, 0) for word in others)
