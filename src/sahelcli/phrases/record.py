"""Wording of a record in full: its title, its nature, and the value of each key in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.dates.formatting import words
from sahelcli.phrases import names, plain, quoted, role
from sahelcli.phrases.actor_profile import role_dates
from sahelcli.phrases.country_names import country
from sahelcli.phrases.figures import measure, number
from sahelcli.phrases.language_names import language

if TYPE_CHECKING:
    from sahelcli.row_types import PageAdditions, RecordRow, ReferrerForPeople, Sourced

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
"""The key that heads the page of a record, by its kind."""


def _in_full(date: str) -> str:
    return words(date, long=True)


_WORDING: dict[str, Callable[[Any], str]] = {
    "date": _in_full,
    "published": _in_full,
    "accessed": _in_full,
    "language": language,
    "original_language": language,
    "country": country,
    "roles": lambda roles: "\n".join(" · ".join(filter(None, (role(item), role_dates(item)))) for item in roles),
    "measure": plain,
    "qualifier": plain,
    "low": "{:,}".format,
    "high": "{:,}".format,
    "actors": names,
    "places": names,
    "related": lambda related: "\n".join(str(item["title"]) for item in related),
}


def title(row: RecordRow) -> str:
    """Return the heading of a record's page: a title, a name, a number with its measure, a speaker."""
    if row["kind"] == "figure":
        return f"{number(row)} {measure(row)}"
    if row["kind"] == "quote":
        return row["speaker"]["name"]
    return row["name"] if row["kind"] == "actor" or row["kind"] == "place" else row["title"]


def nature(row: RecordRow) -> str:
    """Return the nature of a record: its kind, or `reported speech` for words that are not quoted."""
    return "reported speech" if row["kind"] == "quote" and row["reported"] else row["kind"]


def fields(row: RecordRow) -> Iterator[tuple[str, str]]:
    """Yield each key of a record that has a value, with the value in words; not its title, sources and referrers."""
    for key, value in row.items():
        if key in (*_APART, *_IN_WORDS, _HEADING.get(row["kind"])) or value in (None, [], "") or value is False:
            continue
        yield key, _in_words(row, key, value)


def named(row: RecordRow, key: str) -> list[tuple[str, str]]:
    """Return each record that a key names, in words, and its id; nothing for keys that name none."""
    value = dict[str, Any](row)[key]
    if isinstance(value, list):
        return [(_in_words(row, key, [item]), item.get("of", item)["id"]) for item in value if isinstance(item, dict)]
    return [(_in_words(row, key, value), value["id"])] if isinstance(value, dict) else []


def rests_alone(row: Sourced, source: str) -> bool:
    """Whether a record cites one source alone, that of this id."""
    return {cited["id"] for cited in row["sources"]} == {source}


def referrers(row: PageAdditions) -> list[ReferrerForPeople]:
    """Return the referrers of a record, without other renderings of its words that are on the page in full."""
    in_full = {other["id"] for other in row.get("others", ())}
    return [item for item in row["referred_by"] if item["kind"] != "quote" or item["id"] not in in_full]


def _in_words(row: RecordRow, key: str, value: Any) -> str:
    if row["kind"] == "quote" and key == "text":
        return quoted(row, value)
    if key in _WORDING:
        return _WORDING[key](value)
    match value:
        case True:
            return "yes"
        case {"name": str(name)} | {"title": str(name)}:
            return name
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
