"""Validation messages in plain words, for unknown and missing keys; `value_messages` has those for values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from sahelcli.dataset import value_messages
from sahelcli.dates.edtf import HINT
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.diagnostics.suggestions import did_you_mean, nearest
from sahelcli.model import base
from sahelcli.model.kinds import TABLES
from sahelcli.text.quoted_values import shown, with_article

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from sahelcli.model.reference_fields import Keys

_MISSING_HINTS = {
    "date": HINT,
    "id": "an id is made of a-z, 0-9 and hyphens",
    "sources": 'who says so, by id: sources = ["…"]',
}


def findings(error: ValidationError, model: type[BaseModel], noun: str, table: Any) -> list[Finding[TablePlace]]:
    """Translate all that Pydantic says of a table of a model; `noun` names the table: "event".

    Where a misspelt key stands for a missing one, and an element of a list is at fault, only that is told.
    """
    details = error.errors(include_url=False)
    absent = {detail["loc"] for detail in details if detail["type"] == "missing"}
    spelling = {
        detail["loc"]: _right_key(detail["loc"], model, absent) for detail in details if _is_unknown_key(detail)
    }
    replaced = {(*keys[:-1], right_key) for keys, right_key in spelling.items()}
    parents = {detail["loc"][:-1] for detail in details}
    result = []
    for detail in details:
        keys = detail["loc"]
        if keys in spelling:
            result.append(_unknown_key(keys, model, noun, spelling[keys], table))
        elif detail["type"] != "missing":
            if not (detail["type"] == "too_short" and keys in parents):
                result.append(value_messages.explain(detail, noun))
        elif keys not in replaced:
            result.append(_missing(keys, noun))
    return result


def findings_of(model: type[BaseModel], noun: str, table: Mapping[str, Any]) -> list[Finding[TablePlace]]:
    """Return the findings about a table by itself, without the dataset; none where it is a valid record of the model.

    `noun` names the table: "event".
    """
    try:
        model.model_validate(table)
    except ValidationError as error:
        return findings(error, model, noun, table)
    return []


def _is_unknown_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "string_pattern_mismatch" and detail["ctx"]["pattern"] == base.X_PATTERN


def _right_key(keys: Keys, model: type[BaseModel], absent: set[Keys]) -> str | None:
    """Return the key that a misspelt one stands for: rather one that is missing than one that may be there."""
    *way, name = keys
    wanted = [str(other[-1]) for other in absent if list(other[:-1]) == way]
    return nearest(str(name), wanted) or nearest(str(name), _model_at(model, way).model_fields)


def _unknown_key(
    keys: Keys, model: type[BaseModel], noun: str, suggestion: str | None, table: Any
) -> Finding[TablePlace]:
    *way, key = keys
    name = str(key)
    owner = with_article(_noun_at(way, noun))
    message = f"{owner} has no key {shown(name)}" if name else "a key is empty"
    fields = ", ".join(_model_at(model, way).model_fields)
    hint = did_you_mean([f"`{suggestion}`"] if suggestion else [], f"its keys are {fields}; your own begin with x_")
    for step in keys:
        table = table[step]
    if isinstance(table, dict) or (isinstance(table, list) and any(isinstance(item, dict) for item in table)):
        message = f"table {shown(name)} lies inside {owner}, which has no such key"
        hint = f"a record of its own begins with [[{name}]]" if name in TABLES else hint
    return Finding(TablePlace(keys, on_key=True), message, "unknown-key", hint)


def _missing(keys: Keys, noun: str) -> Finding[TablePlace]:
    *way, key = keys
    message = f"{with_article(_noun_at(way, noun))} needs {shown(key)}"
    place = TablePlace(tuple(way), lacking=str(key))
    return Finding(place, message, "missing-key", _MISSING_HINTS.get(str(key)))


def _noun_at(way: Sequence[str | int], noun: str) -> str:
    """Return the name of a table inside a record: "role" for one of `roles`."""
    return next((key.removesuffix("s") for key in way if isinstance(key, str)), noun)


def _model_at(model: type[BaseModel], way: Sequence[str | int]) -> type[BaseModel]:
    """Return the model of a table inside a record."""
    for key in way:
        if isinstance(key, str):
            model = get_args(model.model_fields[key].annotation)[0]
    return model
