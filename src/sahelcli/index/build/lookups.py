"""Lookups of referenced records while the index is built: the last ones from memory, earlier ones from the index."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from sahelcli.dates.edtf import Date
from sahelcli.index.build.entries import Draft, Ids, RoleDraft, drafts_of
from sahelcli.index.record_order import Ask
from sahelcli.index.source_independence import names, same
from sahelcli.index.term_numbers import TermNumbers
from sahelcli.model.base import parsed

T = TypeVar("T")

_MANY, _MANY_SOURCES = 1 << 17, 1 << 19  # records of which this is kept: of sources, some 250 bytes each
_KNOWN = "SELECT r.id FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"
_DATES = frozenset({"date", "published", "accessed"})
_LISTS = frozenset({"actors", "places", "tags", "related", "sources", "aliases", "roles"})


class NotIncremental(Exception):
    """The additions are not all valid records or conflict with existing ones: the whole dataset must be read anew."""


class UnknownReference(NotIncremental):
    """A record refers to one that does not exist, or has not been added yet."""


class ActorFacts(NamedTuple):
    """An actor as others quote it: its place, a JSON reference, the folded words of its name, and its roles."""

    pos: int
    reference: bytes
    words: str
    roles: tuple[RoleDraft, ...]


class PlaceFacts(NamedTuple):
    """A place as others quote it: its position, a JSON reference, the same with its country, words, container."""

    pos: int
    reference: bytes
    with_country: bytes
    words: str
    part_of: str | None


class EventFacts(NamedTuple):
    """An event as others quote it: its position, a JSON reference, and the records it names.

    `about` are the terms by which its quotations are found, None as long as nobody has asked for them.
    """

    pos: int
    reference: bytes
    actors: Ids
    places: Ids
    tags: Ids
    about: tuple[int, ...] | None = None


class Publisher(NamedTuple):
    """Publisher and agency of a source: the numbers of their terms, and both names normalised for comparison."""

    terms: tuple[int, ...]
    names: frozenset[str]


class SourceFacts(NamedTuple):
    """A source as the records citing it need it: its place, last possible day of publication, publisher and agency."""

    pos: int
    day: int | None
    behind: Publisher
    reworded: bool


class EarlierRecords(Protocol):
    """The interface to records read before the current batch."""

    def known_ids(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""

    def fetch(self, kind: str, record_id: str) -> tuple[int, Any] | None:
        """Return the place of the record with this id, and the record or a stand-in for it; None if there is none."""


class IndexedRecords:
    """Earlier records found in an index; it is given a function that runs SQL statements."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def known_ids(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""
        return {record_id for (record_id,) in self._ask(_KNOWN, (json.dumps([*ids]), kind))} if ids else set()

    def fetch(self, kind: str, record_id: str) -> tuple[int, Any] | None:
        """Return the place of a record, and a stand-in that has the record's attributes but its sources."""
        for pos, row in self._ask("SELECT pos, stored FROM records WHERE kind = ? AND id = ?", (kind, record_id)):
            return pos, _restored(row)
        return None


class _OfKind(dict[str, T], Generic[T]):
    """Cache of the records of one kind, by id; missing ones are looked up, or are an UnknownReference."""

    def __init__(self, kind: str, earlier: EarlierRecords, make: Callable[[int, Draft], T]) -> None:
        super().__init__()
        self._kind, self._earlier, self._make = kind, earlier, make

    def __missing__(self, record_id: str) -> T:
        earlier = self._earlier.fetch(self._kind, record_id)
        if earlier is None:
            raise UnknownReference(record_id)
        pos, record = earlier
        self.take(drafts_of(self._kind, [record], set()), pos)
        return self[record_id]

    def take(self, drafts: Iterable[Draft], first: int) -> None:
        """Add the records of these drafts, which have consecutive places."""
        self.update((draft[0], self._make(pos, draft)) for pos, draft in enumerate(drafts, first))

    def has(self, record_id: str) -> bool:
        """Whether there is a record of this id."""
        return record_id in self or bool(self._earlier.known_ids(self._kind, [record_id]))

    def forget(self, most: int) -> None:
        """Drop the older half if there are more than `most`: the index has them."""
        if len(self) > most:
            newer = dict(islice(self.items(), len(self) // 2, None))
            self.clear()
            self.update(newer)


class Lookups:
    """Caches of referenced actors, places, events and sources."""

    def __init__(self, numbers: TermNumbers, earlier: EarlierRecords) -> None:
        self._numbers = numbers
        self._earlier = earlier
        self._behind: dict[tuple[str, str | None], Publisher] = {}
        self.actors = _OfKind("actor", earlier, _actor)
        self.places = _OfKind("place", earlier, _place)
        self.events = _OfKind("event", earlier, _event)
        self.sources = _OfKind("source", earlier, self._source)
        self._kinds: Mapping[str, _OfKind[Any]] = {
            "actor": self.actors,
            "place": self.places,
            "event": self.events,
            "source": self.sources,
        }

    def take(self, drafts: Mapping[str, Iterable[Draft]], first: Mapping[str, int]) -> None:
        """Add the records of these drafts; `first` has the place of the first record of each kind."""
        for kind, known in self._kinds.items():
            if some := drafts.get(kind):
                known.take(some, first.get(kind, 0))

    def has_any(self, kind: str, ids: Collection[str]) -> bool:
        """Whether any of these ids is that of an earlier record of a kind."""
        known = self._kinds.get(kind)
        is_at_hand = known is not None and any(name in known for name in ids)
        return is_at_hand or bool(self._earlier.known_ids(kind, ids))

    def forget(self) -> None:
        """Shrink the caches that have grown beyond their limits."""
        for kind, known in self._kinds.items():
            known.forget(_MANY_SOURCES if kind == "source" else _MANY)
        if len(self._behind) > _MANY:
            self._behind.clear()

    def close(self) -> None:
        """Clear the caches, whose records the garbage collector would otherwise visit one by one."""
        for known in self._kinds.values():
            known.clear()

    def _source(self, pos: int, draft: Draft) -> SourceFacts:
        *_, (day, publisher, agency, reworded), _ = draft
        behind = self._behind.get((publisher, agency)) or self._who(publisher, agency)
        return SourceFacts(pos, day, behind, reworded)

    def _who(self, publisher: str, agency: str | None) -> Publisher:
        terms = [self._numbers["publisher", same(publisher)]]
        if agency:
            terms.append(self._numbers["agency", same(agency)])
        self._behind[publisher, agency] = publisher_facts = Publisher(tuple(terms), names(publisher, agency))
        return publisher_facts


def _actor(pos: int, draft: Draft) -> ActorFacts:
    *_, (_, _, _, name_words), (reference, roles), _ = draft
    return ActorFacts(pos, reference, name_words, roles)


def _place(pos: int, draft: Draft) -> PlaceFacts:
    *_, (_, _, _, name_words), (reference, with_country), part_of = draft
    return PlaceFacts(pos, reference, with_country, name_words, part_of)


def _event(pos: int, draft: Draft) -> EventFacts:
    *_, reference, (actors, places, tags, _, _) = draft
    return EventFacts(pos, reference, actors, places, tags)


def _restored(stored: bytes) -> Any:
    """Return a record as it was read, from the row that was made of it (but for keys of the user's own, and sources).

    It was validated when it was read: what stands for it has its attributes, and costs a tenth of a model.
    """
    row = {"accessed": None, "note": None} | json.loads(stored)  # which a source is stored without
    for name in _DATES.intersection(row):
        row[name] = _date_of(row[name])
    for name in _LISTS.intersection(row):
        row[name] = tuple(map(_as_written, row[name]))
    if row.get("part_of"):
        row["part_of"] = row["part_of"]["id"]
    row["kind"] = row.get("type")
    return SimpleNamespace(**row)


def _as_written(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "of" in value:
        since, until = _date_of(value["since"]), _date_of(value["until"])
        return SimpleNamespace(title=value["title"], of=value["of"]["id"], since=since, until=until)
    return value["id"]


def _date_of(text: str | None) -> Date | None:
    """Return the date of an EDTF text that was validated before, None for None."""
    return text if text is None else parsed(text)
