"""Links records: completes the drafts of index entries with what the records that they name are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from sahelcli.index.build.entries import GAPS, Draft, RoleDraft
from sahelcli.index.build.lookups import MANY, Lookups
from sahelcli.index.source_independence import independent
from sahelcli.index.term_numbers import TermNumbers
from sahelcli.text.json_text import held
from sahelcli.text.search_words import BETWEEN

Entry: TypeAlias = tuple[int | None, bool, int, bytes, Iterable[int], str, str]
"""What linking adds to a draft: the day by which its earliest dated source was out, whether nothing or something
undated is among its sources, how many of them do not depend on each other; the row; the numbers of its terms; and the
words of the two columns of texts that may hold names of others."""

_DEEP = 20  # places within places: what lies deeper is looked up each time, or a long chain would be kept at each link


class Linker:
    """Completes drafts, one method for each kind; each record that they name must be known to `facts`."""

    def __init__(self, facts: Lookups, numbers: TermNumbers) -> None:
        self._facts = facts
        self._actors, self._places, self._events, self._sources = (
            facts.actors,
            facts.places,
            facts.events,
            facts.sources,
        )
        self._actor, self._place, self._event = numbers.of("actor"), numbers.of("place"), numbers.of("event")
        self._tag, self._measure = numbers.of("tag"), numbers.of("measure")
        self._event_actor, self._utterance = numbers.of("event-actor"), numbers.of("utterance")
        self._of_actor, self._of_place = numbers.of("of-actor"), numbers.of("of-place")
        self._wheres: dict[str, frozenset[int]] = {}
        self._ofs: dict[str, tuple[bytes, bool]] = {}

    def forget(self) -> None:
        """Forget what was worked out of places and roles where that is much."""
        for made in (self._wheres, self._ofs):
            if len(made) > MANY:
                made.clear()

    def event(self, draft: Draft) -> Entry:
        """An event is found by its actors, its places and all that hold them, its tags and related events."""
        _, _, row, (head, body, _), _, (actors, places, tags, related, sources) = draft
        terms = {*map(self._actor.__getitem__, actors), *map(self._tag.__getitem__, tags)}
        terms.update(map(self._event.__getitem__, related))
        for place in places:
            terms |= self._holders(place)
        who = [self._actors[actor] for actor in actors]
        where = [self._places[place] for place in places]
        body = _joined(body, *[actor.words for actor in who], *[place.words for place in where])
        out, undated, alone, cited, _ = self._cited(sources, terms)
        row = _filled(
            row,
            b", ".join([actor.reference for actor in who]),
            b", ".join([place.with_country for place in where]),
            b", ".join([self._events[event].reference for event in related]),
            cited,
        )
        return out, undated, alone, row, terms, head, body

    def quote(self, draft: Draft) -> Entry:
        """A quotation is found by its speaker, and by the places, tags and actors of the event it belongs to."""
        _, _, row, (head, body, _), (first, last, utterance), (speaker, event, sources) = draft
        terms = {self._actor[speaker]}
        if utterance:
            terms.add(self._utterance[utterance])
        about = self._events[event] if event else None
        if about:
            terms.add(self._event[event])
            terms.update(map(self._tag.__getitem__, about.tags))
            terms.update(map(self._event_actor.__getitem__, about.actors))
            for place in about.places:
                terms |= self._holders(place)
        who = self._actors[speaker]
        out, undated, alone, cited, reworded = self._cited(sources, terms)
        roles = self._roles(_held(who.roles, first, last)) if who.roles else b""
        said = about.reference if about else b"null"
        row = _filled(row, who.reference, roles, b"true" if reworded else b"false", said, cited)
        return out, undated, alone, row, terms, head, _joined(who.words, body)

    def figure(self, draft: Draft) -> Entry:
        """A figure is found by its force, its place and all that hold it, and its measure."""
        _, _, row, (head, body, _), measure, (force, place, sources) = draft
        terms = {*self._holders(place), self._measure[measure]}
        if force:
            terms.add(self._actor[force])
        who, where = self._actors[force] if force else None, self._places[place]
        out, undated, alone, cited, _ = self._cited(sources, terms)
        row = _filled(row, who.reference if who else b"null", where.with_country, cited)
        return out, undated, alone, row, terms, _joined(who.words if who else "", where.words, head), body

    def actor(self, draft: Draft) -> Entry:
        """An actor is found by those of whom they hold a role, the places where, and, as if of these, by itself."""
        name, _, row, (head, body, *_), (_, roles), sources = draft
        terms = {self._of_actor[name]}
        for role in roles:
            terms |= self._of(role[0])
        out, undated, alone, cited, _ = self._cited(sources, terms)
        return out, undated, alone, _filled(row, self._roles(roles), cited), terms, head, body

    def place(self, draft: Draft) -> Entry:
        """A place is found by itself and all that hold it."""
        name, _, row, (head, body, *_), _, outer = draft
        row = _filled(row, self._places[outer].reference if outer else b"null")
        return None, True, 0, row, self._holders(name), head, body

    def source(self, draft: Draft) -> Entry:
        """A source is found by itself, its publisher and agency; it is known by its date, that of publication."""
        name, _, row, (head, body, _), (last, _, _, _), _ = draft
        source = self._sources[name]
        return last, last is None, 1, row.replace(GAPS, b""), (source.term, *source.behind.terms), head, body

    def _cited(self, sources: Sequence[str], terms: set[int]) -> tuple[int | None, bool, int, bytes, bool]:
        """Return by when the earliest dated source was out, if one is undated, how many are independent, the citations.

        What has no source is like what has an undated one: nothing says by when it was known. The sources, their
        publishers and agencies are added to the terms. Last comes whether all of them reword what was said.
        """
        cited = [self._sources[name] for name in sources]
        for source in cited:
            terms.add(source.term)
            terms |= source.behind.terms
        days = [source.day for source in cited if source.day is not None]
        alone = independent([source.behind.names for source in cited])
        text = b", ".join([source.citation for source in cited])
        undated = not cited or len(days) < len(cited)
        return min(days, default=None), undated, alone, text, all(source.reworded for source in cited)

    def _roles(self, roles: Iterable[RoleDraft]) -> bytes:
        return b", ".join([before + self._of_whom(of)[0] + after for of, before, after, *_ in roles])

    def _of_whom(self, record: str) -> tuple[bytes, bool]:
        """Return the reference to what a role is of, and whether that is an actor."""
        if record not in self._ofs:
            is_actor = self._actors.has(record)
            named = self._actors[record].reference if is_actor else self._places[record].reference
            kind = b"actor" if is_actor else b"place"
            self._ofs[record] = b'%b, "kind": "%b"}' % (named[:-1], kind), is_actor
        return self._ofs[record]

    def _of(self, record: str) -> set[int]:
        """Return the terms of what a role is of: an actor, or a place and all that hold it."""
        if self._of_whom(record)[1]:
            return {self._of_actor[record]}
        return {self._of_place[place] for place in self._outward(record)}

    def _outward(self, place: str) -> Iterator[str]:
        here: str | None = place
        while here is not None:
            yield here
            here = self._places[here].part_of

    def _holders(self, place: str) -> frozenset[int]:
        """Return a place and all that hold it; it has been made sure that these do not go round in a circle."""
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


def _filled(row: bytes, *values: bytes) -> bytes:
    """Return a row with its gaps filled, one after another."""
    pieces = row.split(GAPS)
    made = [pieces[0]]
    for value, piece in zip(values, pieces[1:], strict=True):
        made += value, piece
    return b"".join(made)


def _joined(*words: str) -> str:
    return BETWEEN.join(filter(None, words))


def _held(roles: Sequence[RoleDraft], first: int | None, last: int | None) -> Sequence[RoleDraft]:
    numbers = held([(begins, ends) for *_, begins, ends, _ in roles], [role[5] for role in roles], first, last)
    return [roles[number] for number in numbers]
