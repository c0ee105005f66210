"""Formatting of dates and periods for people, in English, with no more precision than the data has."""

from __future__ import annotations

from sahelcli.dates.calendar import MONTHS, civil, year_text
from sahelcli.dates.edtf import Date, DatePoint, Qualifier, ends, parse
from sahelcli.dates.periods import Window


def words(date: Date | str, *, long: bool = False, year: bool = True) -> str:
    """Return `24 Sep 2023`, `c. Sep 2023`, `29 Jul – 6 Aug 2023`, `by 31 Dec 2023`; DateError for text that is no date.

    `long` writes months in full. `year=False` leaves the year away where a heading can say it: where every day named
    lies in one year. A year that stands alone stays.
    """
    text = str(parse(date)) if isinstance(date, str) else date.text
    points = [point for point in ends(text) if point]
    year = year or len({point.year for point in points}) > 1
    if len(points) > 1:
        start, end = points
        return _say(start, long, year) if start == end else _interval(start, end, long, year)
    phrase = _say(points[0], long, year)
    if text.startswith(".."):
        return f"by {phrase}"
    if text.endswith(".."):
        return f"since {phrase}"
    return f"until {phrase}, start unknown" if text.startswith("/") else f"from {phrase}, end unknown"


def _interval(start: DatePoint, end: DatePoint, long: bool, year: bool) -> str:
    if not (_is_plain(start) and _is_plain(end)):
        comma = "," if "XX" in (start.month, start.day) else ""
        return f"{_say(start, long, year)}{comma} to {_say(end, long, year)}"
    if not start.month and not end.month:
        return years(int(start.year), int(end.year))
    alike = start.year == end.year and len(start.month + start.day) == len(end.month + end.day)
    if alike and start.day and start.month == end.month:
        return f"{int(start.day)}–{_say(end, long, year)}"
    return f"{_say(start, long, year and not alike)} – {_say(end, long, year)}"


def _is_plain(point: DatePoint) -> bool:
    return point.qualifier is None and "X" not in point.year + point.month + point.day


def _say(point: DatePoint, long: bool, year: bool) -> str:
    about = "c. " if point.qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH) else ""
    doubt = " (?)" if point.qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH) else ""
    if point.month in ("", "XX"):
        unknown = f", {'day' if point.day else 'month'} unknown" if point.month else ""
        return f"{about}{_year(point)}{doubt}{unknown}"
    name = MONTHS[int(point.month) - 1]
    parts = [_day(point), name if long else name[:3], year_in_words(int(point.year)) if year else ""]
    unknown = ", day unknown" if point.day == "XX" else ""
    return f"{about}{' '.join(filter(None, parts))}{doubt}{unknown}"


def _day(point: DatePoint) -> str:
    if point.day in ("", "XX"):
        return ""
    first, last = civil(point.first)[2], civil(point.last)[2]
    return str(first) if first == last else f"{first}–{last}"


def _year(point: DatePoint) -> str:
    first, last = civil(point.first)[0], civil(point.last)[0]
    return f"{point.year[:-1]}0s" if point.year.count("X") == 1 and first > 0 else years(first, last)


def years(first: int, last: int) -> str:
    """Return `2012–2023`, `200–101 BC`, and one year by itself."""
    if first == last:
        return year_in_words(first)
    return f"{1 - first}–{1 - last} BC" if last <= 0 else f"{year_in_words(first)}–{year_in_words(last)}"


def year_in_words(year: int) -> str:
    """Return a year as people say it: 2023, and 44 BC for -43, as there was no year 0."""
    return f"{1 - year} BC" if year <= 0 else year_text(year)


def period(window: Window) -> str:
    """Return the days asked for: `September 2023`, `24 September 2023`, `2023-Q3`."""
    return window.text.upper() if "Q" in window.text.upper() else words(window.text, long=True)


def span(start: str | None, end: str | None) -> str:
    """Return the days between two ISO days, None for an open end: `3 Oct 2023`, `by 31 Dec 2023`; "" without any."""
    if start == end:
        return words(start) if start else ""
    return words(f"{start or '..'}/{end or '..'}")
