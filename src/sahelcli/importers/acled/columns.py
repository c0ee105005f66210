"""Columns of ACLED's exports since 1997-2014, and the meaning of their codes."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.importers.tables.column_layout import WantedColumns


class Event(NamedTuple):
    """A row: the columns that records have a key for, under ACLED's current names."""

    event_id_cnty: str
    event_date: str
    year: str
    time_precision: str
    event_type: str
    sub_event_type: str
    actor1: str
    assoc_actor_1: str
    inter1: str
    actor2: str
    assoc_actor_2: str
    inter2: str
    civilian_targeting: str
    iso: str
    gwno: str
    country: str
    admin1: str
    admin2: str
    admin3: str
    location: str
    latitude: str
    longitude: str
    geo_precision: str
    source: str
    notes: str
    fatalities: str
    tags: str


_FIRST_VERSIONS = (
    *("gwno", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type", "actor1"),
    *("assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "notes", "fatalities"),
)

COLUMNS = WantedColumns(
    Event._fields,
    required={"event_id_cnty", "event_date", "event_type", "country", "location", "time_precision", "fatalities"},
    others={"ally_actor_1": "assoc_actor_1", "ally_actor_2": "assoc_actor_2", "geo_precis": "geo_precision"},
    unnamed={len(_FIRST_VERSIONS): _FIRST_VERSIONS},  # version 5 was also given out without a row of names
)

DAYS = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y")
"""Forms of `event_date` whose month is a word, so that they mean one day."""

SHORT_DAYS = ("%d-%b-%y", "%d %b %y")
"""Such forms with a year of two digits: the column `year` says the century."""

FORCES = {"1": "armed-force", "2": "armed-group", "3": "armed-group", "4": "armed-group", "8": "armed-force"}
"""What the actors of `inter1` and `inter2` are; those of 5, 6 and 7 are people without an organisation."""

CROWDS = {"5": "rioters", "6": "protesters", "7": "civilians"}

_WORDS = {
    "state forces": "1",
    "rebel group": "2",
    "rebel groups": "2",
    "political militia": "3",
    "political militias": "3",
    "identity militia": "4",
    "identity militias": "4",
    "rioters": "5",
    "protesters": "6",
    "civilians": "7",
    "external/other forces": "8",
    "other forces": "8",
}


def group(inter: str) -> str:
    """Return the code of an actor type; ACLED writes it as a number until about 2024 and in words since."""
    return _WORDS.get(inter.strip().casefold(), inter.strip().removesuffix(".0"))
