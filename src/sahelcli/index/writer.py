"""Write an index: the statements that fill its tables, each kind of row many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Protocol

from sahelcli.index.fold import key, tokens, words
from sahelcli.index.rows import harmless

Rows = Sequence[tuple[Any, ...]]

_WORDS_AT_ONCE = 32 << 20  # bytes of the full-text index that are gathered before they are written in order
_STATEMENTS = {
    "records": "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "texts": "INSERT INTO texts (rowid, head, body, note) VALUES (?, ?, ?, ?)",
    "terms": "INSERT INTO terms VALUES (?, ?, ?)",
    "meta": "INSERT OR REPLACE INTO meta VALUES (?, ?)",
    "linked": "INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?)",
    "called": "INSERT INTO called VALUES (?, ?, ?, ?, ?)",
    "worded": "INSERT INTO worded VALUES (?, ?, ?, ?)",
}
_GATHERED = """
    CREATE TEMP TABLE linked (pos, kind, span, first, last, terms);
    CREATE TEMP TABLE called (kind, key, id, shown, pos);
    CREATE TEMP TABLE worded (kind, word, id, named);
"""
_IN_ORDER = (  # a B-tree that is filled in its own order costs a fraction of one that is filled at random
    "INSERT INTO links SELECT value, kind, span, first, last, pos FROM linked, json_each(terms) ORDER BY 1,2,3,4,5,6",
    "DELETE FROM linked",
    "INSERT OR IGNORE INTO words SELECT * FROM worded ORDER BY kind, word, id, named DESC",
    "DELETE FROM worded",
)
_IN_THE_END = (  # of two spellings that of the earlier record counts, which may come later
    "INSERT OR IGNORE INTO names SELECT kind, key, id, shown FROM called ORDER BY kind, key, id, pos",
    "DROP TABLE linked",
    "DROP TABLE called",
    "DROP TABLE worded",
)
_SHARE = 4  # rows are put in order when there are as many as this share of those that are, or
_FEW = 20_000


class Writing(Protocol):
    """Takes the rows of an index, in whatever process it is written."""

    def take(self, name: str, rows: Rows) -> None:
        """Add rows, of "records", "called", "terms" or "meta".

        Of a record its columns, the numbers of the terms it names, and its words as they were written, in three texts;
        of what can be called its kind and id, the place of the record that says so, the names by which it is found, the
        first being that which is shown, and texts that describe it; the other two as they are stored.
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
        self._indexes = ""
        if is_new:
            schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
            tables, _, self._indexes = schema.partition("-- After the rows.")
            connection.executescript(tables)
            connection.execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_WORDS_AT_ONCE,))
        connection.executescript(_GATHERED)

    def take(self, name: str, rows: Rows) -> None:
        """Add rows, as Writing says."""
        if name == "records":
            self._take_records(rows)
        elif name == "called":
            self._many("called", _names(rows))
            self._many("worded", _words(rows))
        else:
            self._many(name, rows)

    def _take_records(self, rows: Rows) -> None:
        records, linked, texts, sources = [], [], [], []
        for pos, kind, record_id, span, first, last, known, alone, row, terms, *words_of in rows:
            records.append((pos, kind, record_id, span, first, last, known, alone, harmless(row)))
            linked.append((pos, kind, span, first, last, str([*terms])))
            texts.append((pos, *map(tokens, words_of)))
            if kind == "source":
                sources.append((kind, key(record_id), record_id, record_id, pos))
        self._many("records", records)
        self._many("linked", linked)
        self._many("texts", texts)
        self._many("called", sources)
        self._gathered += len(linked)
        if self._gathered > max(_FEW, self._in_order // _SHARE):
            self._put_in_order(lambda: None)

    def _many(self, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(_STATEMENTS[name], rows)

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""
        return self._connection.execute(statement, values).fetchall()

    def finish(self, watch: Callable[[], None]) -> None:
        """Put in order what was gathered, and commit; `watch` is called between one table and the next."""
        self._put_in_order(watch)
        self._execute((*_IN_THE_END, *self._indexes.split(";")), watch)
        self._connection.commit()

    def _put_in_order(self, watch: Callable[[], None]) -> None:
        self._execute(_IN_ORDER, watch)
        self._in_order, self._gathered = self._in_order + self._gathered, 0

    def _execute(self, statements: Sequence[str], watch: Callable[[], None]) -> None:
        for statement in statements:
            self._connection.execute(statement)
            watch()


def _names(rows: Rows) -> Iterator[tuple[Any, ...]]:
    return ((kind, key(name), record_id, names[0], pos) for kind, record_id, pos, names, _ in rows for name in names)


def _words(rows: Rows) -> Iterator[tuple[Any, ...]]:
    """Yield the words of names, and those that only describe."""
    for kind, record_id, _, names, texts in rows:
        named = {word for name in names for word in words(name)}
        yield from ((kind, word, record_id, 1) for word in named)
        others = {word for text in texts for word in words(text)} - named
        yield from ((kind, word, record_id, 0) for word in others)
