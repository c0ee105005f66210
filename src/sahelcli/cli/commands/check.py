"""`sahel check`: everything that is wrong with a dataset, in one run."""

import os
import sys
from collections.abc import Iterable
from typing import Annotated, NamedTuple

from sahelcli.cli import options
from sahelcli.cli.check_report import encoding, report_findings
from sahelcli.cli.completion import DATASET, RULES, of_words
from sahelcli.dataset.locate import locate
from sahelcli.formats import Screen
from sahelcli.formats.findings import FindingFormat, explained, in_short
from sahelcli.option_values import choice, form
from sahelcli.output import streams

_RULES, _OUTPUT = "Rules", "Output"


class RuleOptions(NamedTuple):
    """Which rules are held to, and how strictly."""

    only: Annotated[
        tuple[str, ...],
        options.option(
            _RULES, "--only", metavar="RULE", offer=RULES, usual=True, help="Hold to this rule alone; may be repeated."
        ),
    ] = ()
    skip: Annotated[
        tuple[str, ...],
        options.option(
            _RULES, "--skip", metavar="RULE", offer=RULES, usual=True, help="Leave this rule out; may be repeated."
        ),
    ] = ()
    archive: Annotated[
        bool, options.option(_RULES, "--archive", help="Also name the sources that have no archived copy.")
    ] = False
    strict: Annotated[
        bool, options.option(_RULES, "--strict", usual=True, help="Exit with 1 for warnings as well.")
    ] = False


class FindingOutputOptions(NamedTuple):
    """In what form."""

    format: Annotated[
        str | None,
        options.option(
            _OUTPUT,
            "-f",
            "--format",
            metavar="FORMAT",
            offer=of_words(*FindingFormat),
            usual=True,
            help="text, json or github.",
        ),
    ] = None
    json: Annotated[bool, options.option(_OUTPUT, "--json", usual=True, help="The same as --format json.")] = False
    color: Annotated[
        str,
        options.option(
            _OUTPUT, "--color", metavar="WHEN", offer=of_words("auto", "always", "never"), help="auto, always or never."
        ),
    ] = "auto"
    quiet: Annotated[bool, options.option(_OUTPUT, "-q", "--quiet", help="No total on standard error.")] = False

    @property
    def form(self) -> FindingFormat:
        """The form asked for; UsageError for a word that is none, and for two at once."""
        return form(self.json, self.format, tuple(FindingFormat)) or FindingFormat.TEXT

    @property
    def screen(self) -> Screen | None:
        """The terminal that standard output is, with the colours asked for; UsageError for a word that is none."""
        color = choice("--color", self.color, ("auto", "always", "never"))
        return streams.screen(sys.stdout, color, os.environ)


def check(
    which: RuleOptions,
    printing: FindingOutputOptions,
    paths: Annotated[
        tuple[str, ...], options.argument("[PATH]...", "A file or folder, or - for standard input.", DATASET)
    ] = (),
    data: Annotated[
        tuple[str, ...],
        options.option(
            "Data",
            "-d",
            "--data",
            metavar="PATH",
            offer=DATASET,
            usual=True,
            help="The same as PATH; without, as elsewhere.",
        ),
    ] = (),
    listed: Annotated[bool, options.option(_RULES, "--list", usual=True, help="List the rules.")] = False,
    explain: Annotated[
        str | None,
        options.option(
            _RULES, "--explain", metavar="RULE", offer=RULES, usual=True, help="Say what a rule asks, with examples."
        ),
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
    from sahelcli.rules import RULES, checker  # here: the help of all commands needs neither reader nor rules

    form, screen = printing.form, printing.screen
    rules = checker.chosen(which.only, which.skip, which.archive)
    if listed:
        _print(in_short(RULES, screen))
    elif explain is not None:
        _print(explained(checker.named("--explain", explain), screen))
    else:
        named = locate((*data, *paths), os.environ)
        options.say_passed_over((*data, *paths), named, printing.quiet)
        report_findings(named, rules, form, screen, strict=which.strict, quiet=printing.quiet)


def _print(pieces: Iterable[str]) -> None:
    streams.print_out(pieces, encoding())
