"""Raw records of a file, as they are written, valid or not: what two states of a dataset are compared by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from sahelcli.dataset.file_content import FileContent
from sahelcli.diagnostics.finding import Diagnostic, Finding, Severity
from sahelcli.diagnostics.suggestions import nearest
from sahelcli.errors import SahelError
from sahelcli.filesystem.decoding import decode
from sahelcli.model.kinds import KINDS
from sahelcli.model.reference_fields import Keys
from sahelcli.text.quoted_values import cut_left
from sahelcli.toml.parser import parse
from sahelcli.toml.recovery import record_starts
from sahelcli.toml.source_file import blanked

OWN = "x_"  # how tables and keys begin that are the user's own
_OWN = re.compile(rb"^[ \t]*\[+[ \t]*[\"']?x_|\A(?:[^\[\n]*\n)*?[ \t]*[\"']?x_", re.MULTILINE)
_KINDS = {name: kind.name for kind in KINDS for name in (kind.table, kind.name)}
_HEADER = re.compile(r"^[ \t]*\[+[ \t]*([A-Za-z_][\w-]*)", re.MULTILINE)
_ID = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[\"']([^\"'\n]*)", re.MULTILINE)


class NotCompared(SahelError):
    """A file whose records cannot be told apart: compared, all of them would seem to be gone or new."""

    def __init__(self, finding: Diagnostic) -> None:
        place = cut_left(str(finding.place), 120)
        super().__init__(f"{place} cannot be compared: {finding.message}", finding.hint)


class RawRecord(NamedTuple):
    """A record, a tag or the description of a dataset, in its file.

    `kind` is that of the record, or the name of a table that no kind has, the user's own, say; `name` its id, or "".
    `record` is None where it is not valid by itself, `span` its place in the text where not even its TOML can be read.
    """

    kind: str
    name: str
    file: RawFile
    way: Keys
    record: Any = None
    span: tuple[int, int] | None = None

    def table(self) -> Mapping[str, Any] | None:
        """Return the keys and values as they are written; None where they cannot be read."""
        if self.span:
            return None
        value = self.file.value(self.way)
        return value if isinstance(value, Mapping) else {"meaning" if self.kind == "tag" else "value": value}

    def text(self) -> str:
        """Return the text of the record, from its header to the next one."""
        start, end = self.span or self.file.span(self.way)
        return self.file.text[start:end].strip("\n")


class RawFile:
    """A file that was read; its text is looked at again only where something in it is wrong, or compared as written."""

    def __init__(self, content: FileContent) -> None:
        self._content = content

    def records(self) -> Iterator[RawRecord]:
        """Yield all records of the file, in its order kind by kind; NotCompared where they cannot be told apart."""
        content = self._content
        if not any(finding.severity is Severity.ERROR for finding in content.diagnostics):
            for kind in KINDS:
                if rows := content.rows.get(kind.name):
                    for record, number in zip(rows.records, rows.numbers, strict=True):
                        yield RawRecord(kind.name, record.id, self, (kind.table, number), record)
            if _OWN.search(content.page.data):
                yield from self._others(OWN)
            yield from self._descriptions(content.tags, content.info)
            return
        if content.blind or decode(content.page.data)[1]:
            raise NotCompared(content.diagnostics[0])
        yield from self._others("")
        yield from self._descriptions(self._tables.get("tags"), content.info or self._tables.get("dataset"))
        yield from map(self._broken, content.page.blanks)

    def _others(self, beginning: str) -> Iterator[RawRecord]:
        """Yield the records of the tables whose names begin so, without those that only describe."""
        for name, value in self._tables.items():
            if name.startswith(beginning) and name not in ("tags", "dataset"):
                yield from self._records(name, value)

    def _records(self, table: str, value: Any) -> Iterator[RawRecord]:
        suggestion = None if table.startswith(OWN) else nearest(table, _KINDS)
        kind = _KINDS.get(table) or _KINDS.get(suggestion or "") or table
        rows = self._content.rows.get(kind)
        valid = dict(zip(rows.numbers, rows.records, strict=True)) if rows and isinstance(value, list) else {}
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            name = item.get("id", "") if isinstance(item, Mapping) else ""
            way = (table, number) if isinstance(value, list) else (table,)
            yield RawRecord(kind, str(name), self, way, valid.get(number) if table in _TABLES else None)

    def _descriptions(self, tags: Any, info: Any) -> Iterator[RawRecord]:
        if tags is not None and not isinstance(tags, Mapping):
            yield from self._records("tags", tags)
        for tag in tags if isinstance(tags, Mapping) else ():
            yield RawRecord("tag", tag, self, ("tags", tag), tags[tag] if isinstance(tags[tag], str) else None)
        if info is not None:
            yield RawRecord("dataset", "dataset", self, ("dataset",), self._content.info)

    def _broken(self, span: tuple[int, int]) -> RawRecord:
        """Return what a piece of text is that cannot be read: a record, or stray lines; NotCompared for several."""
        text = self.text[slice(*span)]
        headers = _HEADER.findall(text)
        if len(headers) > 1:
            raise NotCompared(self._finding_in(span))
        kind = _KINDS.get(headers[0], headers[0]) if headers else "line"
        name = _ID.search(text) if headers else None
        return RawRecord(kind, name[1] if name else "", self, (), None, span)

    def _finding_in(self, span: tuple[int, int]) -> Diagnostic:
        """Return the first that is found wrong in a piece of the text."""
        first, last = (self.text.count("\n", 0, at) + 1 for at in span)
        findings = self._content.diagnostics
        return next((finding for finding in findings if first <= finding.place.line <= last), findings[0])

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        return decode(self._content.page.data)[0]

    @cached_property
    def _tables(self) -> Mapping[str, Any]:
        tables = parse(blanked(self.text, self._content.page.blanks))
        return {} if isinstance(tables, Finding) else tables

    def value(self, way: Keys) -> Any:
        """Return the value at a path of keys, as it is written."""
        value: Any = self._tables
        for key in way:
            value = value[key]
        return value

    def span(self, way: Keys) -> tuple[int, int]:
        """Return where a record begins and ends in the text."""
        starts = [0, *record_starts(self.text), len(self.text)]
        at = bisect_right(starts, self._content.page.place_of(way)) - 1
        return starts[at], starts[min(at + 1, len(starts) - 1)]


_TABLES = frozenset(kind.table for kind in KINDS)
