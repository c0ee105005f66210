"""Preview of a table by `sahel import`, with the command line to go on with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from sahelcli import output
from sahelcli.cli.import_options import MappingOptions, TableOptions, import_options, typed
from sahelcli.cli.saved_import_options import kept_text, with_options
from sahelcli.importers import Importer
from sahelcli.importers.record_writer import Batch
from sahelcli.output import streams
from sahelcli.output.output_options import OutputOptions, refuse_protected
from sahelcli.progress import unwatched
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import shown


class ChosenOptions(NamedTuple):
    """Answers of the column interview: the import options, and the file to write."""

    reading: TableOptions
    mapping: MappingOptions
    file: str


def show_look(
    importer: Importer,
    files: list[str],
    reading: TableOptions,
    mapping: MappingOptions,
    save_to: str | None,
    quiet: bool,
) -> ChosenOptions | None:
    """Print a preview of the first file, read with the options; raises the same errors as an import.

    `save_to` is the mapping file to write the proposed columns to. On a terminal the user is asked about the columns:
    returns the answers, None if nobody was asked or the user declined.
    """
    wanted = import_options(importer, reading, mapping, unwatched)
    look, notes = importer.look(files[0], wanted)
    for note in notes:
        output.note(note.text, quiet=quiet)
    from sahelcli.importers.preview.mapping_proposal import propose
    from sahelcli.importers.preview.preview_page import (  # here: an import needs neither
        command,
        known,
        needs,
        page,
        remarks,
        wrapped,
    )

    name = "standard input" if files[0] == "-" else PurePath(files[0]).name
    kind = mapping.becomes if mapping.becomes != MappingOptions().becomes else ""
    proposal = propose(look, kind, name)
    merged = with_options(proposal.options, reading, mapping)
    target = "imported.toml" if files[0] == "-" else f"{PurePath(files[0]).stem}.toml"
    typed_now = [("--map-file", save_to)] if save_to else typed(*merged)
    width = _width()

    def lines() -> Iterator[str]:
        yield from page(look, width)
        yield ""
        for need in (*known(look.columns, files), *needs(proposal)):
            yield from wrapped(need, width)
            yield ""
        if save_to:
            yield f"{shown(save_to)} says what the columns seem to be: read and correct it, then"
        else:
            yield f"To go on, read this, correct it{', add what it needs' * bool(proposal.lacking)}, and paste it:"
        yield ""
        yield from command(("sahel", "import", importer.name, *files), [*typed_now, ("-o", target)], width)
        check = shell_quoting.join(("sahel", "check", target))
        then = f"--dry-run instead of -o shows what it would write; `{check}` finds what is to be mended in it."
        for remark in (then, *remarks(proposal)):
            yield ""
            yield from wrapped(remark, width)

    if save_to:
        save_map(save_to, *merged, files, quiet)
    if not streams.print_out((f"{line}\n" for line in lines()), None) or save_to or not _asks(files):
        return None
    from sahelcli.authoring.column_interview import ask_columns

    output.note("")
    answers = ask_columns(look, proposal, name, target, is_kind_known=bool(kind))
    if answers is None:
        return None
    chosen = ChosenOptions(*with_options(answers.options, reading, mapping), answers.file)
    options = [*typed(chosen.reading, chosen.mapping), ("-o", chosen.file)]
    again = command(("sahel", "import", importer.name, *files), options, width)
    for line in ("", "The same without questions:", "", *again, ""):
        output.note(line)
    return chosen


def _asks(files: list[str]) -> bool:
    return "-" not in files and streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)


def show_first(batches: Iterator[Batch]) -> bool:
    """Print the first records of an import after reading all of them; False if the reader closed the pipe."""
    from sahelcli.importers.preview.first_records import FirstRecords

    first = FirstRecords()
    for batch in batches:
        first.take(batch.records)
    return streams.print_out((f"{line}\n" for line in first.page(_width())), None)


def save_map(path: str, reading: TableOptions, mapping: MappingOptions, protected: list[str], quiet: bool) -> None:
    """Write the options to a file for --map-file; raises the same errors as any written file."""
    target = OutputOptions(output=path)
    refuse_protected(target, [each for each in protected if each != "-"], "a file to import")
    if target.path:
        with output.stored(target.path, quiet) as file:
            streams.write(iter([kept_text(reading, mapping)]), file, "utf-8")


def _width() -> int:
    if streams.is_terminal(sys.stdout):
        return streams.terminal_size(sys.stdout, os.environ)[0]
    return streams.columns(os.environ)
