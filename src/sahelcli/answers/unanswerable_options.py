"""Unanswerable options: filters that no record of the kinds asked for can match, refused by name."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.command_hints import OPTIONS
from sahelcli.errors import UsageError
from sahelcli.model import NOUNS
from sahelcli.query import EVERYTHING, Query

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
    """Raise UsageError where no record of these kinds has what is counted by."""
    if by in _COUNTED:
        _refuse(f"--by {by}", *_COUNTED[by], kinds)


def _refuse(option: str, lack: str, able: Sequence[str], kinds: Sequence[str]) -> None:
    if not set(able) & set(kinds):
        raise UsageError(f"{option}: {named(kinds)} {lack}", f"leave it out, or ask for {named(able)}")


def named(kinds: Sequence[str]) -> str:
    """Return the kinds as people say them: `events, quotations and figures`."""
    *first, last = (f"{NOUNS[kind]}s" for kind in kinds)
    return f"{', '.join(first)} and {last}" if first else last
