"""Periods asked for: what each option accepts, and the laws of falling into a window."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dates.calendar import iso, ordinal
from sahelcli.dates.edtf import DateError, parse
from sahelcli.dates.periods import HINT, Window, may_overlap, parse_period, surely_inside

FIRST, LAST = ordinal(2022, 1, 1), ordinal(2024, 12, 31)
bounds = st.tuples(st.none() | st.integers(FIRST, LAST), st.none() | st.integers(FIRST, LAST)).filter(
    lambda pair: pair[0] is None or pair[1] is None or pair[0] <= pair[1]
)
windows = bounds.map(lambda pair: Window(*pair, text=""))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-q4", "2023-10-01", "2023-12-31"),
        ("2023-07", "2023-07-01", "2023-07-31"),
        ("2023-07-26", "2023-07-26", "2023-07-26"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2022/2023-07", "2022-01-01", "2023-07-31"),
        ("2022-Q4/2023-Q2", "2022-10-01", "2023-06-30"),
        ("../2023-Q2", None, "2023-06-30"),
        ("2023-Q2/..", "2023-04-01", None),
    ],
)
def test_a_period_is_the_whole_of_what_is_named(text: str, start: str | None, end: str | None) -> None:
    window = parse_period(text)
    assert window.text == text
    assert (window.first and iso(window.first), window.last and iso(window.last)) == (start, end)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2023-13", "there is no month 13"),
        ("2023-Q5", "there is no quarter 5"),
        ("2023-Q0", "there is no quarter 0"),
        ("2022/2023-Q7", "there is no quarter 7"),
        ("2023-09-31", "September has 30 days"),
        ("2023~", "a period is exact: leave out ?, ~ and %"),
        ("2022/2023?", "a period is exact: leave out ?, ~ and %"),
        ("2023-Q3/2023-Q2", "the interval ends (2023-06) before it begins (2023-07)"),
        ("c. 2023", "a period is exact: leave out ?, ~ and %"),
        ("", "the date is empty"),
        ("yesterday", "this is not a date"),
        ("../..", "an interval needs a date at one end"),
    ],
)
def test_any_other_period_is_refused_with_the_forms_accepted(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_period(text)
    assert (caught.value.message, caught.value.hint) == (message, HINT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2023-7", "write 2023-07"),
        ("31/07/2023", "a date begins with its year: write 2023-07-31"),
        ("1/2/2023", "this can be 2023-02-01 or 2023-01-02: write the one that is meant"),
        ("July to August 2023", "this is not a date"),
        ("July 2023 to August 2023", "an interval is written with a slash alone: write 2023-07/2023-08"),
    ],
)
def test_where_it_is_said_what_to_write_no_other_day_is_named(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_period(text)
    assert (caught.value.message, caught.value.hint) == (message, HINT if "write" not in message else None)


def test_every_period_the_hint_offers_is_read() -> None:
    for offered in HINT.partition(": ")[2].split(", "):
        assert parse_period(offered).text == offered


@given(st.text() | st.text("0123456789-/XQq?.~"))
def test_no_text_raises_anything_but_a_date_error(text: str) -> None:
    assert _kept_or_refused_with_the_forms(text)


def _kept_or_refused_with_the_forms(text: str) -> bool:
    try:
        return parse_period(text).text == text
    except DateError as error:
        return error.hint == HINT


@given(st.integers(0, 9999))
def test_a_year_is_its_quarters_and_a_quarter_its_months_without_gaps(year: int) -> None:
    whole_year = parse_period(f"{year:04d}")
    for parts in (
        [f"{year:04d}-Q{quarter}" for quarter in range(1, 5)],
        [f"{year:04d}-{month:02d}" for month in range(1, 13)],
    ):
        periods = [parse_period(part) for part in parts]
        assert (periods[0].first, periods[-1].last) == (whole_year.first, whole_year.last)
        for before, after in itertools.pairwise(periods):
            assert after.first == (before.last or 0) + 1


@given(bounds)
def test_every_date_is_in_the_window_of_its_own_bounds(pair: tuple[int | None, int | None]) -> None:
    assert may_overlap(*pair, Window(*pair, text=""))
    assert surely_inside(*pair, Window(*pair, text=""))


@given(bounds, windows)
def test_what_is_surely_inside_may_overlap(pair: tuple[int | None, int | None], window: Window) -> None:
    assert may_overlap(*pair, window) or not surely_inside(*pair, window)


@given(bounds, windows)
def test_the_predicates_speak_of_days(pair: tuple[int | None, int | None], window: Window) -> None:
    def covers(first: int | None, last: int | None, day: int) -> bool:
        return (first is None or first <= day) and (last is None or day <= last)

    days = [day for day in range(FIRST - 1, LAST + 2) if covers(*pair, day)]
    shared = [day for day in days if covers(window.first, window.last, day)]
    assert may_overlap(*pair, window) == bool(shared)
    assert surely_inside(*pair, window) == (days == shared)


@pytest.mark.parametrize(
    ("date", "period", "possible", "certain"),
    [
        ("2023-07-26", "2023-07", True, True),
        ("2023", "2023-07", True, False),
        ("2023-06-30", "2023-07", False, False),
        ("2023-08-01", "2023-07", False, False),
        ("../2023-12-01", "2013", True, False),
        ("../2023-12-01", "2024", False, False),
        ("../2023-12-01", "../2023", True, True),
        ("2022-08-15/..", "2022-08-15/..", True, True),
        ("2022-08-15/..", "2022/2030", True, False),
        ("2023-09-30/2023-10-01", "2023-Q3", True, False),
    ],
)
def test_a_record_is_selected_when_its_days_may_overlap(date: str, period: str, possible: bool, certain: bool) -> None:
    covered, window = parse(date), parse_period(period)
    assert may_overlap(covered.first, covered.last, window) is possible
    assert surely_inside(covered.first, covered.last, window) is certain
