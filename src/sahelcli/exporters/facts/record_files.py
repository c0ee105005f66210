"""Parquet files of an export of facts, of records and of names, written by two processes where the dataset is large.

The files are the same, whoever writes which.
"""

from __future__ import annotations

import gc
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from sahelcli.engines.facts_manifest import NAMES
from sahelcli.exporters.facts.fact_columns import SCHEMA, fact_table
from sahelcli.exporters.facts.indexed_records import batches
from sahelcli.exporters.facts.named_records import NamedRecords
from sahelcli.exporters.facts.names_table import SCHEMA as NAMES_SCHEMA
from sahelcli.exporters.facts.names_table import names_tables
from sahelcli.exporters.facts.partition_files import PartitionFiles, write_tables
from sahelcli.index.manifest import Manifest
from sahelcli.index.open import Index
from sahelcli.index.selection import BEYOND
from sahelcli.index.worker_process import can_help, in_second_process
from sahelcli.model import KIND_NAMES
from sahelcli.progress import Advance, unwatched

_LARGE = 20_000  # records, from which a second process saves more time than it takes to start
_MOST = "SELECT span, count(*) FROM records WHERE first > ? GROUP BY span ORDER BY 2 DESC, 1 LIMIT 1"
_MIDDLE = "SELECT first FROM records WHERE span = ? ORDER BY first LIMIT 1 OFFSET ?"

Rows: TypeAlias = dict[str, int]
"""How many records there are of each kind, or in each file."""


class Half(NamedTuple):
    """What one process writes: the records that begin on one of these days, with a number for its files."""

    name: str
    provenance: Mapping[str, str]
    folder: Path
    days: tuple[int, int]
    number: int


def write_files(
    index: Index, name: str, provenance: Mapping[str, str], folder: Path, advance: Advance
) -> tuple[Rows, Rows]:
    """Write all records and names of an index below a folder; return the rows of each kind of record and of each file.

    OSError is the system's.
    """
    halves = [Half(name, provenance, folder, days, number) for number, days in enumerate(_halves(index))]
    made = _written(index, halves, advance)
    kinds, files = zip(*made, strict=True)
    rows = {kind: sum(each.get(kind, 0) for each in kinds) for kind in KIND_NAMES}
    return rows, dict(ChainMap(*files))


def _halves(index: Index) -> Iterator[tuple[int, int]]:
    """Yield the days from which about half of the records begin, and the later ones."""
    middle = 0
    for span, number in index.ask(_MOST, (-BEYOND,)):
        ((middle,),) = index.ask(_MIDDLE, (span, number // 2))
    yield -BEYOND, middle
    yield middle + 1, BEYOND


def _written(index: Index, halves: Sequence[Half], advance: Advance) -> Iterator[tuple[Rows, Rows]]:
    """Yield what was written of each half, and of the names."""
    first, second = halves
    place, manifest = index.place, index.manifest
    if not (place and manifest and _number_of(index) > _LARGE and can_help()):
        yield from (write_half(index.connection, half, advance) for half in halves)
        yield _write_names(index, first)
        return

    def given() -> Iterator[tuple[Path, Manifest, Half]]:
        yield place.parent, manifest, first
        here.append(write_half(index.connection, second, advance))  # while the other process writes
        here.append(_write_names(index, second))

    here: list[tuple[Rows, Rows]] = []
    yield from in_second_process(write_elsewhere, given())
    yield from here


def _write_names(index: Index, half: Half) -> tuple[Rows, Rows]:
    with _without_garbage():
        tables = names_tables(index, half.name)
        return {}, {NAMES: write_tables(half.folder / NAMES, tables, NAMES_SCHEMA, half.provenance)}


def _number_of(index: Index) -> int:
    ((number,),) = index.ask("SELECT count(*) FROM records")
    return int(number)


def write_elsewhere(folder: Path, manifest: Manifest, half: Half) -> tuple[Rows, Rows]:
    """Write a half of the records of the index in a folder."""
    connection = manifest.open(folder)
    if connection is None:
        raise FileNotFoundError(folder / manifest.name)
    with closing(connection):
        return write_half(connection, half, unwatched)


def write_half(connection: Connection, half: Half, advance: Advance) -> tuple[Rows, Rows]:
    """Write a half of the records; return how many there are of each kind, and in each file."""
    rows = dict.fromkeys(KIND_NAMES, 0)
    named = NamedRecords(connection)
    with closing(PartitionFiles(half.folder, SCHEMA, half.provenance, half.number)) as files:
        with _without_garbage():
            for kind in KIND_NAMES:
                for batch in batches(connection, kind, half.days):
                    files.write(kind, fact_table(half.name, kind, batch, named))
                    rows[kind] += len(batch.pos)
                    advance(len(batch.pos))
        return rows, files.rows


@contextmanager
def _without_garbage() -> Iterator[None]:
    """Look for no garbage meanwhile: rows and names are many small objects and none of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
