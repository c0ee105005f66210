"""`sahel edit`: a record where it stands, in the user's editor."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sahelcli import output
from sahelcli.answers.record_page import UnknownId, identify
from sahelcli.cli import options
from sahelcli.cli.check_report import report_errors
from sahelcli.cli.completion import of_ids
from sahelcli.dataset.locate import is_shipped, shipped
from sahelcli.errors import UsageError
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.model import KIND_NAMES
from sahelcli.output import streams
from sahelcli.text import shell_quoting

if TYPE_CHECKING:
    from sahelcli.authoring.record_location import RecordLocation
    from sahelcli.index.open import Index

_REVISION = "git:"  # how `sahel diff` is told one


class EditsShipped(UsageError):
    """The record is one of the dataset that comes with `sahel`, which is never written to."""

    def __init__(self, named: str) -> None:
        copied = shell_quoting.join(["cp", "-r", str(shipped()), "my-copy"])
        command = shell_quoting.join(["sahel", "edit", named, "-d", "my-copy"])
        super().__init__(
            "the dataset that comes with sahel is never written to", f"edit a copy: `{copied}`, then `{command}`"
        )


class NotAFile(UsageError):
    """The record is in no file that an editor can open, such as standard input."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} cannot be edited", "name a file or a folder with --data")


def edit(
    data: options.DatasetOptions,
    named: Annotated[str, options.argument("ID", "An id, the beginning of one, or quote:ID.", of_ids(*KIND_NAMES))],
    quiet: Annotated[bool, options.without_notes("Output")] = False,
) -> None:
    """Open your editor at a record, and check the dataset afterwards.

    The editor is VISUAL, else EDITOR; those that are widely used are told the line. It alone writes. Then the errors of
    the dataset are printed, and the warnings on that file; the exit code is 1 if there are errors.

    \b
    Examples:
      sahel edit 2026-01-04-two-held --data my-chronology
      EDITOR="code --wait" sahel edit quote:amina
    """
    if any(path.startswith(_REVISION) and not os.path.lexists(path) for path in data.data):
        raise NotAFile("a revision of git")
    from sahelcli.authoring import editor  # here: `--help` needs none

    location = _location(data.open(quiet), named)
    path = Path(location.path)
    words = editor.command(os.environ)
    output.note(f"{location.path}:{location.line}" if location.line else location.path, quiet=quiet)
    before = path.read_bytes()
    editor.edit(path, words, location.line)
    if path.is_file() and path.read_bytes() == before:
        output.note("nothing was changed", quiet=quiet)
    else:
        report_errors(data.paths, location.path, streams.screen(sys.stdout, "auto", os.environ), quiet=quiet)


def _location(index: "Index", named: str) -> "RecordLocation":
    """Return where the record is that is meant; it may be one with which something is wrong, by its whole id."""
    from sahelcli.authoring.record_location import location_by_text, record_location

    try:
        location = record_location(index, *identify(index, named))
    except UnknownId:
        kind, colon, record_id = named.partition(":")
        kinds, wanted = ((kind,), record_id) if colon and kind in KIND_NAMES else (KIND_NAMES, named)
        locations = [*location_by_text(index.files, kinds, wanted)]
        if len(locations) != 1:
            raise
        (location,) = locations
    if location.path == STANDARD_INPUT:
        raise NotAFile("standard input")
    if is_shipped(location.path):
        raise EditsShipped(named)
    return location
