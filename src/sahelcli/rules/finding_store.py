"""Store of findings: a temporary table, read in the order of the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sahelcli.diagnostics.finding import About, Finding, Severity, TablePlace
from sahelcli.rules.allowances import Allowances
from sahelcli.rules.index_records import IndexRecords, RuleFinding

_TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS findings (number INTEGER PRIMARY KEY, pos INTEGER, keys, message, code, hint);
    DELETE FROM temp.findings;
"""
_READ = (
    "SELECT number, m.pos, keys, message, code, hint, kind, id"
    " FROM findings AS m LEFT JOIN records AS r ON r.pos = m.pos {}"
)

_MOST = 1 << 32  # findings of one rule


StoredRow: TypeAlias = tuple[int, int | None, str, str, str, str | None, str | None, str | None]
"""A finding as it is stored, which passes quickly from one process to another; `noted` makes of it what it is."""


class StoredFinding(NamedTuple):
    """A finding about the record that stands at `pos`; `number` counts all of them."""

    number: int
    pos: int | None
    finding: Finding[TablePlace]


class FindingStore:
    """Stores the findings of rules, without those that are allowed, on disk: few are in memory at a time."""

    def __init__(self, records: IndexRecords) -> None:
        self._records = records
        self._allowed = Allowances(records)
        records.connection.executescript(_TABLE)

    def take(self, code: str, found: Iterable[RuleFinding], number: int) -> None:
        """Add the findings of a rule; `number` is that of the rule, and orders findings about the same value."""
        findings = (each for each in found if not self._allowed.lets_pass(each, code))
        rows = (
            (which, pos, _keys(keys), message, code, hint)
            for which, (pos, keys, message, hint) in enumerate(findings, number * _MOST)
        )
        self._records.connection.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)", rows)

    def save(self, path: Path) -> None:
        """Save all findings in a new file."""
        self._attach(path, "CREATE TABLE saved.findings AS SELECT * FROM temp.findings")

    def add(self, path: Path) -> None:
        """Add the findings of a saved file."""
        self._attach(path, "INSERT INTO temp.findings SELECT * FROM saved.findings")

    def _attach(self, path: Path, statement: str) -> None:
        self._records.connection.commit()  # nothing is attached within a transaction
        self._records.ask("ATTACH ? AS saved", (str(path),))
        self._records.connection.executescript(f"PRAGMA saved.journal_mode = OFF; {statement}; DETACH saved")

    def sort(self) -> None:
        """Index the findings by the positions of their records."""
        self._records.ask("CREATE INDEX temp.findings_by_place ON findings (pos)")

    def __len__(self) -> int:
        ((number,),) = self._records.ask("SELECT count(*) FROM findings")
        return int(number)

    def __iter__(self) -> Iterator[StoredFinding]:
        """Yield all findings in the order in which they were added."""
        return map(noted, self._records.ask(_READ.format("ORDER BY number")))

    def of_no_record(self) -> list[StoredRow]:
        """Return the findings about the dataset as a whole."""
        return self._records.ask(_READ.format("WHERE m.pos IS NULL ORDER BY number")).fetchall()

    def between(self, first: int, beyond: int) -> list[StoredRow]:
        """Return the findings about records at positions from `first` up to `beyond` (excluded), in that order."""
        statement = _READ.format("WHERE m.pos >= ? AND m.pos < ? ORDER BY m.pos, number")
        return self._records.ask(statement, (first, beyond)).fetchall()

    def any_between(self, first: int, beyond: int) -> bool:
        """Whether there is a finding about such records."""
        rows = self._records.ask("SELECT 1 FROM findings WHERE pos >= ? AND pos < ? LIMIT 1", (first, beyond))
        return rows.fetchone() is not None


_keys = lru_cache(json.dumps)  # rules look at the same few keys again and again


@lru_cache
def _place(keys: str) -> TablePlace:
    return TablePlace(tuple(json.loads(keys)))


def noted(row: StoredRow) -> StoredFinding:
    """Return a finding that was stored."""
    number, pos, keys, message, code, hint, kind, name = row
    about = About(kind, name) if kind else None
    return StoredFinding(number, pos, Finding(_place(keys), message, code, hint, Severity.WARNING, about))
