"""Values of a record from what people type: numbers, true and false, lists, roles, and names that become ids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sahelcli.authoring.draft import Draft, Values
from sahelcli.authoring.record_lookup import RecordLookup, referred
from sahelcli.diagnostics.finding import Finding, TablePlace
from sahelcli.errors import UsageError
from sahelcli.model.fields import Field, fields
from sahelcli.option_values import as_text, number
from sahelcli.text.quoted_values import shown

_WHOLE = re.compile("[0-9]{1,30}")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,30})?")
_ROLE = ("title", "of", "since", "until")


class InvalidValue(UsageError):
    """The value of an option does not fit the record."""

    def __init__(self, option: str, given: str, fault: Finding[TablePlace]) -> None:
        value = shown(given, 100)
        is_choice = fault.code == "choice"
        message = f"unknown value {value} for {option}" if is_choice else f"{option} {value}: {fault.message}"
        super().__init__(message, fault.hint)


class InvalidDegrees(UsageError):
    """A coordinate is not a number of degrees."""

    def __init__(self, option: str, given: str) -> None:
        super().__init__(f"{option} must be a number of degrees, not {shown(given)}", f"with a point: {option} 14.01")


def value(kind: str, field: Field, text: str, names: RecordLookup) -> Any:
    """Convert a text to the value of a field, or to one element of a list; SahelError if it names no record.

    Text that is not a number stays text in a numeric field, and the model reports the error.
    """
    text = as_text(field.option, text)
    if kinds := referred(kind, field.name):
        return names.find(kinds, text).id
    if field.name == "roles":
        return _role(text, names)
    if field.name in ("low", "high") and _WHOLE.fullmatch(text):
        return int(text)
    if field.name in ("latitude", "longitude") and _DEGREES.fullmatch(text):
        return float(text)
    return text


def given(kind: str, options: Mapping[str, Any], names: RecordLookup, prefix: str = "") -> Values:
    """Return the values of a record from its options, which are named by key; None, () and False were not given.

    Raises UsageError, or NoError for a name, at the first value that cannot be converted.
    """
    values: Values = {}
    for field in fields(kind, prefix):
        match options[field.name]:
            case None | () | False:
                pass
            case True:
                values[field.name] = True
            case str() as text:
                values[field.name] = value(kind, field, text, names)
            case texts:
                several = [value(kind, field, text, names) for text in texts]
                values[field.name] = [one for number, one in enumerate(several) if one not in several[:number]]
    return values


def unfit(draft: Draft, options: Mapping[str, Any], prefix: str = "") -> list[UsageError]:
    """Return the errors in values that came from options; missing values are not reported."""
    written = {field.name: field for field in fields(draft.kind, prefix)}
    errors: list[UsageError] = [
        _unfit(written[name], _as_given(value, options[name], fault), fault)
        for name, value in draft.values.items()
        for fault in draft.faults_of(name)
    ]
    if not errors and draft.missing in ([], ["id"]):
        complete = Draft(draft.kind, {"id": "x", **draft.values})
        errors += [UsageError(fault.message, fault.hint) for fault in complete.faults()]
    return errors


def _unfit(field: Field, given: str, fault: Finding[TablePlace]) -> UsageError:
    if field.name in ("latitude", "longitude") and not _DEGREES.fullmatch(given):
        return InvalidDegrees(field.option, given)
    if field.name in ("low", "high") and not _WHOLE.fullmatch(given):
        try:
            number(field.option, given)
        except UsageError as error:
            return error
    return InvalidValue(field.option, given, fault)


def _as_given(value: Any, texts: Any, fault: Finding[TablePlace]) -> str:
    """Return the option text of a value, or of the list element that the finding points to."""
    if isinstance(texts, str):
        return texts
    element = value[fault.place.keys[1]] if len(fault.place.keys) > 1 else value[0]
    return element if isinstance(element, str) else "; ".join(str(part) for part in element.values())


def _role(text: str, names: RecordLookup) -> dict[str, Any]:
    parts = [part.strip() for part in text.split(";")]
    if not 2 <= len(parts) <= len(_ROLE):
        raise UsageError(
            f"--role {shown(text, 100)} is no role",
            'title; of whom or where; since; until, the last two if they are known: "President; France; 2017-05-14"',
        )
    role: dict[str, Any] = {name: part for name, part in zip(_ROLE, parts, strict=False) if part}
    if "of" in role:
        role["of"] = names.find(("actor", "place"), role["of"]).id
    return role
