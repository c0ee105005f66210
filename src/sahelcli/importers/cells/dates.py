"""Dates in the publisher's or user's format, converted to EDTF at the precision of that format."""

from __future__ import annotations

import re
from functools import lru_cache

from sahelcli.dates.edtf import DateError, parse
from sahelcli.errors import UsageError
from sahelcli.importers.cells import clock_times
from sahelcli.importers.cells.date_format import Form, date_form, has_two_digits
from sahelcli.importers.cells.date_format_hints import forms_of_day, hint_for
from sahelcli.importers.cells.plain_values import iso_day
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.row_errors import RowRejected, row_error
from sahelcli.text.quoted_values import shown

_TWO_WAYS = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")


class MissingCentury(UsageError):
    """A --date-format has a two-digit year, and no option gives the century."""

    def __init__(self, form: str) -> None:
        super().__init__(
            f"--date-format {shown(form)} has years of two digits, and nothing says of which century",
            "--century 19 reads them as 1900 to 1999, --century 20 as 2000 to 2099",
        )


class AmbiguousDates(UsageError):
    """A date such as 03/04/2015 has two readings, or one such as 21/03/2015 a form in which other dates would."""

    def __init__(self, text: str, where: str = "") -> None:
        self.text = text
        wrong = "can be read in two ways" if len(forms_of_day(text)) > 1 else "does not begin with its year"
        super().__init__(f"{where}a date such as {shown(text)} {wrong}", hint_for(text))


def forms_of(options: ImportOptions) -> tuple[Form, ...]:
    """Return the date formats that the options name; UsageError for an invalid format or a missing century."""
    for form in options.date_formats:
        if has_two_digits(form) and not options.century:
            raise MissingCentury(form)
    return tuple(date_form(form, options.century, name) for form in options.date_formats for name in options.languages)


@lru_cache(maxsize=65_536)
def day(text: str, column: str, options: tuple[Form, ...], usual: tuple[str, ...] = ()) -> str:
    """Return a day in ISO 8601, read by the given formats, or without any as ISO 8601 or by the publisher's usual ones.

    Raises AmbiguousDates if no format was given and the text could be two days, RowRejected if it is no day.
    """
    iso = by_form(text, options) or iso_day(text) or (None if options else by_form(text, tuple(map(date_form, usual))))
    if iso and len(iso) == len("2009-07-26"):
        return iso
    if not options and _TWO_WAYS.fullmatch(text.strip()):
        raise AmbiguousDates(text)
    raise RowRejected(row_error(f"{column} {shown(text)} is no day", "date", hint_for(text)))


def date(text: str, key: str, forms: tuple[Form, ...]) -> str:
    """Return a date in EDTF as the given formats read it; else the text unchanged, for the record to validate.

    Raises RowRejected if formats were given and neither they nor EDTF read the text, and if it has a clock time. For
    `accessed`, the day a page was looked at, the clock time is ignored.
    """
    text = text.strip()
    if iso := by_form(text, forms):
        return iso
    if key == "accessed" and (iso := clock_times.day_of(text)):
        return iso
    if fault := clock_times.fault_of(text, key):
        raise RowRejected(fault)
    if forms and not _is_edtf(text):
        message = f"{key} {shown(text)} is not written as --date-format says, nor is it EDTF"
        edtf = "mend the cell, in EDTF if need be: 2022-05~ is about May 2022"
        hint = f"{hint_for(text)}; a --date-format for each form" if forms_of_day(text) else edtf
        raise RowRejected(row_error(message, "date", hint))
    return text


def _is_edtf(text: str) -> bool:
    try:
        parse(text)
    except DateError:
        return False
    return True


def by_form(text: str, forms: tuple[Form, ...]) -> str | None:
    """Return a date in EDTF at the precision of the format that matches; None if no format matches.

    If several formats give the same date at different precisions, the coarser one is returned. Raises RowRejected if
    they give different dates, or if the text matches a format but there is no such day.
    """
    days: set[str] = set()
    errors: list[DateError] = []
    for form in forms:
        try:
            days |= {date for date in (form.read(text),) if date}
        except DateError as error:
            errors.append(error)
    if errors and not days:
        raise RowRejected(row_error(f"date {shown(text)}: {errors[0].message}", "date", hint_for(text)))
    coarsest = min(days, key=len, default=None)
    if coarsest and not all(date.startswith(coarsest) for date in days):
        raise RowRejected(
            row_error(
                f"date {shown(text)} can be read as {' and as '.join(sorted(days))}",
                "date",
                "leave out the --date-format that does not fit",
            )
        )
    return coarsest
