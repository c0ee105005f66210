"""Fields of rows as Arrow's JSON reader reads them: of each kind of record those that columns of facts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from sahelcli.exporters.facts.arrow_library import pyarrow

Fields: TypeAlias = dict[str, Any]
"""Arrays by the key of the row, each with one value a record."""

_TEXT, _FLAG, _WHOLE = pyarrow.string(), pyarrow.bool_(), pyarrow.int64()


def _object(**fields: pyarrow.DataType) -> pyarrow.DataType:
    return pyarrow.struct(list(fields.items()))


_BY_ID = _object(id=_TEXT)
_NAMED = _object(id=_TEXT, name=_TEXT)
_ROLE = _object(title=_TEXT, of=_object(id=_TEXT, kind=_TEXT))
_CITATION = _object(id=_TEXT, publisher=_TEXT, agency=_TEXT, published=_TEXT)


def _lists(of: pyarrow.DataType, *names: str) -> dict[str, pyarrow.DataType]:
    return dict.fromkeys(names, pyarrow.list_(of))


def _texts(*names: str) -> dict[str, pyarrow.DataType]:
    return dict.fromkeys(names, _TEXT)


_SOURCES = _lists(_CITATION, "sources")
_READ: Mapping[str, Mapping[str, pyarrow.DataType]] = {
    "event": _texts("id", "date", "title", "summary", "attributed_to", "note")
    | _lists(_NAMED, "actors", "places")
    | _lists(_TEXT, "tags")
    | _lists(_BY_ID, "related")
    | _SOURCES,
    "quote": _texts("kind", "id", "date", "speaker_label", "text", "utterance", "venue", "note")
    | {"speaker": _NAMED, "event": _BY_ID, "reported": _FLAG, "reworded": _FLAG}
    | _SOURCES,
    "figure": _texts("kind", "id", "date", "measure", "qualifier", "counts", "attributed_to", "wording", "note")
    | {"force": _NAMED, "place": _NAMED, "low": _WHOLE, "high": _WHOLE}
    | _SOURCES,
    "actor": _texts("id", "name", "description", "note") | _lists(_TEXT, "aliases") | _lists(_ROLE, "roles") | _SOURCES,
    "place": _texts("id", "name", "note") | _lists(_TEXT, "aliases"),
    "source": _texts("id", "title", "publisher", "agency", "author", "published", "note"),
}
_PARSE = {
    kind: pyarrow.json.ParseOptions(
        explicit_schema=pyarrow.schema(list(fields.items())), unexpected_field_behavior="ignore"
    )
    for kind, fields in _READ.items()
}


def read_fields(kind: str, lines: bytes) -> Fields:
    """Return the fields of rows of a kind, of which each line has one, and there is at least one."""
    block = pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    table = pyarrow.json.read_json(pyarrow.BufferReader(lines), read_options=block, parse_options=_PARSE[kind])
    return {name: column.combine_chunks() for name, column in zip(table.column_names, table.columns, strict=True)}
