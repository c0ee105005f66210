"""Datasets and command lines made by chance: every listing command, with all the options that it takes together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from tests.naive import FACTS, KINDS, Options

Tables = dict[str, list[dict[str, Any]]]

PUBLISHERS = ("Herald", "Hérald", "Courier", "AFP", "Reuters", "Canal", "Canal+")
DATES = (
    *(f"2023-0{month}-{day}" for month in (7, 8, 9) for day in ("01", "15", "24", "30")),
    *("2023", "2023-07", "2023-08", "2023-09~", "2023-08-1X", "2022/2023-08", "2023-07-26/2023-08-02", "202X"),
    *("../2023-08-01", "2023-08-15/..", "2023-09/", "/2023-07-30", "2023-07-31/2023-08-01", "2022-12-31?"),
)
PUBLISHED = ("2023-07-15", "2023-07", "2023-08-01", "2023-08-24", "2023-09-30", "2023")
PERIODS = ("2023", "2023-Q3", "2023-07", "2023-08", "2023-09", "2022", "2023-07-26", "2023-08-01", "2023-08-15/2023-09")
TEXTS = (
    *("The troops left the airport.", "Coup at dawn", "Itté's airport, and the troops", "Dawn: talks left open"),
    *("Coup d'État", "1,500 soldiers, l'Etat", "Ittes left"),
)
PHRASES = (
    *("troops", "airport", "the troops", "left the airport", "dawn talks", "coup at", "itte", "kalo", "herald"),
    *("coup d etat", "letat", "Itté's airport", "ittes airport", "1500", "1 500 soldiers", "talks left", "d'Etat 1500"),
)
TAGS = ("coup", "talks", "base")
WORDS = ("troops", "left", "dawn", "general", "port", "talks")
MEASURES = ("deployed", "killed")
ACTORS = ("kalo", "moru", "senn", "tuba", "both")
PLACES = ("akra", "bell", "cent", "dune", "both")
BY = ("kind", "month", "quarter", "year", "actor", "place", "tag", "publisher", "agency", "measure")


class Question(NamedTuple):
    """A command line: the command, the words behind it, and the options as they are typed."""

    command: str
    words: tuple[str, ...]
    options: Options

    @property
    def argv(self) -> list[str]:
        """The question as one types it, without the dataset."""
        typed = [part for name, values in self.options.items() for value in values for part in _typed(name, value)]
        return [self.command, *self.words, *typed]


def _typed(name: str, value: str) -> tuple[str, ...]:
    return (name, value) if value else (name,)


def dataset(random: Random) -> Tables:
    """Return the tables of a small dataset without errors, in which few names come again and again."""
    made: Tables = {"sources": [_source(random, number) for number in range(random.randint(2, 6))]}
    made["places"] = [_place(random, number) for number in range(len(PLACES))]
    made["actors"] = [_actor(random, name, made) for name in ACTORS]
    made["events"] = [_event(random, number, made) for number in range(random.randint(1, 8))]
    made["quotes"] = [_quote(random, number, made) for number in range(random.randint(0, 8))]
    made["figures"] = [_figure(random, number, made) for number in range(random.randint(0, 9))]
    return {kind: records for kind, records in made.items() if records}


def _said(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value is not False and value != []}


def _cited(random: Random, made: Tables, least: int = 1) -> list[str]:
    ids = [source["id"] for source in made["sources"]]
    return random.sample(ids, random.randint(least, min(4, len(ids))))


def _source(random: Random, number: int) -> dict[str, Any]:
    return _said(
        id=f"s{number}",
        title=random.choice(TEXTS),
        publisher=random.choice(PUBLISHERS),
        agency=random.choice((None, None, *PUBLISHERS)),
        published=random.choice((None, *PUBLISHED)),
        reworded=random.random() < 0.3,
    )


def _place(random: Random, number: int) -> dict[str, Any]:
    outer = random.choice((None, *PLACES[:number]))
    return _said(id=PLACES[number], name=f"Port {PLACES[number].title()}", kind="city", part_of=outer)


def _actor(random: Random, name: str, made: Tables) -> dict[str, Any]:
    role = {"title": "Head of talks", "of": random.choice((*ACTORS, *PLACES))}
    return _said(
        id=name,
        name=f"General {name.title()}",
        kind="person",
        description=random.choice(TEXTS),
        roles=[role] if random.random() < 0.4 else [],
        sources=_cited(random, made, 0),
    )


def _event(random: Random, number: int, made: Tables) -> dict[str, Any]:
    return _said(
        id=f"event-{number}",
        date=random.choice(DATES),
        title=random.choice(TEXTS),
        summary=random.choice((None, *TEXTS)),
        actors=random.sample(ACTORS, random.randint(0, 3)),
        places=random.sample(PLACES, random.randint(0, 2)),
        tags=random.sample(TAGS, random.randint(0, 2)),
        sources=_cited(random, made),
    )


def _quote(random: Random, number: int, made: Tables) -> dict[str, Any]:
    return _said(
        id=f"quote-{number}",
        speaker=random.choice(ACTORS),
        date=random.choice(DATES),
        text=random.choice(TEXTS),
        language="en",
        translated=random.random() < 0.4,
        utterance=random.choice((None, "one", "one", "two")),
        event=random.choice((None, *(event["id"] for event in made["events"]))),
        sources=_cited(random, made),
    )


def _figure(random: Random, number: int, made: Tables) -> dict[str, Any]:
    low, high = sorted(random.choices((0, 100, 1_000, 1_016, 1_400, 1_500, 3_000), k=2))
    both, one = random.choice(((low, high), (low, low), (low, None), (None, high))), random.choice(("about", None))
    return _said(
        id=f"figure-{number}",
        force=random.choice((None, *ACTORS[:2])),
        counts=random.choice(("soldiers", "special forces")),
        place=random.choice(PLACES[:2]),
        date=random.choice(DATES),
        measure=random.choice(MEASURES),
        low=both[0],
        high=both[1],
        qualifier=one if None not in both else None,
        sources=_cited(random, made),
    )


def question(random: Random, made: Tables) -> Question:
    """Return a command line for a dataset, in which every name is one that it has."""
    command = random.choice(("timeline", "quote", "troops", "actor", "source", "stats", "search", "profile", "page"))
    options: dict[str, tuple[str, ...]] = {}
    for name, draw in _options(made).items():
        if random.random() < 1 / 8:
            options[name] = tuple(dict.fromkeys(draw(random) for _ in range(random.choice((1, 1, 2)))))[: _most(name)]
    if "--until" in options and "--since" in options:
        del options[random.choice(("--until", "--since"))]
    if "--on" in options:
        options = {name: values for name, values in options.items() if name not in ("--until", "--since")}
    if "--undated" in options:
        options.setdefault("--known-by", (random.choice(PERIODS),))
    if "--certain" in options and not {"--since", "--until", "--on"} & {*options}:
        options["--on"] = (random.choice(PERIODS),)
    words, more = _of_command(command, random, made)
    return Question({"profile": "actor", "page": "source"}.get(command, command), words, options | more)


def _most(name: str) -> int:
    return 1 if name in _ONCE else 2


_ONCE = (
    *("--since", "--until", "--on", "--certain", "--known-by", "--undated", "--min-sources", "--max-sources"),
    *("--limit", "--reverse"),
)


def ids(made: Tables, kind: str) -> list[str]:
    """Return the ids of all records of a kind."""
    return [record["id"] for record in made.get(kind, ())]


def _options(made: Tables) -> dict[str, Callable[[Random], str]]:
    actors, places = ids(made, "actors"), ids(made, "places")
    sources = ids(made, "sources")
    publishers = [source["publisher"] for source in made["sources"]]
    agencies = [source["agency"] for source in made["sources"] if "agency" in source]
    tags = sorted({tag for event in made["events"] for tag in event.get("tags", ())})

    def one(values: Sequence[str]) -> Callable[[Random], str]:
        return lambda random: random.choice(values)

    return {
        **{name: one(PERIODS) for name in ("--since", "--until", "--on", "--known-by")},
        **{name: one([""]) for name in ("--certain", "--undated", "--reverse")},
        **{name: one(actors) for name in ("--actor", "--not-actor")},
        **{name: one(places) for name in ("--place", "--not-place")},
        **{name: one((*actors, *places)) for name in ("--about", "--not-about")},
        **{name: one(sources) for name in ("--source", "--not-source")},
        **{name: one(publishers) for name in ("--publisher", "--not-publisher")},
        **({name: one(agencies) for name in ("--agency", "--not-agency")} if agencies else {}),
        **({name: one(tags) for name in ("--tag", "--not-tag")} if tags else {}),
        "--text": one(PHRASES),
        "--min-sources": one("0123"),
        "--max-sources": one("0123"),
        "--limit": one("0125"),
    }


def _of_command(command: str, random: Random, made: Tables) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the words behind a command, and options of its own."""
    words: tuple[str, ...] = ()
    more: dict[str, tuple[str, ...]] = {}
    if command == "profile" or (command in ("quote", "troops") and random.random() < 1 / 2):
        words = (random.choice(ids(made, "actors")),)
    elif command == "page":
        words = (random.choice(ids(made, "sources")),)
    elif command == "search":
        words = tuple(random.sample(WORDS, random.randint(1, 2)))
    if command == "troops":
        form = random.choice(("", "--latest", "--differ"))
        more = {form: ("",)} if form else {}
        if "figures" in made and random.random() < 1 / 2:
            more = {**more, "--measure": (random.choice(made["figures"])["measure"],)}
    elif command == "stats":
        more = {"--by": (random.choice(BY),)}
    if command in ("stats", "search") and random.random() < 1 / 2:
        more = {**more, "--kind": (random.choice(KINDS if command == "search" else FACTS),)}
    return words, more
