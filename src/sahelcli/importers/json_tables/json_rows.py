"""Rows from JSON objects: each column name is a path in the object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.json_tables.json_parser import JsonElement
from sahelcli.importers.json_tables.json_paths import names_for, paths_of, text_at, values_at
from sahelcli.importers.row_errors import RowRejected, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.table import Item, Note, Row, Table, fault_at, left_out
from sahelcli.text.quoted_values import shown

_FIRST = 1_000  # objects among which each column must be found
_MOST = 60  # names listed in an error


class NoSuchPaths(UsageError):
    """None of the first objects has a value at a required path."""

    def __init__(self, path: str, missing: Iterable[str], paths: Sequence[str]) -> None:
        names = ", ".join(map(shown, missing))
        super().__init__(
            f"{Location(path)}: nothing stands at {names}", f"its objects have {', '.join(paths[:_MOST]) or 'nothing'}"
        )


def table_of(
    elements: Iterator[JsonElement], path: str, columns: WantedColumns, separator: str, notes: Sequence[Note]
) -> Table:
    """Return a table of JSON objects; NoSuchPaths if a required column is in none of the first of them."""
    first = list(islice(elements, _FIRST))
    names = names_for(columns.wanted, columns.others)
    values = [element.value for element in first]
    missing = [
        each[0]
        for each in names
        if each[0] in columns.required and not any(values_at(value, name) for value in values for name in each)
    ]
    if missing and any(isinstance(value, dict) for value in values):
        raise NoSuchPaths(path, missing, _paths(first))
    rest = [name for name in _paths(first) if not _is_taken(name, {name for each in names for name in each})]
    rows = _rows(chain(first, elements), path, names, separator)
    return Table(path, (*notes, *left_out(rest)), rows)


def raw_table(elements: Iterator[JsonElement], path: str, separator: str, notes: Sequence[Note]) -> Table:
    """Return a table of JSON objects for a preview; its first row holds the paths found in the first objects."""
    first = list(islice(elements, _FIRST))
    names = _paths(first)
    rows = _rows(chain(first, elements), path, [(name,) for name in names], separator)
    return Table(path, tuple(notes), chain([Row(0, list(names))], rows))


def _rows(
    elements: Iterable[JsonElement], path: str, names: Sequence[tuple[str, ...]], separator: str
) -> Iterator[Item]:
    for element in elements:
        faults = list(element.faults)
        cells = []
        if not faults and not isinstance(element.value, dict):
            faults.append(row_error("this is no object, and no record can be made of it", "type"))
        for each in names if not faults else ():
            name = next((name for name in each if values_at(element.value, name)), each[0])
            try:
                cells.append(text_at(element.value, name, separator))
            except RowRejected as refused:
                faults += refused.faults
        yield from (fault_at(path, element.line, fault) for fault in faults)
        if not faults:
            yield Row(element.line, cells)


def _paths(elements: Sequence[JsonElement]) -> list[str]:
    return list(dict.fromkeys(name for element in elements for name in paths_of(element.value)))


def _is_taken(name: str, wanted: set[str]) -> bool:
    """Whether a wanted column reads the value at a path, with or without list indices in it."""
    plain = {".".join(part for part in each.split(".") if not part.isdecimal()) for each in wanted}
    return name in wanted or name in plain
