"""Unanswerable questions: filters that no record of the kinds asked for can match, and days outside of the dataset."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.command_hints import OPTIONS
from sahelcli.dates.calendar import iso
from sahelcli.dates.formatting import words
from sahelcli.errors import UsageError
from sahelcli.index.counts import covered
from sahelcli.index.open import Index
from sahelcli.model import NOUNS
from sahelcli.query import EVERYTHING, Query
from sahelcli.text.quoted_values import with_article

_FACTS = ("event", "quote", "figure")
_CITING = (*_FACTS, "actor", "source")
_LACKS = {
    "have no dates": ((*_FACTS, "source"), ("since", "until", "on")),
    "name no actors and no places": ((*_FACTS, "actor", "place"), ("about", "not_about")),
    "name no actors": (_FACTS, ("actors", "not_actors")),
    "name no places": ((*_FACTS, "place"), ("places", "not_places")),
    "have no tags": (("event", "quote"), ("tags", "not_tags")),
    "have no sources": (
        _CITING,
        (
            *("sources", "publishers", "agencies", "not_sources", "not_publishers", "not_agencies"),
            *("min_sources", "max_sources", "known_by"),
        ),
    ),
}
"""What records lack, the kinds that do not, and the fields of a query that ask for it."""
_COUNTED = {"tag": ("have no tags", ("event", "quote")), "measure": ("have no measures", ("figure",))}


def refuse_unanswerable(query: Query, kinds: Sequence[str]) -> None:
    """Raise UsageError, naming the option and why, for a filter that no record of these kinds can match."""
    for lack, (able, fields) in _LACKS.items():
        for field in fields:
            if getattr(query, field) != getattr(EVERYTHING, field):
                _refuse(OPTIONS[field], lack, able, kinds)


def refuse_uncountable(by: str, kinds: Sequence[str]) -> None:
    """Raise UsageError where no record of these kinds has the field to count by."""
    if by in _COUNTED:
        _refuse(f"--by {by}", *_COUNTED[by], kinds)


def _refuse(option: str, lack: str, able: Sequence[str], kinds: Sequence[str]) -> None:
    if not set(able) & set(kinds):
        raise UsageError(f"{option}: {named(kinds)} {lack}", f"leave it out, or ask for {named(able)}")


def named(kinds: Sequence[str]) -> str:
    """Return the kinds as people say them: `events, quotations and figures`."""
    *first, last = (f"{NOUNS[kind]}s" for kind in kinds)
    return f"{', '.join(first)} and {last}" if first else last


def outside(index: Index, kinds: Sequence[str], noun: str, query: Query) -> str | None:
    """Return a sentence if the days asked about are before the first or after the last day of the dataset."""
    first, last, known = covered(index.connection, kinds)
    firsts = [window.first for window in (query.since, query.on) if window and window.first is not None]
    lasts = [window.last for window in (query.until, query.on) if window and window.last is not None]
    if first is None or last is None:
        return None
    if any(day > last for day in firsts) or any(day < first for day in lasts):
        return f"the {noun}s of this dataset run from {words(iso(first))} to {words(iso(last))}"
    if known is not None and query.known_by and query.known_by.last is not None and query.known_by.last < known:
        return f"the first source of {with_article(noun)} was published by {words(iso(known))}"
    return None
