"""Days in other people's forms: read as the form says, or not at all."""

from __future__ import annotations

import pytest

from sahelcli.importers.cells.date_format import Form, UnknownDateFormat
from sahelcli.importers.cells.dates import AmbiguousDates, by_form, day, forms_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.row_errors import RowRejected


def read_by(*forms: str) -> tuple[Form, ...]:
    """Return the forms as an import asks for them."""
    return forms_of(ImportOptions(date_formats=forms, century="20"))


@pytest.mark.parametrize("text", ["2009-07-26", " 2009-07-26 ", "2009-07-26 00:00:00.000", "2009-07-26T00:00:00"])
def test_iso_days_need_no_form(text: str) -> None:
    assert day(text, "date_start", ()) == "2009-07-26"


@pytest.mark.parametrize("text", ["2009-07-32", "2009-02-29", "2009-W30-7", "20090726", "2009-07-26 10:30", "", "soon"])
def test_what_is_no_day_is_refused_and_shown(text: str) -> None:
    with pytest.raises(RowRejected, match="date_start"):
        day(text, "date_start", ())


@pytest.mark.parametrize("text", ["02/01/1997", "2-1-97", "31/12/1997"])
def test_days_and_months_in_figures_are_never_guessed(text: str) -> None:
    with pytest.raises(AmbiguousDates, match=r"two ways|begin with its year"):
        day(text, "event_date", ())


def test_a_form_says_which_is_the_month() -> None:
    assert day("02/01/1997", "event_date", read_by("%d/%m/%Y")) == "1997-01-02"
    assert day("02/01/1997", "event_date", read_by("%m/%d/%Y")) == "1997-02-01"


def test_what_is_written_as_a_form_says_is_never_read_otherwise() -> None:
    with pytest.raises(RowRejected):
        day("2009-01-13", "event_date", read_by("%Y-%d-%m"))


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
        ("24092023", "%d%m%Y", "2023-09-24"),
        ("Sunday, 24th SEPTEMBER 2023", "%A, %d %B %Y", "2023-09-24"),
        ("24 Sept. 2023", "%d %b %Y", "2023-09-24"),
        ("24 Sept. 2023", "d MMM yyyy", "2023-09-24"),
        ("Sun 9/2023", "EEE M/y", "2023-09"),
        ("12 o'clock 2023", "h 'o''clock' yyyy", "2023"),
    ],
)
def test_a_date_is_as_precise_as_its_form(text: str, form: str, expected: str) -> None:
    assert by_form(text, read_by(form)) == expected


def test_forms_that_disagree_make_no_date() -> None:
    with pytest.raises(RowRejected, match="2023-03-04 and as 2023-04-03"):
        by_form("03/04/2023", read_by("%d/%m/%Y", "%m/%d/%Y"))


@pytest.mark.parametrize("form", ["", "date", "%d/%m", "%d %Y", "%Q", "%Y %", "%Y %Y", "%x"])
def test_what_is_no_form_of_a_date_is_refused(form: str) -> None:
    with pytest.raises(UnknownDateFormat):
        read_by(form)


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        ("31/09/2023", "%d/%m/%Y", "September has 30 days"),
        ("2023-13", "%Y-%m", "there is no month 13"),
        ("2023-366", "%Y-%j", "2023 has no day 366"),
    ],
)
def test_a_day_that_never_was_is_said(text: str, form: str, message: str) -> None:
    with pytest.raises(RowRejected, match=message):
        by_form(text, read_by(form))


def test_where_digits_touch_one_too_few_is_no_date() -> None:
    assert by_form("1122023", read_by("%d%m%Y")) is None
