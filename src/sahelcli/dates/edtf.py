"""Dates as the data has them: EDTF (ISO 8601-2), level 0 and 1, kept as written, with the days they cover.

Seasons, letter-prefixed years and clock times are refused. One extension to level 1: the last digit of a day alone
may be unspecified, `2023-07-2X` for 20 to 29 July. Days are numbered as in `calendar`.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sahelcli.dates.calendar import FEBRUARY, LEAP_DAY, MONTHS, days_in, iso, ordinal
from sahelcli.errors import SahelError

HINT = "a year, month or day: 2023, 2023-07, 2023-07-26, 2023-09~ (about), 2023-07/2023-09, ../2023-12-31"
_SEASONS = range(21, 25)
_BEYOND = 10_000_000  # days: further from day 0 than any four-digit year, so that an open end sorts outermost


class DateError(SahelError, ValueError):
    """A date that cannot be read; the sentence does not repeat the value, which the caller quotes."""

    def __init__(self, message: str, hint: str | None = HINT) -> None:
        super().__init__(message, hint)


class Precision(StrEnum):
    """What a date is known to, from the finest to the coarsest."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Qualifier(StrEnum):
    """What the source's words say of the date: `?`, `~` or `%`; it is shown and moves no bound."""

    UNCERTAIN = "uncertain"
    APPROXIMATE = "approximate"
    BOTH = "both"


_SIGNS = {"?": Qualifier.UNCERTAIN, "~": Qualifier.APPROXIMATE, "%": Qualifier.BOTH}


class DatePoint(NamedTuple):
    """One date, or one end of an interval: its parts as written, "" where absent, and its first and last day."""

    year: str
    month: str
    day: str
    qualifier: Qualifier | None
    first: int
    last: int

    @property
    def precision(self) -> Precision:
        """What the date is known to: a day where it covers one day alone."""
        if self.first == self.last:
            return Precision.DAY
        if self.month not in ("", "XX"):
            return Precision.MONTH
        return (Precision.YEAR, Precision.DECADE, Precision.CENTURY)[self.year.count("X")]


class Date(NamedTuple):
    """A date as written, and its earliest and latest day as day numbers; None is an open or unknown end.

    `precision` is the coarser of an interval's two ends, `qualifier` that of both together.
    """

    text: str
    first: int | None
    last: int | None
    precision: Precision
    qualifier: Qualifier | None

    def __str__(self) -> str:
        return self.text

    @property
    def start_iso(self) -> str | None:
        """The earliest day, `2023-07-01`, or None."""
        return None if self.first is None else iso(self.first)

    @property
    def end_iso(self) -> str | None:
        """The latest day, `2023-07-31`, or None."""
        return None if self.last is None else iso(self.last)

    @property
    def order(self) -> tuple[int, int]:
        """The key to sort by: the earliest day, unbounded first, then the width in days, unbounded last."""
        first = -_BEYOND if self.first is None else self.first
        return first, (_BEYOND if self.last is None else self.last) - first


@lru_cache(maxsize=4_096)  # one page says the same dates again and again
def parse(text: str) -> Date:
    """Read an EDTF date or interval; DateError says in plain words what is wrong with any other text."""
    start, end = ends(text)
    points = [point for point in (start, end) if point]
    if fault := _fault_of_interval(text, start, end):
        raise DateError(fault)
    qualifiers = {point.qualifier for point in points if point.qualifier}
    return Date(
        text,
        start.first if start else None,
        end.last if end else None,
        max((point.precision for point in points), key=list(Precision).index),
        Qualifier.BOTH if len(qualifiers) > 1 else next(iter(qualifiers), None),
    )


@lru_cache(maxsize=4_096)
def ends(text: str) -> tuple[DatePoint | None, DatePoint | None]:
    """Return the two ends of an interval, None for an open or unknown one; a plain date is both of its own ends."""
    if text.count("/") == 1:
        start, end = (None if part in ("", "..") else _point(part, text) for part in text.split("/"))
        return start, end
    point = _point(text, text)
    return point, point


def from_toml(value: object) -> str:
    """Return the text of a date given as TOML text, a native TOML date or a whole year from 0 to 9999.

    The text itself is not checked. Every other value is a DateError that says how to write it.
    """
    import datetime as dt  # here, because a query that reads no TOML starts without it

    if isinstance(value, str):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and value in range(10_000):
        return f"{value:04d}"
    from sahelcli.dates.edtf_errors import what_is_wrong_with_value

    raise DateError(what_is_wrong_with_value(value))


def _point(text: str, date: str) -> DatePoint:
    sign = _SIGNS.get(text[-1:])
    parts = re.fullmatch(r"(-?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?", text[:-1] if sign else text)
    if not parts:
        from sahelcli.dates.edtf_errors import what_is_wrong  # here: what is written well never needs it

        wrong = what_is_wrong(text, date)
        raise DateError(wrong) if isinstance(wrong, str) else _to_write(wrong.reason, wrong.dates)
    year, month, day = parts.groups(default="")
    if fault := _fault_of_year(year) or _fault_of_month(year, month, day):
        raise DateError(fault)
    if month in ("", "XX"):
        first_year, last_year = _span(year)
        return DatePoint(year, month, day, sign, ordinal(first_year, 1, 1), ordinal(last_year, 12, 31))
    length = days_in(int(year), int(month))
    first_day, last_day = _span(day or "XX")
    if fault := _fault_of_day(year, month, day, length):
        raise DateError(fault, f'a month alone is fine too: "{year}-{month}"')
    before = ordinal(int(year), int(month), 1) - 1
    return DatePoint(year, month, day, sign, before + max(first_day, 1), before + min(last_day, length))


def _to_write(reason: str, dates: Sequence[str]) -> DateError:
    """Return an error that names the dates to write, as far as they exist; where none does, the error of the first.

    There is no hint then, which shows examples: they would be other days.
    """
    errors, good = [], []
    for date in dates:
        try:
            good.append(str(parse(date)))
        except DateError as error:
            errors.append(error)
    if len(good) > 1:
        return DateError(f"this can be {' or '.join(good)}: write the one that is meant", None)
    return DateError(f"{reason}write {good[0]}", None) if good else errors[0]


def _span(digits: str) -> tuple[int, int]:
    """Return the least and the greatest number the digits can be; -0 is none."""
    zeros, nines = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return (nines, min(zeros, -1)) if digits.startswith("-") else (zeros, nines)


def _fault_of_interval(text: str, start: DatePoint | None, end: DatePoint | None) -> str | None:
    if not (start or end):
        return "an interval needs a date at one end"
    if start and end and end.last < start.first:
        earlier, later = text.split("/")
        return f"the interval ends ({later}) before it begins ({earlier})"
    return None


def _fault_of_year(year: str) -> str | None:
    if not re.fullmatch(r"-?[0-9]{2}([0-9]{2}|[0-9]X|XX)", year):
        return "only the last one or two digits of a year can be X: 201X, 20XX"
    return "there is no year -0000: write 0000" if year == "-0000" else None


def _fault_of_month(year: str, month: str, day: str) -> str | None:
    if month and "X" in year:
        return f"a decade or a century has no month: write {year} alone"
    if month in ("", "XX"):
        return None if day in ("", "XX") else f"a day without its month says nothing: write {year}-XX or {year}"
    if "X" in month:
        return f"an unknown month is written XX: {year}-XX"
    if int(month) in _SEASONS:
        return f"seasons ({year}-{month}) are not supported: write the months"
    return None if 1 <= int(month) <= len(MONTHS) else f"there is no month {int(month)}"


def _fault_of_day(year: str, month: str, day: str, length: int) -> str | None:
    if day.startswith("X") and day != "XX":
        return "only the last digit of a day can be X: 2X, or XX for both"
    first, last = _span(day or "XX")
    if last == 0:
        return "there is no day 0"
    if first <= length:
        return None
    if int(month) != FEBRUARY:
        return f"{MONTHS[int(month) - 1]} has {length} days"
    if first == LEAP_DAY:
        return f"{year} is not a leap year: February has 28 days"
    return f"February {year} has {length} days"
