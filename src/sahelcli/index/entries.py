"""What the index holds of each record: its row, the terms it is found by, and the words of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.index.fold import key
from sahelcli.index.independence import independent, names
from sahelcli.index.rows import RowWriter

if TYPE_CHECKING:
    from sahelcli.index.known import Known
    from sahelcli.index.numbers import Numbers
    from sahelcli.records.actor import Actor
    from sahelcli.records.dates import Date
    from sahelcli.records.event import Event
    from sahelcli.records.figure import Figure
    from sahelcli.records.place import Place
    from sahelcli.records.quote import Quote
    from sahelcli.records.source import Source

Words = tuple[str, str, str]
_DEEP = 20  # places within places: what lies deeper is looked up each time, or a long chain would be kept at each link


class Entry(NamedTuple):
    """A record for the index; `words` are those of its name, of its account, and of what stands beside.

    `known` is the day by which its earliest dated source was out, `independent` how many do not depend on each other.
    """

    kind: str
    id: str
    date: Date | None
    row: str
    terms: set[int]
    words: Words
    known: int | None
    independent: int


class _Publisher(NamedTuple):
    """Who is behind a source: the number of the publisher's term, and all names, folded."""

    term: int
    names: frozenset[str]


class Entries:
    """Makes entries of records all of whose references hold."""

    def __init__(self, known: Known, numbers: Numbers) -> None:
        self._rows = RowWriter(known)
        self._events = known.events
        self._actors = known.actors
        self._places = known.places
        self._sources = known.sources
        self._wheres: dict[str, frozenset[int]] = {}
        self._publishers: dict[tuple[str, str | None], _Publisher] = {}
        self._actor, self._place, self._event = numbers.of("actor"), numbers.of("place"), numbers.of("event")
        self._source, self._publisher, self._tag = numbers.of("source"), numbers.of("publisher"), numbers.of("tag")
        self._measure, self._of, self._utterance = numbers.of("measure"), numbers.of("of"), numbers.of("utterance")

    def event(self, event: Event) -> Entry:
        """An event is found by its actors, its places and all that hold them, its tags and related events."""
        terms = {*map(self._actor.__getitem__, event.actors), *map(self._tag.__getitem__, event.tags)}
        terms.update(map(self._event.__getitem__, event.related))
        for place in event.places:
            terms |= self._holders(place)
        actors = [self._actors[actor].name for actor in event.actors]
        places = [self._places[place].name for place in event.places]
        body = _joined(event.summary, event.attributed_to, *actors, *places, *event.tags)
        words = event.title, body, event.note or ""
        return self._sourced("event", event, event.date, self._rows.event(event), terms, words)

    def quote(self, quote: Quote) -> Entry:
        """A quotation is found by its speaker, and by the places and tags of the event it belongs to."""
        terms = {self._actor[quote.speaker]}
        if quote.utterance:
            terms.add(self._utterance[quote.utterance])
        if quote.event:
            about = self._events[quote.event]
            terms.add(self._event[quote.event])
            terms.update(map(self._tag.__getitem__, about.tags))
            for place in about.places:
                terms |= self._holders(place)
        body = _joined(self._actors[quote.speaker].name, quote.speaker_label, quote.venue)
        words = quote.text, body, quote.note or ""
        return self._sourced("quote", quote, quote.date, self._rows.quote(quote), terms, words)

    def figure(self, figure: Figure) -> Entry:
        """A figure is found by its force, its place and all that hold it, and its measure."""
        terms = {*self._holders(figure.place), self._measure[str(figure.measure)]}
        if figure.force:
            terms.add(self._actor[figure.force])
        force = figure.force and self._actors[figure.force].name
        head = _joined(force, self._places[figure.place].name, figure.counts)
        words = head, _joined(figure.wording, figure.attributed_to, str(figure.measure)), figure.note or ""
        return self._sourced("figure", figure, figure.date, self._rows.figure(figure), terms, words)

    def actor(self, actor: Actor) -> Entry:
        """An actor is found by those of whom they hold a role."""
        terms = {self._of[role.of] for role in actor.roles}
        body = _joined(actor.description, *(role.title for role in actor.roles))
        words = _joined(actor.name, *actor.aliases), body, actor.note or ""
        return self._sourced("actor", actor, None, self._rows.actor(actor), terms, words)

    def place(self, place: Place) -> Entry:
        """A place is found by itself and all that hold it."""
        words = _joined(place.name, *place.aliases), "", place.note or ""
        return Entry("place", place.id, None, self._rows.place(place), {*self._holders(place.id)}, words, None, 0)

    def source(self, source: Source) -> Entry:
        """A source is found by its publisher; its date is that of publication, by which it is known."""
        words = source.title, _joined(source.publisher, source.agency, source.author), source.note or ""
        terms = {self._behind(source.publisher, source.agency).term}
        day = source.published.last if source.published else None
        return Entry("source", source.id, source.published, self._rows.source(source), terms, words, day, 1)

    def _sourced(
        self,
        kind: str,
        record: Actor | Event | Figure | Quote,
        date: Date | None,
        row: str,
        terms: set[int],
        words: Words,
    ) -> Entry:
        behind, days = [], []
        for name in record.sources:
            source = self._sources[name]
            publisher = self._behind(source.publisher, source.agency)
            terms.add(self._source[name])
            terms.add(publisher.term)
            behind.append(publisher.names)
            if source.day is not None:
                days.append(source.day)
        return Entry(kind, record.id, date, row, terms, words, min(days, default=None), independent(behind))

    def _behind(self, publisher: str, agency: str | None) -> _Publisher:
        found = self._publishers.get((publisher, agency))
        if found is None:
            found = _Publisher(self._publisher[key(publisher)], names(publisher, agency))
            self._publishers[publisher, agency] = found
        return found

    def _holders(self, place: str) -> frozenset[int]:
        """Return a place and all that hold it; the reader has made sure that these do not go round in a circle."""
        chain: list[str] = []
        here: str | None = place
        while here is not None and here not in self._wheres:
            chain.append(here)
            here = self._places[here].part_of
        beyond = self._wheres[here] if here is not None else frozenset()
        if len(chain) > _DEEP:
            return beyond.union([self._place[inner] for inner in chain])
        for inner in reversed(chain):
            beyond = self._wheres[inner] = beyond | {self._place[inner]}
        return beyond


def _joined(*parts: str | None) -> str:
    return " ".join([part for part in parts if part])
