"""Axes of a chart: days from left to right, numbers of people from the ground up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sahelcli.dates.calendar import MONTHS, civil, ordinal
from sahelcli.dates.edtf import parse
from sahelcli.dates.formatting import year_in_words

if TYPE_CHECKING:
    from sahelcli.row_types import Dated, NumberRange

_STEPS = (1, 2, 5)  # of each power of ten
_YEARS = tuple(digit * 10**power for power in range(7) for digit in _STEPS)
_MONTHS = (1, 3, 6, *(12 * years for years in _YEARS))  # between two ticks


@dataclass(frozen=True, slots=True)
class DayAxis:
    """Day numbers `first` to `last` (see `dates.edtf`) on a line from `start`, `length` units long."""

    first: int
    last: int
    start: float
    length: float

    @classmethod
    def over(cls, rows: Sequence[Dated], start: float, length: float) -> DayAxis:
        """Return an axis that holds every known day of the figures, with some room around."""
        dates = [parse(row["date"]) for row in rows]
        known = [day for date in dates for day in (date.first, date.last) if day is not None]
        room = max(15, (max(known) - min(known)) // 24)
        return cls(min(known) - room, max(known) + room, start, length)

    def at(self, day: str | None, open_end: int) -> float:
        """Return where an ISO day lies; an open end lies at the `open_end` of the line: 0 its start, 1 its end."""
        if day is None:
            return self.start + open_end * self.length
        return self.place(parse(day).first or 0)

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return about `most` beginnings of months or years, each with its place and its words."""
        (year, month, _), (last_year, last_month, _) = civil(self.first), civil(self.last)
        begin, end = year * 12 + month, last_year * 12 + last_month - 1  # months counted from 0; the first lies outside
        step = next((step for step in _MONTHS if (end - begin) // step < most), _MONTHS[-1])
        months = range(begin + -begin % step, end + 1, step)
        return [(self.place(ordinal(number // 12, number % 12 + 1, 1)), _month(number, step)) for number in months]

    def place(self, day: int) -> float:
        """Return where a day number lies."""
        return round(self.start + (day - self.first) / (self.last - self.first) * self.length, 1)


def _month(number: int, step: int) -> str:
    year, month = divmod(number, 12)
    name = year_in_words(year)
    return name if step >= 12 else f"{MONTHS[month][:3]} {name}"


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """Numbers from 0 to `most` on a line from `ground` upwards, `length` units long."""

    most: int
    step: int
    ground: float
    length: float

    @classmethod
    def over(cls, rows: Sequence[NumberRange], ground: float, length: float) -> NumberAxis:
        """Return an axis that holds every number of the figures."""
        return cls.up_to(max(max(row["low"] or 0, row["high"] or 0) for row in rows), ground, length)

    @classmethod
    def up_to(cls, number: int, ground: float, length: float) -> NumberAxis:
        """Return an axis that holds a number, with steps of 1, 2 or 5 and noughts."""
        highest = number or 1
        steps = (digit * 10**power for power in range(len(str(highest)) + 1) for digit in _STEPS)
        step = next(step for step in steps if highest / step <= 5)
        return cls(-(-highest // step) * step, step, ground, length)

    def at(self, number: int) -> float:
        """Return the height of a number as y."""
        return round(self.ground - number / self.most * self.length, 1)

    @property
    def steps(self) -> range:
        """The numbers that are marked on the axis."""
        return range(0, self.most + 1, self.step)

    def ticks(self) -> list[tuple[float, str]]:
        """Return the steps with their places and their words."""
        return [(self.at(number), f"{number:,}") for number in self.steps]
