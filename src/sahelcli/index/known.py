"""The records that other records name: those at hand, and behind them those of the index that is added to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from sqlite3 import Connection
from typing import Any, Generic, TypeVar

from sahelcli.records.actor import Actor
from sahelcli.records.base import Record
from sahelcli.records.event import Event
from sahelcli.records.place import Place
from sahelcli.records.source import Source

R = TypeVar("R", bound=Record)


class _Ids(dict[str, R], Generic[R]):
    """Records by id; one that is not at hand is fetched once."""

    def __init__(self, records: Iterable[R], fetch: Callable[[str], R]) -> None:
        super().__init__((record.id, record) for record in records)
        self._fetch = fetch

    def __missing__(self, record_id: str) -> R:
        record = self[record_id] = self._fetch(record_id)
        return record


class Known:
    """Finds actors, places, events and sources by their ids, which are known to exist."""

    def __init__(self, records: Mapping[str, Iterable[Any]], index: Connection | None) -> None:
        def known(model: type[R], kind: str) -> _Ids[R]:
            return _Ids(records.get(kind, ()), lambda record_id: restored(index, kind, model, record_id))

        self.actors = known(Actor, "actor")
        self.places = known(Place, "place")
        self.events = known(Event, "event")
        self.sources = known(Source, "source")
        self._index = index

    def actor_or_place(self, record_id: str) -> Actor | Place:
        """Return the actor of this id, or else the place."""
        if record_id in self.actors or (self._index and is_there(self._index, "actor", record_id)):
            return self.actors[record_id]
        return self.places[record_id]


def is_there(index: Connection, kind: str, record_id: str) -> bool:
    """Whether an index has a record."""
    return bool(index.execute("SELECT 1 FROM records WHERE kind = ? AND id = ?", (kind, record_id)).fetchone())


def restored(index: Connection | None, kind: str, model: type[R], record_id: str) -> R:
    """Return a record as it was read, from the row that was made of it (but for keys of the user's own)."""
    if index is None:
        raise KeyError(record_id)
    (text,) = index.execute("SELECT row FROM records WHERE kind = ? AND id = ?", (kind, record_id)).fetchone()
    row = json.loads(text)
    row["kind"] = row.get("type")
    table = {name: _as_written(row[name]) for name in model.model_fields if row.get(name) not in (None, [])}
    return model.model_validate(table)


def _as_written(value: Any) -> Any:
    match value:
        case list():
            return [_as_written(item) for item in value]
        case {"of": of, **role}:
            return {name: item for name, item in role.items() if item is not None} | {"of": of["id"]}
        case {"id": record_id}:
            return record_id
        case _:
            return value
