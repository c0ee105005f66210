"""SQLite export: documented tables with keys, and views to read; `schema.sql` says what each column holds."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sahelcli.exporters.selection import ExportSelection, SelectedRows

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, EventRow, QuoteRow
    from sahelcli.row_types import AnyRow, RecordRow

Values = Iterable[tuple[Any, ...]]


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write the database file: it is made in the folder for temporary files, then copied."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "export.db")
        with closing(sqlite3.connect(file)) as connection:
            _make(connection, document)
        with file.open("rb") as made:
            shutil.copyfileobj(made, out)
    return ()


def _make(connection: sqlite3.Connection, document: ExportSelection) -> None:
    schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        connection.executescript(schema)
        with connection:
            _fill(connection, document)
    except sqlite3.OperationalError as error:  # no room for it, say
        raise OSError(errno.EIO, str(error)) from error


def _fill(connection: sqlite3.Connection, document: ExportSelection) -> None:
    connection.executemany("INSERT INTO about VALUES (?, ?)", document.provenance().items())
    tables: tuple[tuple[str, SelectedRows[RecordRow]], ...] = (
        ("sources", document.sources),
        ("places", document.places),
        ("actors", document.actors),
        ("events", document.events),
        ("quotes", document.quotes),
        ("figures", document.figures),
    )
    for table, rows in tables:
        _insert(connection, table, rows)
    used = connection.execute("SELECT DISTINCT tag FROM event_tags ORDER BY tag").fetchall()
    meanings = ((tag, document.dataset.tags.get(tag)) for (tag,) in used)
    connection.executemany("INSERT INTO tags VALUES (?, ?)", meanings)


def _insert(connection: sqlite3.Connection, table: str, rows: SelectedRows[RecordRow]) -> None:
    """Insert rows into the columns named like their keys, and their lists into the tables these have."""
    columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    insert = f"INSERT INTO {table} VALUES ({', '.join(f':{column}' for column in columns)})"  # noqa: S608  # our names
    for position, row in enumerate(rows):
        flat = {key: _value(value) for key, value in row.items()}
        event_title = row["event"]["title"] if row["kind"] == "quote" and row["event"] else None
        connection.execute(insert, flat | {"position": position, "event_title": event_title})
        for part, (marks, values) in _LISTS[table].items():
            numbered = ((row["id"], number, *item) for number, item in enumerate(values(row)))
            connection.executemany(f"INSERT INTO {part} VALUES ({marks})", numbered)  # noqa: S608  # our names


def _value(value: Any) -> Any:
    """Return the value of a column: of a reference its id; a list has a table of its own."""
    match value:
        case {"id": identifier}:
            return identifier
        case list():
            return None
        case _:
            return value


def _ids(key: str) -> tuple[str, Callable[[AnyRow], Values]]:
    return "?, ?, ?", lambda row: ((_value(item),) for item in row[key])


def _roles(row: ActorRow | QuoteRow) -> Values:
    for role in row["roles"]:
        of = role["of"]
        yield role["title"], of["id"], of["kind"], of["name"], role["since"], role["until"]


def _related(row: EventRow) -> Values:
    return ((event["id"], event["title"]) for event in row["related"])


_LISTS: dict[str, dict[str, tuple[str, Callable[[Any], Values]]]] = {
    "sources": {},
    "places": {"place_aliases": _ids("aliases")},
    "actors": {
        "actor_aliases": _ids("aliases"),
        "actor_sources": _ids("sources"),
        "actor_roles": ("?, ?, ?, ?, ?, ?, ?, ?", _roles),
    },
    "events": {
        "event_actors": _ids("actors"),
        "event_places": _ids("places"),
        "event_tags": _ids("tags"),
        "event_sources": _ids("sources"),
        "event_related": ("?, ?, ?, ?", _related),
    },
    "quotes": {"quote_sources": _ids("sources"), "quote_roles": ("?, ?, ?, ?, ?, ?, ?, ?", _roles)},
    "figures": {"figure_sources": _ids("sources")},
}
