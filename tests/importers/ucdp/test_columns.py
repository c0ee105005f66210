"""The dates of UCDP: its days, and never more precise than it knows them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dates import edtf
from sahelcli.importers.row_errors import RowRejected
from sahelcli.importers.ucdp.columns import between


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2009-07-26", "2009-07-26", 1, "2009-07-26"),
        ("2009-07-26", "2009-07-28", 1, "2009-07-26/2009-07-28"),
        ("2009-07-26", "2009-07-28", 2, "2009-07-26/2009-07-28"),
        ("2000-07-01", "2000-07-07", 3, "2000-07-01/2000-07-07"),
        ("2007-02-01", "2007-02-28", 4, "2007-02"),
        ("2008-02-01", "2008-02-28", 4, "2008-02-01/2008-02-28"),
        ("2007-02-10", "2007-03-05", 4, "2007-02-10/2007-03-05"),
        ("2007-02-01", "2007-04-30", 5, "2007-02/2007-04"),
        ("2007-01-01", "2007-12-31", 5, "2007"),
        ("2007-01-01", "2008-12-31", 5, "2007/2008"),
        ("2009-07-26", "2009-07-26", 2, "2009-07-26~"),
        ("2009-07-26", "2009-07-26", 3, "2009-07-26~"),
        ("2009-07-15", "2009-07-15", 4, "2009-07"),
        ("2009-07-15", "2009-07-15", 5, "2009"),
    ],
)
def test_dates(start: str, end: str, precision: int, expected: str) -> None:
    assert between(start, end, precision) == expected


@given(st.dates(), st.dates(), st.integers(1, 5))
def test_a_date_covers_the_days_it_is_made_of_and_more_only_where_one_day_stands_for_many(
    one: datetime.date, other: datetime.date, precision: int
) -> None:
    start, end = sorted((one, other))
    date = edtf.parse(between(start.isoformat(), end.isoformat(), precision))
    assert date.first is not None
    assert date.last is not None
    assert date.first <= start.toordinal() <= end.toordinal() <= date.last
    if start != end or precision <= 3:
        assert (date.first, date.last) == (start.toordinal(), end.toordinal())


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(RowRejected, match="lies before"):
        between("2009-07-27", "2009-07-26", 2)
