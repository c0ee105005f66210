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


def forms_of(asked: ImportOptions) -> tuple[Form, ...]:
    """Return the forms that dates are said to be written in; a UsageError where one is none, or lacks its century."""
    for form in asked.date_formats:
        if has_two_digits(form) and not asked.century:
            raise MissingCentury(form)
    return tuple(date_form(form, asked.century, name) for form in asked.date_formats for name in asked.languages)


@lru_cache(maxsize=65_536)
def day(text: str, column: str, asked: tuple[Form, ...], usual: tuple[str, ...] = ()) -> str:
    """Return a day in ISO 8601: in the forms asked for, else as ISO 8601 has it or in the publisher's usual forms.

    AmbiguousDates where none was asked for and the text means two days, RowRejected for what is no day.
    """
    found = by_form(text, asked) or iso_day(text) or (None if asked else by_form(text, tuple(map(date_form, usual))))
    if found and len(found) == len("2009-07-26"):
        return found
    if not asked and _TWO_WAYS.fullmatch(text.strip()):
        raise AmbiguousDates(text)
    raise RowRejected(row_error(f"{column} {shown(text)} is no day", "date", hint_for(text)))


def date(text: str, key: str, forms: tuple[Form, ...]) -> str:
    """Return a date in EDTF: one in a form as that form reads it, else the text itself, for the record to judge.

    RowRejected where no form that was asked for reads it, nor EDTF, and where it has a clock time: of `accessed` alone,
    when a page was looked at, that is passed over.
    """
    text = text.strip()
    if found := by_form(text, forms):
        return found
    if key == "accessed" and (found := clock_times.day_of(text)):
        return found
    if fault := clock_times.fault_of(text, key):
        raise RowRejected(fault)
    if forms and not _is_edtf(text):
        said = f"{key} {shown(text)} is not written as --date-format says, nor is it EDTF"
        edtf = "mend the cell, in EDTF if need be: 2022-05~ is about May 2022"
        hint = f"{hint_for(text)}; a --date-format for each form" if forms_of_day(text) else edtf
        raise RowRejected(row_error(said, "date", hint))
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
    found: set[str] = set()
    errors: list[DateError] = []
    for form in forms:
        try:
            found |= {date for date in (form.read(text),) if date}
        except DateError as error:
            errors.append(error)
    if errors and not found:
        raise RowRejected(row_error(f"date {shown(text)}: {errors[0].message}", "date", hint_for(text)))
    coarsest = min(found, key=len, default=None)
    if coarsest and not all(date.startswith(coarsest) for date in found):
        raise RowRejected(
            row_error(
                f"date {shown(text)} can be read as {' and as '.join(sorted(found))}",
                "date",
                "leave out the --date-format that does not fit",
            )
        )
    return coarsest
