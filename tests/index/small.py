"""Small datasets for tests of the index: records at random from a few ids, as files of TOML."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

Table = dict[str, Any]

TITLES = ("Talks in N’Djamena", "Un général à Zinder", "The army's base", "Troops leave", "Côte d'Ivoire votes", "Coup")
DATES = (
    "2023-07-26",
    "2023-07",
    "2023",
    "2023-07~",
    "2023-07-2X",
    "202X",
    "2023-07-26/2023-08",
    "../2023-08-01",
    "2022/..",
)
PUBLISHERS = ("AFP", "Le Monde", "RFI", "ANP")
ONE_OF_EACH = ("sources", "places", "actors", "events", "quotes", "figures")


class Small:
    """Makes records that name only what was made before them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.made: dict[str, list[str]] = {kind: [] for kind in ONE_OF_EACH}

    def record(self, kind: str) -> Table:
        """Return a new record of a kind."""
        made: Table = {"id": f"{kind[:-1]}-{len(self.made[kind])}", **getattr(self, f"_{kind[:-1]}")()}
        self.made[kind].append(made["id"])
        return made

    def records(self, number: int) -> list[tuple[str, Table]]:
        """Return one record of each kind, then others of kinds by chance."""
        kinds = [*ONE_OF_EACH, *(self.random.choice(ONE_OF_EACH) for _ in range(number))]
        return [(kind, self.record(kind)) for kind in kinds]

    def _some(self, kind: str, least: int = 0) -> list[str]:
        known = self.made[kind]
        return self.random.sample(known, min(len(known), self.random.randint(least, 3)))

    def _one(self, kind: str) -> str:
        return self.random.choice(self.made[kind])

    def _source(self) -> Table:
        agency = {"agency": "AFP"} if self.random.random() < 0.3 else {}
        allowed = {"x_allow": {"undated-source": "A leaflet."}} if len(self.made["sources"]) % 8 == 3 else {}
        published = {"published": self.random.choice(DATES[:3])} if self.random.random() < 0.8 else {}
        named = {"title": self.random.choice(TITLES), "publisher": self.random.choice(PUBLISHERS)}
        return {**named, **agency, **published, **allowed}

    def _place(self) -> Table:
        within = {"part_of": self._one("places")} if self.made["places"] and self.random.random() < 0.7 else {}
        return {"name": f"Place {self.random.randrange(9)}", "kind": "city", **within}

    def _actor(self) -> Table:
        role = {"title": "head of", "of": self._one("places"), "since": "2023"}
        return {
            "name": f"Name {self.random.randrange(9)}",
            "kind": "person",
            "description": self.random.choice(TITLES),
            "aliases": [self.random.choice(TITLES)],
            "roles": [role] if self.random.random() < 0.5 else [],
        }

    def _event(self) -> Table:
        return {
            "date": self.random.choice(DATES),
            "title": self.random.choice(TITLES),
            "actors": self._some("actors"),
            "places": self._some("places"),
            "tags": self.random.sample(("coup", "talks", "base"), self.random.randint(0, 2)),
            "related": self._some("events"),
            "sources": self._some("sources", 1),
        }

    def _quote(self) -> Table:
        return {
            "speaker": self._one("actors"),
            "date": self.random.choice(DATES),
            "text": self.random.choice(TITLES),
            "language": "fr",
            "event": self._one("events"),
            "sources": self._some("sources", 1),
        }

    def _figure(self) -> Table:
        return {
            "force": self._one("actors"),
            "place": self._one("places"),
            "date": self.random.choice(DATES),
            "measure": self.random.choice(("deployed", "withdrawn")),
            "low": self.random.randrange(3000),
            "sources": self._some("sources", 1),
        }


def toml(kind: str, record: Table) -> str:
    """Return a record as a block of TOML."""
    return f"[[{kind}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in record.items()) + "\n"


def write(folder: Path, files: dict[str, list[tuple[str, Table]]]) -> None:
    """Write records as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in files.items():
        (folder / name).write_text("".join(toml(kind, record) for kind, record in records), "utf-8")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)
