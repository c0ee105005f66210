"""JSON Schema (2020-12) of a dataset's files, for editors: the rules of the reader as far as a schema can say them."""

from __future__ import annotations

from pydantic import BaseModel, TypeAdapter

from sahelcli.dates.edtf import HINT
from sahelcli.model import base
from sahelcli.model.dataset import DatasetInfo
from sahelcli.model.key_meanings import key
from sahelcli.model.kinds import KINDS, Figure, Role
from sahelcli.model.row_json_schema import DIALECT, Schema
from sahelcli.text.docstrings import docstring_of

# Spelt out, because each dialect of regular expressions means other characters by \S: those of Unicode's White_Space.
_NOT_BLANK = r"[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_OF_ONES_OWN: Schema = {"additionalProperties": False, "patternProperties": {base.X_PATTERN: {}}}
_ALLOW = {"description": "Rules of `sahel check` that may be broken here, each with the reason."}

_YEAR = "(?:-?(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)|0000)"
_LEAP = "(?:0[48]|[2468][048]|[13579][26])"
_MONTHS = (
    "(?:0[1-9]|1[0-2]|XX(?:-XX)?"
    "|(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01]|[0-3]X|XX)"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30|[0-3]X|XX)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]|[0-2]X|XX))"
)
_POINT = (
    f"(?:{_YEAR}(?:-{_MONTHS})?|-?[0-9]{{3}}X|-?[0-9]{{2}}XX|(?:-?(?:[0-9]{{2}}{_LEAP}|{_LEAP}00)|0000)-02-29)[?~%]?"
)
DATE_PATTERN = rf"^(?:{_POINT}(?:/(?:{_POINT}|\.\.)?)?|(?:\.\.)?/{_POINT})$"
"""An EDTF date as `dates.edtf` reads it; that an interval ends before it begins is all that it cannot see."""

_DATE: Schema = {
    "description": HINT,
    "anyOf": [{"type": "string", "pattern": DATE_PATTERN}, {"type": "integer", "minimum": 0, "maximum": 9999}],
}
_DATE_OF_PYDANTIC = TypeAdapter(base.Date).json_schema()

_NUMBER_AND_PEOPLE: Schema = {
    "allOf": [
        {"anyOf": [{"required": ["low"]}, {"required": ["high"]}]},
        {
            "anyOf": [
                {"required": ["force"]},
                {"required": ["counts"], "properties": {"counts": {"pattern": _NOT_BLANK}}},
            ]
        },
        *(
            {
                "if": {"required": ["qualifier"], "properties": {"qualifier": {"const": qualifier}}},
                "then": {"not": {"required": [other]}},
            }
            for qualifier, other in (("at-least", "high"), ("at-most", "low"))
        ),
    ]
}


def dataset_schema() -> Schema:
    """Return the schema of a file of a dataset; native dates of TOML count as text, as editors take them."""
    tables: Schema = {
        kind.table: {
            "description": _first_sentence(kind.model),
            "type": "array",
            "items": {"$ref": f"#/$defs/{kind.name}"},
        }
        for kind in KINDS
    }
    return {
        "$schema": DIALECT,
        "title": "A dataset of sahel",
        "description": "Events, quotations and figures with who says so. Any file may hold any of the tables.",
        "type": "object",
        "properties": {**tables, "dataset": _table(DatasetInfo, "dataset"), "tags": _tags()},
        **_OF_ONES_OWN,
        "$defs": {
            **{kind.name: _table(kind.model, kind.name) for kind in KINDS},
            "role": _table(Role, "role"),
            "date": _DATE,
        },
    }


def _tags() -> Schema:
    return {
        "description": "The tags there are, each with its meaning; without this table, any tag goes.",
        "type": "object",
        "propertyNames": TypeAdapter(base.Slug).json_schema(),
        "additionalProperties": _plain(TypeAdapter(base.Text).json_schema(), {}),
        "examples": [{"withdrawal": "Forces leave a country."}],
    }


def _table(model: type[BaseModel], name: str) -> Schema:
    """Return the schema of a table that a model reads, with the meaning of each key."""
    schema = model.model_json_schema()
    keys = {own: _key(value, name, own, schema.get("$defs", {})) for own, value in schema["properties"].items()}
    table: Schema = {
        "description": _first_sentence(model),
        "type": "object",
        "required": schema.get("required", []),
        "properties": keys if model is Role else {**keys, "x_allow": _ALLOW},
        **_OF_ONES_OWN,
    }
    return table | (_NUMBER_AND_PEOPLE if model is Figure else {})


def _key(value: Schema, table: str, name: str, definitions: Schema) -> Schema:
    meaning_of_key = key(table, name)
    examples = {"examples": list(meaning_of_key.examples)} if meaning_of_key.examples else {}
    return {"description": meaning_of_key.meaning, **_plain(value, definitions), **examples}


def _plain(value: Schema, definitions: Schema) -> Schema:
    """Return Pydantic's schema of a value without titles, defaults and null, which TOML does not have."""
    if value.get("description") == _DATE_OF_PYDANTIC["description"]:
        return {"$ref": "#/$defs/date"}
    if "$ref" in value:
        definition = definitions[value["$ref"].rpartition("/")[2]]
        return {"$ref": "#/$defs/role"} if "properties" in definition else _plain(definition, definitions)
    if "anyOf" in value:
        return _plain(next(choice for choice in value["anyOf"] if choice != {"type": "null"}), definitions)
    plain = {word: text for word, text in value.items() if word not in ("title", "default", "description")}
    if "items" in plain:
        plain["items"] = _plain(plain["items"], definitions)
    if plain.get("pattern") == base.NOT_BLANK:
        plain["pattern"] = _NOT_BLANK
    return plain


def _first_sentence(model: type[BaseModel]) -> str:
    return docstring_of(model).partition("\n")[0]
