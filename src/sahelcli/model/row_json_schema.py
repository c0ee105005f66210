"""JSON Schema (2020-12) of the rows that answers are made of, from the contract in `json_contract`."""

from __future__ import annotations

from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from sahelcli import json_contract
from sahelcli.model import KIND_NAMES
from sahelcli.model.key_meanings import meaning
from sahelcli.text.docstrings import docstring_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_TABLES = {
    json_contract.EventRow: "event",
    json_contract.QuoteRow: "quote",
    json_contract.FigureRow: "figure",
    json_contract.ActorRow: "actor",
    json_contract.Profile: "actor",
    json_contract.RoleRow: "role",
    json_contract.PlaceRow: "place",
    json_contract.SourceRow: "source",
    json_contract.SourcePage: "source",
    json_contract.Citation: "source",
}
_MEANINGS = {
    "kind": "Which kind of record this is, or is about.",
    "date_start": "The earliest day, null where there is none.",
    "date_end": "The latest day, null where there is none.",
    "date_precision": "The coarser of the two ends: day, month, year, decade or century.",
    "date_qualifier": "uncertain, approximate, both or null: shown, and without effect on the days.",
    "certain": "false where it may also lie outside the days that were asked for.",
    "type": "What it is.",
    "renderings": "The other quotations of the same utterance, by their ids.",
}
_OF_SOURCES = {"reworded": "true if only sources that reword carry it."}


def row_schema(row: type) -> Schema:
    """Return the schema of one row, a typed dictionary; a list is an array of these, JSON Lines one a line.

    All keys are there, empty ones null. Keys are only ever added before version 2, so that others are let pass.
    """
    definitions: Schema = {}
    if row is json_contract.Page:
        records = [json_contract.ROWS[kind] for kind in KIND_NAMES]
        extra = _of(json_contract.ReferredBy, definitions)
        top: Schema = {"anyOf": [{"allOf": [_of(record, definitions), extra]} for record in records]}
    else:
        top = _of(row, definitions)
    return {"$schema": DIALECT, **top, "$defs": definitions}


def _of(hint: Any, definitions: Schema) -> Schema:
    """Return the schema of a type; that of a typed dictionary is put among the definitions."""
    arguments = get_args(hint)
    if is_typeddict(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # a row within itself would find it here
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) is Literal:
        return {"const": arguments[0]}
    if get_origin(hint) is list:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if get_origin(hint) is tuple:
        number = len(arguments)
        items = [_of(argument, definitions) for argument in arguments]
        return {"type": "array", "prefixItems": items, "minItems": number, "maxItems": number}
    if arguments:
        return {"anyOf": [_of(argument, definitions) for argument in arguments]}
    return {"type": _TYPES[hint]}


def _object(row: type, definitions: Schema) -> Schema:
    keys = get_type_hints(row)
    return {
        "description": " ".join(docstring_of(row).split()),
        "type": "object",
        "required": list(keys),
        "properties": {name: _described(row, name, _of(hint, definitions)) for name, hint in keys.items()},
    }


def _described(row: type, name: str, value: Schema) -> Schema:
    description = _MEANINGS.get(name) or meaning(_TABLES.get(row, ""), name) or _OF_SOURCES.get(name)
    return {"description": description, **value} if description else value
