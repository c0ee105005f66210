"""Keywords of the Python interface, for type checkers: the options of the command line, with the types they take.

A test holds them equal to the options of the commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias, TypedDict

Day: TypeAlias = str | int | date | None
"""A year, quarter, month or day, as the command line takes it; a year may be a number, a day one of `datetime`."""
Names: TypeAlias = str | Iterable[str] | None
"""A name, or several: records that have to do with either."""
Number: TypeAlias = int | str | None
"""A whole number, 0 or more."""


class Show(TypedDict, total=False):
    """Keywords of every query."""

    fields: Names


class Listing(Show, total=False):
    """Keywords of every query with filters."""

    since: Day
    until: Day
    on: Day
    certain: bool
    about: Names
    actor: Names
    place: Names
    tag: Names
    text: Names
    not_about: Names
    not_actor: Names
    not_place: Names
    not_tag: Names
    source: Names
    min_sources: Number
    max_sources: Number
    publisher: Names
    agency: Names
    not_source: Names
    not_publisher: Names
    not_agency: Names
    known_by: Day
    undated: bool
    limit: Number
    reverse: bool


class Figures(Listing, total=False):
    """What `troops` takes besides `differ`."""

    measure: Names
    latest: bool


class Search(Listing, total=False):
    """What `search` takes."""

    kind: Names


class Stats(Search, total=False):
    """What `stats` takes."""

    by: str


class Cite(TypedDict, total=False):
    """What `cite` takes."""

    style: str | None


class Check(TypedDict, total=False):
    """What `check` takes."""

    only: Names
    skip: Names
    archive: bool
