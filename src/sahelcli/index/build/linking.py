"""Linking of records: completes the drafts of index entries with the names of the records that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from sahelcli.index.build.entries import GAPS, Draft, RoleDraft
from sahelcli.index.build.lookups import EventFacts, Lookups
from sahelcli.index.source_independence import independent
from sahelcli.index.term_numbers import TermNumbers
from sahelcli.text.search_words import BETWEEN

Entry: TypeAlias = tuple["Rest", bytes, Iterable[int], str, str]
"""What linking adds to a draft: what its record rests on; the row, without sources; the numbers of its terms; and the
words of the two columns of texts that may hold names of others."""

_MANY = 50_000  # places and roles of which what was worked out is kept
_DEEP = 20  # places within places: what lies deeper is looked up each time, or a long chain would be kept at each link


class Rest(NamedTuple):
    """The sources of a record, summed up.

    The day by which its earliest dated source was out, and whether nothing or something undated is among its sources;
    how many of them do not depend on each other; where they stand, as JSON. A source rests on itself: in place of where
    it stands, it has what its row says beyond how it is cited.
    """

    known: int | None
    undated: bool
    independent: int
    cited: str | bytes | None


_NOTHING = Rest(known=None, undated=True, independent=0, cited=None)


class Linker:
    """Completes drafts, one method for each kind; each record that they name must be known to `facts`."""

    def __init__(self, facts: Lookups, numbers: TermNumbers) -> None:
        self._numbers = numbers
        self._actors, self._places = facts.actors, facts.places
        self._events, self._sources = facts.events, facts.sources
        self._wheres: dict[str, frozenset[int]] = {}
        self._ofs: dict[str, tuple[bytes, bool]] = {}

    def forget(self) -> None:
        """Empty the caches of places and roles when they have grown large."""
        for made in (self._wheres, self._ofs):
            if len(made) > _MANY:
                made.clear()

    def event(self, draft: Draft) -> Entry:
        """An event is found by its actors, its places and all that hold them, its tags and related events."""
        name, _, row, (head, body, _), _, (actors, places, _, related, sources) = draft
        terms = {abs(term) for term in self._about(name)}
        terms.update([self._events[event].pos for event in related])
        who = [self._actors[actor] for actor in actors]
        where = [self._places[place] for place in places]
        body = _joined(body, *[actor.words for actor in who], *[place.words for place in where])
        row = _filled(
            row,
            b", ".join([actor.reference for actor in who]),
            b", ".join([place.with_country for place in where]),
            b", ".join([self._events[event].reference for event in related]),
        )
        return self._rest(sources, terms), row, terms, head, body

    def quote(self, draft: Draft) -> Entry:
        """A quotation is found by its speaker, and by the places, tags and actors of the event it belongs to."""
        _, _, row, (head, body, _), (first, last, utterance), (speaker, event, sources) = draft
        who = self._actors[speaker]
        terms = {who.pos}
        if utterance:
            terms.add(self._numbers["utterance", utterance])
        event_json = b"null"
        if event:
            terms.update(self._about(event))
            about = self._events[event]
            terms.add(about.pos)
            event_json = about.reference
        roles = self._roles(_roles_between(who.roles, first, last)) if who.roles else b""
        reworded = all(self._sources[name].reworded for name in sources)
        row = _filled(row, who.reference, roles, b"true" if reworded else b"false", event_json)
        return self._rest(sources, terms), row, terms, head, _joined(who.words, body)

    def figure(self, draft: Draft) -> Entry:
        """A figure is found by its force, its place and all that hold it, and its measure."""
        _, _, row, (head, body, _), measure, (force, place, sources) = draft
        terms = {*self._holders(place), self._numbers["measure", measure]}
        who, where = self._actors[force] if force else None, self._places[place]
        if who:
            terms.add(who.pos)
        row = _filled(row, who.reference if who else b"null", where.with_country)
        return self._rest(sources, terms), row, terms, _joined(who.words if who else "", where.words, head), body

    def actor(self, draft: Draft) -> Entry:
        """An actor is found by those of whom they hold a role, the places where, and, as if of these, by itself."""
        name, _, row, (head, body, *_), (_, roles), sources = draft
        terms = {self._actors[name].pos}
        for role in roles:
            terms |= self._of(role[0])
        return self._rest(sources, terms), _filled(row, self._roles(roles)), terms, head, body

    def place(self, draft: Draft) -> Entry:
        """A place is found by itself and all that hold it."""
        name, _, row, (head, body, *_), _, outer = draft
        row = _filled(row, self._places[outer].reference if outer else b"null")
        return _NOTHING, row, self._holders(name), head, body

    def source(self, draft: Draft) -> Entry:
        """A source is found by itself, its publisher and agency; it is known by its date, that of publication."""
        name, _, row, (head, body, _), (last, _, _, _), beyond = draft
        source = self._sources[name]
        return Rest(last, last is None, 1, beyond), row, (source.pos, *source.behind.terms), head, body

    def _about(self, name: str) -> Sequence[int]:
        """Return the terms of the tags and places of an event, and, each as a negative, of its actors."""
        event = self._events[name]
        if event.about is None:
            terms = {-self._actors[actor].pos for actor in event.actors}
            terms.update([self._numbers["tag", tag] for tag in event.tags])
            for place in event.places:
                terms |= self._holders(place)
            self._events[name] = event = EventFacts(event.pos, event.reference, (), (), (), tuple(terms))
        return event.about or ()

    def _rest(self, sources: Sequence[str], terms: set[int]) -> Rest:
        """Return the summary of a record's sources; these, their publishers and agencies are added to the terms.

        A record without sources counts as one with an undated source: the day it became known is unknown.
        """
        cited = [self._sources[name] for name in sources]
        for source in cited:
            terms.add(source.pos)
            terms.update(source.behind.terms)
        days = [source.day for source in cited if source.day is not None]
        alone = independent([source.behind.names for source in cited]) if len(cited) > 1 else len(cited)
        undated = not cited or len(days) < len(cited)
        places = str([source.pos for source in cited]) if cited else None
        return Rest(min(days, default=None), undated, alone, places)

    def _roles(self, roles: Iterable[RoleDraft]) -> bytes:
        return b", ".join([before + self._of_whom(of)[0] + after for of, before, after, *_ in roles])

    def _of_whom(self, record: str) -> tuple[bytes, bool]:
        """Return the reference to the actor or place of a role, and whether it is an actor."""
        if record not in self._ofs:
            is_actor = self._actors.has(record)
            named = self._actors[record].reference if is_actor else self._places[record].reference
            kind = b"actor" if is_actor else b"place"
            self._ofs[record] = b'%b, "kind": "%b"}' % (named[:-1], kind), is_actor
        return self._ofs[record]

    def _of(self, record: str) -> set[int]:
        """Return the terms of a role's actor, or of its place and all places that contain it."""
        return {self._actors[record].pos} if self._of_whom(record)[1] else set(self._holders(record))

    def _holders(self, place: str) -> frozenset[int]:
        """Return a place and all that hold it; it has been made sure that these do not go round in a circle."""
        if known := self._wheres.get(place):
            return known
        chain: list[str] = []
        here: str | None = place
        while here is not None and here not in self._wheres:
            chain.append(here)
            here = self._places[here].part_of
        beyond = self._wheres[here] if here is not None else frozenset()
        if len(chain) > _DEEP:
            return beyond.union([self._places[inner].pos for inner in chain])
        for inner in reversed(chain):
            beyond = self._wheres[inner] = beyond | {self._places[inner].pos}
        return beyond


def _filled(row: bytes, *values: bytes) -> bytes:
    """Return a row with its gaps filled, one after another."""
    pieces = row.split(GAPS)
    made = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        made += value, piece
    return b"".join(made)


def _joined(*words: str) -> str:
    return BETWEEN.join(filter(None, words))


def _roles_between(roles: Sequence[RoleDraft], first: int | None, last: int | None) -> Sequence[RoleDraft]:
    """Return the roles that cover these days, or a sole role without dates."""
    if len(roles) == 1 and not roles[0][5]:
        return roles
    return [role for role in roles if role[5] and _covers(role, first, last)]


def _covers(role: RoleDraft, first: int | None, last: int | None) -> bool:
    *_, begins, ends, _ = role
    begun = begins is None or (first is not None and begins <= first)
    return begun and (ends is None or (last is not None and last <= ends))
