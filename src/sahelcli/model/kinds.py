"""The register of the kinds of record: a new kind is a model and one entry here."""

from __future__ import annotations

from dataclasses import dataclass

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


KINDS = (
    Kind("event", "events", Event),
    Kind("quote", "quotes", Quote),
    Kind("figure", "figures", Figure),
    Kind("actor", "actors", Actor),
    Kind("place", "places", Place),
    Kind("source", "sources", Source),
)

TABLES = {kind.table: kind for kind in KINDS}
