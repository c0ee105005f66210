"""What the index holds of each record: its row, the terms it is found by, and the words of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.index.fold import key
from sahelcli.index.rows import RowWriter

if TYPE_CHECKING:
    from sahelcli.index.known import Known
    from sahelcli.records.actor import Actor
    from sahelcli.records.dates import Date
    from sahelcli.records.event import Event
    from sahelcli.records.figure import Figure
    from sahelcli.records.place import Place
    from sahelcli.records.quote import Quote
    from sahelcli.records.source import Source

Term = tuple[str, str]  # role and id
Words = tuple[str | None, ...]


class Entry(NamedTuple):
    """A record for the index; `head`, `body` and `note` are its words: its name, its account, what stands beside."""

    kind: str
    id: str
    date: Date | None
    sources: tuple[str, ...]
    row: str
    terms: set[Term]
    head: Words
    body: Words
    note: str | None


class Entries:
    """Makes entries of records all of whose references hold."""

    def __init__(self, known: Known) -> None:
        self._rows = RowWriter(known)
        self._events = known.events
        self._actors = known.actors
        self._places = known.places
        self._wheres: dict[str, frozenset[Term]] = {}

    def event(self, event: Event) -> Entry:
        """An event is found by its actors, its places and all that hold them, its tags and related events."""
        terms = {("actor", actor) for actor in event.actors} | {("tag", tag) for tag in event.tags}
        terms |= {("event", other) for other in event.related} | self._where(event.places)
        named = (
            *(self._actors[actor].name for actor in event.actors),
            *(self._places[place].name for place in event.places),
        )
        body = (event.summary, event.attributed_to, *named, *event.tags)
        row = self._rows.event(event)
        return Entry("event", event.id, event.date, event.sources, row, terms, (event.title,), body, event.note)

    def quote(self, quote: Quote) -> Entry:
        """A quotation is found by its speaker, and by the places and tags of the event it belongs to."""
        terms = {("actor", quote.speaker)}
        if quote.utterance:
            terms.add(("utterance", quote.utterance))
        if quote.event:
            about = self._events[quote.event]
            terms |= {("event", about.id)} | self._where(about.places) | {("tag", tag) for tag in about.tags}
        body = (self._actors[quote.speaker].name, quote.speaker_label, quote.venue)
        row = self._rows.quote(quote)
        return Entry("quote", quote.id, quote.date, quote.sources, row, terms, (quote.text,), body, quote.note)

    def figure(self, figure: Figure) -> Entry:
        """A figure is found by its force, its place and all that hold it, and its measure."""
        terms = self._where((figure.place,)) | {("measure", str(figure.measure))}
        if figure.force:
            terms.add(("actor", figure.force))
        head = (figure.force and self._actors[figure.force].name, self._places[figure.place].name, figure.counts)
        body = (figure.wording, figure.attributed_to, figure.measure)
        row = self._rows.figure(figure)
        return Entry("figure", figure.id, figure.date, figure.sources, row, terms, head, body, figure.note)

    def actor(self, actor: Actor) -> Entry:
        """An actor is found by those of whom they hold a role."""
        terms = {("of", role.of) for role in actor.roles}
        body = (actor.description, *(role.title for role in actor.roles))
        row = self._rows.actor(actor)
        return Entry("actor", actor.id, None, actor.sources, row, terms, (actor.name, *actor.aliases), body, actor.note)

    def place(self, place: Place) -> Entry:
        """A place is found by itself and all that hold it."""
        names = (place.name, *place.aliases)
        return Entry(
            "place", place.id, None, (), self._rows.place(place), self._where((place.id,)), names, (), place.note
        )

    def source(self, source: Source) -> Entry:
        """A source is found by its publisher; its date is that of publication."""
        terms = {("publisher", key(source.publisher))}
        body = (source.publisher, source.agency, source.author)
        row = self._rows.source(source)
        return Entry("source", source.id, source.published, (), row, terms, (source.title,), body, source.note)

    def _where(self, places: tuple[str, ...]) -> set[Term]:
        return set().union(*map(self._holders, places))

    def _holders(self, place: str) -> frozenset[Term]:
        """Return a place and all that hold it; the reader has made sure that these do not go round in a circle."""
        found = self._wheres.get(place)
        if found is None:
            outer = self._places[place].part_of
            beyond = self._holders(outer) if outer else frozenset()
            found = self._wheres[place] = beyond | {("place", place)}
        return found
