"""Dates in a publisher's or a user's own form, at the precision that form has."""

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
from sahelcli.text.quoting import shown

_TWO_WAYS = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")


class MissingCentury(UsageError):
    """Years have two digits in a --date-format, and nothing says of which century they are."""

    def __init__(self, form: str) -> None:
        super().__init__(
            f"--date-format {shown(form)} has years of two digits, and nothing says of which century",
            "--century 19 reads them as 1900 to 1999, --century 20 as 2000 to 2099",
        )


class AmbiguousDates(UsageError):
    """Dates such as 03/04/2015, which mean one day or another, or 21/03/2015, beside which others do."""

    def __init__(self, text: str, where: str = "") -> None:
        self.text = text
        wrong = "can be read in two ways" if len(forms_of_day(text)) > 1 else "does not begin with its year"
        super().__init__(f"{where}a date such as {shown(text)} {wrong}", hint_for(text))


def forms_of(options: ImportOptions) -> tuple[Form, ...]:
    """Return the date formats that options name; a UsageError for one that is none, or lacks its century."""
    for form in options.date_formats:
        if has_two_digits(form) and not options.century:
            raise MissingCentury(form)
    return tuple(date_form(form, options.century, name) for form in options.date_formats for name in options.languages)


@lru_cache(maxsize=65_536)
def day(text: str, column: str, options: tuple[Form, ...], usual: tuple[str, ...] = ()) -> str:
    """Return a day in ISO 8601: in the forms asked for, else as ISO 8601 has it or in the publisher's usual forms.

    AmbiguousDates where none was asked for and the text means two days, RowRejected for what is no day.
    """
    iso = by_form(text, options) or iso_day(text) or (None if options else by_form(text, tuple(map(date_form, usual))))
    if iso and len(iso) == len("2009-07-26"):
        return iso
    if not options and _TWO_WAYS.fullmatch(text.strip()):
        raise AmbiguousDates(text)
    raise RowRejected(row_error(f"{column} {shown(text)} is no day", "date", hint_for(text)))


def date(text: str, key: str, forms: tuple[Form, ...]) -> str:
    """Return a date in EDTF: one in a form as that form reads it, else the text itself, for the record to judge.

    RowRejected where no form that was asked for reads it, nor EDTF, and where it has a clock time: of `accessed` alone,
    when a page was looked at, that is passed over.
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
    """Return a date in EDTF, as precise as the form it is written in; None where it is written in none of them.

    Where forms read it as one date, known more and less well, the coarser stands: nothing is invented. RowRejected
    where they make different dates of it, and where it is written in one, and there is no such day.
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
