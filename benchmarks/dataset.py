"""A made-up dataset of any size in the shape of the shipped one: the same at every run, for the same size."""

from __future__ import annotations

import calendar
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Table = dict[str, Any]

SHARD = 20_000  # events that are written together, with their actors, places and sources
PER_EVENT = {"actors": 0.48, "places": 0.21, "sources": 2.58, "quotes": 0.866, "figures": 0.664}
MONTH = "2015-06"
ACTOR = "the-actor-asked-for"
PUBLISHER = "Paper 3"
WORD = "zanzounia"  # no syllables of the other words make it
OFTEN = "zanzounou"  # in one of twelve events: 1.5 % of all records
HITS = 12  # events of MONTH that name ACTOR, at every size: the asking is measured, not the printing
FINDS = 20  # events with WORD
_OFTEN = 12
_FIRST, _LAST = 1990, 2024
_SYLLABLES = ("ba", "ke", "mi", "to", "ru", "sa", "le", "ni", "go", "da", "fé", "mou", "tchi", "kou", "wa", "ga", "ol")
_MEASURES = ("deployed", "withdrawn", "planned", "ordered-out", "authorised", "killed", "wounded", "detained")
_ACTORS = ("person", "state", "organization", "armed-force", "armed-group", "mission", "company")
_TAGS = ("coup", "withdrawal", "statement", "attack", "talks", "aid", "election", "base", "training", "sanctions")


@dataclass
class Shard:
    """Some records of each kind, as tables."""

    number: int
    tables: dict[str, list[Table]] = field(default_factory=dict)


class Words:
    """Words, the short ones often and most of them rarely, as in any language."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        self._words = ["".join(source.choices(_SYLLABLES, k=1 + number % 4)) for number in range(20_000)]

    def some(self, least: int, most: int) -> str:
        """Return a text of so many words."""
        number = self._random.randint(least, most)
        picked = (self._words[int(self._random.paretovariate(0.7)) % len(self._words)] for _ in range(number))
        return " ".join(picked).capitalize()


def shard(number: int, size: int) -> Shard:
    """Return one shard, counted from 0, of a dataset of so many events; the other kinds are there in proportion."""
    return _Maker(number, min(SHARD, size - number * SHARD), size).shard()


def write(shard: Shard, folder: Path) -> None:
    """Write a shard as TOML files in a folder of its own, one kind a file."""
    below = folder / f"{shard.number:03d}"
    below.mkdir(parents=True, exist_ok=True)
    for table, records in shard.tables.items():
        with (below / f"{table}.toml").open("w", encoding="utf-8") as stream:
            stream.writelines(as_toml(table, record) for record in records)


def write_entangled(folder: Path, sources: int) -> None:
    """Write a dataset of one event, whose sources are of few publishers and carry the copy of agencies among these.

    How many of them do not depend on each other is the hard question: no two of those may share a name.
    """
    source = random.Random(sources)
    papers = [f"Paper {number}" for number in range(max(2, sources // 3))]
    named = {"title": "One of many", "published": "2023-07-26", "accessed": "2025-11-24"}
    made = []
    for number in range(sources):
        publisher, agency = source.sample(papers, 2)
        made.append({"id": f"source-{number}", "publisher": publisher, "agency": agency, **named})
    event = {"id": "event-0", "date": "2023-07-26", "title": "One", "sources": [each["id"] for each in made]}
    folder.mkdir(parents=True, exist_ok=True)
    blocks = [*(as_toml("sources", each) for each in made), as_toml("events", event)]
    (folder / "all.toml").write_text("".join(blocks), encoding="utf-8")


def as_toml(table: str, record: Table) -> str:
    """Return a record as a block of TOML."""
    lines = "".join(f"{key} = {_value(value)}\n" for key, value in record.items())
    return f"[[{table}]]\n{lines}\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)


class _Maker:
    def __init__(self, number: int, events: int, size: int) -> None:
        self._random = random.Random(f"{number} of {size}")
        self._words = Words(self._random)
        self._number = number
        self._size = size
        self._events = events
        self._ids: dict[str, list[str]] = {}

    def shard(self) -> Shard:
        shard = Shard(self._number)
        for table in ("places", "actors", "sources", "events", "quotes", "figures"):
            count = max(1, round(self._events * PER_EVENT.get(table, 1.0)))
            self._ids[table] = [f"{table[:-1]}-{self._number}-{number}" for number in range(count)]
            if table == "actors" and self._number == 0:
                self._ids[table][0] = ACTOR
            make = getattr(self, f"_{table[:-1]}")
            shard.tables[table] = [{"id": name, **make(number)} for number, name in enumerate(self._ids[table])]
        return shard

    def _pick(self, table: str, most: int, least: int = 0) -> list[str]:
        number = self._random.randint(least, most)
        return list(dict.fromkeys(self._random.choice(self._ids[table]) for _ in range(number)))

    def _place(self, number: int) -> Table:
        made: Table = {
            "name": f"{self._words.some(1, 2)} {self._number}-{number}",
            "kind": "city" if number > 20 else "country",
            "country": "NE",
        }
        if number > 20:
            made["part_of"] = self._ids["places"][self._random.randrange(20)]
        return made | {
            "latitude": round(self._random.uniform(0, 25), 3),
            "longitude": round(self._random.uniform(-15, 25), 3),
        }

    def _actor(self, number: int) -> Table:
        roles = [{"title": self._words.some(2, 4), "of": self._random.choice(self._ids["places"]), "since": "2011"}]
        return {
            "name": f"{self._words.some(2, 3)} {self._number}-{number}",
            "kind": self._random.choice(_ACTORS),
            "description": self._words.some(10, 16),
            "aliases": [self._words.some(2, 3)],
            "roles": roles if number % 3 else [],
        }

    def _source(self, number: int) -> Table:
        return {
            "title": self._words.some(7, 12),
            "publisher": f"Paper {self._random.randrange(300)}",
            "language": self._random.choice(("en", "fr")),
            "url": f"https://example.org/{self._number}/{number}/{'-'.join(self._words.some(4, 7).lower().split())}",
            "published": self._day(),
            "accessed": "2025-11-24",
        }

    def _event(self, number: int) -> Table:
        made: Table = {
            "date": self._date(),
            "title": self._words.some(6, 10),
            "summary": self._words.some(22, 40),
            "actors": self._pick("actors", 3),
            "places": self._pick("places", 2, 1),
            "tags": self._random.sample(_TAGS, self._random.randint(1, 3)),
            "sources": self._pick("sources", 3, 1),
        }
        asked, found = self._every(number, HITS, offset=1), self._every(number, FINDS, offset=2)
        if asked is not None:
            made |= {"date": f"{MONTH}-{asked + 1:02d}", "actors": [ACTOR]}
        elif ACTOR in made["actors"]:
            made["date"] = "2001-02-03"
        if found is not None:
            made["title"] = f"{made['title']} {WORD}"
        if not number % _OFTEN:
            made["summary"] = f"{made['summary']} {OFTEN}"
        return made

    def _every(self, number: int, many: int, offset: int) -> int | None:
        """Return which one of so many events, spread over the first shard, this is; None for all others."""
        step = max(1, min(self._size, SHARD) // (many + 1))
        place, rest = divmod(number, step)
        return place if self._number == 0 and rest == offset and place < many else None

    def _quote(self, number: int) -> Table:
        return {
            "speaker": self._random.choice(self._ids["actors"]),
            "date": self._day(),
            "text": self._words.some(20, 36),
            "language": "en",
            "event": self._random.choice(self._ids["events"]),
            "sources": self._pick("sources", 2, 1),
        }

    def _figure(self, number: int) -> Table:
        low = self._random.randrange(1, 5000)
        return {
            "force": self._random.choice(self._ids["actors"]),
            "place": self._random.choice(self._ids["places"]),
            "date": self._date(),
            "measure": self._random.choice(_MEASURES),
            "low": low,
            "high": low + self._random.randrange(2) * 100,
            "wording": self._words.some(5, 9),
            "sources": self._pick("sources", 2, 1),
        }

    def _day(self) -> str:
        year, month = self._random.randint(_FIRST, _LAST), self._random.randint(1, 12)
        return f"{year}-{month:02d}-{self._random.randint(1, calendar.monthrange(year, month)[1]):02d}"

    def _date(self) -> str:
        """Return a date: four of five a day, the others of every other form."""
        day = self._day()
        if self._random.random() < 0.8:
            return day
        year, month = day[:4], day[:7]
        forms = (
            month,
            year,
            f"{month}~",
            f"{day}?",
            f"{month}%",
            f"{month}-{self._random.randint(0, 2)}X",
            f"{year}-XX",
            f"{month}-XX",
            f"{year[:3]}X",
            f"{year[:2]}XX",
            f"{month}/{int(year) + 1}",
            f"{day}/{int(year) + 1}-01",
            f"{day}/..",
            f"../{day}",
            f"{year}/",
            f"/{month}",
            f"{month}~/{int(year) + 1}?",
        )
        return self._random.choice(forms)
