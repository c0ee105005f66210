"""Saving of new records: checked, written to their files, and reported."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from sahelcli import output
from sahelcli.authoring.destination import target
from sahelcli.dataset.append import Addition, AppendedRecord, append, checked
from sahelcli.dataset.reader import read_file
from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.append_checks import stays_right
from sahelcli.output import streams
from sahelcli.text import shell_quoting
from sahelcli.text.quoting import shown

_SHOWN_BY = {"event": "timeline", "quote": "quote", "figure": "troops"}


class SaveRequest(NamedTuple):
    """What was asked: the kind, the texts of the options by key, those of a source made along, and how to write."""

    kind: str
    record: Mapping[str, Any]
    source: Mapping[str, Any]
    data: tuple[str, ...]
    to: str | None
    dry_run: bool
    edit: bool
    draft: str | None
    quiet: bool

    @property
    def data_options(self) -> list[str]:
        """The options that name the same dataset again."""
        return [word for path in self.data for word in ("--data", path)]


class RecordText(NamedTuple):
    """Records to write, and the kind whose file they go to."""

    kind: str
    text: str


def write(request: SaveRequest, paths: Sequence[str], texts: Sequence[RecordText]) -> list[AppendedRecord]:
    """Write the texts to the files of their kinds and return where each stands; with `dry_run` only check them."""
    additions = [Addition(target(kind, paths, request.to), text) for kind, text in texts]
    if not request.dry_run:
        return append(paths, additions, tell=partial(output.note, quiet=request.quiet), judge=stays_right)
    checked(paths, additions, stays_right)
    return []


def say(
    request: SaveRequest, paths: Sequence[str], texts: Sequence[RecordText], written: Sequence[AppendedRecord]
) -> None:
    """Print where each text stands, or with `dry_run` the texts themselves."""
    if request.dry_run:
        streams.print_out(["\n".join(text for _, text in texts)], "utf-8")
    elif not request.quiet:
        lines = [
            f"{place.path}:{place.line}: added {_records(text)}\n"
            for place, (_, text) in zip(written, texts, strict=True)
        ]
        streams.print_out(lines)
        known = {os.path.realpath(path) for path in find_files(paths).files}
        for path in sorted({place.path for place in written if os.path.realpath(place.path) not in known}):
            output.note(f"{shown(path, 150)} is asked only where --data names it")


def say_how_to_see(request: SaveRequest, name: str) -> None:
    """Say which command shows a record that was added."""
    command = [_SHOWN_BY[request.kind]] if request.kind in _SHOWN_BY else ["show", f"{request.kind}:{name}"]
    if not (request.quiet or request.dry_run):
        output.note(f"to see it: {shell_quoting.join(['sahel', *command, *request.data_options])}")


def _records(text: str) -> str:
    rows = read_file("", text.encode()).rows
    return ", ".join(f"{kind} {record.id}" for kind, held in rows.items() for record in held.records)
