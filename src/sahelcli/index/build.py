"""Fill an index with records: all at once where it is new, or those that came to the end of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from sahelcli.index.entries import Entries, Entry, Term
from sahelcli.index.fold import key, tokens, words
from sahelcli.index.independence import independent, names
from sahelcli.index.known import Known
from sahelcli.index.selection import BEYOND, SPANS
from sahelcli.progress import Advance, progress

if TYPE_CHECKING:
    from sahelcli.records.dataset import Dataset
    from sahelcli.records.dates import Date

KINDS = ("event", "quote", "figure", "actor", "place", "source")
_FILE = 28  # bits of a place for the number within its file
_KIND = 50
_WORDS_AT_ONCE = 64 << 20  # bytes of the full-text index that are gathered before they are written in order

Placed = Mapping[
    str, Sequence[tuple[int, Any]]
]  # the records of each kind, each with its place in the order of the files


def place(kind: str, rank: int, number: int) -> int:
    """Return where a record stands: by kind, then by file, then by its number among those of its kind in the file."""
    return KINDS.index(kind) << _KIND | rank << _FILE | number


def build(connection: Connection, dataset: Dataset, placed: Placed) -> None:
    """Make the tables of a new index and fill them; the caller commits."""
    tables, _, indexes = Path(__file__).with_name("schema.sql").read_text("utf-8").partition("-- After the rows.")
    connection.executescript(tables)
    connection.execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_WORDS_AT_ONCE,))
    _add(connection, dataset, placed, None)
    connection.executescript(indexes)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", _meta(dataset))


def add(connection: Connection, dataset: Dataset, placed: Placed) -> None:
    """Add records to an index; every reference of theirs leads to one of them or into the index."""
    _add(connection, dataset, placed, connection)


def _add(connection: Connection, dataset: Dataset, placed: Placed, behind: Connection | None) -> None:
    known = Known({kind: [record for _, record in records] for kind, records in placed.items()}, behind)
    filler = _Filler(connection, known)
    makers = Entries(known)
    with progress("indexing", total=sum(map(len, placed.values())), unit="records") as advance:
        for kind in KINDS:
            make = getattr(makers, kind)
            filler.add(((pos, make(record)) for pos, record in placed.get(kind, ())), advance)
    filler.finish()
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?)", _names(dataset, placed))
    connection.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?)", _words(dataset, placed))


class _Numbers(dict[Term, int]):
    """The number of each term, given when it is first asked for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, term: Term) -> int:
        found = self._connection.execute("SELECT term FROM terms WHERE role = ? AND id = ?", term).fetchone()
        insert = "INSERT INTO terms (role, id) VALUES (?, ?)"
        number = found[0] if found else self._connection.execute(insert, term).lastrowid
        self[term] = number = int(number or 0)
        return number


class _Filler:
    """Gives each record its place and its terms their numbers."""

    def __init__(self, connection: Connection, known: Known) -> None:
        self._connection = connection
        self._known = known
        self._numbers = _Numbers(connection)
        self._links: list[tuple[Any, ...]] = []
        self._spans: dict[str, tuple[int, int, int]] = {}
        self._sources: dict[str, tuple[int | None, Term, frozenset[str]]] = {}

    def add(self, entries: Iterable[tuple[int, Entry]], advance: Advance) -> None:
        """Add records, telling of each."""

        def records() -> Iterator[tuple[Any, ...]]:
            for entry in entries:
                yield self._record(entry)
                advance(1)

        self._connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", records())

    def _record(self, placed: tuple[int, Entry]) -> tuple[Any, ...]:
        pos, entry = placed
        kind, record_id, date, sources, row, terms, head, body, note = entry
        span, first, last = self._spanned(date)
        if kind == "source":  # it is known when it is published
            behind = [self._source(record_id)]
        else:
            behind = [self._source(source) for source in sources]
            terms.update(publisher for _, publisher, _ in behind)
            terms.update([("source", source) for source in sources])
        days = [day for day, _, _ in behind if day is not None]
        texts = (pos, _folded(head), _folded(body), tokens(note) if note else "")
        self._connection.execute("INSERT INTO texts (rowid, head, body, note) VALUES (?, ?, ?, ?)", texts)
        numbers = self._numbers
        self._links += [(numbers[term], kind, span, first, last, pos) for term in terms]
        alone = independent([names for _, _, names in behind])
        return pos, kind, record_id, span, first, last, min(days, default=None), alone, row

    def _spanned(self, date: Date | None) -> tuple[int, int, int]:
        text = date.text if date else ""
        found = self._spans.get(text)
        if found is None:
            found = self._spans[text] = spanned(date)
        return found

    def finish(self) -> None:
        """Add what the records are found by, in the order in which it is kept."""
        self._links.sort()
        self._connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?)", self._links)

    def _source(self, source_id: str) -> tuple[int | None, Term, frozenset[str]]:
        """Return by which day a source was out, its publisher as a term, and who is behind it."""
        found = self._sources.get(source_id)
        if found is None:
            source = self._known.sources[source_id]
            day = source.published.last if source.published else None
            behind = names(source.publisher, source.agency)
            found = self._sources[source_id] = day, ("publisher", key(source.publisher)), behind
        return found


def spanned(date: Date | None) -> tuple[int, int, int]:
    """Return the class of width, the first and the last day; what has no date is open at both ends."""
    first = -BEYOND if date is None or date.first is None else date.first
    last = BEYOND if date is None or date.last is None else date.last
    return next(span for span, width in enumerate(SPANS) if last - first < width), first, last


def _called(dataset: Dataset, placed: Placed) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the kind, the id and all the names of what can be asked for by name."""

    def records(kind: str) -> Iterator[Any]:
        return (record for _, record in placed.get(kind, ()))

    for actor in records("actor"):
        yield "actor", actor.id, (actor.name, actor.id, *actor.aliases)
    for place in records("place"):
        yield "place", place.id, (place.name, place.id, *place.aliases)
    for source in records("source"):
        yield "source", source.id, (source.id,)
    for publisher in dict.fromkeys(source.publisher for source in records("source")):
        yield "publisher", key(publisher), (publisher,)
    for tag in sorted({*dataset.tags, *(tag for event in records("event") for tag in event.tags)}):
        yield "tag", tag, (tag,)
    for measure in sorted({figure.measure for figure in records("figure")}):
        yield "measure", measure, (measure,)


def _names(dataset: Dataset, placed: Placed) -> Iterator[tuple[str, str, str, str]]:
    for kind, record_id, called in _called(dataset, placed):
        for name in called:
            yield kind, key(name), record_id, called[0]


def _words(dataset: Dataset, placed: Placed) -> Iterator[tuple[str, str, str, int]]:
    """Yield the words of names before those that only describe: the first of two counts."""
    for kind, record_id, called in _called(dataset, placed):
        if kind != "source":
            for name in called:
                yield from ((kind, word, record_id, 1) for word in words(name))
    for _, actor in placed.get("actor", ()):
        for text in (actor.description, *(role.title for role in actor.roles)):
            yield from (("actor", word, actor.id, 0) for word in words(text))


def _meta(dataset: Dataset) -> Iterator[tuple[str, str]]:
    for name in ("title", "description", "version", "licence", "homepage"):
        yield name, getattr(dataset.info, name) or ""
    yield "left_out", str(dataset.left_out)
    errors = [finding for finding in dataset.diagnostics if finding.severity == "error"]
    yield "errors", str(len(errors))
    yield "first_error", errors[0].one_line() if errors else ""
    yield "tags", json.dumps(dict(dataset.tags), ensure_ascii=False)


def _folded(parts: Iterable[str | None]) -> str:
    said = "\n".join([part for part in parts if part])
    return said and tokens(said)
