"""Layout of a table: where its columns stand, by the names in a row of it or by their number."""

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
from sahelcli.phrases import count
from sahelcli.text.quoting import shown
from sahelcli.text.separators import SEPARATORS

_FIRST = 50  # rows among which the names are looked for


@dataclass(frozen=True, slots=True)
class WantedColumns:
    """The columns a form reads, by name: blind to case, to blanks around, and to the order they stand in.

    Rows come with the cells of `wanted`, in that order, "" for a column that the table lacks and that is not
    `required`. `others` are names that mean the same as a wanted one. `unnamed` are the layouts of files published
    without names, by the number of their columns.
    """

    wanted: tuple[str, ...]
    required: Collection[str]
    others: Mapping[str, str] = field(default_factory=dict)
    unnamed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is laid out: its separator, the names of its columns, and the line that these stand in, 0 for none.

    `pick` takes a row's cells, with one empty cell after them, and returns those of the wanted columns.
    """

    separator: str
    names: tuple[str, ...]
    line: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    left_out: tuple[str, ...]


class ColumnNames(NamedTuple):
    """The names of columns, and the line they stand in; 0 where the table has no row of them."""

    line: int
    cells: Sequence[str]


class NoSuchColumns(UsageError):
    """The table lacks columns that are needed, however it is cut into cells."""

    def __init__(
        self, path: str, missing: Iterable[str], cells: Sequence[str], line: int = 1, row: str = "its first row is"
    ) -> None:
        names = [shown(name) for name in missing]
        needed = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        listed = ", ".join(shown(cell, 30) for cell in cells[:40])
        super().__init__(f"{Location(path, line)}: no column {needed}", f"{row} {listed}")


class EmptyTable(UsageError):
    """There is nothing in the table."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{Location(path)} is empty", "a table has a row of names, and below it a row for each record")


class NoSuchRow(UsageError):
    """--header-row names a line on which no row begins."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(
            f"{Location(path, line)}: no row begins here that could have the names", "name another: --header-row"
        )


class ColumnCountDiffers(UsageError):
    """--columns names more or fewer columns than the table has."""

    def __init__(self, path: str, line: int, named: int, cells: int) -> None:
        message = f"--columns names {count(named, 'column')}, and the row has {count(cells, 'cell')}"
        super().__init__(f"{Location(path, line or 1)}: {message}", "a column that is not needed can be empty: a,,c")


class SeveralLayouts(UsageError):
    """The first row can be cut into the columns that are needed in more than one way."""

    def __init__(self, path: str, separators: Iterable[str]) -> None:
        names = " or ".join(SEPARATORS[separator] for separator in separators)
        super().__init__(f"{Location(path, 1)}: the separator may be {names}", "name it with --separator")


class DuplicateColumn(UsageError):
    """Two columns of a table have the name that is wanted."""

    def __init__(self, path: str, name: str, line: int = 1) -> None:
        super().__init__(
            f"{Location(path, line or 1)}: two columns are called {shown(name)}",
            "give one of them another name, or all of them: --columns",
        )


def lay_out(beginning: str, columns: WantedColumns, path: str, options: ImportOptions) -> TableLayout:
    """Return the layout of a table that begins so, by the separator asked for, or by the one that fits.

    NoSuchColumns, SeveralLayouts or DuplicateColumn where there is not one layout.
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
    """Return what the columns are called, in the first of a table's rows that has all the names that are needed.

    --header-row says which row that is, or that there is none, and --columns what the columns are called instead. None
    where a name is lacking.
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
    """Return what columns are called that have no names: 1, 2 and so on."""
    return tuple(str(number) for number, _cell in enumerate(row.cells, 1))


def no_columns(row: ColumnNames, columns: WantedColumns, path: str, options: ImportOptions) -> UsageError:
    """Return why a table has not the columns that are needed, by the row that has their names, or the first of all."""
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
    """Return the row that --header-row names, else the first; one without cells on line 0 where there is none."""
    return next((row for row in rows if row.line == (options.header_row or row.line)), ColumnNames(0, ()))


def _unnamed(row: ColumnNames, columns: WantedColumns) -> ColumnNames | None:
    """Return the names of a table that is published without, by its width, unless its first row has one of them."""
    names = columns.unnamed.get(len(row.cells))
    return ColumnNames(0, names) if names and not set(map(_key, row.cells)) & set(columns.wanted) else None


def _fit(row: ColumnNames, columns: WantedColumns) -> tuple[int, int]:
    return -len(lacking(columns, row.cells)), len(row.cells)


def lay_out_names(names: ColumnNames, columns: WantedColumns, path: str, separator: str = "") -> TableLayout:
    """Return the layout of a table whose columns are called so; DuplicateColumn where one wanted is there twice."""
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
    """Return the note on where the names of columns were found; `line` is what rows are counted in."""
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
    """Return the columns that are needed and that a row of names lacks."""
    keys = {columns.others.get(key, key) for key in map(_key, names)}
    return [name for name in columns.wanted if name in columns.required and _key(name) not in keys]


def _key(name: str) -> str:
    return name.strip().casefold()


def _rows(beginning: str, separator: str, options: ImportOptions) -> list[ColumnNames]:
    """Return the first rows that hold cells, as far as they can be cut; of a first one that is broken what can be."""
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
