"""Importer for records that `sahel` printed as JSON, JSON Lines or CSV; the values come back unchanged.

A JSON row contains the whole record and its sources; a CSV cell has only the ids of the records it refers to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sahelcli.dataset.validation_messages import findings_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.pipeline import RowImporter
from sahelcli.importers.record_ids import digest
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowError, RowRejected, RowWaits, Warn, row_error
from sahelcli.importers.sahel.printed_rows import CARRIED_BY_NO_CELL, keys_of, open_rows
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.table import Table
from sahelcli.model.kinds import KINDS, Kind
from sahelcli.model.reference_fields import references
from sahelcli.phrases import count
from sahelcli.text.quoted_values import shown

_FIRST = 6  # names listed in a note
_KINDS = {kind.name: kind for kind in KINDS}


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # rows are all of one column
    """Open a file of printed rows; a SahelError if it is not one."""
    with open_rows(path, options) as table:
        yield table


def form(options: ImportOptions) -> PrintedRowsImport:
    """Return the converter of one import's rows into records."""
    return PrintedRowsImport(options)


class PrintedRowsImport(RowImporter):
    """State of one import: the records written so far, and the sources that rows cite."""

    columns = WantedColumns(("row",), ())

    def __init__(self, options: ImportOptions) -> None:
        self._written: dict[str, dict[str, str]] = {name: {} for name in _KINDS}
        self._cited: dict[str, dict[str, Any]] = {}
        self._present = options.present
        self._lacking: dict[str, dict[str, None]] = {name: {} for name in _KINDS}
        self._allow_unknown = options.allow_unknown
        self._may_wait = not options.allow_unknown
        self._roles = 0

    def head(self) -> str:
        """Return a comment for the top of the file; rows have no data about their dataset."""
        return "# Imported from what sahel has printed, with `sahel import sahel`.\n"

    def row(self, cells: tuple[str, ...], warn: Warn) -> tuple[NewRecord, ...]:  # noqa: ARG002  # nothing is changed
        """Return the record of a row; nothing if an earlier row had the same record."""
        row = json.loads(cells[0])
        kind = _KINDS[row["kind"]]
        keys = keys_of(row, kind.model)
        values = digest(json.dumps(keys, sort_keys=True), digits=16)
        if (before := self._written[kind.name].get(keys.get("id", ""))) == values:
            return ()
        self._check(kind, keys, is_twice=before is not None)
        cited = [each for each in row.get("sources") or () if isinstance(each, dict) and "publisher" in each]
        own = {("source", source["id"]) for source in cited}
        unknown = [name for name in self._names(kind, keys) if name not in own and not self.knows(*name)]
        if unknown and self._may_wait:
            raise RowWaits((kind.name, keys["id"]), unknown)
        for name_kind, name in unknown:
            self._lacking[name_kind][name] = None
        if unknown and not self._allow_unknown:
            raise RowRejected(*(_unknown(*name) for name in unknown))
        self._roles += bool(row.get(CARRIED_BY_NO_CELL))
        self._written[kind.name][keys["id"]] = values
        for source in cited:
            self._cited.setdefault(source["id"], source)
        return (NewRecord(kind.table, keys),)

    def tail(self) -> Iterator[NewRecord]:
        """Yield the sources that rows cite and that have no row of their own, as complete as the rows give them."""
        model = _KINDS["source"].model
        for name, source in self._cited.items():
            if name not in self._written["source"]:
                yield NewRecord("sources", keys_of(source, model))

    def notes(self) -> Iterator[str]:
        """Yield notes on data that printed rows lack, and on references to unknown records."""
        cited = [name for name in self._cited if name not in self._written["source"]]
        if cited:
            yield (
                f"{count(len(cited), 'source')} as rows cite them, without the day of access and the note: "
                "`sahel source --format jsonl` prints all of them"
            )
        if self._roles:
            yield f"{count(self._roles, 'actor')} without roles, which CSV cannot carry: import JSON Lines instead"
        lacking = {kind: [name for name in ids if not self.knows(kind, name)] for kind, ids in self._lacking.items()}
        names = [f"{kind}:{name}" for kind, ids in lacking.items() for name in ids]
        if names:
            numbers = ", ".join(count(len(ids), kind) for kind, ids in lacking.items() if ids)
            made = "is shown only once they are there" if self._allow_unknown else "is not written"
            yield f"what refers to {numbers} {made}: no row shows them, nor are they in --data"
            more = f", and then {len(names) - _FIRST:,} more" if len(names) > _FIRST else ""
            yield f"hint: print them where they come from: `sahel show {' '.join(names[:_FIRST])} --format jsonl`{more}"

    def knows(self, kind: str, name: str) -> bool:
        """Whether an earlier row is or cites the record with this kind and id, or the dataset has it."""
        return (
            name in self._written[kind]
            or (kind, name) in self._expected
            or name in self._present.get(_KINDS[kind].table, ())
            or (kind == "source" and name in self._cited)
        )

    def _names(self, kind: Kind, keys: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the (kind, id) pairs that a record refers to."""
        for field in references(kind.model):
            if len(field.path) == 1 and field.kinds != ("tag",) and (value := keys.get(field.path[0])):
                yield from ((field.kinds[0], name) for name in ([value] if isinstance(value, str) else value))

    def _check(self, kind: Kind, keys: dict[str, Any], *, is_twice: bool) -> None:
        if is_twice:
            message = f"a row before this one has the id {shown(keys['id'])} and other values"
            raise RowRejected(row_error(message, "duplicate-id"))
        if faults := findings_of(kind.model, kind.name, keys):
            raise RowRejected(*(row_error(finding.message, finding.code, finding.hint) for finding in faults))


def _unknown(kind: str, name: str) -> RowError:
    hint = (
        f"print it where it comes from: `sahel show {kind}:{name} --format jsonl`, or name its dataset with --data; "
        "--allow-unknown writes what refers to it all the same"
    )
    return row_error(f"{kind} {shown(name)} is neither shown by any row nor in --data", f"unknown-{kind}", hint)
