"""Geometry of bar charts of counts: by period over time, or by name; what rests on one source is a part of each bar.

y grows downwards; the unit is that of the size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.charts.axes import DayAxis, NumberAxis
from sahelcli.charts.figure_chart import DrawingSize, Tick, day_ticks, frame_of
from sahelcli.charts.label_placement import Box
from sahelcli.dates.calendar import MONTHS, civil, ordinal
from sahelcli.dates.edtf import parse
from sahelcli.dates.formatting import year_in_words
from sahelcli.text.font_width import width, wrapped
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from sahelcli.json_contract import CountRow

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
"""Length in months of each period by which records are counted."""
_GAP = 0.2  # of a period, between two bars
_NARROWEST = 0.25  # of a letter: the least width of a period, so that its bar can be seen
_WIDEST = 8  # letters that a bar is wide at most
_NAMES = 0.42  # of the width, at most, for names
_LINE = 1.25  # of a line, in letters


class Bar(NamedTuple):
    """A bar: all of it, the part at its end that rests on one source, its number and where that is written."""

    whole: Box
    single: Box
    sentence: str
    number: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PeriodChart:
    """Bars over time: size, frame, the marks of both axes, the bars."""

    size: DrawingSize
    frame: Box
    days: list[Tick]
    numbers: list[tuple[float, str]]
    bars: list[Bar]


class NameLine(NamedTuple):
    """A line of a name beside its bar: its right end, its base line, the text."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class NameChart:
    """Bars beside names, one below the other: size with the height that they take, names, bars."""

    size: DrawingSize
    names: list[NameLine]
    bars: list[Bar]


class Period(NamedTuple):
    """A period as its first and last day number, and the months counted from the year 0 at which it begins."""

    first: int
    last: int
    month: int


def period_of(row: CountRow) -> Period:
    """Return the period of a count that has one; its `date_start` lies within."""
    length = MONTHS_IN[row["by"]]
    year, month, _ = civil(parse(row["date_start"] or "").first or 0)
    begins = year * 12 + month - 1
    begins -= begins % length
    return Period(_first_day(begins), _first_day(begins + length) - 1, begins)


def fits_periods(rows: Sequence[CountRow], size: DrawingSize) -> bool:
    """Whether there is room for a bar for each period from the first to the last, also for those without a record."""
    if not rows:
        return True
    months = [period_of(row).month for row in rows]
    number = (max(months) - min(months)) // MONTHS_IN[rows[0]["by"]] + 1
    return number * _NARROWEST * size.font <= size.width - 6 * size.font


def draw_periods(rows: Sequence[CountRow], size: DrawingSize) -> PeriodChart:
    """Plan bars over time; each row has a period."""
    most = NumberAxis.up_to(max(row["total"] for row in rows), 0, 0)
    frame = frame_of(size, most)
    numbers = NumberAxis.up_to(most.most, frame.bottom, frame.height)
    periods = [period_of(row) for row in rows]
    first, last = min(periods).first, max(periods).last
    days = DayAxis(first, last + 1, frame.x, frame.width)
    bars = [_upright(row, period, days, numbers, size) for row, period in zip(rows, periods, strict=True)]
    ticks = _names_of(rows, periods, bars, size) or day_ticks(days, size)
    return PeriodChart(size, frame, ticks, numbers.ticks(), _with_room(bars, size))


def _upright(row: CountRow, period: Period, days: DayAxis, numbers: NumberAxis, size: DrawingSize) -> Bar:
    begins, ends = days.place(period.first), days.place(period.last + 1)
    gap = max((ends - begins) * _GAP, ends - begins - _WIDEST * size.font) / 2
    top, cut = numbers.at(row["total"]), numbers.at(row["total"] - row["single_source"])
    x, wide = round(begins + gap, 2), round(ends - begins - 2 * gap, 2)
    whole, single = Box(x, top, wide, numbers.ground - top), Box(x, top, wide, cut - top)
    sentence, middle = _sentence(_period_name(row["by"], period), row), round(x + wide / 2, 2)
    return Bar(whole, single, sentence, f"{row['total']:,}", middle, round(top - 0.35 * size.font, 1))


def _sentence(name: str, row: CountRow) -> str:
    return f"{name}: {row['total']:,}, of these {row['single_source']:,} on one source"


def _names_of(
    rows: Sequence[CountRow], periods: Sequence[Period], bars: Sequence[Bar], size: DrawingSize
) -> list[Tick]:
    """Return the name of each period below its bar, where all have room."""
    ticks = [
        Tick(bar.x, _period_name(row["by"], period), round(bar.x, 1))
        for row, period, bar in zip(rows, periods, bars, strict=True)
    ]
    rooms = [(tick.middle, width(tick.text, size.font * 1.05) / 2 + 0.4 * size.font) for tick in ticks]
    within = all(half <= x <= size.width - half for x, half in rooms)
    apart = all(one[0] + one[1] <= other[0] - other[1] for one, other in pairwise(rooms))
    return ticks if within and apart else []


def _period_name(by: str, period: Period) -> str:
    year, month = divmod(period.month, 12)
    if by == "year":
        return year_in_words(year)
    return f"{MONTHS[month][:3]} {year_in_words(year)}" if by == "month" else f"{year_in_words(year)} Q{month // 3 + 1}"


def _with_room(bars: list[Bar], size: DrawingSize) -> list[Bar]:
    """Return the bars with their numbers where all of these have room."""
    widest = max(width(bar.number, size.font) for bar in bars)
    pitch = min((other.x - one.x for one, other in pairwise(bars)), default=size.width)
    return bars if widest + 0.3 * size.font <= pitch else [bar._replace(number="") for bar in bars]


def draw_names(rows: Sequence[CountRow], size: DrawingSize) -> NameChart:
    """Plan bars beside names, the first at the top; the height of `size` is ignored."""
    font, most = size.font, max(row["total"] for row in rows)
    named = [wrapped(one_line(row["name"]), size.width * _NAMES, font * 1.05) or [""] for row in rows]
    left = max(width(line, font * 1.05) for lines in named for line in lines) + font
    length = size.width - left - max(width(f"{row['total']:,}", font) for row in rows) - font
    names, bars, y = [], [], 0.0
    for row, lines in zip(rows, named, strict=True):
        for number, line in enumerate(lines):
            names.append(NameLine(round(left - 0.7 * font, 1), round(y + (number + 0.95) * _LINE * font, 1), line))
        bars.append(_level(row, length / most if most else 0, left, y + 0.2 * font, font))
        y += (len(lines) * _LINE + 0.45) * font
    return NameChart(size._replace(height=round(y, 1)), names, bars)


def _level(row: CountRow, worth: float, left: float, y: float, font: float) -> Bar:
    whole, several = row["total"] * worth, (row["total"] - row["single_source"]) * worth
    box = Box(round(left, 1), round(y, 1), round(whole, 2), round(1.15 * font, 1))
    single = Box(round(left + several, 2), box.y, round(whole - several, 2), box.height)
    return Bar(
        box,
        single,
        _sentence(row["name"], row),
        f"{row['total']:,}",
        round(box.right + 0.4 * font, 1),
        round(y + font, 1),
    )


def _first_day(month: int) -> int:
    return ordinal(month // 12, month % 12 + 1, 1)


def one_source_sample(size: DrawingSize, *, is_single: bool) -> Bar:
    """Return the sample of a bar in a legend: of what rests on one source, or on more."""
    box = Box(0.6 * size.font, 0.8 * size.font, 1.4 * size.font, size.font)
    nothing = Box(box.x, box.y, 0, 0)
    return Bar(box, box if is_single else nothing, "", "", 0, 0)
