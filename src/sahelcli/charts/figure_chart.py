"""Geometry of the chart of troop figures over time, of which a template makes SVG.

Each figure is a mark of its own: as wide as the days it covers, as high as from its low to its high number. Nothing is
joined, averaged or interpolated. y grows downwards; the unit is that of the size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.charts.axes import DayAxis, NumberAxis
from sahelcli.charts.label_placement import Box, Label, LabelledMark, place_labels
from sahelcli.dates.formatting import words
from sahelcli.phrases import who_says
from sahelcli.phrases.figures import measure, number
from sahelcli.text.font_width import width

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow


class DrawingSize(NamedTuple):
    """How large a drawing is, and its letters; everything else follows from these."""

    width: float
    height: float
    font: float

    @property
    def least_side(self) -> float:
        """The smallest side of a mark."""
        return round(0.7 * self.font, 1)

    @property
    def arrow(self) -> float:
        """The length of the arrows and tails of a mark."""
        return round(0.8 * self.font, 1)


_SAMPLE = (0.8, 0.9, 1, 0.8)  # left, top, width and height of a mark in the legend, in sizes of the font
_LEGEND: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "a figure: as wide as the days it holds for, as high as from its low to its high number"),
    ({"about": True}, "about"),
    ({"up": True}, "at least"),
    ({"down": True}, "at most"),
    ({"part": True}, "counts only some of them, or others too"),
    ({"vague": True}, "the date is approximate or uncertain"),
    ({"begins": False}, "since when is not known"),
    ({"ends": False}, "until when is not known"),
)
SIZES = {"wide": DrawingSize(880, 320, 10), "narrow": DrawingSize(335, 250, 10)}
"""The drawings of a page, in pixels: on a wide screen and on a narrow one."""


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure in the drawing; `up` says that there may be more, `down` that there may be fewer, `about` as it is.

    `part` says that only some of the force are counted, `vague` that its date is approximate or uncertain. `begins` and
    `ends` are false where the date has no such end.
    """

    box: Box
    sentence: str
    up: bool
    down: bool
    about: bool
    part: bool
    vague: bool
    begins: bool
    ends: bool

    def room(self, arrow: float) -> Box:
        """Return the rectangle that the mark takes, with its arrows and tails of that length."""
        above, below, beside = arrow * self.up, arrow * self.down, arrow * self.vague
        box = self.box
        return Box(box.x - beside, box.y - above, box.width + 2 * beside, box.height + above + below)

    def arrows(self, arrow: float) -> Iterator[str]:
        """Yield the arrows of what is open, of that length, as path data of SVG."""
        box, half = self.box, round(0.45 * arrow, 2)
        middle, centre = round(box.x + box.width / 2, 2), round(box.y + box.height / 2, 2)
        if self.up:
            yield f"M{middle} {box.y}v-{arrow}m-{half} {half}l{half}-{half} {half} {half}"
        if self.down:
            yield f"M{middle} {round(box.bottom, 2)}v{arrow}m-{half}-{half}l{half} {half} {half}-{half}"
        if not self.begins:
            yield f"M{round(box.x + 1.2 * half, 2)} {round(centre - half, 2)}l-{half} {half} {half} {half}"
        if not self.ends:
            yield f"M{round(box.right - 1.2 * half, 2)} {round(centre - half, 2)}l{half} {half}-{half} {half}"

    def tails(self, arrow: float) -> Iterator[str]:
        """Yield the tails on both sides of a mark whose date is approximate or uncertain, as path data of SVG."""
        centre = round(self.box.y + self.box.height / 2, 2)
        if self.vague:
            yield f"M{self.box.x} {centre}h-{arrow}"
            yield f"M{round(self.box.right, 2)} {centre}h{arrow}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: its place on it, its words, and where these are centred."""

    place: float
    text: str
    middle: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size, its two axes, its marks, and as many names of who says so as have room."""

    size: DrawingSize
    frame: Box
    days: list[Tick]
    numbers: list[tuple[float, str]]
    marks: list[FigureMark]
    labels: list[Label]


def draw(rows: Sequence[FigureRow], size: DrawingSize, span: Sequence[FigureRow] = (), left: float = 0) -> Chart:
    """Plan the drawing of figures, at least one of which has a day, over their own days or those of the span.

    Its axis stands `left` of what is drawn, or further in where its numbers need more room.
    """
    frame = frame_of(size, NumberAxis.over(rows, 0, 0), left)
    numbers = NumberAxis.over(rows, frame.bottom, frame.height)
    days = DayAxis.over(span or rows, frame.x, frame.width)
    marks = [_mark(row, days, numbers, size) for row in rows]
    names = [row["attributed_to"] or who_says(row) for row in rows]
    named = [LabelledMark(mark.room(size.arrow), mark.box, name) for mark, name in zip(marks, names, strict=True)]
    within, ticks = Box(frame.x, 0, frame.width, frame.bottom), numbers.ticks()
    labels = place_labels(named, within, size.font, [height for height, _ in ticks])
    return Chart(size, frame, day_ticks(days, size), ticks, marks, labels)


def legend(size: DrawingSize, marks: Iterable[FigureMark] | None = None) -> list[tuple[FigureMark, str]]:
    """Return samples of the marks with their meanings: all of them, or only those that occur among `marks`."""
    box = Box(*(round(share * size.font, 1) for share in _SAMPLE))
    plain = FigureMark(box, "", up=False, down=False, about=False, part=False, vague=False, begins=True, ends=True)
    drawn = None if marks is None else list(marks)
    return [
        (replace(plain, **traits), text)
        for traits, text in _LEGEND
        if drawn is None or any(all(getattr(mark, name) == value for name, value in traits.items()) for mark in drawn)
    ]


def left_of(rows: Sequence[FigureRow], size: DrawingSize) -> float:
    """Return the width that the numbers of the axis need at the left."""
    return frame_of(size, NumberAxis.over(rows, 0, 0)).x


def frame_of(size: DrawingSize, numbers: NumberAxis, left: float = 0) -> Box:
    """Return the rectangle between the axes: left of it the numbers have room, below it the days."""
    left = max(left, *(width(text, size.font * 1.05) + size.font for _, text in numbers.ticks()))
    top, right, below = 1.6 * size.font, 1.2 * size.font, 2.4 * size.font
    return Box(round(left, 1), round(top, 1), round(size.width - left - right, 1), round(size.height - top - below, 1))


def day_ticks(days: DayAxis, size: DrawingSize) -> list[Tick]:
    """Return the marks of the days, as many as have room; words at the edge are moved so that none is cut."""
    ticks = []
    for place, text in days.ticks(max(2, int(days.length / (size.font * 7)))):
        half = width(text, size.font * 1.05) / 2
        ticks.append(Tick(place, text, round(min(max(place, half), size.width - half), 1)))
    return ticks


def _mark(row: FigureRow, days: DayAxis, numbers: NumberAxis, size: DrawingSize) -> FigureMark:
    first, last = row["date_start"], row["date_end"]
    left, right = _wide_enough(days.at(first, 0), days.at(last, 1), size.least_side)
    low, high = row["low"], row["high"]
    numbers_known = [value for value in (low, high) if value is not None]
    top, bottom = _wide_enough(numbers.at(max(numbers_known)), numbers.at(min(numbers_known)), size.least_side)
    return FigureMark(
        Box(left, top, round(right - left, 1), round(bottom - top, 1)),
        f"{words(row['date'])}: {number(row)} {measure(row)}{_counted(row)}, {who_says(row)}",
        up=high is None,
        down=low is None,
        about=row["qualifier"] == "about",
        part=row["counts"] is not None,
        vague=row["date_qualifier"] is not None,
        begins=first is not None,
        ends=last is not None,
    )


def _counted(row: FigureRow) -> str:
    return f" ({row['counts']})" if row["counts"] else ""


def _wide_enough(start: float, end: float, least: float) -> tuple[float, float]:
    lacking = max(0.0, least - (end - start)) / 2
    return round(start - lacking, 1), round(end + lacking, 1)
