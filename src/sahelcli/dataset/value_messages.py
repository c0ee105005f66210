"""Validation messages for values: what Pydantic found wrong, in plain words, and how to write the value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sahelcli.dates.edtf import DateError
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.model import base
from sahelcli.text.quoted_values import shown, with_article

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sahelcli.model.reference_fields import Keys


def explain(detail: ErrorDetails, noun: str) -> Finding[TablePlace]:
    """Translate one error about a value inside a table, which `noun` names: "event"."""
    keys = detail["loc"]
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, base.InvalidRecord):
        return error.finding.at(TablePlace((*keys, *error.finding.place.keys)))
    if isinstance(error, DateError):
        return Finding(TablePlace(keys), error.message, "date", error.hint)
    explanation = _EXPLANATIONS.get(detail["type"], _unusable)
    return Finding(TablePlace(keys), *explanation(detail, _name(keys, noun)))


def _name(keys: Keys, noun: str) -> str:
    if not keys:
        return with_article(noun)
    *_, last = keys
    if isinstance(last, str):
        return shown(last)
    return f"element {last + 1} of {shown(next(key for key in reversed(keys) if isinstance(key, str)))}"


_Parts = tuple[str, str, str | None]
_Explanation = Callable[["ErrorDetails", str], _Parts]


def _unusable(_: ErrorDetails, name: str) -> _Parts:
    return f"{name} cannot be used as it stands", "type", None


def _wrong_type(expected: str) -> _Explanation:
    def explain_type(detail: ErrorDetails, name: str) -> _Parts:
        value = detail["input"]
        return f"{name} must be {expected}, not {described(value)}", "type", _rewritten(detail["type"], value)

    return explain_type


def _rewritten(error: str, value: object) -> str | None:
    """Return the value written as the type that was wanted, where that is plain."""
    hint = None
    match error, value:
        case "int_type", float() if value.is_integer() and abs(value) < base.LARGEST_NUMBER:
            hint = f"write {int(value)}"
        case "int_type", float():
            hint = "people are counted in whole numbers"
        case (("int_type" | "float_type"), str()) if re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", value):
            hint = f"write {value}, without quotes"
        case "bool_type", "true" | "false":
            hint = f"write {value}, without quotes"
        case "tuple_type", str():
            hint = f"write [{shown(value)}]"
        case "string_type", datetime.date() | datetime.time():
            hint = f'put it in quotes: "{value.isoformat()}"'
        case "string_type", int() | float():
            hint = f'put it in quotes: "{shown(value)}"'
        case _:
            pass
    return hint


_TYPES: tuple[tuple[type, str], ...] = (
    (list, "a list"),
    (dict, "a table"),
    (datetime.datetime, "a date with a clock time"),
    (datetime.date, "a date"),
    (datetime.time, "a clock time"),
)


def described(value: object) -> str:
    """Return the type of a TOML value in words, with the value itself where it is short."""
    if isinstance(value, str):
        return f"text: {shown(value)}"
    return next((words for type_, words in _TYPES if isinstance(value, type_)), shown(value))


def _choice(detail: ErrorDetails, name: str) -> _Parts:
    choices = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
    value = detail["input"]
    hint = f"one of {', '.join(choices)}"
    if not isinstance(value, str):
        return f"{name} must be text, not {described(value)}", "type", hint
    suggestions = [f'"{near}"' for near in several_nearest(value, choices, 1)]
    return f"{name} cannot be {shown(value)}", "choice", did_you_mean(suggestions, hint)


def _pattern(detail: ErrorDetails, name: str) -> _Parts:
    value = str(detail["input"])
    match detail["ctx"]["pattern"]:
        case base.SLUG_PATTERN:
            return f"{shown(value)} is not an id", "id", f"an id is made of a-z, 0-9 and hyphens{_as_slug(value)}"
        case base.COUNTRY_PATTERN:
            return f"{shown(value)} is not a country code", "country", "two capital letters, ISO 3166-1: NE, FR, ML"
        case base.LANGUAGE_PATTERN:
            return f"{shown(value)} is not a language tag", "language", "BCP 47: fr, en, ha, pt-BR"
        case _:
            return f"{name} is blank", "text", "write its text"


def _as_slug(value: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", value[:60].lower()).strip("-")
    return f': "{slug}"' if slug else ""


def _too_long(detail: ErrorDetails, name: str) -> _Parts:
    most = detail["ctx"]["max_length"]
    code = "id" if most == base.LONGEST_ID else "text"
    return f"{name} has {len(detail['input'])} characters, and at most {most} are allowed", code, None


def _too_few(_: ErrorDetails, name: str) -> _Parts:
    return f"{name} is empty, and at least one is needed", "missing-key", "every record of this kind says who says so"


def _too_small(detail: ErrorDetails, name: str) -> _Parts:
    return f"{name} is {shown(detail['input'])}, below {detail['ctx']['ge']:g}", "number", None


def _too_large(detail: ErrorDetails, name: str) -> _Parts:
    most = detail["ctx"]["le"]
    if most == base.LARGEST_NUMBER:
        return f"{name} is beyond what 64 bits hold", "number", f"at most {most}"
    return f"{name} is {shown(detail['input'])}, above {most:g}", "number", None


def _not_finite(detail: ErrorDetails, name: str) -> _Parts:
    return f"{name} must be a number, not {shown(detail['input'])}", "number", None


_EXPLANATIONS: dict[str, _Explanation] = {
    "string_type": _wrong_type("text"),
    "int_type": _wrong_type("a whole number"),
    "float_type": _wrong_type("a number"),
    "bool_type": _wrong_type("true or false"),
    "tuple_type": _wrong_type("a list"),
    "model_type": _wrong_type("a table"),
    "enum": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "too_short": _too_few,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "finite_number": _not_finite,
}
