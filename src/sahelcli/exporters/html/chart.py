"""Geometry of the chart of troop numbers over time, which the template turns into SVG.

Each figure is a mark of its own: as wide as the days it covers, as high as from its low to its high number. Nothing is
joined, averaged or interpolated. Coordinates are pixels of the drawing, y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.charts.axes import DayAxis, NumberAxis
from sahelcli.dates.formatting import words
from sahelcli.phrases import who_says
from sahelcli.phrases.figure_numbers import measure, number

if TYPE_CHECKING:
    from sahelcli.json_rows import FigureRow

_LEAST = 7.0  # pixels: the smallest side of a mark
_LETTER, _LINE = 5.4, 12.0  # pixels that a letter and a line of a label take
_LONGEST = 30  # letters of a label
_ARROW = 8.0  # pixels


class Size(NamedTuple):
    """How large a drawing is, in pixels."""

    width: int
    height: int


SIZES = {"wide": Size(880, 320), "narrow": Size(335, 250)}
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 14, 16, 26


class Box(NamedTuple):
    """A rectangle: its upper left corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure in the drawing; `up` says that there may be more, `down` that there may be fewer, `about` as it is.

    `part` says that only some of the force are counted. `begins` and `ends` are false where the date has no such end.
    """

    box: Box
    said: str
    up: bool
    down: bool
    about: bool
    part: bool
    begins: bool
    ends: bool

    @property
    def room(self) -> Box:
        """The rectangle that the mark takes, with its arrows."""
        above, below = _ARROW * self.up, _ARROW * self.down
        return Box(self.box.x, self.box.y - above, self.box.width, self.box.height + above + below)


class Label(NamedTuple):
    """Words in the drawing: where their line begins on the left, its base line, and the text."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size, its two axes, its marks, and as many names of who says so as have room."""

    size: Size
    frame: Box
    days: list[tuple[float, str]]
    numbers: list[tuple[float, str]]
    marks: list[FigureMark]
    labels: list[Label]


def draw(rows: Sequence[FigureRow], size: str) -> Chart:
    """Plan the drawing of figures, at least one of which has a day, in one of the two sizes."""
    width, height = SIZES[size]
    frame = Box(_LEFT, _TOP, width - _LEFT - _RIGHT, height - _TOP - _BOTTOM)
    days = DayAxis.over(rows, frame.x, frame.width)
    numbers = NumberAxis.over(rows, frame.y + frame.height, frame.height)
    marks = [_mark(row, days, numbers) for row in rows]
    return Chart(
        SIZES[size],
        frame,
        days.ticks(8 if size == "wide" else 4),
        numbers.ticks(),
        marks,
        _labels(rows, marks, frame),
    )


def _mark(row: FigureRow, days: DayAxis, numbers: NumberAxis) -> FigureMark:
    first, last = row["date_start"], row["date_end"]
    left, right = _wide_enough(days.at(first, 0), days.at(last, 1))
    low, high = row["low"], row["high"]
    numbers_known = [value for value in (low, high) if value is not None]
    top, bottom = _wide_enough(numbers.at(max(numbers_known)), numbers.at(min(numbers_known)))
    return FigureMark(
        Box(left, top, right - left, bottom - top),
        f"{words(row['date'])}: {number(row)} {measure(row)}{_counted(row)}, {who_says(row)}",
        up=high is None,
        down=low is None,
        about=row["qualifier"] == "about",
        part=row["counts"] is not None,
        begins=first is not None,
        ends=last is not None,
    )


def _counted(row: FigureRow) -> str:
    return f" ({row['counts']})" if row["counts"] else ""


def _wide_enough(start: float, end: float) -> tuple[float, float]:
    lacking = max(0.0, _LEAST - (end - start)) / 2
    return round(start - lacking, 1), round(end + lacking, 1)


def _labels(rows: Sequence[FigureRow], marks: Sequence[FigureMark], frame: Box) -> list[Label]:
    """Return who says so beside each mark where there is room: right of it, else left, above or below."""
    taken = [mark.room for mark in marks]
    labels = []
    for row, mark in zip(rows, marks, strict=True):
        text = _short(row["attributed_to"] or who_says(row))
        if room := next((room for room in _rooms(mark.box, len(text) * _LETTER) if _free(room, taken, frame)), None):
            taken.append(room)
            labels.append(Label(round(room.x, 1), round(room.y + _LINE - 3, 1), text))
    return labels


def _rooms(box: Box, width: float) -> list[Box]:
    middle = box.y + box.height / 2 - _LINE / 2
    centre = box.x + box.width / 2 - width / 2
    return [
        Box(box.x + box.width + 5, middle, width, _LINE),
        Box(box.x - width - 5, middle, width, _LINE),
        Box(centre, box.y - _LINE - 3, width, _LINE),
        Box(centre, box.y + box.height + 3, width, _LINE),
    ]


def _free(room: Box, taken: Sequence[Box], frame: Box) -> bool:
    inside = room.x >= frame.x and room.x + room.width <= frame.x + frame.width and room.y >= 0
    return inside and room.y + room.height <= frame.y + frame.height and not any(room.meets(box) for box in taken)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
