"""Table, whatever file it stands in: its rows below the names, each with its line and its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, Location, Severity
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.importers.tables.column_layout import TableLayout
from sahelcli.phrases import count
from sahelcli.text.quoting import shown

_HXL = re.compile(r"#[a-z]+[0-9]*(?:\s*[+][a-z0-9_]+)*")


class Row(NamedTuple):
    """The line or row of its file where a row begins (from 1; 0: names in no line), its cells, one for each column."""

    line: int
    cells: list[str]


class Note(NamedTuple):
    """A remark on a table that is no fault of its rows."""

    text: str


Item = Row | Diagnostic | Note


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open: its name in messages, what is to be said of it, and its rows, to be read once.

    `pick` takes the cells of a row and returns those of the wanted columns.
    """

    path: str
    notes: tuple[Note, ...]
    rows: Iterator[Item]
    pick: Callable[[Sequence[str]], tuple[str, ...]] = tuple


def left_out(names: Sequence[str]) -> tuple[Note, ...]:
    """Return the note on columns that no key is made of."""
    return (Note(f"columns left out: {', '.join(names)}"),) if names else ()


def fault_at(path: str, line: int, fault: RowError, severity: Severity = Severity.ERROR) -> Diagnostic:
    """Return what is wrong with the row that begins on a line."""
    return fault._replace(severity=severity).at(Location(path, line))


def rows_below(cut: Iterator[Item], layout: TableLayout, path: str) -> Iterator[Item]:
    """Yield the rows below the names, an empty cell added to each, and what cannot be one; empty rows are none.

    `cut` gives every row of the table, from the first on; what stands above the names is said.
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
    """Whether most cells that are not empty are hashtags of the Humanitarian Exchange Language (hxlstandard.org)."""
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(1 for cell in filled if _HXL.fullmatch(cell.strip())) > len(filled)
