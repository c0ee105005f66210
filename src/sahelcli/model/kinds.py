"""Kinds of record with their models: a new kind is a model, a line in the register of names, and one here."""

from __future__ import annotations

from dataclasses import dataclass

from sahelcli.model import KIND_NAMES, TABLE_NAMES
from sahelcli.model.actor import Actor
from sahelcli.model.base import Record
from sahelcli.model.event import Event
from sahelcli.model.figure import Figure
from sahelcli.model.place import Place
from sahelcli.model.quote import Quote
from sahelcli.model.source import Source


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name in the singular, the TOML table that holds it, its model."""

    name: str
    table: str
    model: type[Record]


_MODELS: dict[str, type[Record]] = {
    "event": Event,
    "quote": Quote,
    "figure": Figure,
    "actor": Actor,
    "place": Place,
    "source": Source,
}
KINDS = tuple(Kind(name, TABLE_NAMES[name], _MODELS[name]) for name in KIND_NAMES)

TABLES = {kind.table: kind for kind in KINDS}
