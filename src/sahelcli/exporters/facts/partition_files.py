"""Partitions of facts: a folder for each kind and century, in it Parquet files of at most a million rows, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from sahelcli.dates.calendar import civil
from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.index.selection import BEYOND

OPEN = "open"  # the century of what has no first day
_ROWS = 1_000_000  # of a file: several processors can read it, and a hundred million records are a hundred of them
_TOGETHER = 20_000  # rows of a group: what one processor reads at a time, some 30 MB
_LONG = ("row", "words", "note_words", "title", "id")  # texts that seldom come twice: they have no dictionary
_BOUNDED = ("id", "first_day", "last_day", "known", "independent", "pos", "speaker", "force", "place")
_SORTED = ("first_day", "last_day", "pos")


@lru_cache(65_536)  # a chronology has the same days again and again
def century_of(first_day: int) -> str:
    """Return the century in which a day lies, `20` for the years from 2000 to 2099; `open` for an open beginning."""
    return OPEN if first_day == -BEYOND else f"{civil(first_day)[0] // 100:02d}"


class PartitionFiles:
    """Writes records, kind by kind and within a kind in order, below the folder of a dataset.

    `rows` are those of each file, by its path below that folder; `number` tells its files from those that somebody else
    writes into the same partitions. OSError is the system's.
    """

    def __init__(self, folder: Path, schema: pyarrow.Schema, provenance: Mapping[str, str], number: int) -> None:
        self.rows: dict[str, int] = {}
        self._folder, self._number = folder, number
        self._schema = schema.with_metadata(provenance)
        self._texts = [field.name for field in schema if field.type == pyarrow.string() and field.name not in _LONG]
        self._partition = self._path = ""
        self._gathered: list[pyarrow.Table] = []
        self._writer: Any = None

    def write(self, kind: str, table: pyarrow.Table) -> None:
        """Write records of a kind that come after those before."""
        for century, part in _by_century(table):
            partition = f"kind={kind}/century={century}"
            if partition != self._partition or self.rows[self._path] + len(part) > _ROWS:
                self._begin(partition)
            self._gathered.append(part)
            self.rows[self._path] += len(part)
            if sum(map(len, self._gathered)) >= _TOGETHER:
                self._write_group()

    def close(self) -> None:
        """End the last file."""
        if self._writer:
            self._write_group()
            self._writer.close()
            self._writer = None

    def _write_group(self) -> None:
        if self._gathered:
            self._writer.write_table(pyarrow.concat_tables(self._gathered), row_group_size=2 * _TOGETHER)
        self._gathered = []

    def _begin(self, partition: str) -> None:
        self.close()
        number = sum(path.startswith(f"{partition}/") for path in self.rows)
        self._partition, self._path = partition, f"{partition}/part-{self._number}{number:03d}.parquet"
        path = self._folder / self._path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pyarrow.parquet.ParquetWriter(
            path,
            self._schema,
            compression="zstd",
            use_dictionary=self._texts,
            write_statistics=list(_BOUNDED),
            sorting_columns=[pyarrow.parquet.SortingColumn(self._schema.get_field_index(name)) for name in _SORTED],
        )
        self.rows[self._path] = 0


def write_tables(
    path: Path, tables: Iterable[pyarrow.Table], schema: pyarrow.Schema, metadata: Mapping[str, str]
) -> int:
    """Write tables as one file that says these things of itself, and return how many rows they have."""
    rows = 0
    with closing(pyarrow.parquet.ParquetWriter(path, schema.with_metadata(metadata), compression="zstd")) as writer:
        for table in tables:
            writer.write_table(table)
            rows += len(table)
    return rows


def _by_century(table: pyarrow.Table) -> Iterator[tuple[str, pyarrow.Table]]:
    """Yield the centuries of records in order of first day, each with its part of the table."""
    centuries = [century_of(day) for day in table["first_day"].to_pylist()]
    begin = 0
    for number in range(1, len(centuries) + 1):
        if number == len(centuries) or centuries[number] != centuries[begin]:
            yield centuries[begin], table.slice(begin, number - begin)
            begin = number
