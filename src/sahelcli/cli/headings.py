"""Headings of answers: a title with the filters of the query in words."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.index.open import Index
from sahelcli.query import EVERYTHING, Query, names_of

_SUBJECTS = (
    *("speaker", "about", "actors", "places", "tags", "measures", "texts", "publishers", "agencies"),
    *("since", "until", "on", "certain", "known_by", "limit", "reverse"),
)
"""The fields of a query that a heading says as they are, or that are no part of it."""


def heading(index: Index, title: str, query: Query) -> str:
    """Return the title with every filter of the query in words: names and days first."""
    return " · ".join([title, *asked_for(index, query)])


def asked_for(index: Index, query: Query) -> Iterator[str]:
    """Yield the filters in words: subjects by name alone, then days, then the other filters."""
    speaker = () if query.speaker is None else (query.speaker,)
    yield from (f"about {name}" for name in names_of(index, "about", query.about))
    yield from names_of(index, "actor", (*speaker, *query.actors))
    yield from names_of(index, "place", query.places)
    yield from (*query.tags, *query.measures)
    yield from (f"“{text}”" for text in query.texts)
    yield from names_of(index, "publisher", query.publishers)
    yield from (f"copy of {name}" for name in names_of(index, "agency", query.agencies))
    yield from _days(query)
    yield from ("certain",) if query.certain else ()
    rest = query._replace(**{field: getattr(EVERYTHING, field) for field in _SUBJECTS})
    if rest != EVERYTHING:
        from sahelcli.exporters.filter_description import filters_in_words  # here: few questions have these options

        yield from filters_in_words(index, rest)


def _days(query: Query) -> Iterator[str]:
    if not (query.since or query.until or query.on or query.known_by):
        return
    from sahelcli.dates.formatting import period  # here: most questions name no date

    if query.since and query.until:
        since, until = period(query.since), period(query.until)
        yield since if query.since.text == query.until.text else f"{since} – {until}"
    elif query.since:
        yield f"since {period(query.since)}"
    elif query.until:
        yield f"until {period(query.until)}"
    if query.on:
        yield period(query.on)
    if query.known_by:
        yield f"known by {period(query.known_by)}"
