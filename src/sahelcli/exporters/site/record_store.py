"""Store of a site's records: what is exported, in a private database on the disk, with who names whom.

Memory stays flat however many records there are. SQLite removes the database with the connection.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sahelcli.exporters.site.list_order import ListPlace
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import DifferenceRow, Referrer
    from sahelcli.row_types import RecordRow

_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE records (
        pos INTEGER PRIMARY KEY, kind TEXT, id TEXT,
        head INTEGER,  -- pos of the first rendering of its utterance, else its own
        section TEXT, title TEXT, rank, first, last,  -- where it stands in lists, and under which heading
        month TEXT, timeline INTEGER, label TEXT, date TEXT,
        row BLOB, entry TEXT,
        UNIQUE (kind, id)
    );
    CREATE TABLE links (
        kind TEXT, id TEXT, role TEXT, pos INTEGER,
        PRIMARY KEY (kind, id, role, pos)
    ) WITHOUT ROWID;
    CREATE TABLE differences (pos INTEGER PRIMARY KEY, row BLOB);
    CREATE TABLE differing (figure TEXT, pos INTEGER, PRIMARY KEY (figure, pos)) WITHOUT ROWID;
"""
_INSERT = f"INSERT INTO records VALUES ({', '.join('?' * 15)})"  # noqa: S608  # no data
_NEWEST_FIRST = "ORDER BY rank DESC, first DESC, last DESC, min(r.pos) DESC"
_IN_ORDER = "ORDER BY rank, first, last, min(r.pos)"
_ALL = "records AS r WHERE r.kind = :of"
_NAMING = "links AS l CROSS JOIN records AS r ON r.pos = l.pos WHERE l.kind = :kind AND l.id = :id AND r.kind = :of"


class Link(NamedTuple):
    """A reference from one record to another, with its `role`: a word such as "actor", "related", "held by"."""

    kind: str
    id: str
    role: str


class Entry(Protocol):
    """A function that renders a record's line in lists as HTML; `others` counts further renderings of a quotation."""

    def __call__(self, row: RecordRow, others: int) -> str:
        """Return the line."""
        ...


class RecordList(NamedTuple):
    """A list of records of a kind: all there are, or those that name a record or tag (`kind`, `id`) in a role."""

    of: str
    kind: str = ""
    id: str = ""
    role: str = ""

    @property
    def _one(self) -> str:
        """What is one entry: the renderings of an utterance are; who cites them has each."""
        return "r.pos" if self.kind == "source" else "head"

    @property
    def _from(self) -> str:
        if not self.kind:
            return _ALL
        return f"{_NAMING} AND l.role = :role" if self.role else _NAMING


class Section(NamedTuple):
    """A part of a list with a heading of its own: how it is called in an address, its heading, and how many it has."""

    slug: str
    title: str
    number: int


class RecordStore:
    """The records of a site: rows by id, and lists of them as HTML."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("")
        self._connection.executescript(_SCHEMA)
        self._known: dict[str, set[str]] = {}
        self._last = self._head = 0

    def close(self) -> None:
        """Close the database, which frees its space on the disk."""
        self._connection.close()

    def add(
        self,
        row: RecordRow,
        place: ListPlace,
        links: Iterable[Link],
        label: str,
        entry: str,
        *,
        is_other: bool = False,
        in_timeline: bool = False,
    ) -> None:
        """Add a record; `is_other` says that it is a further rendering of the utterance of the one added before."""
        kind, record_id = row["kind"], row["id"]
        date = row["date"] if row["kind"] in ("event", "quote", "figure") else None
        with _full_disk():
            pos = self._last = self._last + 1
            self._head = self._head if is_other else pos
            values = (pos, kind, record_id, self._head, *place, in_timeline, label, date, encode(row), entry)
            self._connection.execute(_INSERT, values)
            linked = ((*link, pos) for link in links)
            self._connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?)", linked)
        self._known.setdefault(kind, set()).add(record_id)

    def has(self, kind: str, record_id: str) -> bool:
        """Say whether a record is on the site."""
        return record_id in self._known.get(kind, ())

    def number(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return len(self._known.get(kind, ()))

    def rows(self, kind: str) -> Iterator[Any]:
        """Yield the rows of a kind (`json_contract`), in the order of lists."""
        yield from self._rows("SELECT row FROM records WHERE kind = ? ORDER BY rank, first, last, pos", (kind,))

    def row(self, kind: str, record_id: str) -> Any:
        """Return the row of a record that is in the store."""
        ((row,),) = self._ask("SELECT row FROM records WHERE kind = ? AND id = ?", (kind, record_id))
        return json.loads(row)

    def entry(self, kind: str, record_id: str) -> str:
        """Return the HTML line of a record that is in the store."""
        ((entry,),) = self._ask("SELECT entry FROM records WHERE kind = ? AND id = ?", (kind, record_id))
        return str(entry)

    def naming(self, of: RecordList) -> Iterator[Any]:
        """Yield the rows of a list, in the order of lists."""
        yield from self._rows(f"SELECT r.row FROM {of._from} GROUP BY r.pos {_IN_ORDER}", of._asdict())  # noqa: S608, SLF001

    def sections(self, of: RecordList, *, newest_first: bool = False) -> list[Section]:
        """Return the parts of a list, in its order, as many as have entries."""
        statement = (
            f"SELECT section, title, count(DISTINCT {of._one}) FROM {of._from}"  # noqa: S608, SLF001
            f" GROUP BY rank, section ORDER BY rank {'DESC' if newest_first else 'ASC'}"
        )
        return [Section(*row) for row in self._ask(statement, of._asdict())]

    def entries(
        self, of: RecordList, section: str | None = None, *, newest_first: bool = False, limit: int = -1
    ) -> Iterator[str]:
        """Yield the entries of a list, or of one of its sections; of the renderings of an utterance one alone.

        At most `limit`, where that is not negative.
        """
        condition = "" if section is None else " AND r.section = :section"
        order = _NEWEST_FIRST if newest_first else _IN_ORDER
        statement = f"SELECT entry, min(r.pos) FROM {of._from}{condition} GROUP BY {of._one} {order} LIMIT {limit:d}"  # noqa: S608, SLF001
        for entry, _ in self._ask(statement, {**of._asdict(), "section": section}):
            yield entry

    def referrers(self, kind: str, record_id: str) -> list[Referrer]:
        """Return every record that names one, as `sahel show` lists them: kind by kind, in order of date."""
        statement = (
            "SELECT r.kind, r.id, r.date, r.label FROM links AS l CROSS JOIN records AS r ON r.pos = l.pos"
            " WHERE l.kind = ? AND l.id = ? GROUP BY r.pos ORDER BY min(r.pos)"
        )
        rows = self._ask(statement, (kind, record_id))
        return [{"kind": of, "id": name, "date": date, "title": label} for of, name, date, label in rows]

    def number_naming(self, of: RecordList) -> int:
        """Return how many records a list has; of a quotation each rendering counts."""
        ((number,),) = self._ask(f"SELECT count(DISTINCT r.pos) FROM {of._from}", of._asdict())  # noqa: S608, SLF001
        return int(number)

    def add_difference(self, row: DifferenceRow) -> None:
        """Add figures that differ, after all others."""
        with _full_disk():
            cursor = self._connection.execute("INSERT INTO differences (row) VALUES (?)", (encode(row),))
            links = ((figure["id"], cursor.lastrowid) for figure in row["figures"])
            self._connection.executemany("INSERT INTO differing VALUES (?, ?)", links)

    def number_of_differences(self) -> int:
        """Return how often figures differ."""
        return int(self._ask("SELECT count(*) FROM differences")[0][0])

    def differences(self, figure: str | None = None) -> Iterator[Any]:
        """Yield the rows (`json_contract.DifferenceRow`) of figures that differ, all or those with one figure."""
        if figure is None:
            yield from self._rows("SELECT row FROM differences ORDER BY pos", ())
            return
        joined = "differing AS f CROSS JOIN differences AS d ON d.pos = f.pos"
        yield from self._rows(f"SELECT row FROM {joined} WHERE figure = ? ORDER BY f.pos", (figure,))  # noqa: S608

    def months(self) -> list[tuple[str, str, str, int]]:
        """Return year, the same in words, month ("" where none is known) and how many entries of the timeline it has.

        An entry is an event, or an utterance that belongs to none.
        """
        return self._ask("SELECT section, title, month, count(*) FROM records WHERE timeline GROUP BY rank, month")

    def timeline(self, year: str, month: str) -> Iterator[Any]:
        """Yield the rows of the timeline that begin in a month ("" for those of which only the year is known)."""
        statement = "SELECT row FROM records WHERE timeline AND section = ? AND month = ? ORDER BY first, last, pos"
        yield from self._rows(statement, (year, month))

    def names(self, kind: str) -> dict[str, int]:
        """Return the names of a kind without records, such as tags, each with the number of records that use it."""
        statement = "SELECT id, count(DISTINCT pos) FROM links WHERE kind = ? GROUP BY id ORDER BY id"
        return dict(self._ask(statement, (kind,)))

    def _rows(self, statement: str, values: Any) -> Iterator[Any]:
        """Yield rows as they are read."""
        with _full_disk():
            for (row,) in self._connection.execute(statement, values):
                yield json.loads(row)

    def _ask(self, statement: str, values: Any = ()) -> list[Any]:
        with _full_disk():
            return self._connection.execute(statement, values).fetchall()


@contextmanager
def _full_disk() -> Iterator[None]:
    """Turn SQLite's error for a full disk into OSError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC, str(error)) from error
