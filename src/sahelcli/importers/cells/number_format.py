"""Number formats of spreadsheets (ECMA-376 part 1, section 18.8.31): what of a date a cell shows.

A cell holds a number of days; its format says whether that is shown as a day, a month, a year or a time of day.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

_NOT_SHOWN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|E[+-]|general|am/pm|a/p', re.IGNORECASE
)  # texts, blanks, colours, but not [h], hours without end


class DateParts(Enum):
    """What a format shows."""

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
    """Return what the format of a number shows; `code` is how the file spells it out, None where it does not."""
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
