"""Capture of an answer: what a command would print goes to its caller instead, with the notes of standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from sahelcli.formats import Style
from sahelcli.formats.json import line
from sahelcli.output import captured
from sahelcli.report import Report


class Capture:
    """An answer as it is captured: its report without rows, each row as a line of `--json`, the notes in their order.

    With `at_most`, the report is that which people read, with its title, and no more of its rows are taken.
    `dataset` is what the dataset that was asked says of itself: title, version and content_hash.
    """

    def __init__(self, at_most: int | None = None) -> None:
        self.at_most = at_most
        self.report = Report("", ())
        self.fields: tuple[str, ...] = ()
        self.title = ""
        self.dataset: dict[str, str] = {}
        self.lines: list[bytes] = []
        self.notes: list[str] = []

    @property
    def is_taken(self) -> bool:
        """Whether anything has been answered."""
        return bool(self.report.kind)

    def take(self, report: Report, fields: tuple[str, ...]) -> Report:
        """Capture an answer with the keys asked for (all without any), and return it."""
        if self.at_most is not None:
            report = report.people() if report.people and not fields else report
            self.title = report.title()
        style = Style(fields)
        self.lines = [line(row, style) for row in islice(report.rows, self.at_most)]
        self.fields = fields
        self.report = Report(  # nothing in it leads to the index
            report.kind,
            (),
            noun=report.noun,
            single=report.single,
            total=report.total,
            shown=report.shown,
            within=report.within,
        )
        return report


@contextmanager
def capturing(at_most: int | None = None) -> Iterator[Capture]:
    """Capture what is answered within the block, in this thread and context alone."""
    capture = Capture(at_most)
    token = captured.set(capture)
    try:
        yield capture
    finally:
        captured.reset(token)
