"""Arrow schema of the tables of facts, made of their columns in `engines.facts_schema`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sahelcli.engines.facts_schema import Column
from sahelcli.exporters.facts.arrow_library import pyarrow

_PLAIN = {
    "string": pyarrow.string(),
    "boolean": pyarrow.bool_(),
    "int32": pyarrow.int32(),
    "int64": pyarrow.int64(),
}
_STRUCT = re.compile(r"struct<(.*)>")
_ARRAY = re.compile(r"array<(.*)>")


def arrow_schema(columns: Iterable[Column]) -> pyarrow.Schema:
    """Return the columns of a table as Arrow calls them."""
    return pyarrow.schema([pyarrow.field(each.name, arrow_type(each.type), nullable=each.nullable) for each in columns])


def arrow_type(text: str) -> pyarrow.DataType:
    """Return a type that is written as Ibis writes it; KeyError for one that no column has."""
    if inner := _ARRAY.fullmatch(text):
        return pyarrow.list_(arrow_type(inner[1]))
    if inner := _STRUCT.fullmatch(text):
        fields = (field.split(": ") for field in inner[1].split(", "))
        return pyarrow.struct([(name, arrow_type(kind)) for name, kind in fields])
    return _PLAIN[text]
