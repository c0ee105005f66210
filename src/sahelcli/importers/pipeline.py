"""Import pipeline from tables to TOML: the steps that all importers share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from typing import NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, Finding, Location, Severity
from sahelcli.importers.cells.dates import AmbiguousDates
from sahelcli.importers.cells.missing_values import MissingValues
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.record_writer import Batch, NewRecord, RecordWriter
from sahelcli.importers.row_errors import RowError, RowRejected, RowWaits, Warn, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.table import Note, Row, Table, fault_at
from sahelcli.model import NOUNS, TABLE_NAMES
from sahelcli.phrases import count
from sahelcli.toml.writer import lines

Piece = Batch | Diagnostic | Note
"""Records as TOML, something wrong with a row, or something to say."""

_AT_ONCE = 200  # rows whose records are counted and written together
_MOST_WAITING = 100_000  # rows kept in memory until later rows describe their references
_NOUNS = {TABLE_NAMES[kind]: noun for kind, noun in NOUNS.items()}


class RowImporter(ABC):
    """Base class of importers: the columns of their tables, and the conversion of a row into records."""

    columns: WantedColumns
    missing: frozenset[str] = frozenset()  # missing-value words of these columns, besides --missing
    _expected: AbstractSet[tuple[str, str]] = frozenset()
    _may_wait = False  # whether a row with an unknown reference waits for the rows after it

    @abstractmethod
    def head(self) -> str:
        """Return the text before all records: a comment, or tables such as `[dataset]`."""

    @abstractmethod
    def row(self, cells: tuple[str, ...], warn: Warn) -> Iterable[NewRecord]:
        """Return the records of a row, given the cells of the wanted columns; RowRejected if the row is invalid."""

    def knows(self, kind: str, name: str) -> bool:  # noqa: ARG002  # for importers that only refer to their own records
        """Whether an earlier row described the record with this kind and id, or the dataset has it."""
        return False

    def expect(self, records: AbstractSet[tuple[str, str]]) -> None:
        """Accept references to these records, (kind, id); from now on no row waits, other unknown ones are rejected."""
        self._expected, self._may_wait = records, False

    def tail(self) -> Iterable[NewRecord]:
        """Return the records that are complete only after the last row."""
        return ()

    def tags(self) -> Mapping[str, str]:
        """Return the tags used by rows, and their meanings."""
        return {}

    def notes(self) -> Iterable[str]:
        """Return notes for the user on the records made."""
        return ()


Open = Callable[[str, WantedColumns, ImportOptions], AbstractContextManager[Table]]
"""Opens the file of a path as a table with the columns wanted; a SahelError where it is not such a table."""


def read(form: RowImporter, opened: Open, paths: Sequence[str], options: ImportOptions) -> Iterator[Piece]:
    """Yield the records of all tables as one TOML document, with findings and notes, at the end the record counts.

    Yields no text at all if rows were rejected and none became a record.
    """
    writer = RecordWriter(options.present)
    yield from _document(form, opened, paths, options, writer)
    yield Note(f"{_numbers(writer.written) or 'no records'} {'would be ' * options.dry_run}written")
    if writer.left_out:
        yield Note(f"{_numbers(writer.left_out)} left out, as the dataset has them: what is there stays as it is")
    if undated := writer.undated_sources:
        yield Note(f"undated: {count(undated, 'source')}{_dating(options)}")
    yield from map(Note, form.notes())


def _dating(options: ImportOptions) -> str:
    """Return the consequence of undated sources in words, and how a mapped table can give their dates."""
    key = "published" if options.kind == "source" else "source.published"
    way = (
        f"; --map {key}=COLUMN dates them" if options.maps else f"; --set {key}=DATE dates them" if options.sets else ""
    )
    return f", and --known-by leaves out what rests on such sources alone{way}"


def _numbers(counts: Mapping[str, int]) -> str:
    """Return record counts by table as text: `2 events, 1 place`."""
    return ", ".join(count(counts[table], noun) for table, noun in _NOUNS.items() if counts[table])


def _document(
    form: RowImporter, opened: Open, paths: Sequence[str], options: ImportOptions, writer: RecordWriter
) -> Iterator[Piece]:
    head, refused = form.head(), False
    missing = MissingValues(form.missing.union(options.missing), form.columns.wanted)
    for piece in _pieces(form, opened, paths, options, missing, writer):
        refused = refused or (isinstance(piece, Finding) and piece.severity is Severity.ERROR)
        if head and isinstance(piece, Batch):  # not earlier: an unreadable file must give no output
            yield Batch(head)
            head = ""
        yield piece
    if not (head and refused):
        last = writer.write(form.tail())
        tags = form.tags()
        yield last._replace(text=f"{head}{last.text}" + (f"\n[tags]\n{lines(tags)}" if tags else ""))
    yield from map(Note, missing.notes())


def _pieces(
    form: RowImporter,
    opened: Open,
    paths: Sequence[str],
    options: ImportOptions,
    missing: MissingValues,
    writer: RecordWriter,
) -> Iterator[Piece]:
    """Yield the output for the rows of all tables; rows that waited for later rows come last."""
    waiting: list[_WaitingRow] = []
    for path in paths:
        with opened(path, form.columns, options) as table:
            yield from table.notes
            yield from _rows(form, table, missing, writer, waiting)
    if waiting:
        yield from _waited(form, waiting, writer)


class _WaitingRow(NamedTuple):
    """A row that refers to records no earlier row describes: its location, cells, own record and unknown references."""

    path: str
    line: int
    cells: tuple[str, ...]
    record: tuple[str, str]
    unknown: tuple[tuple[str, str], ...]


def _rows(
    form: RowImporter, table: Table, missing: MissingValues, writer: RecordWriter, waiting: list[_WaitingRow]
) -> Iterator[Piece]:
    """Yield findings about rows at once and their records in batches; add rows with unknown references to `waiting`."""
    rows, records = 0, list[NewRecord]()
    for item in table.rows:
        if not isinstance(item, Row):
            yield item
            continue
        cells = missing.read(table.pick(item.cells))
        try:
            new, faults = _outcome(form, table.path, item.line, cells)
        except RowWaits as waits:
            waiting.append(_WaitingRow(table.path, item.line, cells, waits.record, waits.unknown))
            if len(waiting) == _MOST_WAITING:
                form.expect(frozenset())
            continue
        yield from faults
        records += new
        rows += bool(new)
        if rows == _AT_ONCE:
            yield writer.write(records)
            rows = 0
            records.clear()
    if rows:
        yield writer.write(records)


def _waited(form: RowImporter, waiting: Sequence[_WaitingRow], writer: RecordWriter) -> Iterator[Piece]:
    """Yield the records of waiting rows whose references later rows described, and the errors of the others."""
    form.expect(_described_together(form, waiting))
    records: list[NewRecord] = []
    for row in waiting:
        new, faults = _outcome(form, row.path, row.line, row.cells)
        yield from faults
        records += new
    if records:
        yield writer.write(records)


def _described_together(form: RowImporter, waiting: Sequence[_WaitingRow]) -> set[tuple[str, str]]:
    """Return the largest set of waiting records that refer only to known records and to each other, circles included.

    Records with a missing reference are removed, then those that refer to them; each reference is followed once.
    """
    referring = defaultdict[tuple[str, str], list[int]](list)
    for number, row in enumerate(waiting):
        for name in row.unknown:
            referring[name].append(number)
    rows = Counter(row.record for row in waiting)
    lacking = [name for name in referring if not (rows[name] or form.knows(*name))]
    taken_out: set[int] = set()
    while lacking:
        for number in set(referring.pop(lacking.pop(), ())) - taken_out:
            taken_out.add(number)
            record = waiting[number].record
            rows[record] -= 1
            if not (rows[record] or form.knows(*record)):
                lacking.append(record)
    return {name for name, number in rows.items() if number}


def _outcome(
    form: RowImporter, path: str, line: int, cells: tuple[str, ...]
) -> tuple[list[NewRecord], list[Diagnostic]]:
    """Return the records of a row, none if it is rejected, and its findings; RowWaits passes through."""
    warnings: list[RowError] = []
    try:
        records = list(form.row(_as_text(cells), warnings.append))
    except AmbiguousDates as found:
        raise AmbiguousDates(found.text, f"{Location(path, line)}: ") from None
    except RowWaits:
        raise
    except RowRejected as refused:
        return [], [fault_at(path, line, fault) for fault in refused.faults]
    return records, [fault_at(path, line, fault, Severity.WARNING) for fault in warnings]


def _as_text(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells; RowRejected if one contains NUL, which a record cannot be printed with."""
    if "\0" in "".join(cells):
        raise RowRejected(
            row_error("a cell has a NUL (byte 0), which no text has", "text", "the file seems damaged there")
        )
    return cells
