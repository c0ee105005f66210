"""Import pipeline, from tables to TOML: what every importer does, whatever the table."""

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
_MOST_WAITING = 100_000  # rows that are kept in memory for what a row below them may describe
_NOUNS = {TABLE_NAMES[kind]: noun for kind, noun in NOUNS.items()}


class RowImporter(ABC):
    """What a module of this shelf knows: the columns of its tables, and what a row becomes."""

    columns: WantedColumns
    missing: frozenset[str] = frozenset()  # words that are no value of these columns, whatever was asked

    @abstractmethod
    def head(self) -> str:
        """Return what stands before all records: a comment, or tables such as `[dataset]`."""

    @abstractmethod
    def row(self, cells: tuple[str, ...], warn: Warn) -> Iterable[NewRecord]:
        """Return the records of a row, given the cells of the wanted columns; RowRejected where it can be none."""

    def knows(self, kind: str, name: str) -> bool:  # noqa: ARG002  # of one that refers to nothing but what it writes
        """Whether a row described the record of a kind that has an id, or the dataset beside has it."""
        return False

    def expect(self, records: AbstractSet[tuple[str, str]]) -> None:  # noqa: B027  # as above
        """Take these kinds with ids as described: from now on no row waits, and what else is unknown is refused."""

    def tail(self) -> Iterable[NewRecord]:
        """Return the records that are known only when all rows were read."""
        return ()

    def tags(self) -> Mapping[str, str]:
        """Return the tags that rows had, with what they mean."""
        return {}

    def notes(self) -> Iterable[str]:
        """Return what people are to know of the records that were made."""
        return ()


Open = Callable[[str, WantedColumns, ImportOptions], AbstractContextManager[Table]]
"""Opens the file of a path as a table with the columns wanted; a SahelError where it is not such a table."""


def read(form: RowImporter, opened: Open, paths: Sequence[str], options: ImportOptions) -> Iterator[Piece]:
    """Yield the records of all the tables as one document, and at its end how many there are.

    There is no text at all where rows were refused and none became a record.
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
    """Return what follows of undated sources, and how a table that is mapped can give their dates."""
    key = "published" if options.kind == "source" else "source.published"
    way = (
        f"; --map {key}=COLUMN dates them" if options.maps else f"; --set {key}=DATE dates them" if options.sets else ""
    )
    return f", and --known-by leaves out what rests on such sources alone{way}"


def _numbers(counts: Mapping[str, int]) -> str:
    """Return `2 events, 1 place` for numbers by table."""
    return ", ".join(count(counts[table], noun) for table, noun in _NOUNS.items() if counts[table])


def _document(
    form: RowImporter, opened: Open, paths: Sequence[str], options: ImportOptions, writer: RecordWriter
) -> Iterator[Piece]:
    head, refused = form.head(), False
    missing = MissingValues(form.missing.union(options.missing), form.columns.wanted)
    for piece in _pieces(form, opened, paths, options, missing, writer):
        refused = refused or (isinstance(piece, Finding) and piece.severity is Severity.ERROR)
        if head and isinstance(piece, Batch):  # not before: what cannot be read leaves nothing behind
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
    """Yield what the rows of all tables become, those that waited for rows below them last."""
    waiting: list[_WaitingRow] = []
    for path in paths:
        with opened(path, form.columns, options) as table:
            yield from table.notes
            yield from _rows(form, table, missing, writer, waiting)
    if waiting:
        yield from _waited(form, waiting, writer)


class _WaitingRow(NamedTuple):
    """A row that refers to what no row before it describes: where it stands, its cells, what it is and refers to."""

    path: str
    line: int
    cells: tuple[str, ...]
    record: tuple[str, str]
    unknown: tuple[tuple[str, str], ...]


def _rows(
    form: RowImporter, table: Table, missing: MissingValues, writer: RecordWriter, waiting: list[_WaitingRow]
) -> Iterator[Piece]:
    """Yield what is wrong with rows as it is met, and their records some rows at a time; others come to wait."""
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
    """Yield the records of rows whose references the rows below them described, and what is wrong with the others."""
    form.expect(_described_together(form, waiting))
    records: list[NewRecord] = []
    for row in waiting:
        new, faults = _outcome(form, row.path, row.line, row.cells)
        yield from faults
        records += new
    if records:
        yield writer.write(records)


def _described_together(form: RowImporter, waiting: Sequence[_WaitingRow]) -> set[tuple[str, str]]:
    """Return the most records of rows that refer to what is known and to each other alone: a circle may be whole.

    What refers to a record that is not there is taken out, then what refers to that: each reference is followed once.
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
    """Return the records of a row, none where it is refused, and what is wrong with it; RowWaits as the form says."""
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
    """Return cells that hold no NUL, which records could not be printed with; RowRejected where one does."""
    if "\0" in "".join(cells):
        raise RowRejected(
            row_error("a cell has a NUL (byte 0), which no text has", "text", "the file seems damaged there")
        )
    return cells
