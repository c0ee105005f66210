"""The questions answered once more, the plain way: every record looked at, no index. A reference for tests alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from sahelcli.query import Query
from sahelcli.records.dataset import Dataset
from sahelcli.records.dates import Date
from sahelcli.records.periods import Window, may_overlap, surely_inside
from sahelcli.records.source import Source

FIELDS = {
    "event": ("title", "summary", "attributed_to", "note"),
    "quote": ("text", "speaker_label", "venue", "note"),
    "figure": ("counts", "wording", "attributed_to", "measure", "note"),
}
CONNECTING = re.escape("'’‘ʼ`´-‐‑")
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff"  # Thai, Lao, Burmese, Khmer, kana, Han
GROUP = r"(?<![\d.,'’])([1-9]\d{0,2})((?:%s\d{3})+)(?!\d)"


class Found(NamedTuple):
    """A record that matches: whether surely, and the sources that are shown."""

    id: str
    certain: bool
    sources: tuple[str, ...]


class Scan:
    """Asks a dataset by looking at each of its records."""

    def __init__(self, dataset: Dataset) -> None:
        self.records: dict[str, Sequence[Any]] = {
            "event": dataset.events,
            "quote": dataset.quotes,
            "figure": dataset.figures,
        }
        self.events = {event.id: event for event in dataset.events}
        self.actors = {actor.id: actor for actor in dataset.actors}
        self.places = {place.id: place for place in dataset.places}
        self.sources = {source.id: source for source in dataset.sources}
        said: list[str | None] = [
            text for kind, records in self.records.items() for record in records for text in self._texts(kind, record)
        ]
        for actor in dataset.actors:
            said += [actor.name, *actor.aliases, actor.description, *(role.title for role in actor.roles), actor.note]
        for place in dataset.places:
            said += [place.name, *place.aliases, place.note]
        for source in dataset.sources:
            said += [source.title, source.publisher, source.agency, source.author, source.note]
        self.connected = {pair for text in said if text for pair in _connected(text)}

    def ask(self, kind: str, query: Query) -> list[Found]:
        """Return what answers a query, names in it being ids, in the order that is promised."""
        numbered = list(enumerate(self.records[kind]))
        numbered.sort(key=lambda pair: (*_bounds(pair[1].date), pair[0]), reverse=query.reverse)
        found = [self._found(record, query) for _, record in numbered if self._matches(kind, record, query)]
        return found[: query.limit]

    def _found(self, record: Any, query: Query) -> Found:
        certain = all(surely_inside(record.date.first, record.date.last, window) for window in _windows(query))
        return Found(record.id, certain, tuple(source.id for source in self._shown(record, query)))

    def _matches(self, kind: str, record: Any, query: Query) -> bool:
        days = (record.date.first, record.date.last)
        inside = surely_inside if query.certain else may_overlap
        own = () if query.speaker is None else (query.speaker,)
        wanted = (own, self._named(kind, record)), (query.actors, self._named(kind, record))
        about = self._about(kind, record)
        return (
            all(inside(*days, window) for window in _windows(query))
            and all(not asked or set(asked) & there for asked, there in wanted)
            and (not query.places or bool(set(query.places) & self._where(about)))
            and (not query.tags or bool(set(query.tags) & _tags(about)))
            and (not query.measures or getattr(record, "measure", None) in query.measures)
            and not set(query.not_actors) & self._named(kind, record)
            and not set(query.not_places) & self._where(about)
            and not set(query.not_tags) & _tags(about)
            and (not query.sources or bool(set(query.sources) & set(record.sources)))
            and (not query.publishers or bool(set(map(_plain, query.publishers)) & self._publishers(record)))
            and (not query.texts or any(self._says(kind, record, text) for text in query.texts))
            and self._is_known(record, query)
            and self._rests_on_enough(record, query)
        )

    def _about(self, kind: str, record: Any) -> Any:
        if kind == "quote":
            return self.events[record.event] if record.event else None
        return record

    def _named(self, kind: str, record: Any) -> set[str]:
        match kind:
            case "event":
                return set(record.actors)
            case "quote":
                return {record.speaker}
            case _:
                return {record.force} - {None}

    def _where(self, about: Any) -> set[str]:
        there: set[str] = set()
        for place in getattr(about, "places", None) or (getattr(about, "place", None),):
            at = place
            while at:
                there.add(at)
                at = self.places[at].part_of
        return there

    def _publishers(self, record: Any) -> set[str]:
        return {_plain(self.sources[source].publisher) for source in record.sources}

    def _says(self, kind: str, record: Any, phrase: str) -> bool:
        """Whether the words stand next to each other in one text of the record, in any way they are written."""
        ways = self._ways(phrase)
        return any(way in f" {' '.join(_words(text))} " for text in self._texts(kind, record) for way in ways)

    def _ways(self, phrase: str) -> list[str]:
        """Return a phrase in all ways: what it or any record connects is looked for together, and in its parts."""
        pairs = self.connected | set(_connected(phrase))

        def ways(words: list[str]) -> Iterator[list[str]]:
            if not words:
                yield []
            for number in range(1, min(4, len(words)) + 1):
                together, apart = "".join(words[:number]), " ".join(words[:number])
                parts = {parts for word, parts in pairs if word == together}
                if number == 1 or apart in parts:
                    yield from ([one, *rest] for one in (together, *parts) for rest in ways(words[number:]))

        return [f" {' '.join(way)} " for way in ways(_words(phrase))]

    def _texts(self, kind: str, record: Any) -> list[str]:
        texts = [getattr(record, field) for field in FIELDS[kind]]
        texts += [self.actors[actor].name for actor in self._named(kind, record)]
        if kind != "quote":
            places = record.places if kind == "event" else (record.place,)
            texts += [self.places[place].name for place in places]
        texts += list(_tags(record)) if kind == "event" else []
        return [str(text) for text in texts if text]

    def _is_known(self, record: Any, query: Query) -> bool:
        if query.known_by is None or query.known_by.last is None:
            return True
        days = [_published(self.sources[source]) for source in record.sources]
        return any(query.undated if day is None else day <= query.known_by.last for day in days)

    def _shown(self, record: Any, query: Query) -> Iterator[Source]:
        by = query.known_by.last if query.known_by else None
        for source in (self.sources[source] for source in record.sources):
            day = _published(source)
            was_known = query.undated if day is None else by is None or day <= by
            if by is None or was_known:
                yield source

    def _rests_on_enough(self, record: Any, query: Query) -> bool:
        number = independent([_behind(source) for source in self._shown(record, query)])
        return query.min_sources <= number and (query.max_sources is None or number <= query.max_sources)


def independent(sources: Sequence[frozenset[str]]) -> int:
    """Return the greatest number of sources no two of which share a name: every selection of them is tried."""
    for number in range(len(sources), 1, -1):
        for chosen in combinations(sources, number):
            if all(not one & other for one, other in combinations(chosen, 2)):
                return number
    return min(1, len(sources))


def _windows(query: Query) -> Iterator[Window]:
    if query.since:
        yield Window(query.since.first, None, "")
    if query.until:
        yield Window(None, query.until.last, "")
    if query.on:
        yield query.on


def _bounds(date: Date) -> tuple[float, float]:
    first = float("-inf") if date.first is None else date.first
    return first, float("inf") if date.last is None else date.last


def _behind(source: Source) -> frozenset[str]:
    return frozenset(_plain(name) for name in (source.publisher, source.agency) if name)


def _plain(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isalnum())


def _published(source: Source) -> int | None:
    return source.published.last if source.published else None


def _tags(about: Any) -> set[str]:
    return set(getattr(about, "tags", ()))


def _words(text: str) -> list[str]:
    """Return the words of a text in their order, connected ones apart, each sign of a script without spaces one."""
    return re.findall(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+", _bare(_ungrouped(text)))


def _connected(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between apostrophes or hyphens, two to four pieces at a time: run together, and apart."""
    for chain in re.findall(rf"[^\W_]+(?:[{CONNECTING}][^\W_]+)+", _bare(_ungrouped(text))):
        parts = re.split(f"[{CONNECTING}]", chain)
        for begin, end in combinations(range(len(parts) + 1), 2):
            if 2 <= end - begin <= 4:
                yield "".join(parts[begin:end]), " ".join(parts[begin:end])


def _bare(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def _ungrouped(text: str) -> str:
    for sign in ("[ \u00a0\u202f\u2009]", ",", r"\.", "['’]"):
        text = re.sub(GROUP % sign, lambda found: found[1] + re.sub(r"\D", "", found[2]), text)
    return text
