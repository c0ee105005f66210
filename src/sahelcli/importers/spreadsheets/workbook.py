"""Workbook interface: sheets by name, the rows of a sheet as text, and the table that stands in a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol, Self

from sahelcli.diagnostics.finding import Location
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.importers.tables.column_layout import (
    ColumnNames,
    TableLayout,
    WantedColumns,
    how_named,
    lay_out_names,
    names_in,
    no_columns,
    row_of_names,
)
from sahelcli.importers.tables.table import Item, Note, Row, Table, fault_at, left_out, rows_below
from sahelcli.phrases import count
from sahelcli.text.quoted_values import shown

_FIRST = 50  # rows among which the names are looked for


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, and in `inside` its location in the file."""

    name: str
    is_hidden: bool
    inside: str


class UnusableCell(str):  # noqa: SLOT000  # few cells are, and `why` needs a place
    """A cell without a usable value, such as a formula error; `why` is the reason in words."""

    why: str

    def __new__(cls, text: str, why: str) -> Self:
        """Return the cell with its text, such as #REF!."""
        cell = super().__new__(cls, text)
        cell.why = why
        return cell


def under_merged(place: str) -> str:
    """Return the note on cells below the first row of a merged range; `place` names one of them."""
    return (
        f"below the first row of a merged cell ({place}): read as empty, as they are; where its value is that of each "
        "row, unmerge and fill down in the spreadsheet"
    )


class Workbook(Protocol):
    """An open workbook; `notes` are sentences on cells whose text differs from the stored value, with counts."""

    sheets: tuple[Sheet, ...]
    notes: Counter[str]

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the non-empty rows of a sheet, in order, with their row numbers from 1."""
        ...


class BadWorkbook(Exception):
    """A workbook cannot be read; the message gives the reason."""


def beginning(workbook: Workbook, sheet: Sheet, most: int = _FIRST) -> list[ColumnNames]:
    """Return the first `most` non-empty rows of a sheet."""
    return [ColumnNames(row.line, row.cells) for row in islice(workbook.rows(sheet), most)]


def table_of(workbook: Workbook, sheet: Sheet, columns: WantedColumns, path: str, options: ImportOptions) -> Table:
    """Return the table in a sheet; `path` names the file in messages. Raises UsageError if columns are missing."""
    first = beginning(workbook, sheet, max(_FIRST, options.header_row or 0))
    names = names_in(first, columns, options)
    if names is None:
        raise no_columns(row_of_names(first, options), columns, path, options)
    layout = lay_out_names(names, columns, path)
    notes = (
        Note(f"{Location(path)}: {how_named(layout, options, 'row')}"),
        *others(workbook, sheet, path),
        *left_out(layout.left_out),
    )
    return Table(path, notes, _rows(workbook, sheet, layout, path, options.missing))


def others(workbook: Workbook, sheet: Sheet, path: str) -> Iterator[Note]:
    """Yield a note that names the other non-empty sheets."""
    names = [shown(each.name) for each in workbook.sheets if each != sheet and beginning(workbook, each)]
    if names:
        yield Note(f"{Location(path)}: not read are the sheets {', '.join(names)}; --sheet names one")


def _rows(workbook: Workbook, sheet: Sheet, layout: TableLayout, path: str, missing: Collection[str]) -> Iterator[Item]:
    """Yield the rows below the names with their wanted cells; a row with an unusable cell among these is rejected."""
    beside: list[str] = []
    workbook.notes.clear()
    width = len(layout.names)
    filled = (
        Row(row.line, _of_width(row.cells, width, beside)) if row.line > layout.line else row
        for row in workbook.rows(sheet)
    )
    for item in rows_below(filled, layout, path):
        if isinstance(item, Row):
            cells = [*layout.pick(item.cells)]
            faults = [
                _fault(cell, item.cells) for cell in cells if isinstance(cell, UnusableCell) and cell not in missing
            ]
            yield from (fault_at(path, item.line, fault) for fault in faults)
            if not faults:
                yield Row(item.line, cells)
        else:
            yield item
    if beside:
        yield Note(f"{Location(path)}: right of the named columns, {count(len(beside), 'cell')} passed over")
    for remark, number in workbook.notes.items():
        yield Note(f"{Location(path)}: {count(number, 'cell')} {remark}")


def _of_width(cells: list[str], width: int, beside: list[str]) -> list[str]:
    """Return the cells of the named columns; add the non-empty cells right of them to `beside`."""
    beside += [cell for cell in cells[width:] if cell]
    return cells[:width] + [""] * (width - len(cells))


def _fault(cell: UnusableCell, cells: Sequence[str]) -> RowError:
    place = next(number for number, each in enumerate(cells) if each is cell)
    return row_error(f"the cell in column {_letters(place)} {cell.why}", "cell")


def _letters(place: int) -> str:
    """Return a column's letters, from its index: 0 gives A, 26 gives AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)
