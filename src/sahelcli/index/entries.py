"""What the index holds of each record: its row, the terms it is found by, and the words of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from sahelcli.index.independence import independent
from sahelcli.index.once import MANY, Once
from sahelcli.index.rows import RowWriter
from sahelcli.index.selection import spanned

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

Texts: TypeAlias = tuple[str | None, ...]
Entry: TypeAlias = tuple[
    str, str, int, int, int, int | None, bool, int, str, list[int], Texts, Texts, Texts
]  # a plain tuple: it is made for every record, and passed to another process
"""A record for the index, as its writer takes it, but for the place: kind, id, span, first and last day; the day by
which its earliest dated source was out, whether nothing or something undated is among its sources, how many of them do
not depend on each other; the row; the numbers of its
terms; and its texts: those that name it, those of its account, and what stands beside, None for what is not said."""

_DEEP = 20  # places within places: what lies deeper is looked up each time, or a long chain would be kept at each link


class Entries:
    """Makes entries of records all of whose references hold."""

    def __init__(self, numbers: Numbers) -> None:
        self._rows = RowWriter()
        self._wheres: dict[str, frozenset[int]] = {}
        self._event_days, self._quote_days, self._figure_days = map(_days, ("event", "quote", "figure"))
        self._actor, self._place, self._event = numbers.of("actor"), numbers.of("place"), numbers.of("event")
        self._tag, self._measure = numbers.of("tag"), numbers.of("measure")
        self._event_actor, self._utterance = numbers.of("event-actor"), numbers.of("utterance")
        self._of_actor, self._of_place = numbers.of("of-actor"), numbers.of("of-place")

    def know(self, known: Known) -> None:
        """Find in this what the next records name."""
        self._rows.know(known)
        self._known = known
        self._events = known.events
        self._actors = known.actors
        self._places = known.places
        self._sources = known.sources
        for made in (self._event_days, self._quote_days, self._figure_days):
            made.tidy()
        if len(self._wheres) > MANY:
            self._wheres.clear()

    def event(self, event: Event) -> Entry:
        """An event is found by its actors, its places and all that hold them, its tags and related events."""
        terms = {*map(self._actor.__getitem__, event.actors), *map(self._tag.__getitem__, event.tags)}
        terms.update(map(self._event.__getitem__, event.related))
        for place in event.places:
            terms |= self._holders(place)
        actors = [self._actors[actor].name for actor in event.actors]
        places = [self._places[place].name for place in event.places]
        body = (event.summary, event.attributed_to, *actors, *places, *event.tags)
        out, undated, alone = self._behind_all(event.sources, terms)
        days = self._event_days[event.date]
        row = self._rows.event(event)
        return "event", event.id, *days, out, undated, alone, row, [*terms], (event.title,), body, (event.note,)

    def quote(self, quote: Quote) -> Entry:
        """A quotation is found by its speaker, and by the places, tags and actors of the event it belongs to."""
        terms = {self._actor[quote.speaker]}
        if quote.utterance:
            terms.add(self._utterance[quote.utterance])
        if quote.event:
            about = self._events[quote.event]
            terms.add(self._event[quote.event])
            terms.update(map(self._tag.__getitem__, about.tags))
            terms.update(map(self._event_actor.__getitem__, about.actors))
            for place in about.places:
                terms |= self._holders(place)
        body = (self._actors[quote.speaker].name, quote.speaker_label, quote.venue)
        out, undated, alone = self._behind_all(quote.sources, terms)
        days = self._quote_days[quote.date]
        row = self._rows.quote(quote)
        return "quote", quote.id, *days, out, undated, alone, row, [*terms], (quote.text,), body, (quote.note,)

    def figure(self, figure: Figure) -> Entry:
        """A figure is found by its force, its place and all that hold it, and its measure."""
        terms = {*self._holders(figure.place), self._measure[str(figure.measure)]}
        if figure.force:
            terms.add(self._actor[figure.force])
        force = figure.force and self._actors[figure.force].name
        head = (force, self._places[figure.place].name, figure.counts)
        body = (figure.wording, figure.attributed_to, figure.measure.value)
        out, undated, alone = self._behind_all(figure.sources, terms)
        days = self._figure_days[figure.date]
        row = self._rows.figure(figure)
        return "figure", figure.id, *days, out, undated, alone, row, [*terms], head, body, (figure.note,)

    def actor(self, actor: Actor) -> Entry:
        """An actor is found by those of whom they hold a role, the places where, and, as if of these, by itself."""
        terms = {self._of_actor[actor.id]}
        for role in actor.roles:
            terms |= self._of(role.of)
        head, body = (actor.name, *actor.aliases), (actor.description, *(role.title for role in actor.roles))
        out, undated, alone = self._behind_all(actor.sources, terms)
        days, row = spanned("actor", None, None), self._rows.actor(actor)
        return "actor", actor.id, *days, out, undated, alone, row, [*terms], head, body, (actor.note,)

    def place(self, place: Place) -> Entry:
        """A place is found by itself and all that hold it."""
        head = (place.name, *place.aliases)
        days, row, terms = spanned("place", None, None), self._rows.place(place), [*self._holders(place.id)]
        return "place", place.id, *days, None, True, 0, row, terms, head, (), (place.note,)

    def source(self, source: Source) -> Entry:
        """A source is found by itself, its publisher and agency; it is known by its date, that of publication."""
        body = (source.publisher, source.agency, source.author)
        cited = self._sources[source.id]
        terms = [cited.term, *cited.behind.terms]
        published = source.published
        first, last = (published.first, published.last) if published else (None, None)
        days, row = spanned("source", first, last), self._rows.source(source)
        return "source", source.id, *days, last, last is None, 1, row, terms, (source.title,), body, (source.note,)

    def _behind_all(self, sources: tuple[str, ...], terms: set[int]) -> tuple[int | None, bool, int]:
        """Return by when the earliest dated source was out, if one is undated, and how many are independent.

        What has no source is like what has an undated one: nothing says by when it was known. The sources, their
        publishers and agencies are added to the terms.
        """
        everyone, days = [], []
        for name in sources:
            _, _, day, term, behind, _ = self._sources[name]
            terms.add(term)
            terms |= behind.terms
            everyone.append(behind.names)
            if day is not None:
                days.append(day)
        return min(days, default=None), not sources or len(days) < len(sources), independent(everyone)

    def _of(self, record: str) -> set[int]:
        """Return the terms of what a role is of: an actor, or a place and all that hold it."""
        if self._known.actors.has(record):
            return {self._of_actor[record]}
        return {self._of_place[place] for place in self._outward(record)}

    def _outward(self, place: str) -> Iterator[str]:
        here: str | None = place
        while here is not None:
            yield here
            here = self._places[here].part_of

    def _holders(self, place: str) -> frozenset[int]:
        """Return a place and all that hold it; the reader has made sure that these do not go round in a circle."""
        if found := self._wheres.get(place):
            return found
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


def _days(kind: str) -> Once[Date, tuple[int, int, int]]:
    return Once(lambda date: spanned(kind, date.first, date.last))
