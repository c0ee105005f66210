"""Comparison of figures on one subject: where they differ, and which are the latest; nothing is averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dates.calendar import iso
from sahelcli.dates.edtf import parse
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import DifferenceRow, FigureRow, GroupRow

Subject = tuple[str, str, str, str]  # whose force, where, what is measured, what is counted


class Span(NamedTuple):
    """From one number to another, both included; an open end is infinite."""

    first: float
    last: float

    @classmethod
    def between(cls, first: int | None, last: int | None) -> Span:
        """Return the span from `first` to `last`, None for an open end."""
        return cls(-inf if first is None else first, inf if last is None else last)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its place among all in order of date, the days it holds for and the numbers it may mean."""

    place: int
    row: FigureRow
    days: Span
    people: Span

    @classmethod
    def of(cls, place: int, row: FigureRow) -> Figure:
        """Return the figure of a row; at least is a range without an end, and about a number is that number."""
        date = parse(row["date"])
        return cls(place, row, Span.between(date.first, date.last), Span.between(row["low"], row["high"]))

    @property
    def subject(self) -> Subject:
        """What the number is of: only figures on one subject can differ."""
        force = self.row["force"]
        return force["id"] if force else "", self.row["place"]["id"], self.row["measure"], self.row["counts"] or ""


_PLACE = attrgetter("place")


def differences(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a block (`json_contract.DifferenceRow`) wherever figures differ, in order of date.

    Figures differ where their ranges do not meet. A block holds figures on one subject, all of which share a day. It is
    as large as it can be; a figure whose date covers much may stand in several.
    """
    for days, block in _differing(rows):
        yield Row(_block(days, block))


def days_of_differences(rows: Iterable[Row]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the first and the last day of each block, as it has them, without making it."""
    for days, _ in _differing(rows):
        yield _ends(days)


def latest(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield for each subject the newest date's figure, with all figures of that date."""
    newest = []
    for figures in _by_subject(rows).values():
        last = max(figure.days for figure in figures)
        newest += [figure for figure in figures if figure.days == last]
    for figure in sorted(newest, key=_PLACE):
        yield Row(encode(figure.row))


def meeting(figures: Sequence[Figure], by: str) -> Iterator[list[Figure]]:
    """Yield the largest sets of figures whose spans (`days` or `people`) all overlap, the lowest first.

    Every two that meet are in one of these sets together, for spans that meet two by two have something in common. One
    that no other meets is a set by itself. Each set is in order of date.
    """
    span = attrgetter(by)
    running: list[Figure] = []
    waiting = sorted(figures, key=lambda figure: span(figure).first, reverse=True)
    for end in sorted({span(figure).last for figure in figures}):
        begun = False
        while waiting and span(waiting[-1]).first <= end:
            running.append(waiting.pop())
            begun = True
        if begun:
            yield sorted(running, key=_PLACE)
        running = [figure for figure in running if span(figure).last > end]


def _by_subject(rows: Iterable[Row]) -> dict[Subject, list[Figure]]:
    subjects: dict[Subject, list[Figure]] = {}
    for place, row in enumerate(rows):
        figure = Figure.of(place, row.data())
        subjects.setdefault(figure.subject, []).append(figure)
    return subjects


def _differing(rows: Iterable[Row]) -> list[tuple[Span, list[Figure]]]:
    """Return the blocks in order of the days that their figures share."""
    blocks = (block for figures in _by_subject(rows).values() for block in meeting(figures, "days"))
    differing = [(_common(block, "days"), block) for block in blocks if _is_empty(_common(block, "people"))]
    return sorted(differing, key=lambda pair: (pair[0], pair[1][0].subject))


def _is_empty(span: Span) -> bool:
    return span.first > span.last


def _common(figures: Iterable[Figure], by: str) -> Span:
    """Return the intersection of the spans; it ends before it begins if they do not all meet."""
    spans = [getattr(figure, by) for figure in figures]
    return Span(max(span.first for span in spans), min(span.last for span in spans))


def _ends(days: Span) -> tuple[str | None, str | None]:
    first = None if days.first == -inf else iso(int(days.first))
    return first, None if days.last == inf else iso(int(days.last))


def _block(days: Span, block: Sequence[Figure]) -> bytes:
    subject, (first, last) = block[0].row, _ends(days)
    named = [int(number) for figure in block for number in figure.people if abs(number) != inf]
    row: DifferenceRow = {
        "kind": "difference",
        "force": subject["force"],
        "place": subject["place"],
        "measure": subject["measure"],
        "counts": subject["counts"],
        "date_start": first,
        "date_end": last,
        "low": min(named),
        "high": max(named),
        "figures": [figure.row for figure in block],
        "groups": [_group(group) for group in meeting(block, "people")],
    }
    return encode(row)


def _group(group: Sequence[Figure]) -> GroupRow:
    """Return figures that go together."""
    common = _common(group, "people")
    return {
        "low": None if common.first == -inf else int(common.first),
        "high": None if common.last == inf else int(common.last),
        "figures": [figure.row["id"] for figure in group],
    }
