"""Column mapping parsed from --map: which columns fill which key of a record, and the readers of their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from sahelcli.errors import UsageError
from sahelcli.importers.mapping.column_names import cut_alternatives
from sahelcli.importers.mapping.column_readers import ColumnReader, Read
from sahelcli.importers.row_errors import RowError, RowRejected
from sahelcli.text.quoted_values import shown


class MappedTwice(UsageError):
    """A key is given both a column and a fixed text, or two fixed texts."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the key {shown(key)} is given twice", "one --map or --set for each key")


class TooManyColumns(UsageError):
    """A key is given more columns than its value can be made from."""

    def __init__(self, key: str, number: int, most: int) -> None:
        takes = "one column" if most == 1 else f"at most {most}, the year, the month and the day"
        named = "a comma in the name of a column is quoted: --map 'title=\"What, where\"'"
        ended = f"the end has columns of its own: --map {key}.end=…"
        super().__init__(
            f"the key {shown(key)} is given {number} columns, and takes {takes}", named if most == 1 else ended
        )


class UnevenColumns(UsageError):
    """A row describes several sources, and their keys are given different numbers of columns."""

    def __init__(self, numbers: Iterable[int]) -> None:
        super().__init__(
            f"the keys of sources are given {' and '.join(map(str, sorted(numbers)))} columns",
            "one column is of all sources of a row; of several, each is of one source: as many for each key",
        )


class ColumnMapping(NamedTuple):
    """A key, the positions of the cells that fill it, and their reader."""

    key: str
    places: tuple[int, ...]
    read: Callable[[Sequence[str]], Any]


Alternatives = tuple[str, ...]
"""Columns of which the first that is filled counts."""


def columns_of(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[Alternatives, ...]]:
    """Return the columns of each key; a key that is given again gets the columns of both.

    Commas separate columns, `|` separates alternatives for one column; a name that contains such a sign is in quotation
    marks, as in a CSV file.
    """
    columns: dict[str, tuple[Alternatives, ...]] = {}
    for key, text in pairs:
        names = cut_alternatives(text)
        if not names:
            raise UsageError(f"--map {key}={text} names no column", f"write --map {key}=Column")
        columns[key] = (*columns.get(key, ()), *names)
    return columns


class WantedCells:
    """The wanted columns' cells, followed by one cell for each group of alternatives: the first that is filled."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._wanted = wanted
        self._several: list[tuple[int, ...]] = []

    def place(self, names: Alternatives) -> int:
        """Return the position of a column's cell, or of the cell for a group of alternatives."""
        places = tuple(map(self._wanted.index, names))
        if len(places) == 1:
            return places[0]
        if places not in self._several:
            self._several.append(places)
        return len(self._wanted) + self._several.index(places)

    def of(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Return the cells of a row, in the order of their positions."""
        filled = (next((cells[place] for place in places if cells[place].strip()), "") for places in self._several)
        return (*cells, *filled)


def fill(key: str, places: tuple[int, ...], reader: ColumnReader) -> ColumnMapping:
    """Return the mapping of cells to a key; TooManyColumns if the key cannot be made from so many."""
    if len(places) == 1:
        return ColumnMapping(key, places, partial(_only, read=reader.cell))
    if reader.cells is None or len(places) > reader.most:
        raise TooManyColumns(key, len(places), reader.most)
    return ColumnMapping(key, places, reader.cells)


def _only(cells: Sequence[str], read: Read) -> Any:
    return read(cells[0])


@dataclass(frozen=True, slots=True)
class SourceMappings:
    """Column mappings for the sources that a row describes: common keys, and the keys of each source."""

    common: tuple[ColumnMapping, ...]
    each: tuple[tuple[ColumnMapping, ...], ...]

    def read(self, cells: Sequence[str], fixed: Mapping[str, Any], faults: list[RowError]) -> list[dict[str, Any]]:
        """Return the keys of each source; a source whose own cells are all empty is left out."""
        common = {**fixed, **read_all(self.common, cells, faults)}
        if not self.each:
            return [common] if common else []
        own = (read_all(fills, cells, faults) for fills in self.each)
        return [common | keys for keys in own if keys]


def sources(columns: Mapping[str, tuple[int, ...]], readers: Mapping[str, ColumnReader]) -> SourceMappings:
    """Return the mappings for a row's sources; several columns for a single-valued key mean one source each."""
    several = {key: places for key, places in columns.items() if len(places) > 1 and readers[key].cells is None}
    numbers = set(map(len, several.values()))
    if len(numbers) > 1:
        raise UnevenColumns(numbers)
    each = zip(
        *([fill(key, (place,), readers[key]) for place in places] for key, places in several.items()), strict=True
    )
    common = (fill(key, places, readers[key]) for key, places in columns.items() if key not in several)
    return SourceMappings(tuple(common), tuple(each))


def read_all(fills: Iterable[ColumnMapping], cells: Sequence[str], faults: list[RowError]) -> dict[str, Any]:
    """Return the values of the keys with filled cells; append errors to `faults`, once for each group of cells."""
    values: dict[str, Any] = {}
    refused: set[tuple[int, ...]] = set()
    for key, places, read in fills:
        texts = [cells[place] for place in places]
        if places in refused or not any(map(str.strip, texts)):
            continue
        try:
            value = read(texts)
        except RowRejected as found:
            refused.add(places)
            faults += found.faults
        else:
            if value not in (None, "", []):
                values[key] = value
    return values
