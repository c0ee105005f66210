"""One side of a comparison: all that a dataset's files hold, valid or not, and what the records are called."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sahelcli.dataset.linking import link
from sahelcli.dataset.raw_records import OWN, NotCompared, RawFile, RawRecord
from sahelcli.dates.edtf import DateError, parse
from sahelcli.diagnostics.finding import Diagnostic, Severity
from sahelcli.index.build.entries import drafts_of
from sahelcli.index.build.linking import Linker
from sahelcli.index.build.lookups import Lookups
from sahelcli.index.term_numbers import TermNumbers
from sahelcli.json_contract import citation_of
from sahelcli.model import KIND_NAMES
from sahelcli.model.base import parsed
from sahelcli.model.choices import ActorKind, PlaceKind
from sahelcli.model.kinds import KINDS, Actor, Event, Place
from sahelcli.phrases import sources_of
from sahelcli.phrases.label import label

if TYPE_CHECKING:
    from sahelcli.dataset.snapshot import Snapshot
    from sahelcli.json_contract import Citation, SourceRow
    from sahelcli.model.dataset import Dataset
    from sahelcli.row_types import ChangedRecord, RecordRow


OtherDatasets = Callable[[], Sequence["Dataset"]]
"""Returns the datasets to look in, the first one first; asked only when something is not there."""


class OutsideRecords:
    """Records that are referred to and stand in other files; an id that no file has stands for its own name."""

    def __init__(self, others: OtherDatasets) -> None:
        self._others = others

    @cached_property
    def _records(self) -> Mapping[str, Mapping[str, Any]]:
        datasets = self._others()[::-1]  # the first one has the last word
        records = {
            kind.name: {record.id: record for each in datasets for record in getattr(each, kind.table)}
            for kind in KINDS
        }
        return records | {"tag": {tag: tag for each in datasets for tag in each.tags}}

    def known_ids(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""
        return {name for name in ids if name in self._records[kind]}

    def fetch(self, kind: str, record_id: str) -> tuple[int, Any] | None:
        """Return the record with this id, or a placeholder if it is unknown; None for an unknown source.

        Before it is its place in an index: there is none here, and nobody asks for it.
        """
        record = self._records[kind].get(record_id)
        if record is None and kind in _NAMELESS:
            record = _NAMELESS[kind](record_id)
        return None if record is None else (0, record)


_NAMELESS: Mapping[str, Callable[[str], Any]] = {
    "actor": lambda name: Actor.model_construct(id=name, name=name, kind=ActorKind.PERSON, description=name),
    "place": lambda name: Place.model_construct(id=name, name=name, kind=PlaceKind.SITE),
    "event": lambda name: Event.model_construct(id=name, title=name, date=parsed("0000"), sources=()),
}


Key = tuple[str, str, int]
"""Kind and id of a record, and how many before it have the same."""

_ONCE = ("tag", "dataset")  # the first one of all files counts


class DatasetSide:
    """A dataset as its files are written; NotCompared where the records of a file cannot be told apart.

    `records` are in the order of the files.
    """

    def __init__(self, snapshot: Snapshot, others: OtherDatasets = tuple) -> None:
        for finding in snapshot.findings:
            if finding.severity is Severity.ERROR:
                raise NotCompared(finding)
        self.records: dict[Key, RawRecord] = {}
        alike = Counter[tuple[str, str]]()
        for content in snapshot.contents:
            for record in RawFile(content).records():
                number = alike[record.kind, record.name]
                alike[record.kind, record.name] += 1
                if number == 0 or record.kind not in _ONCE:
                    self.records[record.kind, record.name, number] = record
        self._findings = snapshot.findings
        self._elsewhere = OutsideRecords(others)
        self._numbers = TermNumbers(_nothing, is_new=True)
        self.dataset = link(snapshot.contents, snapshot.findings, self._elsewhere.known_ids)
        errors = (finding for finding in self.dataset.diagnostics if finding.severity is Severity.ERROR)
        self._wrong = {(finding.about.kind, finding.about.id) for finding in errors if finding.about}

    def notes(self) -> Iterator[Diagnostic]:
        """Yield findings about its files: which were passed over, and where there is none."""
        yield from self._findings
        yield from (
            finding
            for finding in self.dataset.diagnostics
            if finding.code == "no-records" and finding not in self._findings
        )

    @cached_property
    def kinds(self) -> Mapping[str, Sequence[Key]]:
        """The records of each kind that there are."""
        kinds: dict[str, list[Key]] = {}
        for key in self.records:
            kinds.setdefault(key[0], []).append(key)
        return kinds

    def of_kind(self, kind: str) -> Sequence[Key]:
        """Return the records of a kind, in the order of the files."""
        return self.kinds.get(kind, ())

    def is_valid(self, key: Key) -> bool:
        """Whether a record has no error; a record whose id an earlier one has is not valid."""
        kind, name, number = key
        if kind.startswith(OWN):
            return True
        return self.records[key].record is not None and number == 0 and (kind, name) not in self._wrong

    @cached_property
    def not_valid(self) -> int:
        """How many records are not valid."""
        return sum(not self.is_valid(key) for key in self.records)

    def row(self, key: Key) -> ChangedRecord:
        """Return the title, date and sources of a record."""
        kind, name, _ = key
        written = self.records[key]
        if kind == "tag":
            return {"title": f"{name}: {written.record or written.text()}"}
        if kind == "dataset":
            return {"title": (written.record and written.record.title) or "the dataset"}
        if written.record is None:
            return self._as_written(written)
        row = self._full_row(kind, self._without_unknown_sources(written.record))
        if row["kind"] == "quote" and not row["sources"]:
            row["reworded"] = False  # nothing is known of those it has
        date = row["date"] if row["kind"] in ("event", "quote", "figure") else None
        return {"title": label(row), "date": date, "sources": sources_of(row)}

    def _as_written(self, written: RawRecord) -> ChangedRecord:
        table = written.table() or {}
        values = (table.get(key) for key in ("title", "name", "text", "wording"))
        title = next((text for text in values if isinstance(text, str) and text), written.name or written.text())
        sources = [
            text for text in _list(table.get("sources")) if isinstance(text, str) and self._facts.sources.has(text)
        ]
        return {"date": _date(table.get("date")), "title": title, "sources": self._cited(sources)}

    def _without_unknown_sources(self, record: Any) -> Any:
        """Return the record without the sources of which nothing is known but their ids."""
        sources = getattr(record, "sources", ())
        known = tuple(source for source in sources if self._facts.sources.has(source))
        return record if known == sources else record.model_copy(update={"sources": known})

    def _full_row(self, kind: str, record: Any) -> RecordRow:
        """Return the row of a record, as an index would have it."""
        (draft,) = drafts_of(kind, [record], set())
        _, row, *_ = getattr(self._linker, kind)(draft)
        content: dict[str, Any] = {"kind": kind, **json.loads(row)}  # of a source the index keeps what is cited of it
        if hasattr(record, "sources"):
            content["sources"] = self._cited(record.sources)
        return cast("RecordRow", content)

    def _cited(self, names: Sequence[str]) -> list[Citation]:
        """Return sources as they stand in rows, those that are known."""
        records = (record for name in names if (record := self._source(name)) is not None)
        return [citation_of(cast("SourceRow", self._full_row("source", record))) for record in records]

    def _source(self, name: str) -> Any:
        """Return a source of this side, or else of the other files; None for an unknown one."""
        written = self.records.get(("source", name, 0))
        if written and written.record is not None:
            return written.record
        _, record = self._elsewhere.fetch("source", name) or (0, None)
        return record

    @cached_property
    def _facts(self) -> Lookups:
        records: dict[str, list[Any]] = {}
        for (kind, _, number), written in self.records.items():
            if written.record is not None and number == 0 and kind in KIND_NAMES:
                records.setdefault(kind, []).append(written.record)
        facts = Lookups(self._numbers, self._elsewhere)
        facts.take({kind: drafts_of(kind, some, set()) for kind, some in records.items()}, {})
        return facts

    @cached_property
    def _linker(self) -> Linker:
        return Linker(self._facts, self._numbers)


def _nothing(_statement: str, _values: Sequence[Any]) -> list[tuple[Any, ...]]:
    return []  # no index is there, nor made


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _date(value: Any) -> str | None:
    """Return a date that is one, of a record that is not valid."""
    try:
        return parse(value).text if isinstance(value, str) else None
    except DateError:
        return None
