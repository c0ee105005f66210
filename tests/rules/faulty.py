"""Datasets that break every rule again and again: records by chance, of few names, titles, words and days."""

from __future__ import annotations

import json
from random import Random
from typing import Any

Table = dict[str, Any]

# fmt: off
_DAYS = (
    "2023-07-26", "2023-07", "2023", "../2023-08-01", "2023-07-20/2023-07-30", "2024-01-02", "2022-01-01", "-0044-03",
)
_NAMES = (
    "Amadou Maïga", "Maïga Amadou", "Amadou Maigа", "AMADOU MAIGA", "Amadou Maigas", "Fatoumata Diallo",
    "Fatoumata Dialo", "القائد محمد", "Île de Gorée", "Ile-de-Gorée",
)
_PUBLISHERS = (
    *("Le Monde",) * 14, "Le Mondé", "Le Mond", "le-monde", "Jeune Afrique", "Jeune-Afrique", "allAfrica",
    "allAfrica (français)", "RFI", "Radio\u200b Omega", "新华社",
)
# fmt: on
_WORDS = ("soldats", "quittent", "la", "base", "de", "Niamey", "après", "l’accord", "d’août", "никогда", "تصريح")
_ADDRESSES = ("https://example.org/a", "http://www.example.org/a/", "htps://x", "https://me:key@example.org", "", "a b")
_HIDDEN = ("", "", "", "\u202e", "\u200b", "\n", "\x07", "\ufe0f", "é", '"', "\\")
_ALLOWED: tuple[Any, ...] = (
    {"undated-source": "A leaflet."}, {"undated-source": " "}, {"similar-quote": "So."}, {"no-such-rule": "x"}, ["x"],
    {"unused-source": "Later.", "unused-actor": "Later.", "repeated": True}, {"allowance": "It is."},
)  # fmt: skip


class Faulty:
    """Makes records that are valid, and that rules find much in."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.ids: dict[str, list[str]] = {}

    def tables(self, number: int) -> list[tuple[str, Table]]:
        """Return so many records of each kind, and more sources, in any order; what they name may stand anywhere."""
        dated = ("2023-07-26-", "2024-01-", "2023-02-30-", "")
        for table in ("places", "sources", "actors", "events", "quotes", "figures"):
            many = 3 * number if table == "sources" else number
            names = (f"{self.random.choice(dated)}{table[:-1]}-{at}" for at in range(many))
            self.ids[table] = [*names, "both"] if table in ("actors", "places") else [*names]
        named = [(table, at, name) for table, ids in self.ids.items() for at, name in enumerate(ids)]
        made = [(table, {"id": name, **self._record(table, at)}) for table, at, name in named]
        self.random.shuffle(made)
        return made

    def _record(self, table: str, number: int) -> Table:
        record: Table = getattr(self, f"_{table[:-1]}")(number)
        if self._seldom():
            record["x_allow"] = self.random.choice(_ALLOWED)
        if self._seldom():
            record["note"] = self._text(3)
        return record

    def _seldom(self, share: float = 0.2) -> bool:
        return self.random.random() < share

    def _some(self, table: str, least: int = 0) -> list[str]:
        return self.random.choices(self.ids[table], k=self.random.randint(least, 3))

    def _one(self, table: str) -> str:
        return self.random.choice(self.ids[table][::2])  # every second one is used by none

    def _text(self, words: int) -> str:
        if self._seldom(0.4):
            return " ".join(self.random.sample(_WORDS[:words], words))
        return " ".join(self.random.choices(_WORDS, k=words)) + self.random.choice(_HIDDEN) + "."

    def _cited(self) -> list[str]:
        return [self._one("sources") for _ in range(self.random.randint(1, 3))]

    def _place(self, number: int) -> Table:
        within = {"part_of": self.ids["places"][self.random.randrange(number)]} if number and self._seldom() else {}
        country = {"country": self.random.choice(("NE", "XX", "FR"))} if self._seldom() else {}
        return {"name": self.random.choice(_NAMES), "kind": "city", "aliases": self._aliases(), **within, **country}

    def _aliases(self) -> list[str]:
        return self.random.choices([*_NAMES, 'a", "b', "a"], k=self.random.randint(0, 3))

    def _actor(self, _number: int) -> Table:
        kind = self.random.choice(("person", "person", "state"))
        made: Table = {"name": self.random.choice(_NAMES), "kind": kind, "description": self._text(4)}
        made |= {"aliases": self._aliases(), "sources": self._cited() if self._seldom() else []}
        role = {"title": self._text(2), "of": self.random.choice(("both", self._one("actors"), self._one("places")))}
        more = {"since": "2023-07-01", "until": "2024"} if self._seldom(0.6) else {}
        return made | {"roles": [role | more] * self.random.randint(0, 2), "country": self.random.choice(("NE", "ZZ"))}

    def _source(self, _number: int) -> Table:
        made: Table = {"title": self._text(self.random.choice((2, 5))), "publisher": self.random.choice(_PUBLISHERS)}
        if self._seldom(0.5):
            made["agency"] = self.random.choice(("AFP", "A.F.P.", "Le Monde", "新华社"))
        if self._seldom(0.7):
            made["published"] = self.random.choice((*_DAYS[:3], "2022/.."))
        if self._seldom(0.7):
            made["url"] = self.random.choice(_ADDRESSES)
        return made | ({"archive_url": self.random.choice(_ADDRESSES)} if self._seldom() else {})

    def _event(self, _number: int) -> Table:
        made: Table = {"date": self.random.choice(_DAYS), "title": self._text(4), "sources": self._cited()}
        made |= {"actors": self._some("actors"), "places": self._some("places"), "tags": self._tags()}
        return made | {"related": [self._one("events") for _ in range(self.random.randint(0, 2))]}

    def _tags(self) -> list[str]:
        return self.random.choices(("coup", "talks"), k=self.random.randint(0, 2))

    def _quote(self, _number: int) -> Table:
        speaker = self.random.choice(self.ids["actors"][:3])
        made: Table = {"speaker": speaker, "date": self.random.choice(_DAYS), "text": self._text(6), "language": "fr"}
        made |= {"sources": self._cited(), "translated": self._seldom(0.5)}
        if self._seldom(0.5):
            made["event"] = self._one("events")
        return made | ({"utterance": self.random.choice(("u", "v"))} if self._seldom(0.4) else {})

    def _figure(self, _number: int) -> Table:
        made: Table = {"place": self._one("places"), "date": self.random.choice(_DAYS), "sources": self._cited()}
        made |= {"measure": self.random.choice(("killed", "planned")), "low": 1, "counts": self._text(2)}
        return made | ({"force": self._one("actors")} if self._seldom() else {})


def head(random: Random) -> str:
    """Return what such a dataset says of itself."""
    homepage = random.choice(("", "x", "https://example.org"))
    allowed = random.choice(("", 'x_allow = { open-beginning = "So." }\n', "x_allow.undated-source = 2023-01-01\n"))
    tags = '[tags]\ncoup = "C."\ntalks = "T."\n"never" = "N."\n'
    return f'[dataset]\nhomepage = "{homepage}"\n{allowed}\n{tags}\n'


def written(table: str, record: Table, random: Random) -> str:
    """Return a record as TOML, in one of the ways in which people write it."""
    way = random.randrange(4)
    roles = record.pop("roles", []) if way == 1 else []
    header = f"  [[ {table} ]] # [[events]]" if way == 2 else f"[[{table}]]"
    beneath = "".join(f"[[{table}.roles]]\n{_lines(role, 0)}" for role in roles)
    return f"{header}\n{_lines(record, way)}{beneath}\n"


def _lines(table: Table, way: int) -> str:
    return "".join(f"{key} = {_value(value, way)}\n" for key, value in table.items())


def _value(value: Any, way: int) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item, 0)}" for key, item in value.items()) + " }"
    if isinstance(value, list) and way == 3:
        return "[\n  " + ",\n  ".join(_value(item, 0) for item in value) + "\n]"
    if isinstance(value, list):
        return f"[{', '.join(_value(item, 0) for item in value)}]"
    written = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if way == 2 and isinstance(value, str) and " " in value:
        return f'"""\n[[sources]]\n{written[1:-1]}"""'  # no header, but a line of a text
    return written
