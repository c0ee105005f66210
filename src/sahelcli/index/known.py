"""The records that other records name: those at hand, and behind them those of the index that is added to."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from sahelcli.records.actor import Actor
from sahelcli.records.base import Record, parsed
from sahelcli.records.dates import Date
from sahelcli.records.event import Event
from sahelcli.records.place import Place
from sahelcli.records.source import Source

R = TypeVar("R", bound=Record)
Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""What a statement with values finds in an index."""

_DATES = frozenset({"date", "published", "accessed"})
_LISTS = frozenset({"actors", "places", "tags", "related", "sources", "aliases", "roles"})
_LISTED = "SELECT r.id, r.{} FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"


class _Ids(dict[str, R], Generic[R]):
    """Records of a kind by id; one that is not at hand is fetched from the index once."""

    def __init__(self, kind: str, records: Iterable[R], index: Ask | None) -> None:
        super().__init__((record.id, record) for record in records)
        self._kind, self._index = kind, index

    def __missing__(self, record_id: str) -> R:
        self.fetch([record_id])
        if record_id not in self:
            raise KeyError(record_id)
        return self[record_id]

    def fetch(self, ids: Iterable[str]) -> None:
        """Fetch those records that are in the index and not at hand, all at once."""
        missing = [record_id for record_id in ids if record_id not in self]
        if missing and self._index:
            for record_id, row in self._index(_LISTED.format("row"), (json.dumps(missing), self._kind)):
                self[record_id] = _restored(row)


class Known:
    """Finds actors, places, events and sources by their ids, which are known to exist."""

    def __init__(self, records: Mapping[str, Iterable[Any]], index: Ask | None) -> None:
        def known(kind: str) -> _Ids[Any]:
            return _Ids(kind, records.get(kind, ()), index)

        self.actors: _Ids[Actor] = known("actor")
        self.places: _Ids[Place] = known("place")
        self.events: _Ids[Event] = known("event")
        self.sources: _Ids[Source] = known("source")
        self._index = index

    def fetch(self, names: Mapping[str, Iterable[str]]) -> None:
        """Fetch what records name, by kind, all at once."""
        self.actors.fetch(names.get("actor", ()))
        self.places.fetch(names.get("place", ()))
        self.events.fetch(names.get("event", ()))
        self.sources.fetch(names.get("source", ()))

    def actor_or_place(self, record_id: str) -> Actor | Place:
        """Return the actor of this id, or else the place."""
        if record_id in self.actors or (self._index and there(self._index, "actor", [record_id])):
            return self.actors[record_id]
        return self.places[record_id]


def there(index: Ask, kind: str, ids: Collection[str]) -> set[str]:
    """Return which of these ids records of an index have."""
    if not ids:
        return set()
    return {record_id for record_id, _ in index(_LISTED.format("pos"), (json.dumps(list(ids)), kind))}


def _restored(text: str) -> Any:
    """Return a record as it was read, from the row that was made of it (but for keys of the user's own).

    It was validated when it was read: what stands for it has its attributes, and costs a tenth of a model.
    """
    row = json.loads(text)
    for name in _DATES.intersection(row):
        row[name] = _date(row[name])
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
        dates = {"since": _date(value["since"]), "until": _date(value["until"])}
        return SimpleNamespace(title=value["title"], of=value["of"]["id"], **dates)
    return value["id"]


def _date(text: str | None) -> Date | None:
    return text if text is None else parsed(text)
