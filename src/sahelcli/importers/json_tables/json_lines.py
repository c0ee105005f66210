"""JSON Lines importer: the object on each line is a row of a table, its paths are the columns; read line by line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from sahelcli.diagnostics.finding import Location
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_parser import JsonElement, JsonReader
from sahelcli.importers.json_tables.json_rows import raw_table, table_of
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import opened as opened_file
from sahelcli.importers.tables.file_opening import text_stream
from sahelcli.importers.tables.table import Note, Table
from sahelcli.importers.tables.text_encoding import encoding_of

form = mapped_csv.form


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open the objects of a file; a SahelError where it cannot be read."""
    with elements_of(path, options) as (elements, note):
        yield table_of(elements, path, columns, options.list_separator, [note])


@contextmanager
def raw(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open the objects of a file for a preview."""
    with elements_of(path, options) as (elements, note):
        yield raw_table(elements, path, options.list_separator, [note])


@contextmanager
def elements_of(path: str, options: ImportOptions) -> Iterator[tuple[Iterator[JsonElement], Note]]:
    """Open a file; return the JSON values of its lines, and a note on its encoding."""
    with opened_file(path) as file:
        codec, known = encoding_of(file, path, options.encoding)
        with text_stream(file, codec, options.advance, newline="\n") as lines:
            yield _elements(lines, path), Note(f"{Location(path)}: read as {known}")


def _elements(lines: io.TextIOWrapper, path: str) -> Iterator[JsonElement]:
    reader = JsonReader("", path)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield reader.element(line, number)
