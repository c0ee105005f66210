"""Drafts of index entries: all that the index will hold of a record as far as no other record is needed for it.

A draft is made of a record alone, in whatever process, and is a plain tuple, which passes quickly from one process to
another. `linking` completes it with what the records that it names are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, TypeAlias

from sahelcli.index.selection import spanned
from sahelcli.index.source_independence import same
from sahelcli.model.base import parsed
from sahelcli.text.json_text import utf8
from sahelcli.text.search_words import Connected, for_index

if TYPE_CHECKING:
    from sahelcli.dates.edtf import Date
    from sahelcli.model.actor import Actor, Role
    from sahelcli.model.event import Event
    from sahelcli.model.figure import Figure
    from sahelcli.model.place import Place
    from sahelcli.model.quote import Quote
    from sahelcli.model.source import Source

Ids: TypeAlias = tuple[str, ...]
Draft: TypeAlias = tuple[str, tuple[int, int, int], bytes, tuple[str, str, str], Any, Any]
"""Of a record its id; its span, first and last day; its row of the JSON contract with a `GAP` wherever other records
are quoted; the words of its three columns of texts, folded; what others tell of it; and the ids of those that it names:

    kind     others tell of it                                  it names
    event    reference                                          actors, places, tags, related events, sources
    quote    first and last day (None where open), utterance    speaker, event, sources
    figure   measure                                            force, place, sources
    actor    reference, words of its name, roles                sources
    place    reference, the same with its country, words        what it lies in
    source   last day, publisher, agency, reworded              nothing
"""
RoleDraft: TypeAlias = tuple[str, bytes, bytes, int | None, int | None, bool]
"""A role: of whom or where; its JSON before and behind that; when it began and ended; whether that is said at all."""

GAP = '""@'  # in no JSON: within a text a quotation mark has a backslash before it, and behind one stands no @
GAPS = GAP.encode()
_MANY = 65_536  # texts that are remembered
_BOOLEANS = ("false", "true")


class Drafts:
    """Makes drafts, one method for each kind; words that hyphens or apostrophes connect are gathered in `connected`."""

    def __init__(self) -> None:
        self.connected: set[Connected] = set()

    def event(self, event: Event) -> Draft:
        """Return the draft of an event."""
        title = encode_basestring(event.title)
        row = (
            f'{{"kind": "event", "id": "{event.id}", "date": {_dated(event.date.text)}, "title": {title}, '
            f'"summary": {_quoted(event.summary)}, "actors": [{GAP}], "places": [{GAP}], '
            f'"tags": {_texts(event.tags)}, "attributed_to": {_quoted(event.attributed_to)}, "related": [{GAP}], '
            f'"note": {_quoted(event.note)}, "sources": [{GAP}]}}'
        )
        words = self._words((event.title,), (event.summary, event.attributed_to, *event.tags), event.note)
        named = (event.actors, event.places, event.tags, event.related, event.sources)
        reference = utf8(f'{{"id": "{event.id}", "title": {title}}}')
        return event.id, _days("event", event.date.text), utf8(row), words, reference, named

    def quote(self, quote: Quote) -> Draft:
        """Return the draft of a quotation."""
        row = (
            f'{{"kind": "quote", "id": "{quote.id}", "date": {_dated(quote.date.text)}, "speaker": {GAP}, '
            f'"speaker_label": {_quoted(quote.speaker_label)}, "roles": [{GAP}], '
            f'"text": {encode_basestring(quote.text)}, "language": {_often(quote.language)}, '
            f'"translated": {_BOOLEANS[quote.translated]}, "original_language": {_often(quote.original_language)}, '
            f'"reported": {_BOOLEANS[quote.reported]}, "reworded": {GAP}, "utterance": {_quoted(quote.utterance)}, '
            f'"renderings": [], "venue": {_quoted(quote.venue)}, "event": {GAP}, '
            f'"note": {_quoted(quote.note)}, "sources": [{GAP}]}}'
        )
        words = self._words((quote.text,), (quote.speaker_label, quote.venue), quote.note)
        said = (quote.date.first, quote.date.last, quote.utterance)
        named = (quote.speaker, quote.event, quote.sources)
        return quote.id, _days("quote", quote.date.text), utf8(row), words, said, named

    def figure(self, figure: Figure) -> Draft:
        """Return the draft of a figure."""
        measure = figure.measure.value
        row = (
            f'{{"kind": "figure", "id": "{figure.id}", "date": {_dated(figure.date.text)}, "force": {GAP}, '
            f'"place": {GAP}, "measure": {_often(measure)}, "low": {_number(figure.low)}, '
            f'"high": {_number(figure.high)}, "qualifier": {_quoted(figure.said_of_number)}, '
            f'"counts": {_quoted(figure.counts)}, "attributed_to": {_quoted(figure.attributed_to)}, '
            f'"wording": {_quoted(figure.wording)}, "note": {_quoted(figure.note)}, "sources": [{GAP}]}}'
        )
        words = self._words((figure.counts,), (figure.wording, figure.attributed_to, measure), figure.note)
        named = (figure.force, figure.place, figure.sources)
        return figure.id, _days("figure", figure.date.text), utf8(row), words, measure, named

    def actor(self, actor: Actor) -> Draft:
        """Return the draft of an actor."""
        name = encode_basestring(actor.name)
        row = (
            f'{{"kind": "actor", "id": "{actor.id}", "name": {name}, "type": {_quoted(actor.kind)}, '
            f'"description": {encode_basestring(actor.description)}, "country": {_often(actor.country)}, '
            f'"aliases": {_texts(actor.aliases)}, "roles": [{GAP}], '
            f'"note": {_quoted(actor.note)}, "sources": [{GAP}]}}'
        )
        names, titles = (actor.name, *actor.aliases), (role.title for role in actor.roles)
        words = self._words(names, (actor.description, *titles), actor.note)
        reference = utf8(f'{{"id": "{actor.id}", "name": {name}}}')
        told = reference, self._folded((actor.name,)), tuple(map(_role, actor.roles))
        return actor.id, spanned("actor", None, None), utf8(row), words, told, actor.sources

    def place(self, place: Place) -> Draft:
        """Return the draft of a place."""
        name = encode_basestring(place.name)
        row = (
            f'{{"kind": "place", "id": "{place.id}", "name": {name}, "type": {_quoted(place.kind)}, '
            f'"country": {_often(place.country)}, "part_of": {GAP}, "latitude": {_number(place.latitude)}, '
            f'"longitude": {_number(place.longitude)}, "aliases": {_texts(place.aliases)}, '
            f'"note": {_quoted(place.note)}}}'
        )
        words = self._words((place.name, *place.aliases), (), place.note)
        reference = utf8(f'{{"id": "{place.id}", "name": {name}}}')
        whole = reference[:-1] + f', "country": {_often(place.country)}}}'.encode()
        told = reference, whole, self._folded((place.name,))
        return place.id, spanned("place", None, None), utf8(row), words, told, place.part_of

    def source(self, source: Source) -> Draft:
        """Return the draft of a source; the pieces of its row between the gaps are its citation."""
        published = source.published
        row = (
            f'{{"kind": "source", {GAP}"id": "{source.id}", "publisher": {_often(source.publisher)}, '
            f'"agency": {_often(source.agency)}, "title": {encode_basestring(source.title)}, '
            f'"author": {_quoted(source.author)}, "url": {_quoted(source.url)}, '
            f'"archive_url": {_quoted(source.archive_url)}, "published": {_written(published)}{GAP}, '
            f'"accessed": {_written(source.accessed)}{GAP}, "language": {_often(source.language)}, '
            f'"reworded": {_BOOLEANS[source.reworded]}{GAP}, "note": {_quoted(source.note)}}}'
        )
        words = self._words((source.title,), (source.publisher, source.agency, source.author), source.note)
        days = _days("source", published.text) if published else spanned("source", None, None)
        told = (published.last if published else None, source.publisher, source.agency, source.reworded)
        return source.id, days, utf8(row), words, told, None

    def _words(self, head: Iterable[str | None], body: Iterable[str | None], note: str | None) -> tuple[str, str, str]:
        return self._folded(head), self._folded(body), self._folded((note,)) if note else ""

    def _folded(self, texts: Iterable[str | None]) -> str:
        return for_index(texts, self.connected)


class Told(Drafts):
    """Makes drafts of what others tell of records, without the words that these are found by themselves."""

    def _words(self, *_: object) -> tuple[str, str, str]:
        return "", "", ""


def called(records: Mapping[str, Iterable[Any]]) -> Iterable[tuple[str, str, int, Ids, Ids]]:
    """Yield what can be asked for by name: kind, id, number of its record, names, and texts that describe it."""
    for number, actor in enumerate(records.get("actor", ())):
        texts = (actor.description, *(role.title for role in actor.roles))
        yield "actor", actor.id, number, (actor.name, actor.id, *actor.aliases), texts
    for number, place in enumerate(records.get("place", ())):
        yield "place", place.id, number, (place.name, place.id, *place.aliases), ()
    behind: dict[tuple[str, str], int] = {}
    for number, source in enumerate(records.get("source", ())):
        behind.setdefault(("publisher", source.publisher), number)
        if source.agency:
            behind.setdefault(("agency", source.agency), number)
    for (role, name), number in behind.items():
        yield role, same(name), number, (name,), ()


def _role(role: Role) -> RoleDraft:
    since, until = role.since, role.until
    before = utf8(f'{{"title": {encode_basestring(role.title)}, "of": ')
    after = f', "since": {_written(since)}, "until": {_written(until)}}}'.encode()
    return role.of, before, after, since and since.first, until and until.last, bool(since or until)


def _quoted(value: str | None) -> str:
    """Return a text as JSON, letters as they are."""
    return "null" if value is None else encode_basestring(value)


_often: Callable[[str | None], str] = lru_cache(_MANY)(_quoted)  # of what comes again and again
"""Return a text as JSON that many records hold."""


@lru_cache(_MANY)
def _dated(text: str) -> str:
    """Return a date as written and what it covers: the keys from `date` to `certain`."""
    date = parsed(text)
    return (
        f'"{text}", "date_start": {_quoted(date.start_iso)}, "date_end": {_quoted(date.end_iso)}, '
        f'"date_precision": {_quoted(date.precision)}, "date_qualifier": {_quoted(date.qualifier)}, "certain": true'
    )


@lru_cache(_MANY)
def _days(kind: str, text: str) -> tuple[int, int, int]:
    date = parsed(text)
    return spanned(kind, date.first, date.last)


def _written(date: Date | None) -> str:
    return f'"{date.text}"' if date else "null"


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_often, values))}]"


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)
