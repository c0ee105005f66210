"""Columns of a flat table: the keys of a kind in the JSON contract, with names beside ids and sources spelt out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin, get_type_hints, is_typeddict

from sahelcli.formats.cells import URLS, cell
from sahelcli.json_contract import ROWS, Citation, RoleRow
from sahelcli.model.row_json_schema import row_schema
from sahelcli.phrases import publisher

if TYPE_CHECKING:
    from sahelcli.row_types import AnyRow

Value = str | int | float
"""Value of a cell, "" for an empty one."""

_DIGITS = 15  # of a number, which is what spreadsheets keep
_LINKS = ("url", "archive_url")
_READ = ("title", "summary", "text", "description", "note", "attributed_to", "wording", "venue")
_SPELT_OUT = "sources_in_full"


class Room(NamedTuple):
    """How wide a column may become, in cells of a terminal, and how many lines of a cell a row makes room for."""

    width: int
    lines: int


_USUAL, _PROSE, _LIST = Room(44, 4), Room(60, 27), Room(90, 4)  # a row is as high as its prose; 27 lines are the most


class Column(NamedTuple):
    """A column: name, meaning, cell values, width and height, and whether the values are web addresses."""

    name: str
    meaning: str
    value: Callable[[AnyRow], Value]
    room: Room = _USUAL
    is_link: bool = False


def columns_of(kind: str) -> list[Column]:
    """Return the columns of a kind: its keys without `kind`, and what spells them out beside them."""
    meanings = _meanings(kind)
    hints = get_type_hints(ROWS[kind])
    del hints["kind"]
    return [column for key, hint in hints.items() for column in _of_key(key, _plain_type(hint), meanings.get(key, ""))]


def _meanings(kind: str) -> dict[str, str]:
    """Return the meanings of a kind's keys, from the schema of its rows."""
    row = ROWS[kind]
    keys = row_schema(row)["$defs"][row.__name__]["properties"]
    return {key: schema.get("description", "").replace("null", "empty") for key, schema in keys.items()}


def _of_key(key: str, hint: Any, meaning: str) -> Iterator[Column]:
    if hint == list[RoleRow]:
        description = "Offices and posts, one a line: title, of whom or where, since/until."
        yield Column(key, description, lambda row: _lines(map(_role, row[key])), _LIST)
        return
    yield Column(key, meaning, lambda row: _value(row[key]), _PROSE if key in _READ else _USUAL, key in _LINKS)
    if hint == list[Citation]:
        yield Column(URLS, "The addresses of these sources.", lambda row: cell([source["url"] for source in row[key]]))
        description = "Who says so, one source a line: publisher, title, author, day, address."
        yield Column(_SPELT_OUT, description, lambda row: _lines(map(_source, row[key])), _LIST)
    elif name := _name_of(hint):
        yield _names(key, name, is_list=get_origin(hint) is list)


def _names(key: str, name: str, *, is_list: bool) -> Column:
    """Return the column that spells ids out: `actor_names` beside `actors`, `event_title` beside `event`."""
    if not is_list:
        called = f"{key}_{name}"
        return Column(called, f"The {name} of that record.", lambda row: row[key][name] if row[key] else "")
    called = f"{key.removesuffix('s')}_{name}s"
    description = f"The {name}s of these records, in the same order."
    return Column(called, description, lambda row: cell([each[name] for each in row[key]]))


def _name_of(hint: Any) -> str | None:
    """Return the key by which a reference spells out what it refers to, None for what is no reference."""
    inner = get_args(hint)[0] if get_origin(hint) is list else hint
    keys = inner.__annotations__ if is_typeddict(inner) else {}
    return next((key for key in ("name", "title") if key in keys), None)


def _plain_type(hint: Any) -> Any:
    """Return a type without None."""
    if get_origin(hint) is UnionType:
        return next(inner for inner in get_args(hint) if inner is not NoneType)
    return hint


def _value(value: Any) -> Value:
    """Return all but numbers as text, and as text those of more digits than spreadsheets keep."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return cell(value)
    return value if float(f"{value:.{_DIGITS}g}") == value and abs(value) < 10**_DIGITS else str(value)


def _lines(texts: Iterator[str]) -> str:
    return "\n".join(texts)


def _role(role: RoleRow) -> str:
    """Return a role as `President, France (france), 2017-05-14/..`."""
    of, since, until = role["of"], role["since"], role["until"]
    dates = f"{since or '..'}/{until or '..'}" if since or until else ""
    return ", ".join(filter(None, (role["title"], f"{of['name']} ({of['id']})", dates)))


def _source(source: Citation) -> str:
    """Return a source in full, on one line: `Devdiscourse (Reuters), “Title”, A. Author, 2023-08-03, https://…`."""
    copy = f"archived: {source['archive_url']}" if source["archive_url"] else None
    parts = (publisher(source), f"“{source['title']}”", source["author"], source["published"], source["url"], copy)
    return " ".join(", ".join(filter(None, parts)).splitlines())
