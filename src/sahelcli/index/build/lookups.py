"""What the index knows of records that others name: kept for the last ones, and looked up for those before."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from sahelcli.dates.edtf import Date
from sahelcli.index.build.entries import GAPS, Draft, Ids, RoleDraft, drafts_of
from sahelcli.index.record_order import Ask
from sahelcli.index.source_independence import names, same
from sahelcli.index.term_numbers import TermNumbers
from sahelcli.model.base import parsed

T = TypeVar("T")

MANY = 50_000  # records of each kind of which this is kept: some 35 MB of sources
_LISTED = "SELECT r.id, r.{} FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"
_DATES = frozenset({"date", "published", "accessed"})
_LISTS = frozenset({"actors", "places", "tags", "related", "sources", "aliases", "roles"})


class ActorFacts(NamedTuple):
    """An actor as others quote it: a JSON reference, the folded words of its name, and its roles."""

    reference: bytes
    words: str
    roles: tuple[RoleDraft, ...]


class PlaceFacts(NamedTuple):
    """A place as others quote it: a JSON reference, the same with its country, words, and what it lies in."""

    reference: bytes
    with_country: bytes
    words: str
    part_of: str | None


class EventFacts(NamedTuple):
    """An event as others quote it, and what its quotations are found by."""

    reference: bytes
    actors: Ids
    places: Ids
    tags: Ids


class Publisher(NamedTuple):
    """Who is behind a source: the numbers of the terms of publisher and agency, and both names as they compare."""

    terms: frozenset[int]
    names: frozenset[str]


class SourceFacts(NamedTuple):
    """A source as it is cited, the last day it was published, its term's number, and who is behind it."""

    citation: bytes
    day: int | None
    term: int
    behind: Publisher
    reworded: bool


class EarlierRecords(Protocol):
    """Knows of records that came before those at hand."""

    def there(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""

    def fetch(self, kind: str, ids: Collection[str]) -> Iterable[Any]:
        """Return the actors, places, events or sources of these ids that are there, or what stands for them."""


class IndexedRecords:
    """Finds records in an index, by what a statement finds there."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def there(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""
        return {record_id for record_id, _ in self._listed("pos", kind, ids)}

    def fetch(self, kind: str, ids: Collection[str]) -> Iterable[Any]:
        """Return what stands for the records of these ids: it has their attributes."""
        return (_restored(row) for _, row in self._listed("row", kind, ids))

    def _listed(self, column: str, kind: str, ids: Collection[str]) -> list[tuple[Any, ...]]:
        return self._ask(_LISTED.format(column), (json.dumps([*ids]), kind)) if ids else []


class _OfKind(dict[str, T], Generic[T]):
    """What is known of records of a kind, by id; what is not at hand is looked up."""

    def __init__(self, kind: str, earlier: EarlierRecords, make: Callable[[Draft], T]) -> None:
        super().__init__()
        self._kind, self._earlier, self._make = kind, earlier, make

    def __missing__(self, record_id: str) -> T:
        self.look_up([record_id])
        if record_id not in self:
            raise KeyError(record_id)
        return self[record_id]

    def look_up(self, ids: Collection[str]) -> None:
        """Look for records of these ids among those that came earlier."""
        self.take(drafts_of(self._kind, self._earlier.fetch(self._kind, ids), set()))

    def take(self, drafts: Iterable[Draft]) -> None:
        """Take what drafts tell of their records."""
        for draft in drafts:
            self[draft[0]] = self._make(draft)

    def has(self, record_id: str) -> bool:
        """Whether there is a record of this id."""
        return record_id in self or bool(self._earlier.there(self._kind, [record_id]))


class Lookups:
    """What is known of the records that others name."""

    def __init__(self, numbers: TermNumbers, earlier: EarlierRecords) -> None:
        self._numbers = numbers
        self._earlier = earlier
        self._publishers, self._agencies = numbers.of("publisher"), numbers.of("agency")
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

    def take(self, drafts: Mapping[str, Iterable[Draft]]) -> None:
        """Take what drafts tell of their records."""
        for kind, known in self._kinds.items():
            known.take(drafts.get(kind, ()))

    def missing(self, kinds: Collection[str], ids: Collection[str]) -> set[str]:
        """Return which of these ids no record of these kinds has; what is found is at hand from then on."""
        left = set(ids)
        for kind in kinds:
            known = self._kinds[kind]
            left = {name for name in left if name not in known}
            if left:
                known.look_up(left)
                left = {name for name in left if name not in known}
        return left

    def there(self, kind: str, ids: Collection[str]) -> bool:
        """Whether any of these ids is that of an earlier record of a kind."""
        known = self._kinds.get(kind)
        is_at_hand = known is not None and any(name in known for name in ids)
        return is_at_hand or bool(self._earlier.there(kind, ids))

    def forget(self, most: int = MANY) -> None:
        """Forget everything of a kind where that is more than `most` records: it is in the index."""
        made: tuple[dict[Any, Any], ...] = (*self._kinds.values(), self._behind)
        for known in made:
            if len(known) > most:
                known.clear()

    def _source(self, draft: Draft) -> SourceFacts:
        name, _, row, _, (day, publisher, agency, reworded), _ = draft
        _, before, _, after, _ = row.split(GAPS)
        behind = self._behind.get((publisher, agency)) or self._who(publisher, agency)
        return SourceFacts(b"{%b%b}" % (before, after), day, self._numbers.of("source")[name], behind, reworded)

    def _who(self, publisher: str, agency: str | None) -> Publisher:
        terms = {self._publishers[same(publisher)], *([self._agencies[same(agency)]] if agency else ())}
        self._behind[publisher, agency] = found = Publisher(frozenset(terms), names(publisher, agency))
        return found


def _actor(draft: Draft) -> ActorFacts:
    reference, roles = draft[4]
    return ActorFacts(reference, draft[3][3], roles)


def _place(draft: Draft) -> PlaceFacts:
    reference, with_country = draft[4]
    return PlaceFacts(reference, with_country, draft[3][3], draft[5])


def _event(draft: Draft) -> EventFacts:
    actors, places, tags, _, _ = draft[5]
    return EventFacts(draft[4], actors, places, tags)


def _restored(stored: bytes) -> Any:
    """Return a record as it was read, from the row that was made of it (but for keys of the user's own).

    It was validated when it was read: what stands for it has its attributes, and costs a tenth of a model.
    """
    row = json.loads(stored)
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
    """Return the date that a text says, which was read before."""
    return text if text is None else parsed(text)
