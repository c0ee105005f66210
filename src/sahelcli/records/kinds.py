"""The register of the kinds of record: a new kind is a model and one entry here."""

from __future__ import annotations

from dataclasses import dataclass

from sahelcli.records.actor import Actor
from sahelcli.records.base import Record
from sahelcli.records.event import Event
from sahelcli.records.figure import Figure
from sahelcli.records.place import Place
from sahelcli.records.quote import Quote
from sahelcli.records.source import Source


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
