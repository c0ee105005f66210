"""`sahel check`: everything that is wrong with a dataset, in one run."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sahelcli import options, output
from sahelcli.completion import of_shipped
from sahelcli.errors import NoError, SahelError
from sahelcli.files.locate import locate, shipped
from sahelcli.files.there import size_of
from sahelcli.findings import Form, explained, in_short, render
from sahelcli.formats import Screen
from sahelcli.option_values import choice, form
from sahelcli.output import streams
from sahelcli.phrases import count
from sahelcli.progress import BYTES, progress
from sahelcli.records.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from sahelcli.records.dataset import Dataset
    from sahelcli.rules import Rule

_RULES, _OUTPUT = "Rules", "Output"


class Faulty(NoError):
    """There is something to correct; the output has said what."""

    def __init__(self) -> None:
        super().__init__("")


class Unread(SahelError):
    """What was named could not be read; the output has said why."""

    def __init__(self) -> None:
        super().__init__("")


class Which(NamedTuple):
    """Which rules are held to, and how strictly."""

    only: Annotated[
        tuple[str, ...],
        options.option(_RULES, "--only", metavar="RULE", help="Hold to this rule alone; may be repeated."),
    ] = ()
    skip: Annotated[
        tuple[str, ...], options.option(_RULES, "--skip", metavar="RULE", help="Leave this rule out; may be repeated.")
    ] = ()
    archive: Annotated[
        bool, options.option(_RULES, "--archive", help="Also name the sources that have no archived copy.")
    ] = False
    strict: Annotated[bool, options.option(_RULES, "--strict", help="Exit with 1 for warnings as well.")] = False


class Printing(NamedTuple):
    """In what form."""

    format: Annotated[
        str | None, options.option(_OUTPUT, "-f", "--format", metavar="FORMAT", help="text, json or github.")
    ] = None
    json: Annotated[bool, options.option(_OUTPUT, "--json", help="The same as --format json.")] = False
    color: Annotated[str, options.option(_OUTPUT, "--color", metavar="WHEN", help="auto, always or never.")] = "auto"
    quiet: Annotated[bool, options.option(_OUTPUT, "-q", "--quiet", help="No total on standard error.")] = False

    @property
    def form(self) -> Form:
        """The form asked for; UsageError for a word that is none, and for two at once."""
        return form(self.json, self.format, tuple(Form)) or Form.TEXT

    @property
    def screen(self) -> Screen | None:
        """The terminal that standard output is, with the colours asked for; UsageError for a word that is none."""
        color = choice("--color", self.color, ("auto", "always", "never"))
        return streams.screen(sys.stdout, color, os.environ)


def check(
    which: Which,
    printing: Printing,
    paths: Annotated[tuple[str, ...], options.argument("[PATH]...", "A file or folder, or - for standard input.")] = (),
    data: Annotated[
        tuple[str, ...],
        options.option(
            "Data",
            "-d",
            "--data",
            metavar="PATH",
            offer=of_shipped,
            help="The same as PATH; without, as elsewhere.",
        ),
    ] = (),
    listed: Annotated[bool, options.option(_RULES, "--list", help="List the rules.")] = False,
    explain: Annotated[
        str | None, options.option(_RULES, "--explain", metavar="RULE", help="Say what a rule asks, with examples.")
    ] = None,
) -> None:
    """Find every mistake of a dataset, with file, line and column.

    Where nothing is found, only a terminal says what was checked. Errors keep a record out of every answer, warnings
    do not. The exit code is 1 if there are errors, and 3 if a PATH cannot be read.

    \b
    Examples:
      sahel check
      sahel check my-chronology --strict --skip undated-source
      sahel check --explain similar-quote
    """
    from sahelcli.rules import RULES, asked  # here: the help of all commands needs neither reader nor rules

    form, screen = printing.form, printing.screen
    rules = asked.chosen(which.only, which.skip, which.archive)
    if listed:
        _print(in_short(RULES, screen))
    elif explain is not None:
        _print(explained(asked.named("--explain", explain), screen))
    else:
        named = locate((*data, *paths), os.environ)
        options.say_passed_over((*data, *paths), named, printing.quiet)
        dataset, found = _findings(named, rules, printing.quiet)
        encoding = _encoding() if form is Form.TEXT else "utf-8"
        is_silent = not found and form is not Form.JSON
        if is_silent or streams.print_out(render(form, found, screen, encoding), encoding):
            checked = _checked(dataset, named) if screen else ""
            _conclude(found, checked, printing.quiet)
            _end(dataset, found, named, which.strict)


def _findings(paths: Sequence[str], rules: "Sequence[Rule]", quiet: bool) -> "tuple[Dataset, list[Diagnostic]]":
    """Read the dataset and hold it to the rules, with a bar of what is done of each."""
    from sahelcli.files.reader import read_found
    from sahelcli.files.walk import STANDARD_INPUT, find_files
    from sahelcli.rules import findings

    found = find_files(paths)
    size = None if STANDARD_INPUT in paths else sum(size_of(path) or 0 for path in found.files)
    with progress("reading", total=size, unit=BYTES, shown=not quiet) as advance:
        dataset = read_found(found, advance)
    with progress("checking", total=len(rules), unit="rules", shown=not quiet) as advance:
        return dataset, findings(dataset, rules, advance)


def _checked(dataset: "Dataset", paths: Sequence[str]) -> str:
    """Return what was checked, for a person who may have thought of another dataset."""
    from sahelcli.records.kinds import TABLES

    records = sum(len(getattr(dataset, table)) for table in TABLES) + dataset.left_out - len(dataset.unread)
    which = " of the dataset that comes with sahel" if tuple(paths) == (str(shipped()),) else ""
    return f"checked {count(len(dataset.files), 'file')}, {count(records, 'record')}{which}: "


def _conclude(found: Sequence[Diagnostic], checked: str, quiet: bool) -> None:
    """Say how many findings there are, and of what."""
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    parts = [count(number, noun) for number, noun in ((errors, "error"), (len(found) - errors, "warning")) if number]
    if parts or checked:
        output.note(checked + (" and ".join(parts) or "no mistakes"), quiet=quiet)


def _end(dataset: "Dataset", found: Sequence[Diagnostic], paths: Sequence[str], strict: bool) -> None:
    """End with the exit code that the findings deserve."""
    unread = {finding.location.path for finding in dataset.unread}
    unread |= {finding.location.path for finding in found if finding.code == "unreadable"}
    if not unread.isdisjoint(paths):
        raise Unread
    if (strict and found) or any(finding.severity is Severity.ERROR for finding in found):
        raise Faulty


def _print(pieces: Iterable[str]) -> None:
    streams.print_out(pieces, _encoding())


def _encoding() -> str:
    return sys.stdout.encoding if sys.stdout else "utf-8"  # None where it was closed before the start
