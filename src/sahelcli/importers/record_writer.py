"""Record writer of imports: TOML of the records that the dataset does not have yet, counted by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sahelcli.toml.writer import record


class NewRecord(NamedTuple):
    """A record made by an importer: its table ("events") and its keys in output order, `id` first.

    Keys without a value (None, "", empty lists) are not written.
    """

    table: str
    keys: Mapping[str, Any]


class Batch(NamedTuple):
    """Records that are written together, and their output: text that is valid TOML by itself."""

    text: str
    records: tuple[NewRecord, ...] = ()


class RecordWriter:
    """Writes records except those whose ids are present in their table; counts the written and the omitted."""

    def __init__(self, present: Mapping[str, frozenset[str]]) -> None:
        self._present = present
        self.written: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.undated_sources = 0

    def write(self, records: Iterable[NewRecord]) -> Batch:
        """Return the records that are not present yet, with their TOML."""
        new = tuple(filter(self._is_new, records)) if self._present else tuple(records)
        for table, keys in new:
            self.written[table] += 1
            if table == "sources" and not keys.get("published"):
                self.undated_sources += 1
        return Batch("".join([record(table, keys) for table, keys in new]), new)

    def _is_new(self, made: NewRecord) -> bool:
        if made.keys["id"] not in self._present[made.table]:
            return True
        self.left_out[made.table] += 1
        return False
