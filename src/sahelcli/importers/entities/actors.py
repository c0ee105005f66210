"""The actors that rows name: each once, written when all rows were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowUndo


@dataclass(slots=True)
class _Actor:
    name: str
    kind: str | None
    description: str
    country: str | None
    aliases: dict[str, None] = field(default_factory=dict)


class Actors:
    """Knows every actor by id, with all the names it went by; `source` is what each of them cites."""

    def __init__(self, source: str, undo: RowUndo) -> None:
        self._undo = undo
        self._source = source
        self._actors: dict[str, _Actor] = {}

    def named(self, actor: str, name: str, kind: str | None, description: str, country: str | None = None) -> str:
        """Return the id it was given. The first name is its name, later ones are aliases; a kind may come later too."""
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
        """Yield the actors, in the order in which rows named them; one whose kind no row told is an organization."""
        for name, actor in self._actors.items():
            keys = {
                "id": name,
                "name": actor.name,
                "kind": actor.kind or "organization",
                "description": actor.description,
            }
            more = {"country": actor.country, "aliases": tuple(actor.aliases), "sources": [self._source]}
            yield NewRecord("actors", {**keys, **more})
