"""Writer of the records that importers make: TOML of those a dataset does not have already, counted by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sahelcli.toml.writer import record


class NewRecord(NamedTuple):
    """A record as an importer makes it: its table ("events"), and its keys, `id` the first, as they will be written.

    Keys without a value (None, "", empty lists) are not written.
    """

    table: str
    keys: Mapping[str, Any]


class Batch(NamedTuple):
    """Some records that are written together, and all that is written of them: text that stands alone as TOML."""

    text: str
    records: tuple[NewRecord, ...] = ()


class RecordWriter:
    """Writes records but for those whose ids are present, by table; counts what is written, and what is left out."""

    def __init__(self, present: Mapping[str, frozenset[str]]) -> None:
        self._present = present
        self.written: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.undated_sources = 0

    def write(self, records: Iterable[NewRecord]) -> Batch:
        """Return the records that are not present already, with their text."""
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
