"""Fill an index with records: all at once, some after others, or those that came to the end of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sahelcli.index.entries import Entries
from sahelcli.index.independence import same
from sahelcli.index.known import Earlier, Known, Names
from sahelcli.index.order import position
from sahelcli.index.writer import Writing
from sahelcli.records import KIND_NAMES
from sahelcli.records.base import ALLOW
from sahelcli.records.kinds import KINDS

if TYPE_CHECKING:
    from sahelcli.files.content import FileContent
    from sahelcli.index.cited import Citing
    from sahelcli.index.content_hash import ContentHash
    from sahelcli.index.numbers import Numbers
    from sahelcli.progress import Advance
    from sahelcli.records.dataset import Dataset
    from sahelcli.records.info import Info

_AT_ONCE = 1_000  # records that are written together

Placed = Mapping[str, Sequence[tuple[int, Any]]]
"""The records of each kind, each with its place in the order of the files."""


def in_files(contents: Iterable[tuple[int, FileContent]], taken: dict[tuple[str, int], int]) -> Placed:
    """Return the records of files in which nothing is wrong, each at its place after those that are taken already."""
    placed: dict[str, list[tuple[int, Any]]] = {kind.name: [] for kind in KINDS}
    for rank, content in contents:
        for kind, rows in content.rows.items():
            number = taken.get((kind, rank), 0)
            placed[kind] += enumerate(rows.records, position(kind, rank, number))
            taken[kind, rank] = number + len(rows.records)
    return placed


def in_a_row(dataset: Dataset) -> Placed:
    """Return the records that are left of a dataset with errors, in their order."""
    return {kind.name: list(enumerate(getattr(dataset, kind.table), position(kind.name, 0, 0))) for kind in KINDS}


class Filler:
    """Fills an index; what records name is among those that are added with them, or came earlier.

    `content` is the hash of those that came earlier.
    """

    def __init__(
        self, writing: Writing, numbers: Numbers, citing: Citing, earlier: Earlier, content: ContentHash
    ) -> None:
        self._writing = writing
        self._numbers = numbers
        self._citing = citing
        self._earlier = earlier
        self._makers = Entries(numbers)
        self._content = content

    def add(self, placed: Placed, tags: Iterable[str], advance: Advance, named: Names | None = None) -> None:
        """Add records, telling of each, and tags; `named` is what is known already of those that they name."""
        records = {kind: [record for _, record in some] for kind, some in placed.items()}
        known = Known(records, self._citing, named, self._earlier)
        makers = self._makers
        makers.know(known)
        for kind in KIND_NAMES:
            make = getattr(makers, kind)
            some = placed.get(kind, ())
            for start in range(0, len(some), _AT_ONCE):
                entries = [(pos, *make(record)) for pos, record in some[start : start + _AT_ONCE]]
                self._writing.take("records", entries)
                for _, record in some[start : start + _AT_ONCE]:
                    self._content.add(kind, record)
                advance(len(entries))
        self._writing.take("allowed", list(_allowed(placed)))
        self._writing.take("terms", self._numbers.new())
        called = _called(tags, placed)
        while rows := list(islice(called, _AT_ONCE)):
            self._writing.take("called", rows)
        self._writing.take("meta", [("content_hash", str(self._content))])
        self._earlier.keep(known)


def _called(tags: Iterable[str], placed: Placed) -> Iterator[tuple[str, str, int, tuple[str, ...], tuple[str, ...]]]:
    """Yield what can be asked for by name, as the writer takes it."""
    for pos, actor in placed.get("actor", ()):
        texts = (actor.description, *(role.title for role in actor.roles))
        yield "actor", actor.id, pos, (actor.name, actor.id, *actor.aliases), texts
    for pos, place in placed.get("place", ()):
        yield "place", place.id, pos, (place.name, place.id, *place.aliases), ()
    behind: dict[tuple[str, str], int] = {}
    for pos, source in placed.get("source", ()):
        for role, name in (("publisher", source.publisher), ("agency", source.agency)):
            if name:
                behind[role, name] = min(pos, behind.get((role, name), pos))
    for (role, name), pos in behind.items():
        yield role, same(name), pos, (name,), ()
    for tag in sorted({*tags, *(tag for _, event in placed.get("event", ()) for tag in event.tags)}):
        yield "tag", tag, 0, (tag,), ()
    for measure in sorted({str(figure.measure) for _, figure in placed.get("figure", ())}):
        yield "measure", measure, 0, (measure,), ()


def _allowed(placed: Placed) -> Iterator[tuple[int, str]]:
    """Yield the places of records that let rules pass, and what they say of that."""
    for records in placed.values():
        for pos, record in records:
            if record.model_extra and ALLOW in record.model_extra:
                yield pos, _as_json(record.model_extra[ALLOW])


def _for_rules(info: Info) -> str:
    """Return what rules of `check` look at in what a dataset says of itself."""
    held = {name: value for name, value in (info.model_extra or {}).items() if name == ALLOW}
    return _as_json({"homepage": info.homepage, **held})


def _as_json(value: Any) -> str:
    """Return what a file says as JSON, null for what JSON has no word for: dates and times without quotes."""
    return json.dumps(value, default=lambda _: None)


def told(info: Info, tags: Mapping[str, str], lacking: str = "") -> list[tuple[str, str]]:
    """Return what an index tells of its dataset as a whole, as rows of `meta`; `lacking` is what `kept` returns."""
    said = [(name, getattr(info, name) or "") for name in ("title", "description", "version", "licence", "homepage")]
    return [
        *said,
        ("for_rules", _for_rules(info)),
        ("lacking", lacking),
        ("tags", json.dumps(dict(tags), ensure_ascii=False)),
    ]
