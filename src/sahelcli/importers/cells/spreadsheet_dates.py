"""Spreadsheet dates: serial day numbers since the end of 1899 or since 1904, at the precision their cell shows.

A cell holds a number of days; its number format (ECMA-376 part 1, section 18.8.31) determines whether it is shown as a
day, a month, a year or a time of day.
"""

from __future__ import annotations

import datetime
import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from sahelcli.text import shell_quoting

_NOT_SHOWN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|E[+-]|general|am/pm|a/p', re.IGNORECASE
)  # texts, blanks, colours, but not [h], hours without end


class DateParts(Enum):
    """The parts of a date that a number format shows."""

    NUMBER = "a number"
    YEAR = "a year"
    MONTH = "a month"
    DAY = "a day"
    CLOCK = "a day and a time"
    TIME = "a time"


_BUILT_IN = {  # numbers of formats that no file spells out (section 18.8.30); where languages differ, the coarser
    **dict.fromkeys((14, 15, 16, 28, 29, 30, 31, 35, 51, 53, 54, 56, 58), DateParts.DAY),
    **dict.fromkeys((17, 27, 34, 36, 50, 52, 55, 57), DateParts.MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), DateParts.TIME),
    22: DateParts.CLOCK,
}


@lru_cache
def shows(number: int, code: str | None) -> DateParts:
    """Return the parts that a number format shows; `code` is its format code in the file, None for a built-in one."""
    return _BUILT_IN.get(number, DateParts.NUMBER) if code is None else _by_letters(code)


def _by_letters(code: str) -> DateParts:
    letters = set(_NOT_SHOWN.sub(" ", code).partition(";")[0].casefold())  # of its sections, that of positive numbers
    has_year, has_time = bool(letters & set("ye")), bool(letters & set("hs"))
    if has_time:
        return DateParts.CLOCK if has_year or "d" in letters else DateParts.TIME
    if "d" in letters:
        return DateParts.DAY
    if has_year:
        return DateParts.MONTH if "m" in letters else DateParts.YEAR
    return DateParts.DAY if "m" in letters else DateParts.NUMBER


FORMS = {"day-number": datetime.date(1899, 12, 30), "day-number-1904": datetime.date(1904, 1, 1)}
"""What --date-format says, and the day that is number 0; workbooks made on old Macintoshes count from 1904."""

_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0+)?")
_LIKELY = range(10_000, 75_000)  # 1927 to 2105: fewer digits are a year, more is a compact date
_LEAST = 61  # Excel has a 29 February 1900, so that up to there programs disagree


class DayNumber(NamedTuple):
    """Date format for serial day numbers, counted from a day 0."""

    text: str

    def read(self, text: str) -> str | None:
        """Return the day in ISO 8601; None for other texts and for numbers with a fraction (a clock time)."""
        match = _NUMBER.fullmatch(text.strip())
        if not match or int(match[1]) < _LEAST:
            return None
        return (FORMS[self.text] + datetime.timedelta(int(match[1]))).isoformat()


def hint_for(text: str) -> str | None:
    """Return a hint for a text that is probably a serial day number, else None."""
    match = _NUMBER.fullmatch(text.strip())
    if not match or int(match[1]) not in _LIKELY:
        return None
    ways = (f"{shell_quoting.join(('--date-format', name))} reads it as {DayNumber(name).read(text)}" for name in FORMS)
    return f"that may be the number of a day in a spreadsheet: {', '.join(ways)}"


_EPOCH, _EPOCH_1904 = FORMS.values()
_LEAP = 60  # a day that never was, 29 February 1900: Lotus 1-2-3 had it, and all have kept it
_SECONDS = 86_400
_END = 2_958_466  # the day after 31 December 9999


def text_of(serial: float, shows: DateParts, *, since_1904: bool = False) -> str | None:
    """Return a serial number as text at the precision its cell shows: `2023-09`, `2023-09-24T14:30:00`, `14:30:00`.

    None if it is no date: before the first day, after the year 9999, or 29 February 1900.
    """
    if not 0 <= serial < _END:
        return None
    seconds = round(serial * _SECONDS)
    days, second = divmod(seconds, _SECONDS)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    if shows is DateParts.TIME:
        return clock if not days else f"{seconds // 3600}{clock[2:]}"
    if shows is not DateParts.CLOCK:
        days = int(serial)  # what is not shown rounds nothing up
    day = _day(days, since_1904=since_1904)
    if day is None:
        return None
    length = {DateParts.YEAR: 4, DateParts.MONTH: 7}.get(shows, 10)
    return f"{day.isoformat()}T{clock}" if shows is DateParts.CLOCK else day.isoformat()[:length]


def _day(days: int, *, since_1904: bool) -> datetime.date | None:
    try:
        if since_1904:
            return _EPOCH_1904 + datetime.timedelta(days)
        if days in (0, _LEAP):
            return None
        return _EPOCH + datetime.timedelta(days + (days < _LEAP))
    except OverflowError:
        return None
