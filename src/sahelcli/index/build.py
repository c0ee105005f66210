"""Fill an index with records: all at once, some after others, or those that came to the end of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sahelcli.index.earlier import Ask
from sahelcli.index.entries import Entries
from sahelcli.index.fold import key
from sahelcli.index.known import Earlier, Known, Names
from sahelcli.index.numbers import Numbers
from sahelcli.index.writer import Writing
from sahelcli.records import KIND_NAMES
from sahelcli.records.kinds import KINDS

if TYPE_CHECKING:
    from sahelcli.files.content import FileContent
    from sahelcli.progress import Advance
    from sahelcli.records.dataset import Dataset
    from sahelcli.records.info import Info

_FILE = 28  # bits of a place for the number within its file
_KIND = 50
_AT_ONCE = 1_000  # records that are written together

Placed = Mapping[str, Sequence[tuple[int, Any]]]
"""The records of each kind, each with its place in the order of the files."""


def place(kind: str, rank: int, number: int) -> int:
    """Return where a record stands: by kind, then by file, then by its number among those of its kind in the file."""
    return KIND_NAMES.index(kind) << _KIND | rank << _FILE | number


def in_files(contents: Iterable[tuple[int, FileContent]], taken: dict[tuple[str, int], int]) -> Placed:
    """Return the records of files in which nothing is wrong, each at its place after those that are taken already."""
    placed: dict[str, list[tuple[int, Any]]] = {kind.name: [] for kind in KINDS}
    for rank, content in contents:
        for kind, rows in content.rows.items():
            number = taken.get((kind, rank), 0)
            placed[kind] += enumerate(rows.records, place(kind, rank, number))
            taken[kind, rank] = number + len(rows.records)
    return placed


def in_a_row(dataset: Dataset) -> Placed:
    """Return the records that are left of a dataset with errors, in their order."""
    return {
        kind.name: [(place(kind.name, 0, number), record) for number, record in enumerate(getattr(dataset, kind.table))]
        for kind in KINDS
    }


class Filler:
    """Fills an index; what records name is among those that are added with them, or came earlier."""

    def __init__(self, writing: Writing, earlier: Earlier, ask: Ask | None = None) -> None:
        self._writing = writing
        self._earlier = earlier
        self._numbers = Numbers(ask)

    def add(self, placed: Placed, tags: Iterable[str], advance: Advance, named: Names | None = None) -> None:
        """Add records, telling of each, and tags; `named` is what is known already of those that they name."""
        records = {kind: [record for _, record in some] for kind, some in placed.items()}
        known = Known(records, named, self._earlier)
        makers = Entries(known, self._numbers)
        for kind in KIND_NAMES:
            make = getattr(makers, kind)
            some = placed.get(kind, ())
            for start in range(0, len(some), _AT_ONCE):
                entries = [(pos, *make(record)) for pos, record in some[start : start + _AT_ONCE]]
                self._writing.take("records", entries)
                advance(len(entries))
        self._writing.take("terms", self._numbers.new())
        called = _called(tags, placed)
        while rows := list(islice(called, _AT_ONCE)):
            self._writing.take("called", rows)
        self._earlier.keep(known)


def _called(tags: Iterable[str], placed: Placed) -> Iterator[tuple[str, str, int, tuple[str, ...], tuple[str, ...]]]:
    """Yield what can be asked for by name, as the writer takes it."""
    for pos, actor in placed.get("actor", ()):
        texts = (actor.description, *(role.title for role in actor.roles))
        yield "actor", actor.id, pos, (actor.name, actor.id, *actor.aliases), texts
    for pos, place in placed.get("place", ()):
        yield "place", place.id, pos, (place.name, place.id, *place.aliases), ()
    publishers: dict[str, int] = {}
    for pos, source in placed.get("source", ()):
        publishers[source.publisher] = min(pos, publishers.get(source.publisher, pos))
    for publisher, pos in publishers.items():
        yield "publisher", key(publisher), pos, (publisher,), ()
    for tag in sorted({*tags, *(tag for _, event in placed.get("event", ()) for tag in event.tags)}):
        yield "tag", tag, 0, (tag,), ()
    for measure in sorted({str(figure.measure) for _, figure in placed.get("figure", ())}):
        yield "measure", measure, 0, (measure,), ()


def told(dataset: Dataset) -> list[tuple[str, str]]:
    """Return what an index tells of its dataset as a whole, as rows of `meta`."""
    errors = [finding for finding in dataset.diagnostics if finding.severity == "error"]
    return [
        *told_of(dataset.info, dataset.tags),
        ("left_out", str(dataset.left_out)),
        ("errors", str(len(errors))),
        ("first_error", errors[0].one_line() if errors else ""),
    ]


def told_of(info: Info, tags: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what it tells of a dataset with which nothing is wrong."""
    said = [(name, getattr(info, name) or "") for name in ("title", "description", "version", "licence", "homepage")]
    nothing = [("left_out", "0"), ("errors", "0"), ("first_error", "")]
    return [*said, *nothing, ("tags", json.dumps(dict(tags), ensure_ascii=False))]
