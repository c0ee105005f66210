"""Days in other people's forms: read as the form says, or not at all."""

from __future__ import annotations

import pytest

from sahelcli.importers.days import TwoWays, UnknownDateFormat, by_form, check_format, day
from sahelcli.importers.refused import Refused


@pytest.mark.parametrize("text", ["2009-07-26", " 2009-07-26 ", "2009-07-26 00:00:00.000", "2009-07-26T00:00:00"])
def test_iso_days_need_no_form(text: str) -> None:
    assert day(text, "date_start", ()) == "2009-07-26"


@pytest.mark.parametrize("text", ["2009-07-32", "2009-02-29", "2009-W30-7", "20090726", "2009-07-26 10:30", "", "soon"])
def test_what_is_no_day_is_refused_and_shown(text: str) -> None:
    with pytest.raises(Refused, match="date_start"):
        day(text, "date_start", ())


@pytest.mark.parametrize("text", ["02/01/1997", "2-1-97", "31/12/1997"])
def test_days_and_months_in_figures_are_never_guessed(text: str) -> None:
    with pytest.raises(TwoWays, match="two ways"):
        day(text, "event_date", ())


def test_a_form_says_which_is_the_month() -> None:
    assert day("02/01/1997", "event_date", ("%d/%m/%Y",)) == "1997-01-02"
    assert day("02/01/1997", "event_date", ("%m/%d/%Y",)) == "1997-02-01"


def test_where_a_form_is_asked_for_no_other_is_read() -> None:
    with pytest.raises(Refused):
        day("2009-01-13", "event_date", ("%Y-%d-%m",))


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("24/09/2023", "%d/%m/%Y", "2023-09-24"),
        ("9-May-20", "%d-%b-%y", "2020-05-09"),
        ("September 2023", "%B %Y", "2023-09"),
        ("09/2023", "%m/%Y", "2023-09"),
        ("2023", "%Y", "2023"),
        ("24.9.2023 17:30", "%d.%m.%Y %H:%M", "2023-09-24"),
        ("2023-267", "%Y-%j", "2023-09-24"),
    ],
)
def test_a_date_is_as_precise_as_its_form(text: str, form: str, expected: str) -> None:
    check_format(form)
    assert by_form(text, (form,)) == expected


def test_forms_that_disagree_make_no_date() -> None:
    with pytest.raises(Refused, match="2023-03-04 and as 2023-04-03"):
        by_form("03/04/2023", ("%d/%m/%Y", "%m/%d/%Y"))


@pytest.mark.parametrize("form", ["", "date", "%d/%m", "%d %Y", "%Q", "%Y %", "%Y %Y", "%x"])
def test_what_is_no_form_of_a_date_is_refused(form: str) -> None:
    with pytest.raises(UnknownDateFormat):
        check_format(form)
