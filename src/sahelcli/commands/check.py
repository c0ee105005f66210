"""`sahel check`: everything that is wrong with a dataset, in one run."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from sahelcli import options, output
from sahelcli.errors import NoError, SahelError
from sahelcli.files.locate import locate
from sahelcli.files.there import size_of
from sahelcli.findings import Form, explained, in_short, render
from sahelcli.formats import Screen
from sahelcli.output import streams
from sahelcli.phrases import count
from sahelcli.progress import BYTES, progress
from sahelcli.records.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
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
        return options.form(self.json, self.format, tuple(Form)) or Form.TEXT

    @property
    def screen(self) -> Screen | None:
        """The terminal that standard output is, with the colours asked for; UsageError for a word that is none."""
        color = options.choice("--color", self.color, ("auto", "always", "never"))
        return streams.screen(sys.stdout, color, os.environ)


def check(
    which: Which,
    printing: Printing,
    paths: Annotated[tuple[str, ...], options.argument("[PATH]...", "A file or folder, or - for standard input.")] = (),
    data: Annotated[
        tuple[str, ...],
        options.option("Data", "-d", "--data", metavar="PATH", help="The same as PATH; without any, as elsewhere."),
    ] = (),
    listed: Annotated[bool, options.option(_RULES, "--list", help="List the rules.")] = False,
    explain: Annotated[
        str | None, options.option(_RULES, "--explain", metavar="RULE", help="Say what a rule asks, with examples.")
    ] = None,
) -> None:
    """Find every mistake of a dataset, with file, line and column.

    It is silent when there is none. Errors keep a record out of every answer, warnings do not. The exit code is 1 if
    there are errors, and 3 if a PATH cannot be read.

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
        found = _findings(named, rules, printing.quiet)
        if not found and form is not Form.JSON:
            return
        encoding = _encoding() if form is Form.TEXT else "utf-8"
        if streams.print_out(render(form, found, screen, encoding), encoding):
            _conclude(found, named, which.strict, printing.quiet)


def _findings(paths: Sequence[str], rules: "Sequence[Rule]", quiet: bool) -> list[Diagnostic]:
    """Read the dataset and hold it to the rules, with a bar of what is done of each."""
    from sahelcli.files.reader import read_dataset
    from sahelcli.rules import findings

    with progress("reading", total=_size(paths), unit=BYTES, shown=not quiet) as advance:
        dataset = read_dataset(paths, advance)
    with progress("checking", total=len(rules), unit="rules", shown=not quiet) as advance:
        return findings(dataset, rules, advance)


def _size(paths: Sequence[str]) -> int | None:
    """Return how many bytes the dataset has, None where it comes from standard input."""
    from sahelcli.files.walk import STANDARD_INPUT, find_files

    return None if STANDARD_INPUT in paths else sum(size_of(path) or 0 for path in find_files(paths).files)


def _conclude(found: Sequence[Diagnostic], paths: Sequence[str], strict: bool, quiet: bool) -> None:
    """Say how many findings there are, and end with the exit code that they deserve."""
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    parts = [count(number, noun) for number, noun in ((errors, "error"), (len(found) - errors, "warning")) if number]
    if parts:
        output.note(" and ".join(parts), quiet=quiet)
    if any(finding.code == "unreadable" and finding.location.path in paths for finding in found):
        raise Unread
    if errors or (strict and found):
        raise Faulty


def _print(pieces: Iterable[str]) -> None:
    streams.print_out(pieces, _encoding())


def _encoding() -> str:
    return sys.stdout.encoding if sys.stdout else "utf-8"  # None where it was closed before the start
