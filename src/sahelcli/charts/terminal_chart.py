"""Chart of figures over time on a terminal, by plotext: one letter for each force and place, without colour.

Each figure is a mark of its own. Nothing is joined or averaged: figures of different sources are no series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from textwrap import wrap
from typing import TYPE_CHECKING

from sahelcli.charts.axes import DayAxis, NumberAxis
from sahelcli.charts.figure_panels import largest_groups
from sahelcli.phrases import count
from sahelcli.phrases.figures import measure, subject_names
from sahelcli.text.cell_width import beginning, cells, padded
from sahelcli.text.sanitize import one_line

_ZERO = 1  # below it is one line for the arrow of what may be less, as above the highest number for what may be more
_MARGIN = 3  # the lines that are not above zero: its own and these two


if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow
    from sahelcli.row_types import FigureSubject


@dataclass(frozen=True, slots=True)
class TerminalLines:
    """The lines from 0, the lowest, to `count` - 1 on which the numbers of an axis stand.

    What is not 0 stands above the line of 0, however small it is: one soldier is not none.
    """

    numbers: NumberAxis
    count: int

    @property
    def worth(self) -> float:
        """The number of people between two neighbouring lines."""
        return self.numbers.most / (self.count - _MARGIN)

    def at(self, number: float, least: int = 1) -> int:
        """Return the line of a number; one that is not 0 stands at least so many lines above 0."""
        return _ZERO + max(least, round(number / self.worth)) if number else _ZERO

    def ticks(self, drawn: Iterable[float]) -> list[tuple[int, str]]:
        """Return the lines that are marked, with their words; the first above 0 says what it holds, if it holds any."""
        steps = [(self.at(step), f"{step:,}") for step in self.numbers.steps]
        first = _ZERO + 1
        return [steps[0], (first, f"<{self._less_than():,}"), *steps[1:]] if first in map(self.at, drawn) else steps

    def _less_than(self) -> int:
        """Return a number of one digit and noughts that all on the first line above 0 are less than."""
        highest = int(self.worth * 1.5) + 1
        unit: int = 10 ** (len(str(highest)) - 1)
        return -(-highest // unit) * unit


Segment = tuple[tuple[float, float], tuple[int, int], str]  # from x to x, from line to line, and its sign

_NARROWEST, _WIDEST = 40, 160  # cells: less has no room for the years, more is far to look
_LINES = 17  # of a drawing, with one more for each sixteen columns
_FRAME = 3  # lines that the frame and the years take
_SIGNS = (
    "│ from low to high",
    "↑ at least",
    "↓ at most",
    "small letter: about",
    "─ the days it holds for",
    "← → with no known beginning or end",
)
_COVERED = "marks may hide marks: without --chart each is listed"
_BETWEEN = "   "  # two signs


@dataclass(frozen=True, slots=True)
class Force:
    """Figures of one force, place, measure and kind of people counted."""

    letter: str
    title: str
    rows: list[FigureRow]


def chart_terminal(rows: Sequence[FigureRow], title: str = "", width: int = 80) -> str:
    """Return the drawing of one figure or more under its title, and below it what its letters and signs say.

    `width` is in cells and bounds every line; it is taken to be from 40 to 160. Of more than eight forces and places
    those with most figures are drawn, and a line gives the number of the others.
    """
    width = max(_NARROWEST, min(width, _WIDEST))
    forces, others = _forces(rows)
    drawn = [row for force in forces for row in force.rows]
    counted = f"{len(drawn):,} of {count(len(rows), 'figure')}" if others else count(len(drawn), "figure")
    lines = [*_head(one_line(title), counted, width), *_drawing(forces, drawn, width)]
    lines += ["", *_legend(forces, others, width)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _head(title: str, counted: str, width: int) -> list[str]:
    room = width - len(counted) - 2
    if not title:
        return []
    return [f"{padded(title, room)}  {counted}", ""] if cells(title) <= room else [*wrap(title, width), counted, ""]


def _forces(rows: Iterable[FigureRow]) -> tuple[list[Force], int]:
    """Return the forces to draw, most figures first, and how many there are beside them."""
    largest, others = largest_groups(rows, _subject)
    whose = subject_names(group[0] for group in largest)
    forces = [
        Force(letter, _title(group[0], whose), group) for letter, group in zip(ascii_uppercase, largest, strict=False)
    ]
    return forces, others


def _subject(row: FigureRow) -> tuple[str, ...]:
    force = row["force"]["id"] if row["force"] else ""
    return force, row["place"]["id"], row["counts"] or "", row["measure"]


def _title(row: FigureRow, whose: Callable[[FigureSubject], str]) -> str:
    counted = f" ({row['counts']})" if row["force"] and row["counts"] else ""
    verb = "" if row["measure"] == "deployed" else f", {measure(row)}"
    return one_line(f"{whose(row)}{counted}{verb}")


def _drawing(forces: Sequence[Force], rows: Sequence[FigureRow], width: int) -> list[str]:
    import plotext  # here: it takes a quarter of a second, and only a drawing needs it

    height = _LINES + width // 16
    days, lines = DayAxis.over(rows, 0, width), TerminalLines(NumberAxis.over(rows, 0, height), height - _FRAME)
    figure = plotext.figure
    figure.clear()
    plotext.terminal.limit(width=False, height=False)  # the width is ours to choose, also where there is no terminal
    figure.theme("colorless")
    figure.plot_size(width, height)
    for layer in (_reach, _letters):
        for force in forces:
            for x, y, sign in (mark for row in force.rows for mark in layer(force.letter, row, days, lines)):
                figure.draw(figure.segment(x, y, marker=sign))
    across, upwards = days.ticks(width // 10), lines.ticks(number for row in rows for number in _bounds(row))
    figure.ruler("x").lim(0, width)
    figure.ruler("x").ticks([place for place, _ in across], [text for _, text in across])
    figure.ruler("y").lim(0, lines.count - 1)
    figure.ruler("y").ticks([line for line, _ in upwards], [text for _, text in upwards])
    drawn: str = plotext.uncolorize(str(figure.build()))
    return drawn.rstrip("\n").split("\n")


def _reach(_: str, row: FigureRow, days: DayAxis, lines: TerminalLines) -> Iterator[Segment]:
    """Yield the days a figure holds for, its range, and the arrows of what is open."""
    left, right = days.at(row["date_start"], 0), days.at(row["date_end"], 1)
    low, middle, high = _lines(row, lines)
    centre = (left + right) / 2
    yield (left, right), (middle, middle), "─"
    if low != high:
        yield (centre, centre), (low, high), "│"
    if row["high"] is None:
        yield (centre, centre), (high + 1, high + 1), "↑"
    if row["low"] is None:
        yield (centre, centre), (low - 1, low - 1), "↓"
    if row["date_start"] is None:
        yield (left, left), (middle, middle), "←"
    if row["date_end"] is None:
        yield (right, right), (middle, middle), "→"


def _letters(letter: str, row: FigureRow, days: DayAxis, lines: TerminalLines) -> Iterator[Segment]:
    """Yield the letter of the force, small where the number is only about so."""
    centre = (days.at(row["date_start"], 0) + days.at(row["date_end"], 1)) / 2
    _, middle, _ = _lines(row, lines)
    yield (centre, centre), (middle, middle), letter.lower() if row["qualifier"] == "about" else letter


def _lines(row: FigureRow, lines: TerminalLines) -> tuple[int, int, int]:
    """Return the lines of the least number, the middle and the greatest; at most leaves one to 0 for its arrow."""
    low, high = _bounds(row)
    least = 2 if row["low"] is None else 1
    return lines.at(low, least), lines.at((low + high) / 2, least), lines.at(high, least)


def _bounds(row: FigureRow) -> tuple[int, int]:
    known = [number for number in (row["low"], row["high"]) if number is not None]
    return known[0], known[-1]


def _legend(forces: Sequence[Force], others: int, width: int) -> Iterator[str]:
    for force in forces:
        title, figures = f"{force.letter}  {force.title}", count(len(force.rows), "figure")
        room = width - len(figures) - 2
        yield f"{padded(beginning(title, room), room)}  {figures}"
    if others:
        more = "1 force or place more is" if others == 1 else f"{others} forces or places more are"
        yield from wrap(f"{more} not drawn: name a force, or a --place", width)
    yield ""
    yield from _filled(_SIGNS, width)
    yield from wrap(_COVERED, width)


def _filled(texts: Iterable[str], width: int) -> list[str]:
    """Return the texts in lines, none of them broken that fits a line."""
    lines = [""]
    for text in texts:
        longer = f"{lines[-1]}{_BETWEEN}{text}".strip()
        lines[-1:] = [longer] if len(longer) <= width else [lines[-1], text]
    return lines
