"""What a model found wrong with a table, in plain words, and what to write instead."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sahelcli.records import base
from sahelcli.records.dates import HINT, DateError
from sahelcli.records.diagnostic import shown
from sahelcli.records.fault import Fault
from sahelcli.records.kinds import TABLES
from sahelcli.records.nearest import nearest
from sahelcli.records.references import Keys


class Finding(NamedTuple):
    """What is wrong inside a table: the keys that lead to it from there, and whether the key or its value is meant."""

    keys: Keys
    message: str
    code: str
    hint: str | None = None
    on_key: bool = False


def findings(error: ValidationError, model: type[BaseModel], noun: str, table: Any) -> list[Finding]:
    """Translate all that Pydantic says of a table, which `noun` names: "event"."""
    details = error.errors(include_url=False)
    absent = {detail["loc"] for detail in details if detail["type"] == "missing"}
    found, misspelt = [], set()
    for detail in details:
        if _is_unknown_key(detail):
            meant = _meant_key(detail["loc"], model, absent)
            found.append(_unknown_key(detail["loc"], model, noun, meant, table))
            misspelt.add((*detail["loc"][:-1], meant or ""))
        elif detail["type"] != "missing":
            found.append(_finding(detail, noun))
    missing = [
        _missing(detail, noun) for detail in details if detail["type"] == "missing" and detail["loc"] not in misspelt
    ]
    return missing + found


def _is_unknown_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "string_pattern_mismatch" and detail["ctx"]["pattern"] == base.X_PATTERN


def _meant_key(keys: Keys, model: type[BaseModel], absent: Collection[Keys]) -> str | None:
    """Return the key that a misspelt one stands for: rather one that is missing than one that may be there."""
    *way, name = keys
    wanted = [str(other[-1]) for other in absent if list(other[:-1]) == way]
    return nearest(str(name), wanted) or nearest(str(name), _model_at(model, way).model_fields)


def _unknown_key(keys: Keys, model: type[BaseModel], noun: str, meant: str | None, table: Any) -> Finding:
    *way, key = keys
    name = str(key)
    owner = _a(_noun_at(way, noun))
    message = f"{owner} has no key {shown(name)}" if name else "a key is empty"
    hint = (
        f"did you mean `{meant}`?"
        if meant
        else f"its keys are {', '.join(_model_at(model, way).model_fields)}; your own begin with x_"
    )
    for step in keys:
        table = table[step]
    if isinstance(table, dict) or (isinstance(table, list) and any(isinstance(item, dict) for item in table)):
        message = f"table {shown(name)} lies inside {owner}, which has no such key"
        if name in TABLES:
            hint = f"a record of its own begins with [[{name}]]"
    return Finding(keys, message, "unknown-key", hint, on_key=True)


def _missing(detail: ErrorDetails, noun: str) -> Finding:
    *way, key = detail["loc"]
    hint = {"date": HINT, "sources": 'the ids of its sources: sources = ["…"]', "id": "a-z, 0-9 and hyphens"}.get(
        str(key)
    )
    return Finding(tuple(way), f"{_a(_noun_at(way, noun))} needs {shown(key)}", "missing-key", hint)


def _finding(detail: ErrorDetails, noun: str) -> Finding:
    keys = detail["loc"]
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), noun)
    quoted = shown(name) if not keys or isinstance(keys[-1], str) else f"element {int(keys[-1]) + 1} of {shown(name)}"
    if detail["type"] == "value_error":
        return _of_value(detail, keys, quoted)
    for ending, explain in _EXPLANATIONS:
        if detail["type"].endswith(ending):
            message, code, hint = explain(detail, quoted)
            return Finding(keys, message, code, hint)
    return Finding(keys, f"{quoted} cannot be used as it stands", "value")


def _of_value(detail: ErrorDetails, keys: Keys, quoted: str) -> Finding:
    error = detail["ctx"]["error"]
    if isinstance(error, Fault):
        return Finding((*keys, error.key) if error.key else keys, error.message, error.code, error.hint)
    if isinstance(error, DateError):
        return Finding(keys, error.message, "date", error.hint)
    return Finding(keys, f"{quoted} cannot be used as it stands", "value")


_Said = tuple[str, str, str | None]


def _wrong_type(expected: str) -> Callable[[ErrorDetails, str], _Said]:
    def explain(detail: ErrorDetails, quoted: str) -> _Said:
        value = detail["input"]
        return f"{quoted} must be {expected}, not {_described(value)}", "type", _rewritten(detail["type"], value)

    return explain


def _rewritten(error: str, value: object) -> str | None:
    """Return the hint with the value written as the type that was wanted, where that is plain."""
    if error == "int_type" and isinstance(value, float):
        return (
            f"write {int(value)}" if value.is_integer() and abs(value) < 1e15 else "people are counted in whole numbers"
        )
    if (
        error in ("int_type", "float_type")
        and isinstance(value, str)
        and re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", value)
    ):
        return f"write {value}, without quotes"
    if error == "bool_type" and value in ("true", "false"):
        return f"write {value}, without quotes"
    if error == "tuple_type" and isinstance(value, str):
        return f"write [{shown(value)}]"
    if error == "string_type" and isinstance(value, int | float | datetime.date):
        return f'put it in quotes: "{shown(value) if not isinstance(value, datetime.date) else value.isoformat()}"'
    return None


def _described(value: object) -> str:
    match value:
        case bool() | int() | float():
            return shown(value)
        case str():
            return f"text: {shown(value)}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case datetime.datetime() | datetime.time():
            return "a clock time"
        case datetime.date():
            return f"a date: {value.isoformat()}"
        case _:
            return "this"


def _choice(detail: ErrorDetails, quoted: str) -> _Said:
    choices = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
    value = detail["input"]
    if not isinstance(value, str):
        return f"{quoted} must be text, not {_described(value)}", "type", f"one of {', '.join(choices)}"
    meant = nearest(value, choices)
    hint = f'did you mean "{meant}"?' if meant else f"one of {', '.join(choices)}"
    return f"{quoted} cannot be {shown(value)}", "choice", hint


def _pattern(detail: ErrorDetails, quoted: str) -> _Said:
    value = str(detail["input"])
    match detail["ctx"]["pattern"]:
        case base.SLUG_PATTERN:
            return f"{shown(value)} is not an id", "id", f"an id is made of a-z, 0-9 and hyphens{_as_slug(value)}"
        case base.COUNTRY_PATTERN:
            return f"{shown(value)} is not a country code", "country", "two capital letters, ISO 3166-1: NE, FR, ML"
        case base.LANGUAGE_PATTERN:
            return (
                f"{shown(value)} is not a language tag",
                "language",
                "two or three letters, BCP 47: fr, en, ha, pt-BR",
            )
        case _:
            return f"{quoted} is blank", "text", "write its text"


def _as_slug(value: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    return f': "{slug}"' if 0 < len(slug) <= 60 else ""


def _too_long(detail: ErrorDetails, quoted: str) -> _Said:
    most = detail["ctx"]["max_length"]
    code = "id" if most == base.LONGEST_ID else "text"
    return f"{quoted} has {len(detail['input'])} characters, and at most {most} are allowed", code, None


def _too_few(detail: ErrorDetails, quoted: str) -> _Said:
    return (
        f"{quoted} is empty, and at least one is needed",
        "missing-key",
        "every event, quote and figure says who says so",
    )


def _out_of_range(detail: ErrorDetails, quoted: str) -> _Said:
    bound = detail["ctx"].get("ge", detail["ctx"].get("le"))
    if bound == base.LARGEST_NUMBER:
        return f"{quoted} is beyond what 64 bits hold", "number", f"at most {bound}"
    side = "below" if "ge" in detail["ctx"] else "above"
    return f"{quoted} is {shown(detail['input'])}, {side} {bound:g}", "number", None


def _not_finite(detail: ErrorDetails, quoted: str) -> _Said:
    return f"{quoted} must be a number, not {shown(detail['input'])}", "number", None


_EXPLANATIONS: tuple[tuple[str, Callable[[ErrorDetails, str], _Said]], ...] = (
    ("string_type", _wrong_type("text")),
    ("int_type", _wrong_type("a whole number")),
    ("float_type", _wrong_type("a number")),
    ("bool_type", _wrong_type("true or false")),
    ("tuple_type", _wrong_type("a list")),
    ("model_type", _wrong_type("a table")),
    ("dict_type", _wrong_type("a table")),
    ("enum", _choice),
    ("string_pattern_mismatch", _pattern),
    ("string_too_long", _too_long),
    ("too_short", _too_few),
    ("greater_than_equal", _out_of_range),
    ("less_than_equal", _out_of_range),
    ("finite_number", _not_finite),
)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _noun_at(way: Collection[Any], noun: str) -> str:
    """Return what a table inside a record is called: "role" for one of `roles`."""
    return next((str(key).removesuffix("s") for key in way if isinstance(key, str)), noun)


def _model_at(model: type[BaseModel], way: Collection[Any]) -> type[BaseModel]:
    """Return the model of a table inside a record."""
    for key in way:
        if isinstance(key, str):
            model = get_args(model.model_fields[key].annotation)[0]
    return model
