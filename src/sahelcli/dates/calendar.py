"""Calendar: days by number, as `datetime.date.toordinal()` numbers them, and on into year 0000 and the negative years.

It is the proleptic Gregorian calendar, in which 0001-01-01 is 1.
"""

from functools import lru_cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FEBRUARY, LEAP_DAY = 2, 29
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # each month, in a year without a leap day


def ordinal(year: int, month: int, day: int) -> int:
    """Return the number of a day that exists; year 0 is the one before year 1."""
    before = year - 1
    leap_days = before // 4 - before // 100 + before // 400
    in_this = month > FEBRUARY and days_in(year, FEBRUARY) == LEAP_DAY
    return before * 365 + leap_days + _DAYS_BEFORE[month - 1] + in_this + day


def civil(day_number: int) -> tuple[int, int, int]:
    """Return year, month and day of a day number: the inverse of `ordinal`."""
    year = (day_number * 400) // 146_097 + 1  # 400 years have 146,097 days; at most one year off
    while ordinal(year, 1, 1) > day_number:
        year -= 1
    while ordinal(year + 1, 1, 1) <= day_number:
        year += 1
    month, day = 1, day_number - ordinal(year, 1, 1) + 1
    while day > (length := days_in(year, month)):
        month, day = month + 1, day - length
    return year, month, day


@lru_cache(maxsize=65_536)  # a chronology has the same days again and again
def iso(day_number: int) -> str:
    """Return the day in ISO 8601, `2023-07-26`; a year before 0000 as `-0044`."""
    year, month, day = civil(day_number)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def year_text(year: int) -> str:
    """Return a year in four digits, after a hyphen if it is before 0000."""
    return f"{year:05d}" if year < 0 else f"{year:04d}"


def days_in(year: int, month: int) -> int:
    """Return how many days a month from 1 to 12 has."""
    if month == FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
