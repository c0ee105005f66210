"""JSON importer: the objects of one list are the rows of a table, their paths the columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_parser import JsonElement, JsonReader, NoArray
from sahelcli.importers.json_tables.json_paths import arrays_in
from sahelcli.importers.json_tables.json_rows import raw_table, table_of
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Note, Table
from sahelcli.progress import Advance, unwatched
from sahelcli.text.quoted_values import shown

form = mapped_csv.form
_NEXT = ("NextPageUrl", "next", "next_page_url")  # names under which answers of APIs say that there is more


class NoObjects(UsageError):
    """There is no list of objects at the given path, or nowhere in the file."""

    def __init__(self, path: str, where: str) -> None:
        at = f" at {shown(where)}" if where else ""
        super().__init__(
            f"{Location(path)}: there is no list of objects{at}", "name where it stands: --records data.items"
        )


class SeveralLists(UsageError):
    """The file has several lists of objects, and --records names none."""

    def __init__(self, path: str, lists: list[str]) -> None:
        super().__init__(
            f"{Location(path)}: lists of objects stand at {', '.join(lists[:12])}", "name one: --records PATH"
        )


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open the list of objects in a file; a SahelError if there is not exactly one, or not the named one."""
    elements, notes = _read(path, options)
    yield table_of(elements, path, columns, options.list_separator, notes)


@contextmanager
def raw(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open the list of objects in a file for a preview."""
    elements, notes = _read(path, options)
    yield raw_table(elements, path, options.list_separator, notes)


def _read(path: str, options: ImportOptions) -> tuple[Iterator[JsonElement], list[Note]]:
    text, known = text_of(path, replace(options, advance=unwatched))
    reader = JsonReader(text, path)
    notes = [Note(f"{Location(path)}: read as {known}")]
    keys = tuple(options.records.split(".")) if options.records else ()
    if not text.lstrip("\ufeff \t\r\n").startswith("["):
        document = reader.document()
        keys = keys or _keys(document, path)
        notes += _more(document, path)
    return _elements(reader, keys, path, options.advance), notes


def _elements(reader: JsonReader, keys: tuple[str, ...], path: str, advance: Advance) -> Iterator[JsonElement]:
    """Yield the objects of the list, and report progress by them, since reading the file itself takes little time."""
    before = 0
    try:
        for element in reader.elements(keys):
            advance(reader.place - before)
            before = reader.place
            yield element
    except NoArray:
        raise NoObjects(path, ".".join(keys)) from None


def _keys(document: Any, path: str) -> tuple[str, ...]:
    lists = list(arrays_in(document))
    if not lists:
        raise NoObjects(path, "")
    if len(lists) > 1:
        raise SeveralLists(path, [".".join(keys) for keys in lists])
    return lists[0]


def _more(document: Any, path: str) -> Iterator[Note]:
    for name in _NEXT:
        if isinstance(document, dict) and isinstance(document.get(name), str) and document[name]:
            yield Note(f"{Location(path)} is a part: the answer goes on at {shown(document[name], 200)}")
