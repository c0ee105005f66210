"""What the index holds of each record: its row, the terms it is found by, and the words of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.index.fold import key
from sahelcli.index.rows import RowWriter

if TYPE_CHECKING:
    from sahelcli.records.actor import Actor
    from sahelcli.records.dataset import Dataset
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
    """Makes the entries of one dataset, in which every reference holds."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._rows = RowWriter(dataset)
        self._events = {event.id: event for event in dataset.events}
        self._actors = {actor.id: actor.name for actor in dataset.actors}
        self._places = {place.id: place.name for place in dataset.places}
        self._holder = {place.id: place.part_of for place in dataset.places}

    def all(self) -> Iterator[Entry]:
        """Yield an entry for each record, kind by kind, in the order of the files."""
        yield from map(self.event, self._dataset.events)
        yield from map(self.quote, self._dataset.quotes)
        yield from map(self.figure, self._dataset.figures)
        yield from map(self.actor, self._dataset.actors)
        yield from map(self.place, self._dataset.places)
        yield from map(self.source, self._dataset.sources)

    def event(self, event: Event) -> Entry:
        """An event is found by its actors, its places and all that hold them, its tags and related events."""
        terms = {("actor", actor) for actor in event.actors} | {("tag", tag) for tag in event.tags}
        terms |= {("event", other) for other in event.related} | self._where(event.places)
        named = (*(self._actors[actor] for actor in event.actors), *(self._places[place] for place in event.places))
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
        body = (self._actors[quote.speaker], quote.speaker_label, quote.venue)
        row = self._rows.quote(quote)
        return Entry("quote", quote.id, quote.date, quote.sources, row, terms, (quote.text,), body, quote.note)

    def figure(self, figure: Figure) -> Entry:
        """A figure is found by its force, its place and all that hold it, and its measure."""
        terms = self._where((figure.place,)) | {("measure", str(figure.measure))}
        if figure.force:
            terms.add(("actor", figure.force))
        head = (figure.force and self._actors[figure.force], self._places[figure.place], figure.counts)
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
        """Return the places and all that hold them; the reader has made sure that these do not go round in a circle."""
        found: set[Term] = set()
        for place in places:
            within: str | None = place
            while within and ("place", within) not in found:
                found.add(("place", within))
                within = self._holder[within]
        return found
