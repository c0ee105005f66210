"""Column layout of a table: the positions of its columns, found by the names in a header row or by their number."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.option_values import SEPARATORS
from sahelcli.phrases import count
from sahelcli.text.quoted_values import shown

_FIRST = 50  # rows among which the names are looked for


@dataclass(frozen=True, slots=True)
class WantedColumns:
    """The columns an importer reads, by name, ignoring case, surrounding blanks and order.

    Rows have the cells of `wanted`, in that order, "" for a missing column that is not `required`. `others` are
    alternative names of wanted columns. `unnamed` are the layouts of files published without names, by their number of
    columns.
    """

    wanted: tuple[str, ...]
    required: Collection[str]
    others: Mapping[str, str] = field(default_factory=dict)
    unnamed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The layout of a table: its separator, its column names, and the line of the header row, 0 for none.

    `pick` takes a row's cells, followed by one empty cell, and returns those of the wanted columns.
    """

    separator: str
    names: tuple[str, ...]
    line: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    left_out: tuple[str, ...]


class ColumnNames(NamedTuple):
    """Column names, and the line of the header row; 0 if the table has none."""

    line: int
    cells: Sequence[str]


class NoSuchColumns(UsageError):
    """The table lacks required columns, whatever separator is used."""

    def __init__(
        self, path: str, missing: Iterable[str], cells: Sequence[str], line: int = 1, row: str = "its first row is"
    ) -> None:
        names = [shown(name) for name in missing]
        needed = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        listed = ", ".join(shown(cell, 30) for cell in cells[:40])
        super().__init__(f"{Location(path, line)}: no column {needed}", f"{row} {listed}")


class EmptyTable(UsageError):
    """The table has no rows."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{Location(path)} is empty", "a table has a row of names, and below it a row for each record")


class NoSuchRow(UsageError):
    """No row begins on the line given with --header-row."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(
            f"{Location(path, line)}: no row begins here that could have the names", "name another: --header-row"
        )


class ColumnCountDiffers(UsageError):
    """The number of names in --columns differs from the table's number of columns."""

    def __init__(self, path: str, line: int, named: int, cells: int) -> None:
        message = f"--columns names {count(named, 'column')}, and the row has {count(cells, 'cell')}"
        super().__init__(f"{Location(path, line or 1)}: {message}", "a column that is not needed can be empty: a,,c")


class SeveralLayouts(UsageError):
    """Several separators give the required columns in the first row."""

    def __init__(self, path: str, separators: Iterable[str]) -> None:
        names = " or ".join(SEPARATORS[separator] for separator in separators)
        super().__init__(f"{Location(path, 1)}: the separator may be {names}", "name it with --separator")


class DuplicateColumn(UsageError):
    """Two columns of a table have the same wanted name."""

    def __init__(self, path: str, name: str, line: int = 1) -> None:
        super().__init__(
            f"{Location(path, line or 1)}: two columns are called {shown(name)}",
            "give one of them another name, or all of them: --columns",
        )


def lay_out(beginning: str, columns: WantedColumns, path: str, options: ImportOptions) -> TableLayout:
    """Return the layout of a table with this beginning, by the given separator or by the one that fits.

    Raises NoSuchColumns, SeveralLayouts or DuplicateColumn if there is not exactly one layout.
    """
    tables = {
        sign: _rows(beginning, sign, options) for sign in ([options.separator] if options.separator else SEPARATORS)
    }
    fitting = {sign: names for sign, rows in tables.items() if (names := names_in(rows, columns, options))}
    if len({(names.line, *names.cells) for names in fitting.values()}) > 1:
        raise SeveralLayouts(path, fitting)
    for sign, names in fitting.items():
        return lay_out_names(names, columns, path, sign)
    best = max((row_of_names(rows, options) for rows in tables.values()), key=partial(_fit, columns=columns))
    raise no_columns(best, columns, path, options)


def names_in(rows: Sequence[ColumnNames], columns: WantedColumns, options: ImportOptions) -> ColumnNames | None:
    """Return the column names, from the first of a table's rows that has all required names.

    --header-row overrides the row or means that there is none; --columns overrides the names. None if a name is
    missing.
    """
    if options.header_row is None and not options.columns:
        named = next((row for row in rows if not lacking(columns, row.cells)), None)
        return named or next((names for row in rows[:1] if (names := _unnamed(row, columns))), None)
    row = row_of_names(rows, options)
    if options.columns and len(options.columns) != len(row.cells):
        return None
    line = options.header_row or 0
    published = None if line or options.columns else _unnamed(row, columns)
    names = published or ColumnNames(line, options.columns or (row.cells if line else numbered(row)))
    return None if lacking(columns, names.cells) else names


def numbered(row: ColumnNames) -> tuple[str, ...]:
    """Return numbers, 1, 2 and so on, as names of unnamed columns."""
    return tuple(str(number) for number, _cell in enumerate(row.cells, 1))


def no_columns(row: ColumnNames, columns: WantedColumns, path: str, options: ImportOptions) -> UsageError:
    """Return the error for missing required columns, with the names in the header row or else the first row."""
    if options.header_row and not row.line:
        return NoSuchRow(path, options.header_row)
    if options.columns and len(options.columns) != len(row.cells):
        return ColumnCountDiffers(path, row.line, len(options.columns), len(row.cells))
    if options.columns or options.header_row == 0:
        names = options.columns or numbered(row)
        return NoSuchColumns(path, lacking(columns, names), names, row.line, "its columns are called")
    if not any(map(str.strip, row.cells)):
        return EmptyTable(path)
    which = "its row of names is" if options.header_row else "its first row is"
    missing = lacking(columns, row.cells)
    if not options.header_row and set(missing) <= set(numbered(row)):
        which = f"--header-row none calls its columns 1 to {len(row.cells)}; {which}"
    return NoSuchColumns(path, missing, row.cells, row.line or 1, which)


def row_of_names(rows: Sequence[ColumnNames], options: ImportOptions) -> ColumnNames:
    """Return the row given with --header-row, else the first; for none a row without cells on line 0."""
    return next((row for row in rows if row.line == (options.header_row or row.line)), ColumnNames(0, ()))


def _unnamed(row: ColumnNames, columns: WantedColumns) -> ColumnNames | None:
    """Return the names of a table published without them, by its width, unless the first row contains one."""
    names = columns.unnamed.get(len(row.cells))
    return ColumnNames(0, names) if names and not set(map(_key, row.cells)) & set(columns.wanted) else None


def _fit(row: ColumnNames, columns: WantedColumns) -> tuple[int, int]:
    return -len(lacking(columns, row.cells)), len(row.cells)


def lay_out_names(names: ColumnNames, columns: WantedColumns, path: str, separator: str = "") -> TableLayout:
    """Return the layout for these column names; DuplicateColumn if a wanted one occurs twice."""
    keys = [columns.others.get(key, key) for key in map(_key, names.cells)]
    places = []
    for wanted in columns.wanted:
        if keys.count(_key(wanted)) > 1:
            raise DuplicateColumn(path, wanted, names.line)
        places.append(keys.index(_key(wanted)) if _key(wanted) in keys else len(keys))
    pick = itemgetter(*places) if len(places) > 1 else _only(places[0])
    left_out = tuple(name for number, name in enumerate(names.cells) if number not in places and name.strip())
    return TableLayout(separator, tuple(names.cells), names.line, pick, left_out)


def how_named(layout: TableLayout, options: ImportOptions, line: str = "line") -> str:
    """Return a note on where the column names come from; `line` is the unit in which rows are counted."""
    number = len(layout.names)
    if options.columns:
        return "the columns are called as --columns says" + (f", not as in {line} {layout.line}" * bool(layout.line))
    if layout.line:
        return f"the names of the columns stand in {line} {layout.line}"
    if layout.names == tuple(map(str, range(1, number + 1))):
        return f"without a row of names: the columns are called 1 to {number}"
    return f"without a row of names, as a table of {count(number, 'column')} is published"


def _only(place: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda cells: (cells[place],)


def lacking(columns: WantedColumns, names: Iterable[str]) -> list[str]:
    """Return the required columns that are not among the names."""
    keys = {columns.others.get(key, key) for key in map(_key, names)}
    return [name for name in columns.wanted if name in columns.required and _key(name) not in keys]


def _key(name: str) -> str:
    return name.strip().casefold()


def _rows(beginning: str, separator: str, options: ImportOptions) -> list[ColumnNames]:
    """Return the first non-empty rows, up to one that cannot be split; if the first cannot be, its readable part."""
    most = max(_FIRST, options.header_row or 0)
    rows = _cut(beginning, separator, strict=True)
    return list(islice(rows, most)) or list(islice(_cut(beginning, separator, strict=False), 1))


def _cut(beginning: str, separator: str, *, strict: bool) -> Iterator[ColumnNames]:
    reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=separator, strict=strict)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield ColumnNames(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        return
