"""Parquet export: a file for each kind of record, its rows those of the JSON contract, lists as lists.

`date` is EDTF text; `date_start` and `date_end`, the first and the last day it covers, are dates of the proleptic
Gregorian calendar, before the year 1 too, and null where that end is open or unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import NoneType, UnionType
from typing import IO, TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from sahelcli.dates.calendar import ordinal
from sahelcli.dates.edtf import parse
from sahelcli.errors import MissingLibrary
from sahelcli.exporters.selection import ExportSelection, SelectedRows
from sahelcli.json_contract import ROWS

if TYPE_CHECKING:
    from sahelcli.row_types import AnyRow

try:
    import pyarrow
    import pyarrow.parquet
except ImportError as error:
    raise MissingLibrary("parquet needs", "pyarrow", "parquet") from error

_EPOCH = ordinal(1970, 1, 1)
_BATCH = 10_000  # rows held at a time
_DAYS = ("date_start", "date_end")
_PLAIN = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}


def export_part(document: ExportSelection, part: str, out: IO[bytes]) -> None:
    """Write the rows of one kind (`events`, …); the metadata of the file has their provenance."""
    rows: SelectedRows[AnyRow] = getattr(document, part)
    schema = _schema(part.removesuffix("s")).with_metadata(document.provenance())
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


def _schema(kind: str) -> Any:
    """Return the columns of a kind: its keys in the JSON contract without `kind`, which is the file."""
    hints = get_type_hints(ROWS[kind])
    del hints["kind"]
    return pyarrow.schema([(name, pyarrow.date32() if name in _DAYS else _type(hint)) for name, hint in hints.items()])


def _type(hint: Any) -> Any:
    """Return the Arrow type of the values of a key of the contract."""
    if is_typeddict(hint):
        return pyarrow.struct([(name, _type(inner)) for name, inner in get_type_hints(hint).items()])
    if get_origin(hint) is list:
        return pyarrow.list_(_type(get_args(hint)[0]))
    if get_origin(hint) is UnionType:
        return _type(next(inner for inner in get_args(hint) if inner is not NoneType))
    return pyarrow.string() if get_origin(hint) is Literal else _PLAIN[hint]


def _batches(rows: SelectedRows[AnyRow]) -> Iterator[list[AnyRow]]:
    remaining = iter(rows)
    while batch := [_with_days(row) for row in islice(remaining, _BATCH)]:
        yield batch


def _with_days(row: AnyRow) -> AnyRow:
    return {**row, **{name: _day(row[name]) for name in _DAYS if name in row}}


def _day(text: str | None) -> int | None:
    """Return a day as Arrow counts it, from 1970-01-01; Python's own dates know none before the year 1."""
    first = parse(text).first if text else None
    return None if first is None else first - _EPOCH
