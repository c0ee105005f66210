"""Reference columns of exported facts: the actors, places, events and tags that each record names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from sqlite3 import Connection
from typing import Any, NamedTuple

from sahelcli.exporters.facts.indexed_records import EventNames, IndexedRecord, events
from sahelcli.index.record_search import holders

_MANY = 65_536  # places of which it is remembered what holds them


class Named(NamedTuple):
    """The ids that a record names, each once."""

    actors: Sequence[str] = ()
    event_actors: Sequence[str] = ()
    places: Sequence[str] = ()
    tags: Sequence[str] = ()
    events: Sequence[str] = ()


class NamedRecords:
    """Finds what records of an index name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._inside = lru_cache(_MANY)(self._holders)

    def of(self, kind: str, records: Sequence[IndexedRecord]) -> list[Named]:
        """Return what records of a kind name."""
        if kind == "quote":
            return self._of_quotes([record.row for record in records])
        of_one = getattr(self, f"_{kind}")
        return [of_one(record.row) for record in records]

    def _event(self, row: Any) -> Named:
        places = self._where(_ids(row["places"]))
        return Named(_ids(row["actors"]), (), places, _once(row["tags"]), _ids(row["related"]))

    def _of_quotes(self, rows: Sequence[Any]) -> list[Named]:
        """A quotation is where its event was, and of what that is of."""
        about = [row["event"] and row["event"]["id"] for row in rows]
        of = {event.id: event for event in events(self._connection, {name for name in about if name})}
        return [self._quote(row["speaker"]["id"], of.get(name)) for row, name in zip(rows, about, strict=True)]

    def _quote(self, speaker: str, event: EventNames | None) -> Named:
        if event is None:
            return Named((speaker,))
        actors = _once([actor.id for actor in event.actors])
        return Named((speaker,), actors, self._where([place.id for place in event.places]), event.tags, (event.id,))

    def _figure(self, row: Any) -> Named:
        return Named((row["force"]["id"],) if row["force"] else (), places=self._where([row["place"]["id"]]))

    def _actor(self, row: Any) -> Named:
        """An actor names itself, and of whom and where its roles are."""
        of = [role["of"] for role in row["roles"]]
        actors = [row["id"], *(each["id"] for each in of if each["kind"] == "actor")]
        return Named(_once(actors), places=self._where([each["id"] for each in of if each["kind"] == "place"]))

    def _place(self, row: Any) -> Named:
        return Named(places=self._where([row["id"]]))

    def _source(self, _row: Any) -> Named:
        return Named()

    def _where(self, places: Sequence[str]) -> Sequence[str]:
        if len(places) < 2:
            return self._inside(places[0]) if places else ()
        return _once([holder for place in places for holder in self._inside(place)])

    def _holders(self, place: str) -> list[str]:
        return sorted(holders(self._connection, [place]))


def _ids(references: Iterable[Any]) -> Sequence[str]:
    return _once([reference["id"] for reference in references])


def _once(values: Sequence[str]) -> Sequence[str]:
    return values if len(values) < 2 else list(dict.fromkeys(values))
