"""Table interface, for any file format: the rows below the column names, each with its line and cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, Location, Severity
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.importers.tables.column_layout import TableLayout
from sahelcli.phrases import count
from sahelcli.text.quoted_values import shown

_HXL = re.compile(r"#[a-z]+[0-9]*(?:\s*[+][a-z0-9_]+)*")


class Row(NamedTuple):
    """A row: the line or row number where it begins (from 1; 0 for names on no line), and one cell for each column."""

    line: int
    cells: list[str]


class Note(NamedTuple):
    """A remark on a table that is no error of its rows."""

    text: str


Item = Row | Diagnostic | Note


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: its name in messages, notes on it, and its rows, an iterator to be read once.

    `pick` takes the cells of a row and returns those of the wanted columns.
    """

    path: str
    notes: tuple[Note, ...]
    rows: Iterator[Item]
    pick: Callable[[Sequence[str]], tuple[str, ...]] = tuple


def left_out(names: Sequence[str]) -> tuple[Note, ...]:
    """Return a note on the columns that fill no key."""
    return (Note(f"columns left out: {', '.join(names)}"),) if names else ()


def fault_at(path: str, line: int, fault: RowError, severity: Severity = Severity.ERROR) -> Diagnostic:
    """Return the diagnostic for an error in the row that begins on a line."""
    return fault._replace(severity=severity).at(Location(path, line))


def rows_below(cut: Iterator[Item], layout: TableLayout, path: str) -> Iterator[Item]:
    """Yield the rows below the column names, each with an empty cell appended, and diagnostics; skip empty rows.

    `cut` gives every row of the table from the first; a note reports text above the names.
    """
    width, tags_expected, empty = len(layout.names), True, 0
    for row in cut:
        if not isinstance(row, Row):
            tags_expected = False
            yield row
        elif row.line <= layout.line:
            if row.line < layout.line and (text := " ".join(filter(None, map(str.strip, row.cells)))):
                yield Note(f"{Location(path, row.line)}: {shown(text)} stands above the names, and is passed over")
        elif not any(map(str.strip, row.cells)):
            empty += bool(row.cells)
        elif tags_expected and _is_hxl(row.cells):
            tags_expected = False
            yield Note(f"{Location(path, row.line)}: the row of HXL tags is no record, and is passed over")
        else:
            tags_expected = False
            if len(row.cells) != width and (len(row.cells) < width or any(map(str.strip, row.cells[width:]))):
                message = f"the row has {count(len(row.cells), 'cell')}, and the table {count(width, 'column')}"
                yield fault_at(path, row.line, row_error(message, "columns"))
            else:
                row.cells[width:] = [""]
                yield row
    if empty:
        verb = "is" if empty == 1 else "are"
        yield Note(f"{Location(path)}: {count(empty, 'row')} {verb} empty, and {verb} passed over")


def _is_hxl(cells: Sequence[str]) -> bool:
    """Whether most non-empty cells are hashtags of the Humanitarian Exchange Language (hxlstandard.org)."""
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(1 for cell in filled if _HXL.fullmatch(cell.strip())) > len(filled)
