"""Registries of the actors, places and sources that rows refer to: each becomes one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from sahelcli.importers.cells.plain_values import title_of
from sahelcli.importers.record_ids import SeenIds, digest, slug
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowUndo, Warn, row_error
from sahelcli.text.quoted_values import shown
from sahelcli.toml.writer import Value

_SETTLEMENTS = {"town", "city", "village", "locality", "community", "suburb", "commune", "neighbourhood"}
_BASES = {"base", "barracks", "garrison"}
_REGIONS = {
    "district",
    "sub-district",
    "region",
    "province",
    "state",
    "division",
    "township",
    "lga",
    "county",
    "forest",
}


class PlaceLevel(NamedTuple):
    """A place in a row: the text for its id, its name, its kind."""

    key: str
    name: str
    kind: str


@dataclass(slots=True)
class _Place:
    name: str
    kind: str
    part_of: str | None
    country: str | None
    at: tuple[float, float] | None = None
    elsewhere: bool = False
    is_wide: bool = False
    aliases: dict[str, None] = field(default_factory=dict)


class Places:
    """Registry of places, each identified by the names from the largest enclosing place down to itself.

    An id consists of the place's own name and a hash of all these names: with the names of the larger places in its id,
    a search for those would match it too.
    """

    def __init__(self, prefix: str, undo: RowUndo) -> None:
        self._undo = undo
        self._prefix = prefix
        self._places: dict[str, _Place] = {}

    def within(self, levels: Sequence[PlaceLevel], country: str | None) -> str:
        """Return the id of the last level; each lies in the one before. `country` is the country's code, if known.

        Consecutive levels with the same name, such as a town and its district, are one place, else the name would be
        ambiguous.
        """
        part_of, before = None, ""
        keys: list[str] = []
        for level in levels:
            if slug(level.name) == before:
                continue
            before = slug(level.name)
            keys.append(level.key)
            name = f"{self._prefix}{level.key}" if part_of is None else f"{self._prefix}{level.key}-{digest(*keys)}"
            known = self._places.get(name)
            if known is None:
                self._places[name] = _Place(level.name, level.kind, part_of, country)
                self._undo.add(partial(self._places.pop, name))
            elif known.name != level.name and level.name not in known.aliases:
                known.aliases[level.name] = None
                self._undo.add(partial(known.aliases.pop, level.name))
            part_of = name
        return part_of or ""

    def locate(self, place: str, at: tuple[float, float], warn: Warn) -> None:
        """Set a place's latitude and longitude in degrees; the first values stay, later others give a warning."""
        known = self._places[place]
        if known.at is None:
            known.at = at
            self._undo.add(partial(setattr, known, "at", None))
        elif known.at != at and not (known.elsewhere or known.is_wide):
            known.elsewhere = True
            first, other = (f"{latitude:g}, {longitude:g}" for latitude, longitude in (known.at, at))
            message = f"{shown(known.name)} is at {other} here and was at {first} before: the place keeps {first}"
            warn(row_error(message, "coordinates"))

    def widen(self, place: str) -> None:
        """Mark a place as an area, because a row uses it as one: it gets no point, and a site becomes a region."""
        known = self._places[place]
        if not known.is_wide:
            self._undo.add(partial(_narrow, known, known.kind))
            known.is_wide = True
            known.kind = "region" if known.kind == "site" else known.kind

    def records(self) -> Iterator[NewRecord]:
        """Yield the places, in the order in which rows first named them."""
        for name, place in self._places.items():
            latitude, longitude = (None, None) if place.is_wide or place.at is None else place.at
            keys: dict[str, Value] = {
                "id": name,
                "name": place.name,
                "kind": place.kind,
                "country": place.country,
                "part_of": place.part_of,
                "latitude": latitude,
                "longitude": longitude,
                "aliases": tuple(place.aliases),
            }
            yield NewRecord("places", keys)


def _narrow(place: _Place, kind: str) -> None:
    place.is_wide, place.kind = False, kind


def level(name: str, kind: str) -> PlaceLevel:
    """Return a place level whose id is made from its name."""
    return PlaceLevel(slug(name), name, kind)


def kind_of(name: str, otherwise: str) -> str:
    """Return the kind of place that the last word of a name shows (Obo town, Bhola District), else `otherwise`."""
    last = name.rstrip(")").rpartition(" ")[2].lstrip("(").casefold()
    if last in _SETTLEMENTS:
        return "city"
    if last in _BASES:
        return "base"
    return "region" if last in _REGIONS else otherwise


@dataclass(slots=True)
class _Actor:
    name: str
    kind: str | None
    description: str
    country: str | None
    aliases: dict[str, None] = field(default_factory=dict)


class Actors:
    """Registry of actors by id, with all names used for each; `source` is the id of the source that each cites."""

    def __init__(self, source: str, undo: RowUndo) -> None:
        self._undo = undo
        self._source = source
        self._actors: dict[str, _Actor] = {}

    def named(self, actor: str, name: str, kind: str | None, description: str, country: str | None = None) -> str:
        """Return the given id. The first name becomes the actor's name, later ones aliases; the kind may come later."""
        known = self._actors.get(actor)
        if known is None:
            known = self._actors[actor] = _Actor(name, kind, description, country)
            self._undo.add(partial(self._actors.pop, actor))
        elif known.name != name and name not in known.aliases:
            known.aliases[name] = None
            self._undo.add(partial(known.aliases.pop, name))
        if kind and not known.kind:
            known.kind = kind
            self._undo.add(partial(setattr, known, "kind", None))
        return actor

    def records(self) -> Iterator[NewRecord]:
        """Yield the actors, in the order in which rows first named them; the default kind is organization."""
        for name, actor in self._actors.items():
            keys = {
                "id": name,
                "name": actor.name,
                "kind": actor.kind or "organization",
                "description": actor.description,
            }
            more = {"country": actor.country, "aliases": tuple(actor.aliases), "sources": [self._source]}
            yield NewRecord("actors", {**keys, **more})


class Sources:
    """Registry of sources that have been cited; `pending` returns those not written yet."""

    def __init__(self, undo: RowUndo) -> None:
        self._undo = undo
        self._known = SeenIds()
        self._pending: list[NewRecord] = []

    def cite(self, source: str, title: str, publisher: str, note: str | None = None, **more: Value) -> str:
        """Return the given id; the first call for an id sets the source's keys.

        A title of several lines or more than 200 characters is cut, and put whole into the note.
        """
        if source not in self._known:
            self._known.add(source)
            short, full_title = title_of(title)
            whole_note = "\n".join(filter(None, (note, full_title and f"The whole title: {full_title}")))
            keys = {"id": source, "title": short, "publisher": publisher, **more, "note": whole_note}
            self._pending.append(NewRecord("sources", keys))
            self._undo.add(partial(self._known.discard, source))
            self._undo.add(self._drop_last)
        return source

    def pending(self) -> list[NewRecord]:
        """Return the sources cited for the first time since the last call."""
        records, self._pending = self._pending, []
        return records

    def _drop_last(self) -> None:
        self._pending.pop()
