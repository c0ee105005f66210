"""Dates in words: short, long, below a heading with the year, and never the same words for different dates."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.dates.edtf import Date, DateError, parse
from sahelcli.dates.formatting import words

WORDS = [
    ("2023-09-24", "24 Sep 2023", "24 September 2023", "24 Sep"),
    ("2023-09-04", "4 Sep 2023", "4 September 2023", "4 Sep"),
    ("2023-09", "Sep 2023", "September 2023", "Sep"),
    ("2023", "2023", "2023", "2023"),
    ("2023-09~", "c. Sep 2023", "c. September 2023", "c. Sep"),
    ("2023-09-10~", "c. 10 Sep 2023", "c. 10 September 2023", "c. 10 Sep"),
    ("2023-09?", "Sep 2023 (?)", "September 2023 (?)", "Sep (?)"),
    ("2023-09%", "c. Sep 2023 (?)", "c. September 2023 (?)", "c. Sep (?)"),
    ("2023~", "c. 2023", "c. 2023", "c. 2023"),
    ("2023-07-29/2023-08-06", "29 Jul – 6 Aug 2023", "29 July – 6 August 2023", "29 Jul – 6 Aug"),
    ("2023-07-30/2023-07-31", "30–31 Jul 2023", "30–31 July 2023", "30–31 Jul"),
    (
        "2022-12-28/2023-01-03",
        "28 Dec 2022 – 3 Jan 2023",
        "28 December 2022 – 3 January 2023",
        "28 Dec 2022 – 3 Jan 2023",
    ),
    ("2022-07-01/2023-07-05", "1 Jul 2022 – 5 Jul 2023", "1 July 2022 – 5 July 2023", "1 Jul 2022 – 5 Jul 2023"),
    ("2019-10/2019-11", "Oct – Nov 2019", "October – November 2019", "Oct – Nov"),
    ("2022-12/2023-12", "Dec 2022 – Dec 2023", "December 2022 – December 2023", "Dec 2022 – Dec 2023"),
    ("2023-07/2023-10-31", "Jul 2023 – 31 Oct 2023", "July 2023 – 31 October 2023", "Jul – 31 Oct"),
    ("2013/2014", "2013–2014", "2013–2014", "2013–2014"),
    ("2013/2022-02-15", "2013 – 15 Feb 2022", "2013 – 15 February 2022", "2013 – 15 Feb 2022"),
    ("2023/2023-05", "2023 – May 2023", "2023 – May 2023", "2023 – May"),
    ("2023-09/2023-09", "Sep 2023", "September 2023", "Sep"),
    ("2023-09~/2023-10", "c. Sep 2023 to Oct 2023", "c. September 2023 to October 2023", "c. Sep to Oct"),
    ("2023-09/2023-10?", "Sep 2023 to Oct 2023 (?)", "September 2023 to October 2023 (?)", "Sep to Oct (?)"),
    ("../2023-12-31", "by 31 Dec 2023", "by 31 December 2023", "by 31 Dec"),
    ("../2023-12~", "by c. Dec 2023", "by c. December 2023", "by c. Dec"),
    ("2022-08-15/..", "since 15 Aug 2022", "since 15 August 2022", "since 15 Aug"),
    ("2022/", "from 2022, end unknown", "from 2022, end unknown", "from 2022, end unknown"),
    ("/2023-05", "until May 2023, start unknown", "until May 2023, start unknown", "until May, start unknown"),
    ("201X", "2010s", "2010s", "2010s"),
    ("20XX", "2000–2099", "2000–2099", "2000–2099"),
    ("201X/2023-05", "2010s to May 2023", "2010s to May 2023", "2010s to May 2023"),
    ("2023-07-2X", "20–29 Jul 2023", "20–29 July 2023", "20–29 Jul"),
    ("2023-02-2X", "20–28 Feb 2023", "20–28 February 2023", "20–28 Feb"),
    ("2023-07-0X", "1–9 Jul 2023", "1–9 July 2023", "1–9 Jul"),
    ("2023-09-3X", "30 Sep 2023", "30 September 2023", "30 Sep"),
    ("2023-07-XX", "Jul 2023, day unknown", "July 2023, day unknown", "Jul, day unknown"),
    ("2023-07-XX?", "Jul 2023 (?), day unknown", "July 2023 (?), day unknown", "Jul (?), day unknown"),
    ("2023-XX", "2023, month unknown", "2023, month unknown", "2023, month unknown"),
    ("2023-XX-XX", "2023, day unknown", "2023, day unknown", "2023, day unknown"),
    ("2023-XX/2024", "2023, month unknown, to 2024", "2023, month unknown, to 2024", "2023, month unknown, to 2024"),
    ("-0043-03-15", "15 Mar 44 BC", "15 March 44 BC", "15 Mar"),
    ("-0043-03-15/-0043-03-20", "15–20 Mar 44 BC", "15–20 March 44 BC", "15–20 Mar"),
    ("-0043", "44 BC", "44 BC", "44 BC"),
    ("0000", "1 BC", "1 BC", "1 BC"),
    ("0001", "0001", "0001", "0001"),
    ("-0199/-0100", "200–101 BC", "200–101 BC", "200–101 BC"),
    ("-0026/0014", "27 BC–0014", "27 BC–0014", "27 BC–0014"),
    ("-0043-03~/-0042", "c. Mar 44 BC to 43 BC", "c. March 44 BC to 43 BC", "c. Mar 44 BC to 43 BC"),
    ("-004X", "50–41 BC", "50–41 BC", "50–41 BC"),
    ("000X", "1 BC–0009", "1 BC–0009", "1 BC–0009"),
    ("-00XX", "100–2 BC", "100–2 BC", "100–2 BC"),
    ("00XX", "1 BC–0099", "1 BC–0099", "1 BC–0099"),
]

# Few enough days that two dates drawn at random often share a year, a month or a day.
level_0 = st.sampled_from(
    [
        *("2022", "2023"),
        *(f"{year}-{month:02d}" for year in (2022, 2023) for month in (1, 2, 10, 12)),
        *(
            f"{year}-{month:02d}-{day:02d}"
            for year in (2022, 2023)
            for month in (1, 2, 10, 12)
            for day in (1, 2, 12, 28)
        ),
    ]
)
qualified = st.builds(lambda date, sign: parse(date + sign), level_0, st.sampled_from(["", "?", "~", "%"]))
intervals = (
    st.tuples(level_0, level_0)
    .map(lambda ends: sorted(ends, key=lambda end: parse(end).order))
    .map(lambda ends: parse("/".join(ends)))
)


@pytest.mark.parametrize(("text", "short", "long", "yearless"), WORDS)
def test_dates_for_people(text: str, short: str, long: str, yearless: str) -> None:
    assert words(parse(text)) == words(text) == short
    assert words(text, long=True) == long
    assert words(text, year=False) == yearless


def test_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(DateError, match="September has 30 days"):
        words("2023-09-31")


@given(st.lists(qualified | intervals, min_size=2, max_size=40), st.booleans())
def test_different_dates_never_share_their_words(some: list[Date], long: bool) -> None:
    for one, other in itertools.combinations(some, 2):
        same_words = words(one, long=long) == words(other, long=long)
        if _meaning(one) != _meaning(other):
            assert not same_words


@given(st.lists(qualified | intervals, min_size=2, max_size=40))
def test_below_the_heading_of_a_year_they_do_not_either(some: list[Date]) -> None:
    within = [date for date in some if all(end.startswith("2023") for end in date.text.split("/"))]
    for one, other in itertools.combinations(within, 2):
        if _meaning(one) != _meaning(other):
            assert words(one, year=False) != words(other, year=False)


def _meaning(date: Date) -> tuple[object, ...]:
    return date.first, date.last, date.precision, date.qualifier
