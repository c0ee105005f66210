"""Reader of a publisher's table in any file format: CSV, spreadsheet or JSON, detected from the file's first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.csv_table import open_table
from sahelcli.importers.tables.file_opening import opened as opened_file
from sahelcli.importers.tables.table import Table

_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@contextmanager
def open_any(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open a table that has the wanted columns; a SahelError if the file cannot be read or lacks them."""
    with _opener(path, columns, options) as table:
        yield table


def _opener(path: str, columns: WantedColumns, options: ImportOptions) -> AbstractContextManager[Table]:
    if _beginning(path).startswith(_SHEETS):
        from sahelcli.importers.spreadsheets import xlsx

        return xlsx.opened(path, columns, options)
    if is_json(path):
        from sahelcli.importers.json_tables import json_list

        return json_list.opened(path, columns, options)
    return open_table(path, columns, options)


def is_json(path: str) -> bool:
    """Whether a file begins like JSON; False for a pipe, which can be read only once."""
    return _beginning(path).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def _beginning(path: str) -> bytes:
    if path == "-":
        return b""
    with opened_file(path) as file:
        return file.read(64)
