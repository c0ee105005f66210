"""What will be told of records by those that come later, kept while an index is made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.index.cited import Cited, Citing, written
from sahelcli.index.earlier import date_of
from sahelcli.index.known import Known, NamedActor, NamedEvent, NamedPlace, NamedRole

if TYPE_CHECKING:
    from sahelcli.records.actor import Actor

_IN_MEMORY = 300_000  # of each kind: some 200 MB of sources


class _Kept(NamedTuple):
    """How what is told of records is kept: that itself, the columns beside the id, their row, and the way back."""

    told: Callable[[Any], Any]
    columns: str
    row: Callable[[Any], tuple[Any, ...]]
    fact: Callable[[Any], Any]


def _told_of_actor(actor: Actor) -> NamedActor:
    roles = (NamedRole(role.title, role.of, role.since, role.until) for role in actor.roles)
    return NamedActor(actor.id, actor.name, tuple(roles))


def _row_of_actor(actor: NamedActor) -> tuple[str, str, str]:
    roles = [(role.title, role.of, written(role.since), written(role.until)) for role in actor.roles]
    return actor.id, actor.name, json.dumps(roles)


def _actor(row: tuple[str, str, str]) -> NamedActor:
    name, shown, roles = row
    told = (NamedRole(title, of, date_of(since), date_of(until)) for title, of, since, until in json.loads(roles))
    return NamedActor(name, shown, tuple(told))


def _row_of_event(event: NamedEvent) -> tuple[str, ...]:
    return event.id, event.title, " ".join(event.tags), " ".join(event.places), " ".join(event.actors)


def _event(row: tuple[str, ...]) -> NamedEvent:
    name, title, *named = row
    return NamedEvent(name, title, *(tuple(ids.split()) for ids in named))


_KEPT = {
    "actor": _Kept(_told_of_actor, "name, roles", _row_of_actor, _actor),
    "place": _Kept(
        lambda place: NamedPlace(place.id, place.name, place.country, place.part_of),
        "name, country, part_of",
        tuple,
        NamedPlace._make,
    ),
    "event": _Kept(
        lambda event: NamedEvent(event.id, event.title, event.tags, event.places, event.actors),
        "title, tags, places, actors",
        _row_of_event,
        _event,
    ),
}


def _sources(citing: Citing) -> _Kept:
    def row(cited: Cited) -> tuple[Any, ...]:
        return *cited[:4], cited.behind.publisher, cited.behind.agency, cited.reworded

    def fact(row: tuple[Any, ...]) -> Cited:
        name, citation, day, term, publisher, agency, reworded = row
        return Cited(name, citation, day, term, citing.behind(publisher, agency), bool(reworded))

    return _Kept(lambda cited: cited, "citation, day, term, publisher, agency, reworded", row, fact)


class Facts:
    """What will be told of records by those that name them, while an index is made.

    So who reads need not ask, and wait for, who writes. Beyond `most` of a kind they are put away into a database of
    their own, a temporary file that nobody else sees. No id is kept twice.
    """

    def __init__(self, citing: Citing, most: int = _IN_MEMORY) -> None:
        self._most = most
        self._kept = {**_KEPT, "source": _sources(citing)}
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;")
        for kind, kept in self._kept.items():
            self._base.execute(f"CREATE TABLE {kind} (id TEXT PRIMARY KEY, {kept.columns}) WITHOUT ROWID")
        self._base.execute("BEGIN")
        self._last: dict[str, dict[str, Any]] = {kind: {} for kind in self._kept}
        self._are_away = dict.fromkeys(self._kept, False)

    def close(self) -> None:
        """Forget everything."""
        self._base.close()
        self._last.clear()

    def keep(self, known: Known) -> None:
        """Keep what is known of the records at hand."""
        for kind, last in self._last.items():
            last.update((told.id, told) for told in map(self._kept[kind].told, known.at_hand(kind)))
            if len(last) > self._most:
                self._put_away(kind)

    def _put_away(self, kind: str) -> None:
        kept = self._kept[kind]
        marks = ", ".join("?" for _ in ("id", *kept.columns.split(",")))
        rows = map(kept.row, self._last[kind].values())
        self._base.executemany(f"INSERT INTO {kind} VALUES ({marks})", rows)
        self._last[kind] = {}
        self._are_away[kind] = True

    def there(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids actors, places, events or sources have; of other kinds nothing is known."""
        if kind not in self._kept:
            return set()
        here = self._last[kind].keys() & ids
        return here | {name for name, *_ in self._away(kind, ids, here)}

    def fetch(self, kind: str, ids: Collection[str]) -> dict[str, Any]:
        """Return what was kept of the records of these ids, by id."""
        if kind not in self._kept:
            return {}
        get = self._last[kind].get
        found = {name: fact for name in ids if (fact := get(name))}
        found.update((fact.id, fact) for fact in map(self._kept[kind].fact, self._away(kind, ids, found)))
        return found

    def _away(self, kind: str, ids: Collection[str], here: Collection[str]) -> Iterable[tuple[Any, ...]]:
        """Return the rows of those that are not here but were put away."""
        wanted = [name for name in ids if name not in here] if self._are_away[kind] else ()
        statement = f"SELECT f.* FROM json_each(?) AS named CROSS JOIN {kind} AS f ON f.id = named.value"
        return self._base.execute(statement, (json.dumps(wanted),)) if wanted else ()
