"""The dates of UCDP GED as EDTF: the days it gives, and no finer than it says it knows them."""

from __future__ import annotations

from functools import lru_cache

from sahelcli.dates.edtf import days_in
from sahelcli.importers.row_errors import RowError, RowRejected

_DAY, _WEEK = 1, 3  # values of date_prec; 4 is a month, 5 is more


@lru_cache(maxsize=65_536)
def between(start: str, end: str, precision: int) -> str:
    """Return the date of an event between two days of ISO 8601, known to the `date_prec` of UCDP, 1 to 5.

    From start to end; as whole months or years where they are just that and no day is known (4 and 5). Where start and
    end are one day that is not known exactly, that day is approximate (2 and 3), or its month (4) or year (5) is said.
    """
    if end < start:
        raise RowRejected(RowError(f"date_end {end} lies before date_start {start}", "date"))
    if start == end:
        return _single(start, precision)
    if precision > _WEEK and start.endswith("-01") and _ends_month(end):
        start, end = start[:7], end[:7]
        if start.endswith("-01") and end.endswith("-12"):
            start, end = start[:4], end[:4]
    return start if start == end else f"{start}/{end}"


def _single(day: str, precision: int) -> str:
    if precision == _DAY:
        return day
    return f"{day}~" if precision <= _WEEK else day[: 7 if precision == _WEEK + 1 else 4]


def _ends_month(day: str) -> bool:
    return int(day[8:]) == days_in(int(day[:4]), int(day[5:7]))
