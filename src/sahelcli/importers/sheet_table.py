"""The table in a sheet of a workbook: where the names of its columns stand, and the rows below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sahelcli.importers.layout import Columns, Layout, NoSuchColumns, lacking, lay_out_names
from sahelcli.importers.refused import Fault
from sahelcli.importers.sheet import Sheet, Unusable, Workbook
from sahelcli.importers.table import Item, Note, Row, Table, fault_at, left_out, rows_below
from sahelcli.phrases import count
from sahelcli.records.diagnostic import Location, shown

_FIRST = 50  # rows among which the names are looked for


def beginning(workbook: Workbook, sheet: Sheet) -> list[Row]:
    """Return the first rows of a sheet that hold anything."""
    return list(islice(workbook.rows(sheet), _FIRST))


def names_in(rows: Sequence[Row], columns: Columns) -> Row | None:
    """Return the first row that has all the names that are needed."""
    return next((row for row in rows if not lacking(columns, row.cells)), None)


def table_of(workbook: Workbook, sheet: Sheet, columns: Columns, path: str) -> Table:
    """Return the table in a sheet; `path` names both in messages. NoSuchColumns where it has not the columns."""
    first = beginning(workbook, sheet)
    names = names_in(first, columns)
    if names is None:
        row = first[0] if first else Row(1, [])
        raise NoSuchColumns(path, lacking(columns, row.cells), row.cells, row.line)
    layout = lay_out_names(names.cells, columns, path)
    notes = (
        Note(f"{Location(path)}: the names of the columns stand in row {names.line}"),
        *_above([row for row in first if row.line < names.line], path),
        *others(workbook, sheet, path),
        *left_out(layout.left_out),
    )
    return Table(path, notes, _rows(workbook, sheet, layout, names.line, path))


def _above(rows: Sequence[Row], path: str) -> Iterator[Note]:
    for row in rows:
        text = " ".join(filter(None, map(str.strip, row.cells)))
        yield Note(f"{Location(path, row.line)}: {shown(text)} stands above the names, and is passed over")


def others(workbook: Workbook, sheet: Sheet, path: str) -> Iterator[Note]:
    """Yield which other sheets hold anything."""
    names = [shown(each.name) for each in workbook.sheets if each != sheet and beginning(workbook, each)]
    if names:
        yield Note(f"{Location(path)}: not read are the sheets {', '.join(names)}; --sheet names one")


def _rows(workbook: Workbook, sheet: Sheet, layout: Layout, names: int, path: str) -> Iterator[Item]:
    """Yield the rows below the names with the cells that are wanted; those are refused that hold no value there."""
    beside: list[str] = []
    workbook.said.clear()
    cut = (row for row in workbook.rows(sheet) if row.line >= names)
    filled = (Row(row.line, _of_width(row.cells, len(layout.names), beside)) for row in cut)
    for item in rows_below(filled, layout, path):
        if isinstance(item, Row):
            cells = [*layout.pick(item.cells)]
            faults = [_fault(cell, item.cells) for cell in cells if isinstance(cell, Unusable)]
            yield from (fault_at(path, item.line, fault) for fault in faults)
            if not faults:
                yield Row(item.line, cells)
        else:
            yield item
    if beside:
        yield Note(f"{Location(path)}: right of the named columns, {count(len(beside), 'cell')} passed over")
    for said, number in workbook.said.items():
        yield Note(f"{Location(path)}: {count(number, 'cell')} {said}")


def _of_width(cells: list[str], width: int, beside: list[str]) -> list[str]:
    """Return the cells of the named columns, and remember others that hold anything."""
    beside += [cell for cell in cells[width:] if cell]
    return cells[:width] + [""] * (width - len(cells))


def _fault(cell: Unusable, cells: Sequence[str]) -> Fault:
    place = next(number for number, each in enumerate(cells) if each is cell)
    return Fault(f"the cell in column {_letters(place)} {cell.why}", "cell")


def _letters(place: int) -> str:
    """Return a column as people call it: A is 0, AA 26."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)
