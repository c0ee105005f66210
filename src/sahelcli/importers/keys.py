"""The keys a column can be mapped to, and what becomes of its cells: nothing is guessed from how a cell looks."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Union, get_args, get_origin

from sahelcli.errors import UsageError
from sahelcli.importers import days
from sahelcli.importers.date_form import DateForm
from sahelcli.importers.ids import slug
from sahelcli.importers.refused import Fault, Refused
from sahelcli.records import base, dates
from sahelcli.records.diagnostic import shown, with_article
from sahelcli.records.kinds import Kind
from sahelcli.records.nearest import nearest
from sahelcli.records.references import references

Read = Callable[[str], Any]
"""A cell to the value of a key; Refused where the cell cannot be one."""

OF_SOURCE = "source."
"""Stands before a key of the source that a row describes and cites."""

_SLUGS = ("id", "utterance")  # ids that refer to no record


class UnknownKey(UsageError):
    """--map or --set names a key that the kind of record has not, or that no cell can hold."""

    def __init__(self, key: str, kind: str, known: list[str]) -> None:
        meant = nearest(key, known)
        hint = f"did you mean {meant}? " if meant else ""
        own = [name for name in known if not name.startswith(OF_SOURCE)]
        cited = f"; {OF_SOURCE}title and the like are of the source it cites" if own != known else ""
        super().__init__(
            f"{with_article(kind)} has no key {shown(key)} that a column can fill",
            f"{hint}there are {', '.join(own)}; your own begin with x_{cited}",
        )


def readers(kind: Kind, forms: tuple[DateForm, ...], list_separator: str) -> dict[str, Read]:
    """Return for each key of a kind of record that a column can fill what reads its cells."""
    ids = {*_SLUGS, *(field.path[0] for field in references(kind.model) if len(field.path) == 1)}
    found: dict[str, Read] = {}
    for key, field in kind.model.model_fields.items():
        plain, of_list = _plain(field.annotation)
        read = _as_id if key in ids else _reader(plain, key, forms)
        if read and not of_list:
            found[key] = read
        elif read and plain is str:
            found[key] = partial(_parts, separator=list_separator, read=read)
    return found


def reader(key: str, kind: str, known: dict[str, Read]) -> Read:
    """Return what reads the cells of a key, also of one of the user's own; UnknownKey where there is no such key."""
    if key in known:
        return known[key]
    if re.fullmatch("x_[A-Za-z0-9_-]+", key):
        return _as_it_is
    raise UnknownKey(key, kind, list(known))


def _plain(hint: Any) -> tuple[Any, bool]:
    """Return the type of a key's value without what only narrows it, and whether it is a list of these."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _plain(args[0])
    if origin in (Union, types.UnionType):
        return _plain(next(arg for arg in args if arg is not type(None)))
    return (_plain(args[0])[0], True) if origin is tuple else (hint, False)


def _reader(plain: Any, key: str, forms: tuple[DateForm, ...]) -> Read | None:
    if plain is dates.Date:
        return partial(days.date, key=key, forms=forms)
    if plain is bool:
        return partial(_as_truth, key=key)
    if plain is int:
        return partial(_as_whole, key=key)
    if plain is float:
        return partial(_as_number, key=key)
    if plain is str:
        return _as_it_is
    return str.strip if issubclass(plain, str) else None


def _as_it_is(cell: str) -> str:
    return cell


def _as_id(cell: str) -> str:
    """Return an id as it stands, and of another text the id that its words make."""
    text = cell.strip()
    return text if re.fullmatch(base.SLUG_PATTERN, text) else slug(text, base.LONGEST_ID)


def _parts(cell: str, separator: str, read: Read) -> list[str]:
    return list(dict.fromkeys(read(part.strip()) for part in cell.split(separator) if part.strip()))


def _as_truth(cell: str, key: str) -> bool:
    if (text := cell.strip()) not in ("true", "false"):
        raise Refused(Fault(f'"{key}" must be true or false, not {shown(text)}', "type"))
    return text == "true"


def _as_whole(cell: str, key: str) -> int:
    if not re.fullmatch("[0-9]{1,19}", text := cell.strip()):
        raise Refused(Fault(f'"{key}" must be a whole number in digits, not {shown(text)}', "number"))
    return int(text)


def _as_number(cell: str, key: str) -> float:
    if not re.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,20})?", text := cell.strip()):
        raise Refused(Fault(f'"{key}" must be a number such as 13.51, not {shown(text)}', "number"))
    return float(text)
