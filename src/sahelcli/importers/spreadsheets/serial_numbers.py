"""Serial numbers of spreadsheets: days since the end of 1899, or since 1904, as the text of what a cell shows."""

from __future__ import annotations

import datetime

from sahelcli.importers.spreadsheets.number_format import DateParts

_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_LEAP = 60  # a day that never was, 29 February 1900: Lotus 1-2-3 had it, and all have kept it
_SECONDS = 86_400
_END = 2_958_466  # the day after 31 December 9999


def text_of(serial: float, shows: DateParts, *, since_1904: bool = False) -> str | None:
    """Return a serial number as its cell shows it, at that precision: `2023-09`, `2023-09-24T14:30:00`, `14:30:00`.

    None for what is no date: before the first day, after the year 9999, or 29 February 1900.
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
