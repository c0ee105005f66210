"""Fault report: what is printed when the program itself fails, and the traceback that `--debug` shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from sahelcli import __version__
from sahelcli.errors import ExitCode, SahelError
from sahelcli.text.sanitize import spelt_out
from sahelcli.text.unencodable_characters import encodable

# Labels under which projects name the place for reports, the best first, as PEP 753 compares them.
_LABELS = ("issues", "bugs", "issue", "tracker", "issuetracker", "bugtracker", "source", "repository", "homepage")


class Fault(SahelError):
    """A bug of the program: no input and no file of the user should lead to it."""

    def __init__(self) -> None:
        import platform  # here: it is never asked for otherwise

        python = f"{platform.python_implementation()} {platform.python_version()}"
        version = f"sahel {__version__}, {python}, {platform.platform()}"
        address = report_address()
        report = f"; please report it, with that and what you typed: {address}" if address else ""
        super().__init__(
            f"this is a fault of sahel itself, not yours ({version})",
            f"the same command with --debug shows where it is{report}",
        )


class MergeFault(Fault):
    """A bug in git's merge driver: git would take a lower exit code for a conflict, with our version as result."""

    exit_code = ExitCode.NOT_MERGED


def report_address() -> str | None:
    """Return the address for bug reports from the package metadata, None if there is none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("sahel").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    addresses = dict(_labelled(urls))
    return next((addresses[label] for label in _LABELS if label in addresses), None)


def _labelled(urls: Iterable[str]) -> Iterable[tuple[str, str]]:
    for url in urls:
        label, _, address = url.partition(",")
        yield "".join(filter(str.isalnum, label)).lower(), address.strip()


def print_traceback(error: BaseException) -> None:
    """Print the traceback of an error on standard error, with control characters escaped."""
    from traceback import format_exception

    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    lines = (line for part in format_exception(error) for line in part.splitlines())
    stream.writelines(f"{encodable(spelt_out(line), stream.encoding)}\n" for line in lines)
