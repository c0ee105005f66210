"""Where figures differ, and which are the newest; nothing is averaged and none is called the best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sahelcli.index.rows import encode
from sahelcli.index.selection import BEYOND
from sahelcli.records.dates import iso, parse
from sahelcli.report import Row

Subject = tuple[str, str, str, str]  # whose force, where, what is measured, what is counted


@dataclass(frozen=True, slots=True)
class _Figure:
    row: Any
    first: int
    last: int

    @property
    def subject(self) -> Subject:
        force = self.row["force"]
        return force["id"] if force else "", self.row["place"]["id"], self.row["measure"], self.row["counts"] or ""

    @property
    def number(self) -> tuple[int | None, int | None]:
        return self.row["low"], self.row["high"]


def differences(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a block (`records.rows.DifferenceRow`) for each disagreement, in order of date.

    A block holds figures on one subject, all of which share a day and which do not all give the same number. It is as
    large as it can be; a figure whose date covers much may stand in several.
    """
    blocks = (block for figures in _by_subject(rows).values() for block in _sharing_a_day(figures))
    differing = [block for block in blocks if len({figure.number for figure in block}) > 1]
    for block in sorted(differing, key=lambda block: (_common(block), block[0].subject)):
        yield Row(_block(block))


def latest(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield, of the figures on each subject, the one with the newest date, and all of them that have it."""
    newest = []
    for figures in _by_subject(rows).values():
        last = max((figure.first, figure.last) for figure in figures)
        newest += [figure for figure in figures if (figure.first, figure.last) == last]
    for figure in sorted(newest, key=lambda figure: (figure.first, figure.last)):
        yield Row(encode(figure.row))


def _by_subject(rows: Iterable[Row]) -> dict[Subject, list[_Figure]]:
    subjects: dict[Subject, list[_Figure]] = {}
    for row in rows:
        data = row.data()
        date = parse(data["date"])
        first = -BEYOND if date.first is None else date.first
        figure = _Figure(data, first, BEYOND if date.last is None else date.last)
        subjects.setdefault(figure.subject, []).append(figure)
    return subjects


def _sharing_a_day(figures: Sequence[_Figure]) -> Iterator[list[_Figure]]:
    """Yield the largest sets of figures that share a day: where one ends, if another began since the last set."""
    running: list[_Figure] = []
    waiting = sorted(figures, key=lambda figure: figure.first, reverse=True)
    for day in sorted({figure.last for figure in figures}):
        begun = False
        while waiting and waiting[-1].first <= day:
            running.append(waiting.pop())
            begun = True
        if begun and len(running) > 1:
            yield sorted(running, key=lambda figure: (figure.first, figure.last))
        running = [figure for figure in running if figure.last > day]


def _common(block: Sequence[_Figure]) -> tuple[int, int]:
    return max(figure.first for figure in block), min(figure.last for figure in block)


def _block(block: Sequence[_Figure]) -> bytes:
    first, last = _common(block)
    of = block[0].row
    lows = [figure.row["low"] for figure in block if figure.row["low"] is not None]
    highs = [figure.row["high"] for figure in block if figure.row["high"] is not None]
    return encode(
        {
            "kind": "difference",
            **{key: of[key] for key in ("force", "place", "measure", "counts")},
            "date_start": None if first == -BEYOND else iso(first),
            "date_end": None if last == BEYOND else iso(last),
            "low": min(lows + highs, default=None),
            "high": max(lows + highs, default=None),
            "figures": [figure.row for figure in block],
        }
    )
