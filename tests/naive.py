"""The manual read once more, the plain way: every record of the TOML files looked at for every question, no index.

It shares no code with the program: dates, folding and independence are read here again, for the few forms that the
tests use. A reference for tests alone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from tests.naive_words import CONNECTING, Words, bare

FACTS = ("event", "quote", "figure")
KINDS = (*FACTS, "actor", "place", "source")
FAR = 10_000_000
FIELDS = {
    "event": ("title", "summary", "attributed_to", "note", "tags"),
    "quote": ("text", "speaker_label", "venue", "note"),
    "figure": ("counts", "wording", "attributed_to", "measure", "note"),
    "actor": ("name", "aliases", "description", "note"),
    "place": ("name", "aliases", "note"),
    "source": ("title", "publisher", "agency", "author", "note"),
}
NOTHING: dict[str, Sequence[str]] = {}
WORLD = ("--known-by", "--undated", "--not-source", "--not-publisher", "--not-agency")
OWN_OF_ACTORS = (
    *("--about", "--not-about", "--source", "--publisher", "--agency", "--text", "--min-sources", "--max-sources"),
    *WORLD,
)
OWN_OF_SOURCES = (
    *("--since", "--until", "--on", "--certain", "--source", "--publisher", "--agency", "--text"),
    *("--min-sources", "--max-sources", *WORLD),
)

Table = Mapping[str, Any]
Keep = Callable[[str, Table, "Options"], bool]
Options = Mapping[str, Sequence[str]]
"""What was typed: each option with its values, a flag with one empty value."""


class Found(NamedTuple):
    """A record that answers: its kind and id, whether it surely lies inside, the sources and renderings shown."""

    kind: str
    id: str
    certain: bool
    sources: tuple[str, ...]
    reworded: bool
    renderings: frozenset[str]


class Answer(NamedTuple):
    """What answers, in order, whatever the limit.

    `undated` is how many records rest on undated sources alone and are left out, `fallen` how many rest on sources
    alone that a `--not-…` option takes away.
    """

    found: tuple[Found, ...]
    undated: int
    fallen: int


class Count(NamedTuple):
    """How many records of each kind have one value, how many of these rest on one source, their first and last day."""

    events: int
    quotes: int
    figures: int
    single: int
    start: int | None
    end: int | None


class Reading:
    """Asks the tables of a dataset by looking at each of its records."""

    def __init__(self, tables: Mapping[str, Sequence[Table]]) -> None:
        self.tables = {kind: list(tables.get(f"{kind}s", ())) for kind in KINDS}
        self.by_id = {kind: {record["id"]: record for record in records} for kind, records in self.tables.items()}
        everything = (text for kind in KINDS for record in self.tables[kind] for text in self.texts(kind, record))
        self._words = Words(everything)
        self._linked: dict[tuple[str, str], frozenset[str]] = {}

    def ask(self, kind: str, options: Options, keep: Keep = lambda _kind, _record, _options: True) -> Answer:
        """Return the records of a kind that answer, and are to be kept by a condition that is no option.

        `--own` says that each record must answer for itself: actors and sources are not looked for through others.
        """
        records = list(enumerate(self.tables[kind]))
        records.sort(key=lambda pair: (*span(day_of(kind, pair[1])), pair[0]), reverse="--reverse" in options)
        everyone = [record for _, record in records]
        result = [record for record in everyone if self._answers(kind, record, options, keep)]
        return Answer(
            tuple(self._found(kind, record, options) for record in result),
            self._left_undated(kind, everyone, options, keep),
            self._fallen(kind, everyone, options, keep),
        )

    def _left_undated(self, kind: str, records: Sequence[Table], options: Options, keep: Keep) -> int:
        """Return how many records `--undated` would let in because nothing dated was known of them."""
        if "--known-by" not in options or "--undated" in options:
            return 0
        with_undated = {**options, "--undated": ("",)}
        return sum(
            not self.shown(kind, record, options) and self._answers(kind, record, with_undated, keep)
            for record in records
        )

    def _fallen(self, kind: str, records: Sequence[Table], options: Options, keep: Keep) -> int:
        """Return how many records lost all their sources to `--not-…` and would answer without these options.

        A source that is taken away is what was asked for, and does not count.
        """
        unwanted = ("--not-source", "--not-publisher", "--not-agency")
        if kind == "source" or not any(option in options for option in unwanted):
            return 0
        without = {option: values for option, values in options.items() if option not in unwanted}
        return sum(
            bool(self.cited(kind, record))
            and all(self._is_unwanted(source, options) for source in self.cited(kind, record))
            and self._answers(kind, record, without, keep)
            for record in records
        )

    def _answers(self, kind: str, record: Table, options: Options, keep: Keep) -> bool:
        if not self._is_there(kind, record, options):
            return False
        parts = {} if "--own" in options else {"actor": OWN_OF_ACTORS, "source": OWN_OF_SOURCES}
        own, linking = _parted(options, parts[kind]) if kind in parts else (options, NOTHING)
        if not (self._matches(kind, record, own) and keep(kind, record, options)):
            return False
        if not any(option != "--certain" and option not in WORLD for option in linking):
            return True
        return record["id"] in self._named(kind, linking)

    def _named(self, kind: str, options: Options) -> frozenset[str]:
        """Return the ids of the actors, or of the sources shown, that facts name which answer for themselves."""
        question = (kind, repr(options))
        if question not in self._linked:
            facts = [(other, fact) for other in FACTS for fact in self.tables[other]]
            answering = [pair for pair in facts if self._is_there(*pair, options) and self._matches(*pair, options)]
            each = (
                self.actors(*pair) if kind == "actor" else {source["id"] for source in self.shown(*pair, options)}
                for pair in answering
            )
            self._linked[question] = frozenset().union(*each)
        return self._linked[question]

    def _matches(self, kind: str, record: Table, options: Options) -> bool:
        def asked(option: str, present: Iterable[str]) -> bool:
            return option not in options or not set(present).isdisjoint(options[option])

        def spared(option: str, present: Iterable[str]) -> bool:
            return set(present).isdisjoint(options.get(option, ()))

        shown = self.shown(kind, record, options)
        is_enough = not {"--min-sources", "--max-sources"} & {*options} or self._rests_on_enough(kind, shown, options)
        return (
            all(_falls(day_of(kind, record), window, options) for window in windows(options))
            and asked("--actor", self.actors(kind, record))
            and spared("--not-actor", self.actors(kind, record))
            and asked("--place", self.where(kind, record))
            and spared("--not-place", self.where(kind, record))
            and asked("--tag", self.tags(kind, record))
            and spared("--not-tag", self.tags(kind, record))
            and asked("--about", self.about(kind, record))
            and spared("--not-about", self.about(kind, record))
            and asked("--measure", [str(record.get("measure"))])
            and asked("--source", (source["id"] for source in shown))
            and self._prints(options, "--publisher", "publisher", shown)
            and self._prints(options, "--agency", "agency", shown)
            and ("--text" not in options or any(self.says(kind, record, text) for text in options["--text"]))
            and is_enough
        )

    def _rests_on_enough(self, kind: str, shown: Sequence[Table], options: Options) -> bool:
        number = 1 if kind == "source" else independent([behind(source) for source in shown])
        least, most = (
            int(options.get(name, [other])[0]) for name, other in (("--min-sources", "0"), ("--max-sources", "99"))
        )
        return least <= number <= most

    def _prints(self, options: Options, option: str, key: str, sources: Sequence[Table]) -> bool:
        names = {folded(source[key]) for source in sources if key in source}
        return option not in options or not names.isdisjoint(map(folded, options[option]))

    def _found(self, kind: str, record: Table, options: Options) -> Found:
        shown = self.shown(kind, record, options)
        return Found(
            kind,
            record["id"],
            all(_is_inside(day_of(kind, record), window) for window in windows(options)),
            tuple(source["id"] for source in shown) if kind != "source" else (),
            kind == "quote" and all(source.get("reworded", False) for source in shown),
            frozenset(self._renderings(record, options)) if kind == "quote" else frozenset(),
        )

    def _renderings(self, quote: Table, options: Options) -> Iterator[str]:
        relevant = {name: values for name, values in options.items() if name in WORLD or name.startswith("--not-")}
        for other in self.tables["quote"]:
            is_one = "utterance" in quote and other.get("utterance") == quote["utterance"] and other is not quote
            if is_one and self._is_there("quote", other, relevant) and self._matches("quote", other, relevant):
                yield other["id"]

    # Sources

    def cited(self, kind: str, record: Table) -> list[Table]:
        """Return the sources that a record cites, in its order; a source is its own."""
        return [record] if kind == "source" else [self.by_id["source"][name] for name in record.get("sources", ())]

    def shown(self, kind: str, record: Table, options: Options) -> list[Table]:
        """Return the sources that are shown of a record, in its order."""
        left = [source for source in self.cited(kind, record) if not self._is_unwanted(source, options)]
        if "--known-by" not in options:
            return left
        _, by = period(options["--known-by"][0])
        undated = "--undated" in options
        return [source for source in left if (undated if (out := published(source)) is None else out <= by)]

    def _is_unwanted(self, source: Table, options: Options) -> bool:
        return (
            source["id"] in options.get("--not-source", ())
            or folded(source["publisher"]) in map(folded, options.get("--not-publisher", ()))
            or ("agency" in source and folded(source["agency"]) in map(folded, options.get("--not-agency", ())))
        )

    def _is_there(self, kind: str, record: Table, options: Options) -> bool:
        """Whether a record has a source that is shown, or never needed one: places, and actors without sources.

        Of what cites nothing nobody knows when it was known: it is as what rests on undated sources.
        """
        if self.cited(kind, record):
            return bool(self.shown(kind, record, options))
        return "--known-by" not in options or "--undated" in options

    # What records name

    def actors(self, kind: str, record: Table) -> set[str]:
        """Return the actors that take part, speak, or whose force it is."""
        if kind == "event":
            return set(record.get("actors", ()))
        return {record[key] for key in ("speaker", "force") if key in record}

    def _event(self, kind: str, record: Table) -> Table | None:
        if kind == "quote":
            return self.by_id["event"][record["event"]] if "event" in record else None
        return record

    def where(self, kind: str, record: Table) -> set[str]:
        """Return where it is, and all that holds this; a quotation is where its event is."""
        if kind == "place":
            return self._holders(record["id"])
        at = self._event(kind, record) if kind in FACTS else None
        places = [*at.get("places", ()), *([at["place"]] if "place" in at else [])] if at else []
        return {holder for place in places for holder in self._holders(place)}

    def _holders(self, place: str) -> set[str]:
        outer = self.by_id["place"][place].get("part_of")
        return {place} | (self._holders(outer) if outer else set())

    def tags(self, kind: str, record: Table) -> set[str]:
        """Return the tags of an event, or of a quotation's event."""
        event = self._event(kind, record) if kind in FACTS else None
        return set(event.get("tags", ())) if event else set()

    def about(self, kind: str, record: Table) -> set[str]:
        """Return the ids of actors and places that a record names in any role."""
        if kind == "actor":
            return {record["id"], *(of for role in record.get("roles", ()) for of in self._of(role["of"]))}
        event = self._event(kind, record) if kind in FACTS else None
        return self.actors(kind, record) | self.where(kind, record) | set(event.get("actors", ()) if event else ())

    def _of(self, name: str) -> set[str]:
        return {name} if name in self.by_id["actor"] else self._holders(name)

    # Words

    def says(self, kind: str, record: Table, phrase: str) -> bool:
        """Whether the words stand next to each other in one field."""
        return any(self._words.say(text, phrase) for text in self.texts(kind, record))

    def texts(self, kind: str, record: Table) -> Iterator[str]:
        """Yield each text of a record that can be searched, names of what it names among them."""
        for field in FIELDS[kind]:
            value = record.get(field, ())
            yield from (value,) if isinstance(value, str) else value
        if kind in FACTS:
            yield from (self.by_id["actor"][actor]["name"] for actor in self.actors(kind, record))
        if kind in ("event", "figure"):
            places = record["places"] if "places" in record else [record["place"]] if "place" in record else []
            yield from (self.by_id["place"][place]["name"] for place in places)
        if kind == "actor":
            yield from (role["title"] for role in record.get("roles", ()))

    # More than lists

    def naming(self, actor: str) -> Keep:
        """Return the condition that a record names an actor: takes part, speaks, or it is their force."""
        return lambda kind, record, _: actor in self.actors(kind, record)

    def resting_on(self, source: str) -> Keep:
        """Return the condition that a source stands among those shown of a record."""
        return lambda kind, record, options: any(source == one["id"] for one in self.shown(kind, record, options))

    def having(self, wanted: Sequence[str]) -> Keep:
        """Return the condition that a record has all the words, in whatever fields."""
        return lambda kind, record, _: all(self.says(kind, record, word) for word in wanted)

    def counts(self, by: str, kinds: Sequence[str], options: Options) -> dict[str, Count]:
        """Return how many records have each value."""
        values: dict[str, list[tuple[str, Table]]] = {}
        for kind in kinds:
            for item in self.ask(kind, options).found:
                record = self.by_id[kind][item.id]
                for value in self._values(by, kind, record, options):
                    values.setdefault(value, []).append((kind, record))
        return {value: self._count(records, options) for value, records in values.items()}

    def _values(self, by: str, kind: str, record: Table, options: Options) -> set[str]:
        named: dict[str, Callable[[], set[str]]] = {
            "kind": lambda: {kind},
            "actor": lambda: self.actors(kind, record),
            "place": lambda: self.where(kind, record),
            "tag": lambda: self.tags(kind, record),
            "measure": lambda: {record["measure"]} if kind == "figure" else set(),
        }
        if by in named:
            return named[by]()
        if by in ("publisher", "agency"):
            return {folded(source[by]) for source in self.shown(kind, record, options) if by in source}
        first, last = (_period_of(by, day) for day in span(record["date"]))
        return {first if first == last and first else "imprecise"}

    def _count(self, records: Sequence[tuple[str, Table]], options: Options) -> Count:
        days = [span(record["date"]) for _, record in records]
        single = sum(independent([behind(source) for source in self.shown(*pair, options)]) == 1 for pair in records)
        events, quotes, figures = (sum(kind == one for one, _ in records) for kind in FACTS)
        return Count(
            events,
            quotes,
            figures,
            single,
            min((first for first, _ in days if first != -FAR), default=None),
            max((last for _, last in days if last != FAR), default=None),
        )

    def differing(self, result: Sequence[Found]) -> set[frozenset[str]]:
        """Return the largest sets of figures on one subject that share a day, where some two of them do not meet."""
        figures = [self.by_id["figure"][one.id] for one in result]
        blocks: set[frozenset[str]] = set()
        for figure in figures:
            same = [other for other in figures if subject(other) == subject(figure)]
            for day in {max(span(other["date"])[0], -FAR) for other in same}:
                block = [other for other in same if span(other["date"])[0] <= day <= span(other["date"])[1]]
                if any(not meet(one, other) for one, other in combinations(block, 2)):
                    blocks.add(frozenset(other["id"] for other in block))
        return {block for block in blocks if not any(block < other for other in blocks)}

    def newest(self, result: Sequence[Found]) -> list[Found]:
        """Return of the figures on each subject those with the newest date."""
        figures = self.by_id["figure"]

        def newer(one: Found, other: Found) -> bool:
            mine, theirs = figures[one.id], figures[other.id]
            return subject(mine) == subject(theirs) and span(mine["date"]) > span(theirs["date"])

        return [one for one in result if not any(newer(other, one) for other in result)]


def _parted(options: Options, own: Sequence[str]) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """Return what a record itself answers, and what facts answer that name it; the options of sources are in both."""
    mine = {option: values for option, values in options.items() if option in own}
    others = {option: values for option, values in options.items() if option not in own or option in WORLD}
    return mine, {option: values for option, values in others.items() if option not in ("--limit", "--reverse")}


def subject(figure: Table) -> tuple[str, ...]:
    """Return whose force, where, what is measured and what is counted."""
    return figure.get("force", ""), figure["place"], figure["measure"], figure.get("counts", "")


def meet(one: Table, other: Table) -> bool:
    """Whether the ranges of two figures have a number in common; an open end goes on for ever."""
    least = max(figure.get("low", 0) for figure in (one, other))
    most = min(figure.get("high", FAR) for figure in (one, other))
    return bool(least <= most)


def day_of(kind: str, record: Table) -> str:
    """Return the date of a record as written: of a source that of publication; what has none is open at both ends."""
    return str(record.get("published" if kind == "source" else "date", "../.."))


def published(source: Table) -> int | None:
    """Return the last day on which a source was out, None where it says none."""
    if "published" not in source:
        return None
    _, last = span(source["published"])
    return None if last == FAR else last


def windows(options: Options) -> Iterator[tuple[int, int]]:
    """Yield the days that each option about days allows."""
    for name in ("--since", "--until", "--on"):
        if name in options:
            first, last = period(options[name][0])
            yield -FAR if name == "--until" else first, FAR if name == "--since" else last


def _falls(written: str, window: tuple[int, int], options: Options) -> bool:
    if written == "../..":  # what has no date is in no window
        return False
    first, last = span(written)
    return _is_inside(written, window) if "--certain" in options else first <= window[1] and window[0] <= last


def _is_inside(written: str, window: tuple[int, int]) -> bool:
    first, last = span(written)
    return window[0] <= first and last <= window[1]


@cache
def span(text: str) -> tuple[int, int]:
    """Return the first and last day of a date, as ordinals of `datetime.date`; an open end is FAR away."""
    begins, slash, ends = text.partition("/")
    if slash:
        return (-FAR if begins in ("", "..") else span(begins)[0]), (FAR if ends in ("", "..") else span(ends)[1])
    bare = text.rstrip("?~%")
    year, *rest = bare.split("-")
    years = [int(year.replace("X", digit)) for digit in ("0", "9")]
    if rest in ([], ["XX"]):
        return date(years[0], 1, 1).toordinal(), date(years[1], 12, 31).toordinal()
    month, length = int(rest[0]), calendar.monthrange(years[0], int(rest[0]))[1]
    days = [1, length] if len(rest) == 1 or rest[1] == "XX" else [int(rest[1].replace("X", digit)) for digit in "09"]
    return date(years[0], month, max(days[0], 1)).toordinal(), date(years[0], month, min(days[1], length)).toordinal()


@cache
def period(text: str) -> tuple[int, int]:
    """Return the first and last day of a year, quarter, month, day or interval."""
    if "/" in text:
        begins, ends = text.split("/")
        return period(begins)[0], period(ends)[1]
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        last = 3 * int(match[2])
        return span(f"{match[1]}-{last - 2:02}")[0], span(f"{match[1]}-{last:02}")[1]
    return span(text)


def _period_of(by: str, day: int) -> str:
    if abs(day) == FAR:
        return ""
    civil_day = date.fromordinal(day)
    match by:
        case "year":
            return f"{civil_day.year}"
        case "quarter":
            return f"{civil_day.year}-Q{(civil_day.month + 2) // 3}"
        case _:
            return f"{civil_day.year}-{civil_day.month:02}"


def behind(source: Table) -> frozenset[str]:
    """Return who is behind a source: publisher and agency, folded."""
    return frozenset(folded(source[key]) for key in ("publisher", "agency") if key in source)


def independent(sources: Sequence[frozenset[str]]) -> int:
    """Return the greatest number of sources no two of which share a name: every selection of them is tried."""
    for number in range(len(sources), 1, -1):
        for chosen in combinations(sources, number):
            if all(not one & other for one, other in combinations(chosen, 2)):
                return number
    return min(1, len(sources))


@cache
def folded(name: str) -> str:
    """Return the name of an outlet as it is compared: capitals, accents, spaces, hyphens and apostrophes make none."""
    return "".join(sign for sign in bare(name) if sign not in (" ", *CONNECTING))
