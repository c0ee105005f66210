"""Periods a reader asks for: a year, quarter, month, day or interval, and whether a record's days fall in it."""

import re
from typing import NamedTuple

from sahelcli.dates.edtf import DateError, parse

HINT = "a year, quarter, month or day: 2023, 2023-Q3, 2023-07, 2023-07-26"
_INEXACT = "a period is exact: leave out ?, ~ and %"
_QUARTERS = range(1, 5)


class Window(NamedTuple):
    """The days from `first` to `last`, both included, as day numbers, None where unbounded; and the text asked for."""

    first: int | None
    last: int | None
    text: str


def parse_period(text: str) -> Window:
    """Read the whole of the period named; DateError for any other text, and for `?`, `~` and `%`."""
    start, slash, end = text.partition("/")
    try:
        date = parse(f"{_quarter(start, 0)}/{_quarter(end, 2)}" if slash else _alone(text))
    except DateError as error:
        if re.search("[0-9X][?~%]", error.message):  # what it says to write would be no period either
            raise DateError(_INEXACT, HINT) from None
        raise DateError(error.message, error.hint and HINT) from None
    if date.qualifier:
        raise DateError(_INEXACT, HINT)
    return Window(date.first, date.last, text)


def may_overlap(first: int | None, last: int | None, window: Window) -> bool:
    """Whether a date that covers the days from `first` to `last` can share a day with the window."""
    begins_in_time = first is None or window.last is None or first <= window.last
    ends_in_time = last is None or window.first is None or last >= window.first
    return begins_in_time and ends_in_time


def surely_inside(first: int | None, last: int | None, window: Window) -> bool:
    """Whether every day from `first` to `last` is in the window; an unbounded side only where the window is so too."""
    begins_inside = window.first is None or (first is not None and first >= window.first)
    ends_inside = window.last is None or (last is not None and last <= window.last)
    return begins_inside and ends_inside


def _alone(text: str) -> str:
    first, last = _quarter(text, 0), _quarter(text, 2)
    return text if first == last else f"{first}/{last}"


def _quarter(text: str, month: int) -> str:
    """Return month 0, 1 or 2 of a quarter, and all other text as it is."""
    parts = re.fullmatch(r"(-?[0-9]{4})-[Qq]([0-9])", text)
    if not parts:
        return text
    year, quarter = parts[1], int(parts[2])
    if quarter not in _QUARTERS:
        fault = f"there is no quarter {quarter}"
        raise DateError(fault)
    return f"{year}-{3 * quarter - 2 + month:02d}"
