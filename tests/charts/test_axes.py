"""The axes of the drawings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.charts.axes import DayAxis, NumberAxis
from sahelcli.row_types import Dated


def rows(*dates: str) -> list[Dated]:
    return [{"date": date} for date in dates]


def test_an_axis_of_days_holds_every_known_day() -> None:
    days = DayAxis.over(rows("2013", "../2022-08-15", "2023-09-24"), 50, 600)
    assert 50 < days.at("2013-01-01", 0) < days.at("2022-08-15", 1) < days.at("2023-09-24", 1) < 650
    assert days.at(None, 0) == 50
    assert days.at(None, 1) == 650


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2013", "2024"), ["2014", "2016", "2018", "2020", "2022", "2024"]),
        (("2023-08-03", "2023-11-20"), ["Aug 2023", "Sep 2023", "Oct 2023", "Nov 2023", "Dec 2023"]),
        (("0900", "1900"), ["0900", "1000", "1100", "1200", "1300", "1400", "1500", "1600", "1700", "1800", "1900"]),
    ],
)
def test_ticks_stand_at_round_beginnings(dates: tuple[str, ...], expected: list[str]) -> None:
    days = DayAxis.over(rows(*dates), 0, 100)
    ticks = days.ticks(7 if len(expected) < 10 else 12)
    assert [text for _, text in ticks] == expected
    assert all(0 <= place <= 100 for place, _ in ticks)


@given(st.integers(-9999, 9999), st.integers(-9999, 9999), st.integers(2, 40))
def test_there_are_never_more_ticks_than_have_room(year: int, other: int, most: int) -> None:
    days = DayAxis.over(rows(*(f"{'-' if each < 0 else ''}{abs(each):04d}" for each in (year, other))), 0, 100)
    assert len(days.ticks(most)) <= most + 1


@given(st.lists(st.integers(0, 2**63 - 1), min_size=1))
def test_an_axis_of_numbers_begins_at_nought_and_holds_them_all(numbers: list[int]) -> None:
    axis = NumberAxis.over([{"low": number, "high": None} for number in numbers], 100, 100)
    assert axis.at(0) == 100
    assert all(0 <= axis.at(number) <= 100 for number in numbers)
    assert 2 <= len(axis.ticks()) <= 6
    assert axis.ticks()[0] == (100, "0")
