"""Parquet importer: the file's columns are those of the table, read in batches of rows; paths reach nested fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from typing import Any

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import MissingLibrary
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_parser import JsonElement
from sahelcli.importers.json_tables.json_rows import raw_table, table_of
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.row_errors import row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import CannotRead
from sahelcli.importers.tables.file_opening import opened as opened_file
from sahelcli.importers.tables.table import Note, Table
from sahelcli.progress import Advance

try:
    import pyarrow
    import pyarrow.parquet
except ImportError as error:
    raise MissingLibrary("parquet needs", "pyarrow", "parquet") from error

form = mapped_csv.form
_AT_ONCE = 1_000  # rows


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open a file whose columns are wanted; a SahelError where it cannot be read."""
    with _elements(path, options.advance) as (elements, notes):
        yield table_of(elements, path, columns, options.list_separator, notes)


@contextmanager
def raw(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open a file for a preview."""
    with _elements(path, options.advance) as (elements, notes):
        yield raw_table(elements, path, options.list_separator, notes)


@contextmanager
def _elements(path: str, advance: Advance) -> Iterator[tuple[Iterator[JsonElement], list[Note]]]:
    with opened_file(path) as file:
        try:
            parquet = pyarrow.parquet.ParquetFile(file)
            yield (
                _rows(parquet, file.seek(0, SEEK_END), advance),
                [Note(f"{Location(path)}: Parquet; the line of an error is the number of the row")],
            )
        except pyarrow.ArrowException as error:
            raise CannotRead(path, "it is no Parquet file, or damaged") from error


def _rows(parquet: Any, size: int, advance: Advance) -> Iterator[JsonElement]:
    """Yield the rows, and report progress as an equal share of the file's bytes for each."""
    number = 0
    for batch in parquet.iter_batches(_AT_ONCE):
        advance(size * batch.num_rows // parquet.metadata.num_rows)
        for row in batch.to_pylist():
            number += 1
            faults = [
                row_error(f"{name} holds bytes, not text", "type") for name, cell in row.items() if _is_bytes(cell)
            ]
            yield JsonElement(number, _plain(row), tuple(faults))


def _is_bytes(value: Any) -> bool:
    return isinstance(value, bytes)


def _plain(value: Any) -> Any:
    """Return a value as in JSON: dates in ISO 8601, whole numbers without a fraction."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value if value is None or isinstance(value, bool) else str(value)
