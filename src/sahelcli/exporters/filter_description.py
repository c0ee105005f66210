"""Description of a query's filters in words, as an exported document says what was selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sahelcli.dates.formatting import period
from sahelcli.index.open import Index
from sahelcli.query import Query, names_of

Wording = Callable[[Index, Any], str]


def filters_in_words(index: Index, query: Query) -> tuple[str, ...]:
    """Return the filters of a query: `place: Niger`, `since July 2023`; NoError for a name that nothing has."""
    given = ((say, getattr(query, name), Query._field_defaults[name]) for name, say in FILTERS.items())
    return tuple(say(index, value) for say, value, default in given if value != default)


def _names(label: str, kind: str) -> Wording:
    return lambda index, values: f"{label}: {' or '.join(names_of(index, kind, values))}"


def _name(label: str, kind: str) -> Wording:
    return lambda index, value: f"{label}: {names_of(index, kind, (value,))[0]}"


def _values(label: str) -> Wording:
    return lambda _, values: f"{label}: {' or '.join(values)}"


def _days(label: str) -> Wording:
    return lambda _, window: f"{label} {period(window)}"


def _says(sentence: str) -> Wording:
    return lambda _, value: sentence.format(value)


FILTERS: dict[str, Wording] = {
    "speaker": _name("speaker", "actor"),
    "cites": _name("resting on", "source"),
    "about": _names("about", "about"),
    "actors": _names("actor", "actor"),
    "places": _names("place", "place"),
    "tags": _values("tag"),
    "measures": _values("measure"),
    "texts": lambda _, texts: f"with the words {' or '.join(f'“{text}”' for text in texts)}",
    "not_about": _names("not about", "about"),
    "not_actors": _names("without actor", "actor"),
    "not_places": _names("without place", "place"),
    "not_tags": _values("without tag"),
    "since": _days("since"),
    "until": _days("until"),
    "on": _days("on days of"),
    "certain": _says("only what surely lies in those days"),
    "sources": _names("source", "source"),
    "publishers": _names("publisher", "publisher"),
    "agencies": _names("copy of", "agency"),
    "not_sources": _names("without source", "source"),
    "not_publishers": _names("without publisher", "publisher"),
    "not_agencies": _names("without copy of", "agency"),
    "min_sources": _says("at least {} sources that do not depend on each other"),
    "max_sources": _says("at most {} sources that do not depend on each other"),
    "known_by": _days("published by the end of"),
    "undated": _says("sources without a date included"),
}
