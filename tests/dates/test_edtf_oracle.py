"""Dates held against two independent EDTF readers, `edtf` and `edtf-validate`, and where those differ from us.

The laws compare with each reader where it is right. The tables below the laws hold, with what each reader says today,
where it is wrong and where we read more strictly or more widely; a version of it that differs from that fails here.
"""

from __future__ import annotations

import calendar
import warnings

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sahelcli.dates.calendar import iso, ordinal, year_text
from sahelcli.dates.edtf import DateError, parse

with warnings.catch_warnings(action="ignore"):  # it calls parts of pyparsing that are on their way out
    from edtf_validate.valid_edtf import is_valid

years = st.integers(-9999, 9999).map(year_text)
positive_years = st.integers(0, 9999).map(year_text)
days = st.integers(ordinal(-9999, 1, 1), ordinal(9999, 12, 31)).map(iso)
plain = st.one_of(years, days.map(lambda day: day[:-3]), days)
unspecified = st.one_of(
    years.map(lambda year: year[:-1] + "X"),
    positive_years.map(lambda year: year[:-2] + "XX"),
    positive_years.map(lambda year: year + "-XX"),
    positive_years.map(lambda year: year + "-XX-XX"),
    days.map(lambda day: day[:-2] + "XX").filter(lambda date: date[0] != "-"),
).filter(lambda date: not date.startswith("-000"))
signs = st.sampled_from(["", "?", "~", "%"])
ends = st.builds(str.__add__, plain, signs)


def bounds(text: str) -> tuple[str, str]:
    """Return the first and last day `edtf` reads, without what it adds for a qualifier."""
    date = edtf.parse_edtf(text)
    first, last = date.lower_strict(), date.upper_strict()
    return _iso(*first[:3]), _iso(*last[:3])


def _iso(year: int, month: int, day: int) -> str:
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def ours(text: str) -> tuple[str | None, str | None]:
    date = parse(text)
    return date.start_iso, date.end_iso


def is_ours(text: str) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True


@given(plain | unspecified, signs)
def test_a_date_has_the_bounds_edtf_gives(text: str, sign: str) -> None:
    assert ours(text + sign) == bounds(text + sign)


@given(ends, ends)
def test_an_interval_has_the_bounds_edtf_gives(one: str, other: str) -> None:
    start, end = sorted((one, other), key=lambda text: parse(text).order)
    assert ours(f"{start}/{end}") == bounds(f"{start}/{end}")


@given(years, st.integers(0, 20), st.integers(0, 40))
def test_the_days_that_exist_are_those_edtf_validate_knows(year: str, month: int, day: int) -> None:
    assume(year != "-0000" and (month, day) != (2, 29))
    for text in (year, f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}"):
        assert is_ours(text) == bool(is_valid(text))


@given(st.integers(1, 9999))
def test_the_29th_of_february_is_as_the_calendar_has_it(year: int) -> None:
    assert is_ours(f"{year:04d}-02-29") == calendar.isleap(year)


@given(st.lists(st.dates(), min_size=2, max_size=2), st.sampled_from([4, 7, 10]))
def test_an_interval_of_like_ends_is_backwards_where_edtf_validate_says_so(some: list[object], length: int) -> None:
    start, end = (str(day)[:length] for day in some)
    assert is_ours(f"{start}/{end}") == bool(is_valid(f"{start}/{end}"))


@given(ends)
def test_a_date_we_read_is_edtf(text: str) -> None:
    assert is_valid(text)


@given(ends, ends)
def test_an_interval_with_qualified_ends_is_edtf(one: str, other: str) -> None:
    start, end = sorted((one, other), key=lambda text: parse(text).order)
    assume("0000" <= start[:4] < end[:4])
    assert is_valid(f"{start}/{end}")


@pytest.mark.parametrize(
    ("text", "place", "present"),
    [
        # An unknown end is unknown, not ten years away.
        ("2022/", ("2022-01-01", None), ("2022-01-01", "2032-01-01")),
        ("/2023-02", (None, "2023-02-28"), ("2013-02-28", "2023-02-28")),
        # There is no year -0000; the last of these years is -0001.
        ("-00XX", ("-0099-01-01", "-0001-12-31"), ("-0099-01-01", "0000-12-31")),
        # Before year 0000 the months of a year, and its days, still run forwards.
        ("-0010-XX", ("-0010-01-01", "-0010-12-31"), ("-0010-12-01", "-0010-01-31")),
    ],
)
def test_bounds_edtf_gives_otherwise(text: str, place: tuple[str | None, str | None], present: tuple[str, str]) -> None:
    assert ours(text) == place
    assert bounds(text) == present


@pytest.mark.parametrize(
    ("text", "place", "failure"),
    [
        # Open ends are infinities, which have no day.
        ("../2023-12-31", (None, "2023-12-31"), TypeError),
        ("2022-08-15/..", ("2022-08-15", None), TypeError),
        # The grammar reads the unspecified last digit of a day; the arithmetic does not.
        ("2023-07-2X", ("2023-07-20", "2023-07-29"), ValueError),
        # It fails on unspecified digits beside an open end, or after a month.
        ("../201X", (None, "2019-12-31"), TypeError),
        ("2023-10/2023-XX", ("2023-10-01", "2023-12-31"), AttributeError),
    ],
)
def test_dates_edtf_cannot_bound(text: str, place: tuple[str | None, str | None], failure: type[Exception]) -> None:
    assert ours(text) == place
    with pytest.raises(failure):
        bounds(text)


@pytest.mark.parametrize(
    ("text", "present"),
    [
        # Days that do not exist.
        ("2023-02-29", ("2023-02-29", "2023-02-29")),
        ("1900-02-29", ("1900-02-29", "1900-02-29")),
        # Intervals that end before they begin.
        ("2023-10/2023-09", ("2023-10-01", "2023-09-30")),
        ("-0044/-0050", ("-0044-01-01", "-0050-12-31")),
        # White space.
        (" 2023", ("2023-01-01", "2023-12-31")),
        ("2023\n", ("2023-01-01", "2023-12-31")),
        # Beyond what the data uses: seasons, level 2, clock times.
        ("2023-21", ("2023-03-01", "2023-05-31")),
        ("1XXX", ("1000-01-01", "1999-12-31")),
        ("201X-05", ("2010-05-01", "2019-05-31")),
        ("2023-XX-05", ("2023-01-05", "2023-12-05")),
        ("2023-07-26T10:00:00", ("2023-07-26", "2023-07-26")),
    ],
)
def test_texts_edtf_reads_and_we_refuse(text: str, present: tuple[str, str]) -> None:
    assert not is_ours(text)
    assert bounds(text) == present


@pytest.mark.parametrize(
    ("text", "place", "present"),
    [
        # Level 1 lets a qualifier stand after unspecified digits.
        ("201X~", True, False),
        ("2023-XX?", True, False),
        # The end of an interval may be coarser than its start: from 20 July to some day of July.
        ("2023-07-20/2023-07", True, False),
        # February has 29 days in every year there, and any day from 30 to 39 in its last unspecified digit.
        ("2023-02-29", False, True),
        ("2023-02-3X", False, True),
        # It takes an interval of no date, a final line feed, and what is of level 2.
        ("../..", False, True),
        ("2023\n", False, True),
        ("20X3", False, True),
        ("2023-21", False, True),
        # It takes these for intervals in the right order, or says neither yes nor no.
        ("-0044/-0050", False, None),
    ],
)
def test_texts_edtf_validate_judges_otherwise(text: str, place: bool, present: bool | None) -> None:
    assert is_ours(text) is place
    assert is_valid(text) is present
