"""How a record is said in full: what it is called, what it is, and each thing it says, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sahelcli.dates.formatting import words
from sahelcli.phrases import names, quoted, role
from sahelcli.phrases.actor_profile import held
from sahelcli.phrases.country_names import country
from sahelcli.phrases.figure_numbers import measure, number
from sahelcli.phrases.language_names import language

_APART = (
    "kind",
    "id",
    "file",
    "line",
    "sources",
    "referred_by",
    "others",
    "certain",
    "date_start",
    "date_end",
    "date_precision",
)
_IN_WORDS = ("date_qualifier", "reported", "renderings")  # the date, quotation marks and their own words say it
_HEADING = {"quote": "speaker", "event": "title", "source": "title", "actor": "name", "place": "name"}

Row = dict[str, Any]


def _in_full(date: str) -> str:
    return words(date, long=True)


def _plain(word: str) -> str:
    return word.replace("-", " ")


_SAY: dict[str, Callable[[Any], str]] = {
    "date": _in_full,
    "published": _in_full,
    "accessed": _in_full,
    "language": language,
    "original_language": language,
    "country": country,
    "roles": lambda roles: "\n".join(" · ".join(filter(None, (role(item), held(item)))) for item in roles),
    "measure": _plain,
    "qualifier": _plain,
    "low": "{:,}".format,
    "high": "{:,}".format,
    "actors": names,
    "places": names,
    "related": lambda related: "\n".join(str(item["title"]) for item in related),
}


def title(row: Row) -> str:
    """Return what the page of a record is headed by: a title, a name, a number with its measure, a speaker."""
    if row["kind"] == "figure":
        return f"{number(row)} {measure(row)}"
    value = row[_HEADING[row["kind"]]]
    return str(value["name"] if row["kind"] == "quote" else value)


def nature(row: Row) -> str:
    """Return what the record is: its kind; of a quotation that is none, `reported speech`."""
    return "reported speech" if row.get("reported") else str(row["kind"])


def fields(row: Row) -> Iterator[tuple[str, str]]:
    """Yield each key of a record that says something, but for its title, sources and referrers, and what it says."""
    for key, value in row.items():
        if key in (*_APART, *_IN_WORDS, _HEADING.get(row["kind"])) or value in (None, [], "") or value is False:
            continue
        yield key, _said(row, key, value)


def named(row: Row, key: str) -> list[tuple[str, str]]:
    """Return what a key of a record says of each record that it names, and the id of that one; most name none."""
    value = row[key]
    if isinstance(value, list):
        return [(_said(row, key, [item]), item.get("of", item)["id"]) for item in value if isinstance(item, dict)]
    return [(_said(row, key, value), value["id"])] if isinstance(value, dict) else []


def rests_alone(row: Row, source: str) -> bool:
    """Whether a record cites one source alone, that of this id."""
    return {cited["id"] for cited in row["sources"]} == {source}


def referrers(row: Row) -> list[Row]:
    """Return what refers to a record, but for other renderings of its words where these are there in full."""
    in_full = {other["id"] for other in row.get("others", ())}
    return [item for item in row["referred_by"] if item["kind"] != "quote" or item["id"] not in in_full]


def _said(row: Row, key: str, value: Any) -> str:
    if key == "text":
        return quoted(row, value)
    if key in _SAY:
        return _SAY[key](value)
    match value:
        case True:
            return "yes"
        case {"name": str(name)} | {"title": str(name)}:
            return name
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
