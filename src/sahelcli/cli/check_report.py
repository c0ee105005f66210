"""Report of a check on standard output: its findings in the form that is asked for, how many, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from sahelcli import output
from sahelcli.dataset.locate import shipped
from sahelcli.errors import NoError, Printed
from sahelcli.formats import Screen
from sahelcli.formats.findings import FindingFormat, as_text, in_json, paragraph, parted, report, workflow_command
from sahelcli.output import streams
from sahelcli.phrases import count

if TYPE_CHECKING:
    from sahelcli.diagnostics.finding import Diagnostic
    from sahelcli.rules import Rule
    from sahelcli.rules.checker import CheckResult


class ErrorsFound(Printed, NoError):
    """The check found errors, which it has printed."""


class NotReadable(Printed):
    """A path could not be read, for the reason that was printed."""


def report_findings(
    paths: Sequence[str],
    rules: Sequence[Rule],
    form: FindingFormat,
    screen: Screen | None,
    *,
    strict: bool = False,
    quiet: bool = False,
) -> None:
    """Check a dataset and print its findings; ErrorsFound or NotReadable if the exit code is not 0."""
    from sahelcli.rules.checker import checked  # here: the help of a command needs neither reader nor rules

    with checked(paths, rules, quiet=quiet) as result:
        is_silent = not (result.errors or result.warnings) and form is not FindingFormat.JSON
        if is_silent or _print_findings(form, result, screen):
            _conclude(result, _what(result, paths) if screen else "", quiet)
            _end(result, paths, strict)


def report_errors(paths: Sequence[str], file: str, screen: Screen | None, *, quiet: bool) -> None:
    """Check a dataset and print its errors, and the warnings on one file of it; ErrorsFound where there is an error."""
    from sahelcli.rules.checker import checked, chosen

    with checked(paths, chosen((), (), archive=False), quiet=quiet) as result:
        near = [*filter(None, result.each(partial(_if_near, file=file)))]
        if streams.print_out(as_text(near, screen, encoding()), encoding()):
            own = result._replace(warnings=len(near) - result.errors)
            _conclude(own, "" if near else "checked: ", quiet)
            if elsewhere := result.warnings - own.warnings:
                output.note(f"{count(elsewhere, 'warning')} in other files: `sahel check` shows them", quiet=quiet)
            _end(result, paths, strict=False)


def _if_near(finding: Diagnostic, file: str) -> Diagnostic | None:
    """Return a finding that is an error, or in this file."""
    return finding if finding.severity == "error" or finding.place.path == file else None


def encoding() -> str:
    """Return the encoding of standard output, UTF-8 where it was closed before the start."""
    return sys.stdout.encoding if sys.stdout else "utf-8"


def _print_findings(form: FindingFormat, result: CheckResult, screen: Screen | None) -> bool:
    """Print findings in a format; False if the reader closed the pipe."""
    match form:
        case FindingFormat.JSON:
            return output.show(report(result.each(in_json)), output.OutputOptions(json=True))
        case FindingFormat.GITHUB:
            return streams.print_out(result.each(workflow_command), "utf-8")
        case FindingFormat.TEXT:
            paragraphs = result.each(partial(paragraph, screen=screen, encoding=encoding()))
            return streams.print_out(parted(paragraphs), encoding())


def _what(result: CheckResult, paths: Sequence[str]) -> str:
    """Return a description of the checked dataset, for a user who may have expected another one."""
    which = " of the dataset that comes with sahel" if tuple(paths) == (str(shipped()),) else ""
    return f"checked {count(result.files, 'file')}, {count(result.records, 'record')}{which}: "


def _conclude(result: CheckResult, what: str, quiet: bool) -> None:
    """Print how many findings there are, and in how many files and records."""
    counts = ((result.errors, "error"), (result.warnings, "warning"))
    parts = [count(number, noun) for number, noun in counts if number]
    if parts or what:
        output.note(what + (" and ".join(parts) or "no mistakes"), quiet=quiet)


def _end(result: CheckResult, paths: Sequence[str], strict: bool) -> None:
    """Raise the error whose exit code fits the findings; return if there is none."""
    if not result.unread.isdisjoint(paths):
        raise NotReadable
    if result.errors or (strict and result.warnings):
        raise ErrorsFound
