"""Saving of new records: their target files, the check with the whole dataset, and the messages about it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sahelcli import output
from sahelcli.authoring import WriteOptions
from sahelcli.authoring.draft import of_kind
from sahelcli.dataset.append import Addition, AppendedRecord, append, checked
from sahelcli.dataset.locate import is_shipped
from sahelcli.dataset.reader import read_file
from sahelcli.errors import SahelError, UsageError
from sahelcli.filesystem.discovery import STANDARD_INPUT, find_files, is_folder, is_toml
from sahelcli.index.build.append_checks import files_of, stays_right
from sahelcli.output import streams
from sahelcli.text.quoted_values import shown


class ShippedDataset(UsageError):
    """The only dataset is the one that comes with `sahel`, which is read-only."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            "the dataset that comes with sahel is never written to",
            f"begin one of your own: `sahel init DIR`, then `sahel add {kind} --data DIR`",
        )


class InvalidTarget(UsageError):
    """The name of the target file is not valid."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(f"--to {shown(name, 100)}: records cannot be added to this", hint)


class UnwritableDataset(SahelError):
    """The named dataset cannot be written to."""

    def __init__(self) -> None:
        super().__init__("records cannot be added to standard input", "name a file or a folder with --data or --to")


def target(kind: str, paths: Sequence[str], to: str | None) -> str:
    """Return the file for a record: `to`; else the last of the user's files that has such records, or a new one.

    `paths` are those of the dataset. A new file is named after its table; a dataset of one file takes every kind.
    """
    if to is not None:
        return _named(kind, to)
    own = [path for path in paths if path != STANDARD_INPUT and not is_shipped(path)]
    if not own:
        raise UnwritableDataset if STANDARD_INPUT in paths else ShippedDataset(kind)
    files = [path for path in find_files(own).files if not is_shipped(path)]
    table = of_kind(kind).table
    holding = files_of(kind, paths)
    for path in reversed(files):
        if (holding is None or path in holding) and _has_header(path, table):
            return path
    if called := [path for path in files if Path(path).name == f"{table}.toml"]:
        return called[-1]
    return str(Path(own[0], f"{table}.toml")) if is_folder(own[0]) else own[0]


def _named(kind: str, to: str) -> str:
    if not to.strip() or to == STANDARD_INPUT or "\0" in to:
        raise InvalidTarget(to, "give the name of a TOML file")
    if is_folder(to):
        raise InvalidTarget(to, f"this is a folder; name a file: {Path(to, f'{of_kind(kind).table}.toml')}")
    if not is_toml(to):
        raise InvalidTarget(to, "the files of a dataset end in .toml")
    if is_shipped(to):
        raise ShippedDataset(kind)
    return to


def _has_header(path: str, table: str) -> bool:
    """Whether a file has a record under a header, so that others can be appended; reads no further than that."""
    header = re.compile(rb"[ \t]*\[\[[ \t]*" + table.encode() + rb"[ \t]*\]\]")
    try:
        with Path(path).open("rb") as lines:
            return any(map(header.match, lines))
    except OSError:
        return False


class RecordText(NamedTuple):
    """TOML text of records to write, and the kind that decides their file."""

    kind: str
    text: str


def write(options: WriteOptions, paths: Sequence[str], texts: Sequence[RecordText]) -> list[AppendedRecord]:
    """Append the texts to the files of their kinds and return their locations; with `dry_run` only check them."""
    additions = [Addition(target(kind, paths, options.to), text) for kind, text in texts]
    if not options.dry_run:
        return append(paths, additions, tell=partial(output.note, quiet=options.quiet), judge=stays_right)
    checked(paths, additions, stays_right)
    return []


def say(
    options: WriteOptions, paths: Sequence[str], texts: Sequence[RecordText], written: Sequence[AppendedRecord]
) -> None:
    """Print the location of each text, or with `dry_run` the texts themselves."""
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
    return ", ".join(f"{kind} {record.id}" for kind, rows_of_kind in rows.items() for record in rows_of_kind.records)
