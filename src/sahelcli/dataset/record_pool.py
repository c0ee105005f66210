"""Pool of all records of one kind, over all files, and which of them have to be left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from sahelcli.dataset.file_content import FileContent, FileRecords
from sahelcli.diagnostics.finding import About, Diagnostic, Finding, TablePlace
from sahelcli.model.base import Record
from sahelcli.model.kinds import Kind
from sahelcli.model.reference_fields import Keys
from sahelcli.toml.source_file import SourceFile

_NO_ROWS = FileRecords((), ())


class RecordPool:
    """The records of a kind in the order of the files; a position counts them from 0.

    `ids` gives the first position of each id, `removed` the positions that no answer may come from.
    """

    def __init__(self, kind: Kind, contents: Sequence[FileContent]) -> None:
        self.kind = kind
        self.removed: set[int] = set()
        self._pages = [content.page for content in contents]
        self._rows = [content.rows.get(kind.name, _NO_ROWS) for content in contents]
        self._starts = [0, *accumulate(len(rows.records) for rows in self._rows)]
        self.records: list[Record] = [record for rows in self._rows for record in rows.records]
        names = [record.id for record in self.records]
        self.ids = dict(zip(reversed(names), range(len(names) - 1, -1, -1), strict=True))

    def doubles(self) -> Iterator[int]:
        """Return the positions of the records whose id an earlier one has."""
        if len(self.ids) < len(self.records):
            yield from (position for position in range(len(self.records)) if not self.is_first(position))

    def is_first(self, position: int) -> bool:
        """Return whether a record is the one its id leads to."""
        return self.ids[self.records[position].id] == position

    def page(self, position: int) -> SourceFile:
        """Return the file of a record."""
        return self._pages[self._file(position)]

    def way(self, position: int) -> Keys:
        """Return the way to a record in its file."""
        file = self._file(position)
        return self.kind.table, self._rows[file].numbers[position - self._starts[file]]

    def diagnose(self, position: int, keys: Keys, message: str, code: str, hint: str | None = None) -> Diagnostic:
        """Return an error at a value of a record, or at the record's header."""
        about = About(self.kind.name, self.records[position].id)
        return self.locate(position, Finding(TablePlace(keys), message, code, hint, about=about))

    def locate(self, position: int, finding: Finding[TablePlace]) -> Diagnostic:
        """Return a finding at a value of a record, or at the record's header."""
        page = self.page(position)
        return page.report(finding.at(page.span((*self.way(position), *finding.place.keys))))

    def remaining(self) -> tuple[Record, ...]:
        """Return the records that are not removed."""
        if not self.removed:
            return tuple(self.records)
        return tuple(record for position, record in enumerate(self.records) if position not in self.removed)

    def files_kept(self) -> set[str]:
        """Return the paths of the files that have records which are not removed."""
        counts = [0] * len(self._pages)
        for position in self.removed:
            counts[self._file(position)] += 1
        files = zip(self._pages, self._rows, counts, strict=True)
        return {page.path for page, rows, gone in files if len(rows.records) > gone}

    def _file(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1
