"""Publisher's table in any file format (CSV, spreadsheet, JSON, told by its first bytes), and the base of importers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sahelcli.importers.cells.dates import forms_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.pipeline import RowImporter
from sahelcli.importers.record_ids import SeenIds
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.registries import Actors, Places, Sources
from sahelcli.importers.row_errors import RowUndo, Warn
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


class PublisherImport(RowImporter):
    """Base of importers of a publisher's events: the ids already written, and places, actors and sources so far."""

    def __init__(self, options: ImportOptions, dataset: str, places: str) -> None:
        self._release = options.release
        self._forms = forms_of(options)
        self._undo = RowUndo()
        self._sources = Sources(self._undo)
        self._actors = Actors(dataset, self._undo)
        self._places = Places(places, self._undo)
        self._events = SeenIds()

    def row(self, cells: tuple[str, ...], warn: Warn) -> list[NewRecord]:
        """Return the event of a row, its figures, and the sources that are cited for the first time."""
        with self._undo.unless_taken():
            return self._records(cells, warn)

    @abstractmethod
    def _records(self, cells: tuple[str, ...], warn: Warn) -> list[NewRecord]:
        """Return the records of a row; what the row added to the registries is taken back if it is rejected."""

    def tail(self) -> Iterator[NewRecord]:
        """Yield the places and actors of all rows; if there was no row, also the source for the dataset itself."""
        yield from self._sources.pending()
        yield from self._places.records()
        yield from self._actors.records()
