"""Parser of rows printed by `sahel`, in any of its formats: each as JSON text, and as the keys of its record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_lines import elements_of
from sahelcli.importers.json_tables.json_parser import JsonElement, JsonNumber, JsonReader, NoArray
from sahelcli.importers.row_errors import RowError, RowRejected, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.csv_table import open_table
from sahelcli.importers.tables.file_opening import opened as opened_file
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Row, Table, fault_at
from sahelcli.json_contract import ROWS
from sahelcli.model import KIND_NAMES
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from pydantic import BaseModel

CARRIED_BY_NO_CELL = "roles_in_a_cell"
"""Stands in the row of an actor whose roles a cell of CSV named and nobody can take apart."""

_CELLS = tuple(dict.fromkeys(name for kind in KIND_NAMES for name in ROWS[kind].__annotations__))
_COLUMNS = WantedColumns(_CELLS, required={"kind", "id"})


class NoPrintedRows(UsageError):
    """The file holds no rows printed by sahel."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{Location(path)} is not what sahel prints as json, jsonl or csv",
            "other files are read with `sahel import csv`, `json` and the like",
        )


@contextmanager
def open_rows(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open a file as rows of one cell each, a row's JSON text; NoPrintedRows if there are none."""
    with opened_file(path) as file:
        beginning = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip() if path != "-" else b"{"
    if beginning.startswith(b"["):
        text, known = text_of(path, options)
        yield Table(path, (Note(f"{Location(path)}: read as {known}"),), _of_json(_elements(text, path), path))
    elif beginning.startswith(b"{"):
        with elements_of(path, options) as (elements, note):
            yield Table(path, (note,), _of_json(elements, path))
    else:
        with open_table(
            path, _COLUMNS, replace(options, separator=options.separator or _separator(beginning))
        ) as table:
            yield Table(path, table.notes[:1], _of_cells(table))


def _separator(beginning: bytes) -> str:
    """Return `;` or `|` if it follows the first column's name, else a comma.

    A tab is not accepted, since TSV is quoted differently.
    """
    sign = re.match(rb"[a-z_]+([;|])", beginning)
    return sign[1].decode() if sign else ","


def keys_of(row: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Return the keys of the record in a row, with references as ids and without derived values."""
    keys: dict[str, Any] = {}
    for key in model.model_fields:
        value = row.get("type") if key == "kind" else row.get(key)
        if value is not None and value is not False and value != []:  # 0 is a number of people
            keys[key] = [_role(role) for role in value] if key == "roles" else _plain(value)
    return keys


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.get("id") if isinstance(value, dict) else value


def _role(role: Any) -> Any:
    plain = {key: _plain(value) for key, value in role.items()} if isinstance(role, dict) else {}
    return {key: value for key, value in plain.items() if value is not None}


def _elements(text: str, path: str) -> Iterator[JsonElement]:
    try:
        yield from JsonReader(text, path).elements()
    except NoArray:
        raise NoPrintedRows(path) from None


def _of_json(elements: Iterator[JsonElement], path: str) -> Iterator[Item]:
    for element in elements:
        faults = element.faults or _faults(element.value)
        yield from (fault_at(path, element.line, fault) for fault in faults)
        if not faults:
            numbers = {
                key: _plain_number(value) for key, value in element.value.items() if isinstance(value, JsonNumber)
            }
            yield Row(element.line, [json.dumps(element.value | numbers)])


def _plain_number(text: JsonNumber) -> int | float:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 20 else float(text)


def _faults(value: Any) -> tuple[RowError, ...]:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind in KIND_NAMES:
        return ()
    message = f"this is no row of a record: its kind is {shown(kind)}" if kind else "this is no row of a record"
    return (row_error(message, "kind", f"records are of the kinds {', '.join(KIND_NAMES)}"),)


def _of_cells(table: Table) -> Iterator[Item]:
    for item in table.rows:
        if not isinstance(item, Row):
            yield item
            continue
        cells = dict(zip(_CELLS, table.pick(item.cells), strict=True))
        faults, row = list(_faults(cells)), dict[str, Any]()
        try:
            row = {} if faults else _row(cells)
        except RowRejected as refused:
            faults += refused.faults
        yield from (fault_at(table.path, item.line, fault) for fault in faults)
        if not faults:
            yield Row(item.line, [json.dumps(row)])


def _row(cells: dict[str, str]) -> dict[str, Any]:
    hints = get_type_hints(ROWS[cells["kind"]])
    row = {name: _value(name, cells[name], hint) for name, hint in hints.items() if name != "roles"}
    if cells["kind"] == "actor" and cells["roles"]:
        row[CARRIED_BY_NO_CELL] = True
    return row


def _value(name: str, cell: str, hint: Any) -> Any:
    """Return the value of a CSV cell by its column's type: lists are split at `; `, references are ids."""
    if get_origin(hint) is list:
        return [part for part in cell.split("; ") if part]
    plain = _types(hint)
    if bool in plain:
        return cell == "true"
    if not cell:
        return None
    if int in plain or float in plain:
        return _number(name, cell, int if int in plain else float)
    return cell


def _types(hint: Any) -> Sequence[Any]:
    return get_args(hint) if get_origin(hint) is UnionType else (str if get_origin(hint) is Literal else hint,)


def _number(name: str, cell: str, kind: type[int | float]) -> int | float:
    try:
        return kind(cell)
    except ValueError:
        raise RowRejected(row_error(f"{name} {shown(cell)} is no number", "number")) from None
