"""Columns of UCDP GED, in all layouts since release 17.1, the meaning of their codes, and dates as EDTF."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sahelcli.dates.calendar import days_in
from sahelcli.importers.row_errors import RowRejected, row_error
from sahelcli.importers.tables.column_layout import WantedColumns

_DAY, _WEEK = 1, 3  # values of date_prec; 4 is a month, 5 is more


@lru_cache(maxsize=65_536)
def between(start: str, end: str, precision: int) -> str:
    """Return the EDTF date of an event between two ISO 8601 days, at UCDP's `date_prec`, 1 to 5.

    The date is the interval, or with 4 and 5 whole months or years if it covers exactly these. If both days are equal
    but not exact, the result is that day as approximate (2 and 3), its month (4) or its year (5).
    """
    if end < start:
        raise RowRejected(row_error(f"date_end {end} lies before date_start {start}", "date"))
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


class Event(NamedTuple):
    """A row: the columns that records have a key for, under UCDP's names."""

    id: str
    type_of_violence: str
    conflict_name: str
    dyad_name: str
    side_a_new_id: str
    gwnoa: str
    side_a: str
    side_b_new_id: str
    gwnob: str
    side_b: str
    source_article: str
    source_original: str
    where_prec: str
    where_coordinates: str
    where_description: str
    adm_1: str
    adm_2: str
    latitude: str
    longitude: str
    country: str
    country_id: str
    event_clarity: str
    date_prec: str
    date_start: str
    date_end: str
    deaths_a: str
    deaths_b: str
    deaths_civilians: str
    deaths_unknown: str
    best: str
    high: str
    low: str


_OPTIONAL = {"conflict_name", "gwnoa", "gwnob", "source_original", "where_description", "event_clarity"}
_WITHOUT_NAMES = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)

COLUMNS = WantedColumns(
    Event._fields,
    required=frozenset(Event._fields) - _OPTIONAL,
    unnamed={len(_WITHOUT_NAMES): _WITHOUT_NAMES},  # one Candidate release came without a row of names
)

VIOLENCE = {
    1: ("state-based-conflict", "A state is a party to the fighting (UCDP's type of violence 1)."),
    2: ("non-state-conflict", "Organised groups fight each other, neither of them a state's (UCDP's type 2)."),
    3: ("one-sided-violence", "A state or an organised group kills civilians (UCDP's type 3)."),
}
_DATE = {
    2: "the date to within two to six days",
    3: "the date to the week",
    4: "the date to the month",
    5: "the date to no less than a month",
}
_PLACE = {
    2: "the place as near the one named",
    3: "the district alone",
    4: "the province alone",
    5: "a line or an area without firm bounds",
    6: "the country alone",
    7: "a place in international waters or airspace",
}
_CLARITY = {2: "the event as one that reports do not tell clearly from others"}


@lru_cache
def how_well_known(date_prec: int | None, where_prec: int | None, clarity: int | None) -> str | None:
    """Return UCDP's remarks on its own precision, in words; None if day, place and event are all exact."""
    parts = (
        (_DATE, date_prec, "date_prec"),
        (_PLACE, where_prec, "where_prec"),
        (_CLARITY, clarity, "event_clarity"),
    )
    meanings_of_codes = [f"{meanings[code]} ({column} {code})" for meanings, code, column in parts if code in meanings]
    return f"UCDP knows {'; '.join(meanings_of_codes)}." if meanings_of_codes else None
