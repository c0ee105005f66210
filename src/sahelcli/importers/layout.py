"""Where the columns of a table stand: by the names in its first row, or by their number where it has no such row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from sahelcli.errors import UsageError
from sahelcli.records.diagnostic import Location, shown

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_LOOKED_AT = 50  # rows


@dataclass(frozen=True, slots=True)
class Columns:
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
class Layout:
    """How a table is laid out: its separator, the names of its columns as written, and whether these are its first row.

    `pick` takes a row's cells, with one empty cell after them, and returns those of the wanted columns.
    """

    separator: str
    names: tuple[str, ...]
    named: bool
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    left_out: tuple[str, ...]


class NoSeparator(UsageError):
    """--separator is neither a name nor one sign."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--separator {shown(text)} is no separator", f"{', '.join(SEPARATORS.values())}, or one sign")


class NoSuchColumns(UsageError):
    """The table lacks columns that are needed, however it is cut into cells."""

    def __init__(self, path: str, missing: Iterable[str], cells: Sequence[str], line: int = 1) -> None:
        names = [shown(name) for name in missing]
        needed = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        there = ", ".join(shown(cell, 30) for cell in cells[:40])
        super().__init__(f"{Location(path, line)}: no column {needed}", f"its first row is {there}")


class SeveralLayouts(UsageError):
    """The first row can be cut into the columns that are needed in more than one way."""

    def __init__(self, path: str, separators: Iterable[str]) -> None:
        names = " or ".join(SEPARATORS[separator] for separator in separators)
        super().__init__(f"{Location(path, 1)}: the separator may be {names}", "name it with --separator")


class TwiceTheColumn(UsageError):
    """Two columns of a table have the name that is wanted."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(f"{Location(path, 1)}: two columns are called {shown(name)}", "give one of them another name")


def separator_of(text: str) -> str:
    """Return the sign that a name or the sign itself stands for; NoSeparator for anything else."""
    for sign, name in SEPARATORS.items():
        if text.casefold() == name:
            return sign
    sign = text.replace("\\t", "\t")
    if len(sign) != 1 or sign in '"\r\n \0' or not sign.isascii():
        raise NoSeparator(text)
    return sign


def lay_out(beginning: str, columns: Columns, path: str, separator: str) -> Layout:
    """Return the layout of a table that begins so; `separator` is the one named, or empty for the one that fits.

    NoSuchColumns, SeveralLayouts or TwiceTheColumn where there is not one layout.
    """
    rows = {sign: _first_row(beginning, sign) for sign in ([separator] if separator else SEPARATORS)}
    fitting = {sign: cells for sign, cells in rows.items() if not lacking(columns, cells)}
    if len({tuple(cells) for cells in fitting.values()}) > 1:
        raise SeveralLayouts(path, fitting)
    for sign, cells in fitting.items():
        return _layout(path, sign, columns, cells, named=True)
    for sign, cells in rows.items():
        if (names := columns.unnamed.get(len(cells))) and not set(map(_key, cells)) & set(columns.wanted):
            return _layout(path, sign, columns, names, named=False)
    best = max(rows.values(), key=lambda cells: (-len(lacking(columns, cells)), len(cells)))
    raise NoSuchColumns(path, lacking(columns, best), best)


def lay_out_names(names: Sequence[str], columns: Columns, path: str) -> Layout:
    """Return the layout of a table with a row of these names; TwiceTheColumn where one that is wanted stands twice."""
    return _layout(path, "", columns, names, named=True)


def likely_separator(beginning: str) -> str:
    """Return the sign that cuts most of the first rows into one number of cells, for a look; comma where none does."""
    return max(SEPARATORS, key=lambda sign: _evenness(beginning, sign))


def _evenness(beginning: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows have the same number of cells, more than one, and that number."""
    widths: Counter[int] = Counter()
    try:
        for cells in islice(csv.reader(io.StringIO(beginning, newline=""), delimiter=separator), _LOOKED_AT):
            widths[len(cells)] += 1
    except csv.Error:
        pass
    widths = Counter({width: number for width, number in widths.items() if width > 1})
    return next(((number, width) for width, number in widths.most_common(1)), (0, 0))


def _layout(path: str, separator: str, columns: Columns, names: Sequence[str], *, named: bool) -> Layout:
    keys = [columns.others.get(key, key) for key in map(_key, names)]
    places = []
    for wanted in columns.wanted:
        if keys.count(_key(wanted)) > 1:
            raise TwiceTheColumn(path, wanted)
        places.append(keys.index(_key(wanted)) if _key(wanted) in keys else len(names))
    pick = itemgetter(*places) if len(places) > 1 else _only(places[0])
    left_out = tuple(name for number, name in enumerate(names) if number not in places and name.strip())
    return Layout(separator, tuple(names), named, pick, left_out)


def _only(place: int) -> Callable[[Sequence[str]], tuple[str, ...]]:
    return lambda cells: (cells[place],)


def lacking(columns: Columns, names: Iterable[str]) -> list[str]:
    """Return the columns that are needed and that a row of names lacks."""
    keys = {columns.others.get(key, key) for key in map(_key, names)}
    return [name for name in columns.wanted if name in columns.required and _key(name) not in keys]


def _key(name: str) -> str:
    return name.strip().casefold()


def _first_row(beginning: str, separator: str) -> list[str]:
    try:
        return next(
            (cells for cells in csv.reader(io.StringIO(beginning, newline=""), delimiter=separator) if cells), []
        )
    except csv.Error:
        return []
