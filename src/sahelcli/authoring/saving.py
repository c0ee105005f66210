"""Saving of new records: checked, written to their files, and reported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from sahelcli import output
from sahelcli.authoring import WriteOptions
from sahelcli.authoring.destination import target
from sahelcli.dataset.append import Addition, AppendedRecord, append, checked
from sahelcli.dataset.reader import read_file
from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.append_checks import stays_right
from sahelcli.output import streams
from sahelcli.text.quoting import shown


class RecordText(NamedTuple):
    """Records to write, and the kind whose file they go to."""

    kind: str
    text: str


def write(options: WriteOptions, paths: Sequence[str], texts: Sequence[RecordText]) -> list[AppendedRecord]:
    """Write the texts to the files of their kinds and return where each stands; with `dry_run` only check them."""
    additions = [Addition(target(kind, paths, options.to), text) for kind, text in texts]
    if not options.dry_run:
        return append(paths, additions, tell=partial(output.note, quiet=options.quiet), judge=stays_right)
    checked(paths, additions, stays_right)
    return []


def say(
    options: WriteOptions, paths: Sequence[str], texts: Sequence[RecordText], written: Sequence[AppendedRecord]
) -> None:
    """Print where each text stands, or with `dry_run` the texts themselves."""
    if options.dry_run:
        streams.print_out(["\n".join(text for _, text in texts)], "utf-8")
    elif not options.quiet:
        lines = [
            f"{place.path}:{place.line}: added {_records(text)}\n"
            for place, (_, text) in zip(written, texts, strict=True)
        ]
        streams.print_out(lines)
        known = {os.path.realpath(path) for path in find_files(paths).files}
        for path in sorted({place.path for place in written if os.path.realpath(place.path) not in known}):
            output.note(f"{shown(path, 150)} is asked only where --data names it")


def _records(text: str) -> str:
    rows = read_file("", text.encode()).rows
    return ", ".join(f"{kind} {record.id}" for kind, held in rows.items() for record in held.records)
