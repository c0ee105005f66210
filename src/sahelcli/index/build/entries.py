"""Drafts of index entries: the columns of a record that can be computed without any other record.

A draft is made from one record, in any process, and is a plain tuple, which passes quickly from one process to
another. `linking` completes it with the names of the records that it refers to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, TypeAlias

from sahelcli.index.selection import spanned
from sahelcli.model.base import parsed
from sahelcli.text.json_text import all_utf8, utf8
from sahelcli.text.search_words import Connected, column, for_index

if TYPE_CHECKING:
    from sahelcli.dates.edtf import Date
    from sahelcli.model.kinds import Actor, Event, Figure, Place, Quote, Role, Source

Ids: TypeAlias = tuple[str, ...]
Draft: TypeAlias = tuple[str, tuple[int, int, int], bytes, tuple[str, ...], Any, Any]
"""Of a record its id; its span, first and last day; its row of the JSON contract, without sources and with a `GAP`
wherever other records are quoted; the words of its three columns of texts, folded, and of an actor or place those of
its name; what others quote of it; and the ids of those that it names:

    kind     others quote of it                                 it names
    event    reference                                          actors, places, tags, related events, sources
    quote    first and last day (None where open), utterance    speaker, event, sources
    figure   measure                                            force, place, sources
    actor    reference, roles                                   sources
    place    reference, the same with its country               what it lies in
    source   last day, publisher, agency, reworded              nothing: here is what its row says beyond `row`

A source is drafted as it is cited: its row without `kind`, `accessed` and `note`.
"""
_Plain: TypeAlias = tuple[Any, ...]  # a draft before its texts are put into the form in which they are kept
RoleDraft: TypeAlias = tuple[str, bytes, bytes, int | None, int | None, bool]
"""A role: of whom or where; its JSON before and behind that; when it began and ended; whether that is said at all."""

GAP = '""@'  # in no JSON: within a text a quotation mark has a backslash before it, and behind one stands no @
GAPS = GAP.encode()
_MANY = 65_536  # texts that are remembered
_BOOLEANS = ("false", "true")
_COLUMNS = {"actor": 4, "place": 4}  # of words, 3 of the others


def drafts_of(kind: str, records: Iterable[Any], connected: set[Connected]) -> list[Draft]:
    """Return the drafts of records of a kind; words that hyphens or apostrophes connect are added."""
    plain = list(map(_MAKE[kind], records))
    rows = all_utf8([draft[2] for draft in plain])
    columns = iter(for_index([text for draft in plain for text in draft[3]], connected))
    texts = zip(*[columns] * _COLUMNS.get(kind, 3), strict=True)
    return [
        (name, days, row, words, others, named)
        for (name, days, _, _, others, named), row, words in zip(plain, rows, texts, strict=True)
    ]


def _event(event: Event) -> _Plain:
    title = encode_basestring(event.title)
    row = (
        f'{{"kind": "event", "id": "{event.id}", "date": {_dated(event.date.text)}, "title": {title}, '
        f'"summary": {_quoted(event.summary)}, "actors": [{GAP}], "places": [{GAP}], '
        f'"tags": {_texts(event.tags)}, "attributed_to": {_quoted(event.attributed_to)}, "related": [{GAP}], '
        f'"note": {_quoted(event.note)}, "sources": []}}'
    )
    words = (column(event.title), column(event.summary, event.attributed_to, *event.tags), column(event.note))
    named = (event.actors, event.places, event.tags, event.related, event.sources)
    reference = utf8(f'{{"id": "{event.id}", "title": {title}}}')
    return event.id, spanned("event", event.date.first, event.date.last), row, words, reference, named


def _quote(quote: Quote) -> _Plain:
    row = (
        f'{{"kind": "quote", "id": "{quote.id}", "date": {_dated(quote.date.text)}, "speaker": {GAP}, '
        f'"speaker_label": {_quoted(quote.speaker_label)}, "roles": [{GAP}], '
        f'"text": {encode_basestring(quote.text)}, "language": {_often(quote.language)}, '
        f'"translated": {_BOOLEANS[quote.translated]}, "original_language": {_often(quote.original_language)}, '
        f'"reported": {_BOOLEANS[quote.reported]}, "reworded": {GAP}, "utterance": {_quoted(quote.utterance)}, '
        f'"renderings": [], "venue": {_quoted(quote.venue)}, "event": {GAP}, '
        f'"note": {_quoted(quote.note)}, "sources": []}}'
    )
    words = (column(quote.text), column(quote.speaker_label, quote.venue), column(quote.note))
    for_others = (quote.date.first, quote.date.last, quote.utterance)
    named = (quote.speaker, quote.event, quote.sources)
    return quote.id, spanned("quote", quote.date.first, quote.date.last), row, words, for_others, named


def _figure(figure: Figure) -> _Plain:
    measure = figure.measure.value
    row = (
        f'{{"kind": "figure", "id": "{figure.id}", "date": {_dated(figure.date.text)}, "force": {GAP}, '
        f'"place": {GAP}, "measure": {_often(measure)}, "low": {_number(figure.low)}, '
        f'"high": {_number(figure.high)}, "qualifier": {_quoted(figure.number_qualifier)}, '
        f'"counts": {_quoted(figure.counts)}, "attributed_to": {_quoted(figure.attributed_to)}, '
        f'"wording": {_quoted(figure.wording)}, "note": {_quoted(figure.note)}, "sources": []}}'
    )
    words = (column(figure.counts), column(figure.wording, figure.attributed_to, measure), column(figure.note))
    named = (figure.force, figure.place, figure.sources)
    return figure.id, spanned("figure", figure.date.first, figure.date.last), row, words, measure, named


def _actor(actor: Actor) -> _Plain:
    name = encode_basestring(actor.name)
    row = (
        f'{{"kind": "actor", "id": "{actor.id}", "name": {name}, "type": {_quoted(actor.kind)}, '
        f'"description": {encode_basestring(actor.description)}, "country": {_often(actor.country)}, '
        f'"aliases": {_texts(actor.aliases)}, "roles": [{GAP}], '
        f'"note": {_quoted(actor.note)}, "sources": []}}'
    )
    names, titles = column(actor.name, *actor.aliases), (role.title for role in actor.roles)
    words = (names, column(actor.description, *titles), column(actor.note), column(actor.name))
    reference = utf8(f'{{"id": "{actor.id}", "name": {name}}}')
    for_others = reference, tuple(map(_role, actor.roles))
    return actor.id, spanned("actor", None, None), row, words, for_others, actor.sources


def _place(place: Place) -> _Plain:
    name = encode_basestring(place.name)
    row = (
        f'{{"kind": "place", "id": "{place.id}", "name": {name}, "type": {_quoted(place.kind)}, '
        f'"country": {_often(place.country)}, "part_of": {GAP}, "latitude": {_number(place.latitude)}, '
        f'"longitude": {_number(place.longitude)}, "aliases": {_texts(place.aliases)}, '
        f'"note": {_quoted(place.note)}}}'
    )
    words = (column(place.name, *place.aliases), "", column(place.note), column(place.name))
    reference = utf8(f'{{"id": "{place.id}", "name": {name}}}')
    with_country = reference[:-1] + f', "country": {_often(place.country)}}}'.encode()
    return place.id, spanned("place", None, None), row, words, (reference, with_country), place.part_of


def _source(source: Source) -> _Plain:
    published = source.published
    row = (
        f'{{"id": "{source.id}", "publisher": {_often(source.publisher)}, '
        f'"agency": {_often(source.agency)}, "title": {encode_basestring(source.title)}, '
        f'"author": {_quoted(source.author)}, "url": {_quoted(source.url)}, '
        f'"archive_url": {_quoted(source.archive_url)}, "published": {_written(published)}, '
        f'"language": {_often(source.language)}, "reworded": {_BOOLEANS[source.reworded]}}}'
    )
    beyond = utf8(f', "accessed": {_written(source.accessed)}, "note": {_quoted(source.note)}}}')
    words = (column(source.title), column(source.publisher, source.agency, source.author), column(source.note))
    days = spanned("source", published and published.first, published and published.last)
    for_others = (published.last if published else None, source.publisher, source.agency, source.reworded)
    return source.id, days, row, words, for_others, beyond


_MAKE: Mapping[str, Callable[[Any], _Plain]] = {
    "event": _event,
    "quote": _quote,
    "figure": _figure,
    "actor": _actor,
    "place": _place,
    "source": _source,
}


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
    """Return a date as written and the days it covers: the keys from `date` to `certain`."""
    date = parsed(text)
    return (
        f'"{text}", "date_start": {_quoted(date.start_iso)}, "date_end": {_quoted(date.end_iso)}, '
        f'"date_precision": {_quoted(date.precision)}, "date_qualifier": {_quoted(date.qualifier)}, "certain": true'
    )


def _written(date: Date | None) -> str:
    return f'"{date.text}"' if date else "null"


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_often, values))}]"


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)
