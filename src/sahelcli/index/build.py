"""Fill an empty index from a dataset."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from sahelcli.index.entries import Entries, Entry, Term
from sahelcli.index.fold import key, tokens, words
from sahelcli.index.independence import independent, names
from sahelcli.index.selection import BEYOND, SPANS

if TYPE_CHECKING:
    from sahelcli.records.dataset import Dataset
    from sahelcli.records.dates import Date

_RANK = {kind: rank for rank, kind in enumerate(("event", "quote", "figure", "actor", "place", "source"))}


def build(connection: Connection, dataset: Dataset) -> None:
    """Make the tables and fill them; the caller commits."""
    connection.executescript(Path(__file__).with_name("schema.sql").read_text("utf-8"))
    filler = _Filler(connection, dataset)
    for entry in Entries(dataset).all():
        filler.add(entry)
    filler.finish()
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", _names(dataset))
    connection.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?)", _words(dataset))
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(dataset))


class _Filler:
    """Gives each record its place and its terms their numbers."""

    def __init__(self, connection: Connection, dataset: Dataset) -> None:
        self._connection = connection
        self._numbers: dict[Term, int] = {}
        self._links: list[tuple[Any, ...]] = []
        self._count = dict.fromkeys(_RANK, 0)
        self._published = {source.id: source.published.last if source.published else None for source in dataset.sources}
        self._publisher = {source.id: key(source.publisher) for source in dataset.sources}
        self._behind = {source.id: names(source.publisher, source.agency) for source in dataset.sources}

    def add(self, entry: Entry) -> None:
        pos = _RANK[entry.kind] << 40 | self._count[entry.kind]
        self._count[entry.kind] += 1
        span, first, last = placed(entry.date)
        cited = (entry.id,) if entry.kind == "source" else entry.sources  # a source is known when it is published
        days = [day for source in cited if (day := self._published[source]) is not None]
        alone = independent(self._behind[source] for source in cited)
        record = (pos, entry.kind, entry.id, span, first, last, min(days, default=None), alone, entry.row)
        self._connection.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", record)
        texts = (_folded(entry.head), _folded(entry.body), _folded((entry.note,)))
        self._connection.execute("INSERT INTO texts (rowid, head, body, note) VALUES (?, ?, ?, ?)", (pos, *texts))
        publishers = {("publisher", self._publisher[source]) for source in entry.sources}
        for term in {("source", source) for source in entry.sources} | publishers | entry.terms:
            self._links.append((self._numbers.setdefault(term, len(self._numbers)), entry.kind, span, first, last, pos))

    def finish(self) -> None:
        terms = ((number, *term) for term, number in self._numbers.items())
        self._connection.executemany("INSERT INTO terms VALUES (?, ?, ?)", terms)
        self._links.sort()
        self._connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?)", self._links)


def placed(date: Date | None) -> tuple[int, int, int]:
    """Return the class of width, the first and the last day; what has no date is open at both ends."""
    first = -BEYOND if date is None or date.first is None else date.first
    last = BEYOND if date is None or date.last is None else date.last
    return next(span for span, width in enumerate(SPANS) if last - first < width), first, last


def _called(dataset: Dataset) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the kind, the id and all the names of what can be asked for by name."""
    for actor in dataset.actors:
        yield "actor", actor.id, (actor.name, actor.id, *actor.aliases)
    for place in dataset.places:
        yield "place", place.id, (place.name, place.id, *place.aliases)
    for source in dataset.sources:
        yield "source", source.id, (source.id,)
        yield "publisher", key(source.publisher), (source.publisher,)
    for tag in sorted({*dataset.tags, *(tag for event in dataset.events for tag in event.tags)}):
        yield "tag", tag, (tag,)
    for measure in sorted({figure.measure for figure in dataset.figures}):
        yield "measure", measure, (measure,)


def _names(dataset: Dataset) -> Iterator[tuple[str, str, str, str]]:
    for kind, record_id, called in _called(dataset):
        for name in called:
            yield kind, key(name), record_id, called[0]


def _words(dataset: Dataset) -> Iterator[tuple[str, str, str, int]]:
    """Yield the words of names before those that only describe: the first of two counts."""
    for kind, record_id, called in _called(dataset):
        if kind != "source":
            for name in called:
                yield from ((kind, word, record_id, 1) for word in words(name))
    for actor in dataset.actors:
        for text in (actor.description, *(role.title for role in actor.roles)):
            yield from (("actor", word, actor.id, 0) for word in words(text))


def _meta(dataset: Dataset) -> Iterator[tuple[str, str]]:
    for name in ("title", "description", "version", "licence", "homepage"):
        yield name, getattr(dataset.info, name) or ""
    yield "left_out", str(dataset.left_out)
    yield "errors", str(sum(finding.severity == "error" for finding in dataset.diagnostics))
    yield "tags", json.dumps(dict(dataset.tags), ensure_ascii=False)


def _folded(parts: Iterable[str | None]) -> str:
    return tokens("\n".join(part for part in parts if part))
