"""EDTF dates: what is read, what is refused and in which words, and the laws that hold for all of them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sahelcli.dates.calendar import civil, iso, ordinal
from sahelcli.dates.edtf import HINT, Date, DateError, Precision, Qualifier, from_toml, parse
from sahelcli.model.base import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
DATE_KEYS = {"date", "published", "accessed", "since", "until"}

years = st.integers(-9999, 9999).map(lambda year: f"{year:05d}" if year < 0 else f"{year:04d}")
days = st.integers(ordinal(-9999, 1, 1), ordinal(9999, 12, 31)).map(iso)
plain = st.one_of(years, days.map(lambda day: day[:-3]), days)
unspecified = st.one_of(
    years.map(lambda year: year[:-1] + "X"),
    years.map(lambda year: year[:-2] + "XX"),
    years.map(lambda year: year + "-XX"),
    years.map(lambda year: year + "-XX-XX"),
    days.map(lambda day: day[:-2] + "XX"),
    days.map(lambda day: day[:-1] + "X"),
)
points = st.builds(lambda date, sign: date + sign, plain | unspecified, st.sampled_from(["", "", "?", "~", "%"]))
closed = st.tuples(points, points).map(lambda ends: "/".join(sorted(ends, key=lambda end: parse(end).order)))
half_open = st.builds(lambda form, date: form.format(date), st.sampled_from(["../{}", "{}/..", "/{}", "{}/"]), points)
edtf_texts = points | closed | half_open
dates = edtf_texts.map(parse)

VALID = [
    ("2023", "2023-01-01", "2023-12-31", "year", None),
    ("2023-07", "2023-07-01", "2023-07-31", "month", None),
    ("2023-07-26", "2023-07-26", "2023-07-26", "day", None),
    ("2024-02", "2024-02-01", "2024-02-29", "month", None),
    ("1900-02", "1900-02-01", "1900-02-28", "month", None),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day", None),
    ("201X", "2010-01-01", "2019-12-31", "decade", None),
    ("20XX", "2000-01-01", "2099-12-31", "century", None),
    ("000X", "0000-01-01", "0009-12-31", "decade", None),
    ("2023-XX", "2023-01-01", "2023-12-31", "year", None),
    ("2023-XX-XX", "2023-01-01", "2023-12-31", "year", None),
    ("2023-07-XX", "2023-07-01", "2023-07-31", "month", None),
    ("2023-07-0X", "2023-07-01", "2023-07-09", "month", None),
    ("2023-07-2X", "2023-07-20", "2023-07-29", "month", None),
    ("2023-07-3X", "2023-07-30", "2023-07-31", "month", None),
    ("2023-02-2X", "2023-02-20", "2023-02-28", "month", None),
    ("2023-09-3X", "2023-09-30", "2023-09-30", "day", None),
    ("2023-09?", "2023-09-01", "2023-09-30", "month", "uncertain"),
    ("2023-09-10~", "2023-09-10", "2023-09-10", "day", "approximate"),
    ("201X%", "2010-01-01", "2019-12-31", "decade", "both"),
    ("2023-07-29/2023-08-06", "2023-07-29", "2023-08-06", "day", None),
    ("2013/2022-02-15", "2013-01-01", "2022-02-15", "year", None),
    ("2023-07/2023-10-31", "2023-07-01", "2023-10-31", "month", None),
    ("201X/2023-05", "2010-01-01", "2023-05-31", "decade", None),
    ("2023-07-20/2023-07", "2023-07-20", "2023-07-31", "month", None),
    ("2023-07/2023-07-05", "2023-07-01", "2023-07-05", "month", None),
    ("2023~/2024", "2023-01-01", "2024-12-31", "year", "approximate"),
    ("2023/2024?", "2023-01-01", "2024-12-31", "year", "uncertain"),
    ("2023~/2024~", "2023-01-01", "2024-12-31", "year", "approximate"),
    ("2023~/2024?", "2023-01-01", "2024-12-31", "year", "both"),
    ("2023%/2024?", "2023-01-01", "2024-12-31", "year", "both"),
    ("../2023-12-31", None, "2023-12-31", "day", None),
    ("2022-08-15/..", "2022-08-15", None, "day", None),
    ("/2023-02~", None, "2023-02-28", "month", "approximate"),
    ("2022/", "2022-01-01", None, "year", None),
    ("0000-02-29", "0000-02-29", "0000-02-29", "day", None),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15", "day", None),
    ("-0044/0014", "-0044-01-01", "0014-12-31", "year", None),
    ("-004X", "-0049-01-01", "-0040-12-31", "decade", None),
    ("-00XX", "-0099-01-01", "-0001-12-31", "century", None),
]

INVALID = [
    ("", "the date is empty"),
    ("..", "an interval needs a date at one end"),
    ("/", "an interval needs a date at one end"),
    ("../..", "an interval needs a date at one end"),
    ("../", "an interval needs a date at one end"),
    ("2023-13", "there is no month 13"),
    ("2023-00", "there is no month 0"),
    ("2023-25", "there is no month 25"),
    ("2023-21", "seasons (2023-21) are not supported: write the months"),
    ("2019-24/2020", "seasons (2019-24) are not supported: write the months"),
    ("2023-09-31", "September has 30 days"),
    ("2023-07-32", "July has 31 days"),
    ("2023-02-29", "2023 is not a leap year: February has 28 days"),
    ("1900-02-29", "1900 is not a leap year: February has 28 days"),
    ("2023-02-30", "February 2023 has 28 days"),
    ("2024-02-30", "February 2024 has 29 days"),
    ("2023-02-3X", "February 2023 has 28 days"),
    ("2023-07-4X", "July has 31 days"),
    ("2023-07-00", "there is no day 0"),
    ("2023-07-X5", "only the last digit of a day can be X: 2X, or XX for both"),
    ("2023-1X", "an unknown month is written XX: 2023-XX"),
    ("2023-XX-05", "a day without its month says nothing: write 2023-XX or 2023"),
    ("201X-05", "a decade or a century has no month: write 201X alone"),
    ("1XXX", "only the last one or two digits of a year can be X: 201X, 20XX"),
    ("20X3", "only the last one or two digits of a year can be X: 201X, 20XX"),
    ("-0000", "there is no year -0000: write 0000"),
    ("2023-10/2023-09", "the interval ends (2023-09) before it begins (2023-10)"),
    ("2023-05/2023-04-15", "the interval ends (2023-04-15) before it begins (2023-05)"),
    ("-0044/-0050", "the interval ends (-0050) before it begins (-0044)"),
    ("2023-09-31/2023-10", "September has 30 days"),
    ("2023-09/2023-13", "there is no month 13"),
    ("2022/2023/2024", "an interval has two ends"),
    ("2022..2023", "an interval is written with a slash alone: write 2022/2023"),
    ("2022 - 2023", "an interval is written with a slash alone: write 2022/2023"),
    ("2022 / 2023", "an interval is written with a slash alone: write 2022/2023"),
    ("2023/24", "a year has four digits: 0987, 2023"),
    ("2023-07-26/30", "a year has four digits: 0987, 2023"),
    ("23-07-26", "a year has four digits, and stands first"),
    ("12023", "a year has four digits, and a hyphen follows it"),
    ("Y17E7", "a year has four digits: years with a letter before them are not supported"),
    ("26/07/2023", "a date begins with its year: write 2023-07-26"),
    ("7.8.2023", "this can be 2023-08-07 or 2023-07-08: write the one that is meant"),
    ("07/2023", "a date begins with its year: write 2023-07"),
    ("2023/07/26", "write 2023-07-26"),
    ("2023.07", "write 2023-07"),
    ("2023/07", "write 2023-07"),
    ("2023-7-4", "write 2023-07-04"),
    ("2023-7-4/2023-08", "write 2023-07-04/2023-08"),
    ("2023-2-30", "February 2023 has 28 days"),
    ("20230726", "write 2023-07-26"),
    ("20231345", "there is no month 13"),
    ("July 2023", "write 2023-07"),
    ("4 july 2023", "write 2023-07-04"),
    ("Sept. 2023", "write 2023-09"),
    ("July 26, 2023", "write 2023-07-26"),
    ("Julember 2023", "this is not a date"),
    ("2023-07-26T10:00:00", "a date has no clock time: write 2023-07-26"),
    ("2023-07-26 10:00", "a date has no clock time: write 2023-07-26"),
    ("\uff12\uff10\uff12\uff13", "a date is written in the digits 0 to 9 with plain hyphens (-) and slashes (/)"),
    ("2023–2024", "an interval is written with a slash alone: write 2023/2024"),
    (" 2023", "there is white space around the date: write 2023"),
    ("2023\n", "there is white space around the date: write 2023"),
    ("201x", "an unknown digit is written with a capital X: write 201X"),
    ("2023-uu", "an unknown digit is written with a capital X: write 2023-XX"),
    ("2023?~", "one sign stands for both: write 2023%"),
    ("2023?-07", "the sign stands at the end of a date: write 2023-07?"),
    ("~2023", "the sign stands at the end of a date: write 2023~"),
    ("c. 2023", "about is written ~ at the end of the date: write 2023~"),
    ("2023-Q3", "a quarter is no date: write 2023-07/2023-09"),
    ("2023-W30", "weeks are not supported: write 2023-07-24/2023-07-30"),
    ("[2022,2023]", "sets of dates are not supported: write an interval"),
    ("31/07/2023", "a date begins with its year: write 2023-07-31"),
    ("07/31/2023", "a date begins with its year: write 2023-07-31"),
    ("31.07.2023", "a date begins with its year: write 2023-07-31"),
    ("31 07 2023", "a date begins with its year: write 2023-07-31"),
    ("1/2/2023", "this can be 2023-02-01 or 2023-01-02: write the one that is meant"),
    ("2/2/2023", "a date begins with its year: write 2023-02-02"),
    ("31/02/2023", "February 2023 has 28 days"),
    ("32/13/2023", "there is no month 13"),
    ("13/2023", "there is no month 13"),
    ("24/9/23", "a year has four digits, and stands first"),
    ("Monday, 24th of September 2023", "write 2023-09-24"),
    ("September 24th, 2023", "write 2023-09-24"),
    ("dimanche 24 septembre 2023", "write 2023-09-24"),
    ("le 1er août 2023", "write 2023-08-01"),
    ("juil. 2023", "write 2023-07"),
    ("jui 2023", "this is not a date"),  # June or July
    ("26/07/2023 10:00", "a date has no clock time: write 2023-07-26"),
    ("2023-07-26 at 10h30", "a date has no clock time: write 2023-07-26"),
    ("2023-W30-2", "weeks are not supported: write 2023-07-25"),
    ("2023-W54", "weeks are not supported: write the days"),
    ("29 Jul – 6 Aug 2023", "an interval is written with a slash alone: write 2023-07-29/2023-08-06"),
    ("5–7 Sep 2023", "an interval is written with a slash alone: write 2023-09-05/2023-09-07"),
    ("from July 2023 to 31/8/2023", "an interval is written with a slash alone: write 2023-07/2023-08-31"),
    ("2023-2024", "an interval is written with a slash alone: write 2023/2024"),
    ("c. Sep 2023", "about is written ~ at the end of the date: write 2023-09~"),
    ("by 31 Dec 2023", "an open end is written with two dots: write ../2023-12-31"),
    ("since 14 May 2017", "an open end is written with two dots: write 2017-05-14/.."),
    ("today", "this is not a date"),
    ("\x1b[31m", "this is not a date"),
    ("2023-07-26Z", "a date has no clock time: write 2023-07-26"),
    ("2" * 100_000, "this is not a date"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "qualifier"), VALID)
def test_a_date_covers_its_days(text: str, start: str | None, end: str | None, precision: str, qualifier: str) -> None:
    date = parse(text)
    assert (date.start_iso, date.end_iso, date.precision, date.qualifier) == (start, end, precision, qualifier)


@pytest.mark.parametrize(("text", "message"), INVALID, ids=[repr(text[:30]) for text, _ in INVALID])
def test_any_other_text_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value) == caught.value.message == message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("soon", HINT),
        ("2023-13", HINT),
        ("2023-09-31", 'a month alone is fine too: "2023-09"'),
        ("2023-02-29", 'a month alone is fine too: "2023-02"'),
        ("2023-07-00", 'a month alone is fine too: "2023-07"'),
    ],
)
def test_a_refusal_shows_the_way_out(text: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.hint == hint


@given(
    st.dates(dt.date(1000, 1, 1)),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%Y.%m.%d"]),
)
def test_a_day_in_another_form_is_answered_with_itself(day: dt.date, form: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(day.strftime(form))
    named = re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", caught.value.message)
    other = f"{day.year:04d}-{day.day:02d}-{day.month:02d}"
    assert day.isoformat() in named
    assert set(named) <= {day.isoformat(), other}
    assert caught.value.hint is None


@given(edtf_texts, st.data())
def test_what_is_said_to_be_written_can_be_read(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    mistyped = text[:at] + data.draw(st.sampled_from([*"/-. x?~", "to ", " - "])) + text[at:]
    try:
        parse(mistyped)
    except DateError as error:
        if (match := re.search("write ([0-9X?~%/.-]+)$", error.message)) and error.hint is None:
            assert parse(match[1])


def test_every_date_the_hint_offers_is_read() -> None:
    for offered in HINT.partition(": ")[2].split(", "):
        assert str(parse(offered.removesuffix(" (about)")))


def test_a_date_error_is_a_value_error_for_those_who_validate() -> None:
    assert issubclass(DateError, ValueError)


def test_equal_dates_are_equal_and_serve_as_keys() -> None:
    assert parse("2023-07") == parse("2023-07")
    assert len({parse("2023-07"), parse("2023-07"), parse("2023-07~")}) == 2


@given(dates)
def test_a_date_is_kept_as_written(date: Date) -> None:
    assert parse(str(date)) == date


@given(dates)
def test_earliest_is_never_after_latest(date: Date) -> None:
    assert date.first is None or date.last is None or date.first <= date.last
    assert date.first is not None or date.last is not None


@given(closed)
def test_an_interval_runs_from_its_start_to_its_end(text: str) -> None:
    start, end = (parse(part) for part in text.split("/"))
    date = parse(text)
    assert (date.first, date.last) == (start.first, end.last)
    coarseness = list(Precision).index
    assert coarseness(date.precision) == max(coarseness(start.precision), coarseness(end.precision))


@given(points)
def test_an_open_or_unknown_end_is_unbounded_and_leaves_the_other_alone(text: str) -> None:
    date = parse(text)
    for begun in (f"{text}/..", f"{text}/"):
        assert (parse(begun).first, parse(begun).last) == (date.first, None)
    for ended in (f"../{text}", f"/{text}"):
        assert (parse(ended).first, parse(ended).last) == (None, date.last)
    assert parse(f"../{text}").precision is date.precision


@given(plain | unspecified)
def test_a_qualifier_moves_no_bound(text: str) -> None:
    date = parse(text)
    for sign, qualifier in zip("?~%", Qualifier, strict=True):
        assert parse(text + sign) == Date(text + sign, date.first, date.last, date.precision, qualifier)


@given(st.lists(dates, min_size=2, max_size=5))
def test_order_is_by_earliest_day_then_the_narrower_first(some: list[Date]) -> None:
    def by_the_book(date: Date) -> tuple[float, float]:
        width = inf if date.first is None or date.last is None else date.last - date.first
        return (-inf if date.first is None else date.first), width

    ordered = sorted(some, key=lambda date: date.order)
    assert [by_the_book(date) for date in ordered] == sorted(map(by_the_book, some))


def test_order_of_dates_that_begin_together() -> None:
    texts = [
        "../2022-11-09",
        "../2023",
        "2023-01-01",
        "2023-01-0X",
        "2023-01",
        "2023",
        "2023/2024",
        "2023/..",
        "2023-02",
    ]
    assert sorted(sorted(texts), key=lambda text: parse(text).order) == texts


@given(st.dates())
def test_every_calendar_day_is_numbered_as_the_standard_library_does(day: dt.date) -> None:
    number = day.toordinal()
    assert ordinal(day.year, day.month, day.day) == number
    assert iso(number) == day.isoformat()
    assert (parse(day.isoformat()).first, parse(day.isoformat()).last) == (number, number)


@given(st.integers(ordinal(-9999, 1, 1), ordinal(9999, 12, 31)))
def test_days_follow_each_other_without_gaps_before_year_one_too(number: int) -> None:
    year, month, day = civil(number)
    assert ordinal(year, month, day) == number
    assert civil(number + 1) in {(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)}
    assert ordinal(year + 400, month, day) == number + 146_097


def test_the_day_before_year_one_ends_the_leap_year_zero() -> None:
    assert ordinal(1, 1, 1) == 1
    assert iso(0) == "0000-12-31"
    assert iso(ordinal(0, 2, 28) + 1) == "0000-02-29"
    assert iso(ordinal(0, 1, 1) - 1) == "-0001-12-31"


@given(st.text() | st.text("0123456789-/X?~%.QWTx:+ \n"))
@example("\u00b2023")
@example("\x00/\x1b")
@example("/" * 1000)
@example("x" * 10_000 + "!")
def test_no_text_raises_anything_but_a_date_error(text: str) -> None:
    assert _kept_or_refused_in_plain_words(text)


@given(edtf_texts, st.data())
def test_no_change_of_one_character_raises_anything_but_a_date_error(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(["", *"0193-/X?~%. \u0663"]))
    assert _kept_or_refused_in_plain_words(text[:at] + other + text[at + 1 :])


def _kept_or_refused_in_plain_words(text: str) -> bool:
    try:
        return str(parse(text)) == text
    except DateError as error:
        return error.message.isprintable() and error.message.isascii()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2023-07~", "2023-07~"),
        ("left as it is", "left as it is"),
        (dt.date(2023, 7, 26), "2023-07-26"),
        (2023, "2023"),
        (44, "0044"),
        (0, "0000"),
    ],
)
def test_native_toml_values_become_text(value: object, text: str) -> None:
    assert from_toml(value) == text


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("2023-07-26T10:00:00", 'a date has no clock time: write "2023-07-26"'),
        ("2023-07-26 10:00:00Z", 'a date has no clock time: write "2023-07-26"'),
        ("10:00:00", 'a clock time is no date: write the day in quotes, as in "2023-07-26"'),
        ("2023.07", 'a number with a point is no date: write it in quotes, as in "2023-07"'),
        ("nan", 'a number with a point is no date: write it in quotes, as in "2023-07"'),
        ("10000", 'a bare number is a year from 0 to 9999: write any other date in quotes, as in "2023-07-26"'),
        ("-44", 'a bare number is a year from 0 to 9999: write any other date in quotes, as in "2023-07-26"'),
        ("true", 'a date is text in quotes, as in "2023-07-26"'),
        ('["2023"]', 'a date is text in quotes, as in "2023-07-26"'),
    ],
)
def test_other_toml_values_are_refused_with_what_to_write(toml: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        from_toml(tomllib.loads(f"date = {toml}")["date"])
    assert caught.value.message == message


def test_every_date_of_the_shipped_dataset_is_read() -> None:
    result = [
        value for path in sorted(DATA.glob("*.toml")) for value in _dates_in(tomllib.loads(path.read_text("utf-8")))
    ]
    assert result
    for value in result:
        text = from_toml(value)
        assert str(parse(text)) == text


def _dates_in(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _dates_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in DATE_KEYS:
                yield item
            else:
                yield from _dates_in(item)


@given(edtf_texts | st.dates().map(str) | st.text("0123456789-X~W", min_size=10, max_size=10))
@example("2023-02-30")
@example("0000-01-01")
@example("2023-06-3X")
@example("2023-W01-1")
@example("٢٠٢٣-٠٧-٢٦")
def test_short_cut_for_days_says_the_same(text: str) -> None:
    try:
        expected = parse(text)
    except DateError as error:
        with pytest.raises(DateError, match=re.escape(str(error))):
            parsed(text)
    else:
        assert parsed(text) == expected
