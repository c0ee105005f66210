"""What `sahel` itself has printed as JSON, JSON Lines or CSV: each row the record it shows, to the letter.

A row of JSON has what the record needs and what its sources say of themselves; a cell of CSV has ids alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from sahelcli.dataset.validation_messages import findings
from sahelcli.importers.id_slugs import digest
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.pipeline import RowImporter
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowError, RowRejected, Warn
from sahelcli.importers.sahel.printed_rows import CARRIED_BY_NO_CELL, keys_of, open_rows
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.table import Table
from sahelcli.model.kinds import KINDS, Kind
from sahelcli.model.references import references
from sahelcli.phrases import count
from sahelcli.text.quoting import shown

_FIRST = 6  # names that are said
_KINDS = {kind.name: kind for kind in KINDS}


@contextmanager
def opened(path: str, columns: WantedColumns, asked: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # rows are all of one column
    """Open what was printed; a SahelError where it is no such thing."""
    with open_rows(path, asked) as table:
        yield table


def form(asked: ImportOptions) -> PrintedRowsImport:
    """Return what turns the rows of one import into records."""
    return PrintedRowsImport(asked)


class PrintedRowsImport(RowImporter):
    """One import: the records written so far, and the sources that rows have cited."""

    columns = WantedColumns(("row",), ())

    def __init__(self, asked: ImportOptions) -> None:
        self._written: dict[str, dict[str, str]] = {name: {} for name in _KINDS}
        self._cited: dict[str, dict[str, Any]] = {}
        self._present = asked.present
        self._named: dict[str, dict[str, None]] = {name: {} for name in _KINDS}
        self._roles = 0

    def head(self) -> str:
        """Return a comment: rows say nothing of their dataset."""
        return "# Imported from what sahel has printed, with `sahel import sahel`.\n"

    def row(self, cells: tuple[str, ...], warn: Warn) -> tuple[NewRecord, ...]:  # noqa: ARG002  # nothing is changed
        """Return the record of a row; nothing where the same one was in a row before it."""
        row = json.loads(cells[0])
        kind = _KINDS[row["kind"]]
        keys = keys_of(row, kind.model)
        self._roles += bool(row.get(CARRIED_BY_NO_CELL))
        values = digest(json.dumps(keys, sort_keys=True), digits=16)
        if (before := self._written[kind.name].get(keys.get("id", ""))) == values:
            return ()
        self._check(kind, keys, is_twice=before is not None)
        self._written[kind.name][keys["id"]] = values
        self._collect(kind, keys)
        for source in row.get("sources") or ():
            if isinstance(source, dict) and "publisher" in source:
                self._cited.setdefault(source["id"], source)
        return (NewRecord(kind.table, keys),)

    def tail(self) -> Iterator[NewRecord]:
        """Yield the sources that rows cite and no row shows, as far as the rows say."""
        model = _KINDS["source"].model
        for name, source in self._cited.items():
            if name not in self._written["source"]:
                yield NewRecord("sources", keys_of(source, model))

    def notes(self) -> Iterator[str]:
        """Yield what the rows did not carry, and what they refer to that is not there."""
        cited = [name for name in self._cited if name not in self._written["source"]]
        if cited:
            yield (
                f"{count(len(cited), 'source')} as rows cite them, without the day of access and the note: "
                "`sahel source --format jsonl` prints all of them"
            )
        if self._roles:
            yield f"{count(self._roles, 'actor')} without roles, which CSV cannot carry: import JSON Lines instead"
        known = {name: {*ids, *self._present.get(_KINDS[name].table, ())} for name, ids in self._written.items()}
        known["source"] |= set(self._cited)
        lacking = {kind: [name for name in ids if name not in known[kind]] for kind, ids in self._named.items()}
        names = [f"{kind}:{name}" for kind, ids in lacking.items() for name in ids]
        if names:
            numbers = ", ".join(count(len(ids), kind) for kind, ids in lacking.items() if ids)
            yield f"what refers to {numbers} is shown once they are there: no row shows them, nor are they in --data"
            more = f", and then {len(names) - _FIRST:,} more" if len(names) > _FIRST else ""
            yield f"hint: print them where they come from: `sahel show {' '.join(names[:_FIRST])} --format jsonl`{more}"

    def _collect(self, kind: Kind, keys: dict[str, Any]) -> None:
        """Remember what a record refers to."""
        for field in references(kind.model):
            if len(field.path) == 1 and field.kinds != ("tag",) and (value := keys.get(field.path[0])):
                self._named[field.kinds[0]].update(dict.fromkeys([value] if isinstance(value, str) else value))

    def _check(self, kind: Kind, keys: dict[str, Any], *, is_twice: bool) -> None:
        if is_twice:
            said = f"a row before this one has the id {shown(keys['id'])} and other values"
            raise RowRejected(RowError(said, "duplicate-id"))
        try:
            kind.model.model_validate(keys)
        except ValidationError as error:
            found = findings(error, kind.model, kind.name, keys)
            raise RowRejected(*(RowError(finding.message, finding.code, finding.hint) for finding in found)) from None
