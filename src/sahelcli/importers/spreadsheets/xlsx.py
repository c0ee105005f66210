"""Spreadsheet importer: the rows of a sheet are mapped like those of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.spreadsheets.workbook import BadWorkbook, Sheet, Workbook, beginning, others, table_of
from sahelcli.importers.tables.column_layout import ColumnNames, WantedColumns, names_in
from sahelcli.importers.tables.file_opening import CannotRead
from sahelcli.importers.tables.file_opening import opened as opened_file
from sahelcli.importers.tables.table import Item, Note, Row, Table
from sahelcli.phrases import count
from sahelcli.progress import Advance
from sahelcli.text.quoted_values import shown

form = mapped_csv.form
_AT_ONCE = 100  # rows, after which it is looked how far the file has been read
_ZIP, _OLD, _OPEN = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


class NoWorkbook(UsageError):
    """The file is not a spreadsheet."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{Location(path)} is no spreadsheet", "a table as text is read with `sahel import csv`, whatever its name"
        )


class NoSuchSheet(UsageError):
    """The workbook has no sheet with the name given by --sheet."""

    def __init__(self, path: str, name: str, sheets: tuple[Sheet, ...]) -> None:
        names = ", ".join(f"{shown(sheet.name)}{' (hidden)' * sheet.is_hidden}" for sheet in sheets)
        super().__init__(f"{Location(path)} has no sheet {shown(name)}", f"its sheets are {names or 'none'}")


class SeveralSheets(UsageError):
    """More than one sheet has the wanted columns."""

    def __init__(self, path: str, sheets: list[Sheet]) -> None:
        names = " and ".join(shown(sheet.name) for sheet in sheets)
        super().__init__(f"{Location(path)}: the sheets {names} have the columns", "name one: --sheet")


class EmptyWorkbook(UsageError):
    """All visible sheets are empty."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{Location(path)}: no sheet holds a row", "a sheet that is hidden is read if --sheet names it"
        )


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open the sheet that has the wanted columns, or that --sheet names; a SahelError if there is none."""
    with opened_file(path) as file:
        try:
            workbook = _workbook(file, path)
            sheet = _chosen(workbook, columns, path, options)
            table = table_of(workbook, sheet, columns, f"{path} [{sheet.name}]", options)
            yield replace(table, rows=_watched(table.rows, file, options.advance))
        except BadWorkbook as error:
            raise CannotRead(path, str(error)) from error


@contextmanager
def raw(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open the first non-empty sheet, or the one that --sheet names, with all its rows."""
    with opened_file(path) as file:
        try:
            workbook = _workbook(file, path)
            named = _chosen(workbook, WantedColumns((), ()), path, options) if options.sheet else None
            sheet = named or next(iter(_filled(workbook, path)))
            place = f"{path} [{sheet.name}]"
            yield Table(place, (*others(workbook, sheet, place),), _raw_rows(workbook, sheet))
        except BadWorkbook as error:
            raise CannotRead(path, str(error)) from error


def _raw_rows(workbook: Workbook, sheet: Sheet) -> Iterator[Item]:
    """Yield the rows, each at least as wide as those before it, then notes on cells."""
    workbook.notes.clear()
    width = 0
    for row in workbook.rows(sheet):
        width = max(width, len(row.cells))
        yield Row(row.line, [*row.cells, *[""] * (width - len(row.cells))])
    for remark, number in workbook.notes.items():
        yield Note(f"{count(number, 'cell')} {remark}")


def _watched(rows: Iterator[Item], file: IO[bytes], advance: Advance) -> Iterator[Item]:
    """Yield rows, and report how far the file has been read; sheets are stored one after the other."""
    most = 0
    for number, row in enumerate(rows):
        if number % _AT_ONCE == 0 and (place := file.tell()) > most:
            advance(place - most)
            most = place
        yield row


def _workbook(file: IO[bytes], path: str) -> Workbook:
    beginning = file.read(128)
    file.seek(0)
    if beginning.startswith(_OLD) or _OPEN in beginning:
        from sahelcli.importers.spreadsheets.calamine_workbook import CalamineReader

        return CalamineReader(file)
    if not beginning.startswith(_ZIP):
        raise NoWorkbook(path)
    from sahelcli.importers.spreadsheets.ooxml_workbook import OoxmlWorkbook

    return OoxmlWorkbook(file)


def _chosen(workbook: Workbook, columns: WantedColumns, path: str, options: ImportOptions) -> Sheet:
    if name := options.sheet:
        for sheet in workbook.sheets:
            if sheet.name.casefold() == name.casefold():
                return sheet
        raise NoSuchSheet(path, name, workbook.sheets)
    filled = _filled(workbook, path)
    fitting = [sheet for sheet, rows in filled.items() if names_in(rows, columns, options)]
    if len(fitting) > 1:
        raise SeveralSheets(path, fitting)
    return fitting[0] if fitting else next(iter(filled))


def _filled(workbook: Workbook, path: str) -> dict[Sheet, list[ColumnNames]]:
    """Return the visible, non-empty sheets with their first rows; EmptyWorkbook if there are none."""
    filled = {sheet: rows for sheet in workbook.sheets if not sheet.is_hidden and (rows := beginning(workbook, sheet))}
    if not filled:
        raise EmptyWorkbook(path)
    return filled
