"""The records that other records name: those at hand, and behind them what came earlier."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from sahelcli.index.cited import Cited, Citing
from sahelcli.records.dates import Date

T = TypeVar("T")
Names = Mapping[str, Mapping[str, Any]]
"""What is known of records that came earlier, by kind and id."""


class NamedRole(NamedTuple):
    """What is told of a role that an actor holds."""

    title: str
    of: str
    since: Date | None
    until: Date | None


class NamedActor(NamedTuple):
    """What records tell of an actor they name."""

    id: str
    name: str
    roles: tuple[NamedRole, ...]


class NamedPlace(NamedTuple):
    """What records tell of a place they name."""

    id: str
    name: str
    country: str | None
    part_of: str | None


class NamedEvent(NamedTuple):
    """What records tell and have of an event they name."""

    id: str
    title: str
    tags: tuple[str, ...]
    places: tuple[str, ...]
    actors: tuple[str, ...]


class Earlier(Protocol):
    """What came before the records at hand; of a source it tells what is cited, of others at least what is above."""

    def there(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""

    def fetch(self, kind: str, ids: Collection[str]) -> Mapping[str, Any]:
        """Return what is known of the actors, places, events or sources of these ids that are there, by id."""

    def keep(self, known: Known) -> None:
        """Let the records at hand be among those that came earlier."""


class Nothing:
    """What comes before the first records."""

    def there(self, _kind: str, _ids: Collection[str]) -> set[str]:
        """Find nothing."""
        return set()

    def fetch(self, _kind: str, _ids: Collection[str]) -> Mapping[str, Any]:
        """Find nothing."""
        return {}

    def keep(self, known: Known) -> None:
        """Forget it: nothing comes after."""


class _Ids(dict[str, T], Generic[T]):
    """What is known of records of a kind, by id; what is not at hand is looked up once."""

    def __init__(
        self,
        kind: str,
        records: Iterable[Any],
        named: Mapping[str, T],
        earlier: Earlier,
        make: Callable[[Any], T] = lambda record: record,
    ) -> None:
        super().__init__(named)
        self._records = {record.id: record for record in records}
        self._kind, self._earlier, self._make = kind, earlier, make

    def __missing__(self, record_id: str) -> T:
        record = self._records.get(record_id)
        if record:
            self[record_id] = self._make(record)
        else:
            self.update(self._earlier.fetch(self._kind, [record_id]))
            if record_id not in self:
                raise KeyError(record_id)
        return self[record_id]

    def at_hand(self) -> Iterator[T]:
        """Yield what is known of the records at hand."""
        return map(self.__getitem__, self._records)

    def has(self, record_id: str) -> bool:
        """Whether there is a record of this id, looked up if it is not at hand."""
        return record_id in self or record_id in self._records or bool(self._earlier.there(self._kind, [record_id]))


class Known:
    """Finds actors, places, events and sources by their ids, which are known to exist."""

    def __init__(
        self,
        records: Mapping[str, Iterable[Any]],
        citing: Citing,
        named: Names | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        def known(kind: str, make: Callable[[Any], Any] = lambda record: record) -> _Ids[Any]:
            return _Ids(kind, records.get(kind, ()), (named or {}).get(kind, {}), earlier or Nothing(), make)

        self.actors: _Ids[NamedActor] = known("actor")
        self.places: _Ids[NamedPlace] = known("place")
        self.events: _Ids[NamedEvent] = known("event")
        self.sources: _Ids[Cited] = known("source", citing.cited)

    def at_hand(self, kind: str) -> Iterator[Any]:
        """Yield what is known of the actors, places, events or sources at hand."""
        ids: dict[str, _Ids[Any]] = {
            "actor": self.actors,
            "place": self.places,
            "event": self.events,
            "source": self.sources,
        }
        return ids[kind].at_hand()

    def actor_or_place(self, record_id: str) -> NamedActor | NamedPlace:
        """Return the actor of this id, or else the place."""
        return self.actors[record_id] if self.actors.has(record_id) else self.places[record_id]
