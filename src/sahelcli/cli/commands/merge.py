"""`sahel merge`: git's merge driver for the files of a dataset."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sahelcli import output
from sahelcli.cli import options
from sahelcli.cli.completion import FILES
from sahelcli.errors import ExitCode, NoError, Printed, SahelError, UsageError
from sahelcli.option_values import number
from sahelcli.phrases import count
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import cut, cut_left, escaped, shown

if TYPE_CHECKING:
    from sahelcli.merging import Merged, Unread

_MARKERS = "Markers"
_NOT_FILLED_IN = re.compile("%[A-Za-z]?")  # what a git that is older than a placeholder leaves of it, or an empty label
_SHOWN_PATH = 120  # characters
_LONGEST_MARKER = 200  # signs
_DECIDE = "choose a side of each, delete the lines of signs, then `git add` the file"


class Labels(NamedTuple):
    """How conflicts are marked."""

    path: Annotated[
        str | None, options.option(_MARKERS, "--path", metavar="PATH", help="What messages call the file: git's %P.")
    ] = None
    marker_size: Annotated[
        str | None,
        options.option(_MARKERS, "--marker-size", metavar="N", help="Signs of a marker, 7 as a rule: git's %L."),
    ] = None
    base_label: Annotated[
        str, options.option(_MARKERS, "--base", metavar="LABEL", help="What the common version is called: git's %S.")
    ] = "base"
    ours_label: Annotated[
        str, options.option(_MARKERS, "--ours", metavar="LABEL", help="What ours is called: git's %X.")
    ] = "ours"
    theirs_label: Annotated[
        str, options.option(_MARKERS, "--theirs", metavar="LABEL", help="What theirs is called: git's %Y.")
    ] = "theirs"
    diff3: Annotated[
        bool, options.option(_MARKERS, "--diff3", help="Show what both began with between the two sides, too.")
    ] = False


class InConflict(NoError):
    """Both sides changed the same place in different ways; OURS holds both versions between markers."""

    def __init__(self, path: str, names: Sequence[str]) -> None:
        message = f"{cut_left(escaped(path), _SHOWN_PATH)}: {count(len(names), 'conflict')}: {', '.join(names)}"
        super().__init__(cut(message, 290), _DECIDE)


class MergedByLines(NoError):
    """A version cannot be read as records; OURS holds the merged lines, with markers."""

    def __init__(self, path: str, why: str, conflicts: int) -> None:
        marked = f"{count(conflicts, 'conflict')} marked" if conflicts else "no line is in conflict"
        message = f"{cut_left(escaped(path), _SHOWN_PATH)} is merged line by line, {marked}: {cut(why, 120)}"
        hint = _DECIDE if conflicts else "read it through: `sahel check` finds what is wrong with it"
        super().__init__(message, hint)


class NotMerged(SahelError):
    """A file cannot be read or written: OURS is as it was, and git hears that there is no merge."""

    exit_code = ExitCode.NOT_MERGED

    def __init__(self, message: str, path: str) -> None:
        command = shell_quoting.join(["git", "checkout", "--theirs", path])
        super().__init__(f"not merged: {message}", f"theirs is not lost: `{command}`")


def merge(
    labels: Labels,
    base: Annotated[str, options.argument("BASE", "The version that both sides began with: git's %O.", FILES)],
    ours: Annotated[str, options.argument("OURS", "Our version, which the result is written over: git's %A.", FILES)],
    theirs: Annotated[str, options.argument("THEIRS", "Their version: git's %B.", FILES)],
    quiet: Annotated[bool, options.option("Output", "-q", "--quiet", help="Do not say what is in conflict.")] = False,
) -> None:
    """Merge two versions of a file by record: git's merge driver.

    What both sides added is kept, and each byte that neither touched. A record that both changed, and not alike, or
    that one removed and the other changed, stands in the file twice, between markers, and the exit code is 1. OURS is
    written whole or not at all. A file with mistakes in its TOML is merged line by line, with exit code 1 as well.

    \b
    Examples:
      sahel merge base.toml mine.toml theirs.toml
      sahel merge %O %A %B --path %P  # as git's merge.sahel.driver
    """
    from sahelcli.merging import merge as merged_of  # here: `--help` needs no TOML reader
    from sahelcli.merging.line_merge import SIZE, Markers

    path = labels.path or ours
    markers = Markers(
        _size(labels.marker_size) or SIZE,
        _label(labels.base_label, "base"),
        _label(labels.ours_label, "ours"),
        _label(labels.theirs_label, "theirs"),
        labels.diff3,
    )
    before = _read(ours, path)
    merged = merged_of(_read(base, path), before, _read(theirs, path), markers)
    if merged.data != before:
        _write(ours, merged.data, path, quiet)
    if problem := _problem(merged, path):
        raise QuietConflict if quiet else problem


class QuietConflict(Printed, NoError):
    """There are conflicts, and --quiet asks not to list them."""


def _size(given: str | None) -> int | None:
    size = number("--marker-size", given)
    if size and size > _LONGEST_MARKER:
        raise UsageError(
            f"--marker-size must be at most {_LONGEST_MARKER}, not {size}", "git's own are 7 or a few more"
        )
    return size


def _label(given: str, otherwise: str) -> str:
    return otherwise if _NOT_FILLED_IN.fullmatch(given or "%") else given


def _read(file: str, path: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotMerged(f"cannot read {shown(file, _SHOWN_PATH)}: {reason.lower()}", path) from error


def _write(file: str, data: bytes, path: str, quiet: bool) -> None:
    try:
        with output.stored(Path(file), quiet) as stream:
            stream.write(data)
    except SahelError as error:
        raise NotMerged(error.message, path) from error


def _problem(merged: "Merged", path: str) -> NoError | None:
    if merged.by_lines:
        return MergedByLines(path, _why(merged.unread), merged.lines)
    return InConflict(path, list(map(_name, merged.conflicts))) if merged.conflicts else None


def _why(unread: "Unread | None") -> str:
    if unread is None:
        return "a table of it stands in several places"
    from sahelcli.toml.source_file import SourceFile

    finding = SourceFile("", unread.data).report(unread.problem)
    line = f" (line {finding.place.line})" if finding.place.line else ""
    return f"{unread.side} cannot be read{line}: {finding.message}"


def _name(key: Sequence[str | int]) -> str:
    """Return the name in messages of a record ("event coup-1"), a key ("dataset.title") or a table."""
    from sahelcli.model.kinds import TABLES

    table, *rest = key
    if table in TABLES and len(rest) == 2:
        return f"{TABLES[str(table)].name} {escaped(str(rest[0])) or 'without an id'}"
    return escaped(".".join(str(part) for part in key if part not in ("[]", "")))
