"""Days in a publisher's or a user's own form, at the precision that form has."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache

from sahelcli.errors import UsageError
from sahelcli.importers.cells import iso_day
from sahelcli.importers.refused import Fault, Refused
from sahelcli.records.diagnostic import shown

HINT = "say how dates are written: --date-format %d/%m/%Y"
_DAY, _MONTH, _YEAR = set("dj"), set("mbB"), set("Yy")
_KNOWN = _DAY | _MONTH | _YEAR | set("aAHIMSfpzZ%")
_TWO_WAYS = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")


class UnknownDateFormat(UsageError):
    """--date-format is not one, or names no year."""

    def __init__(self, form: str) -> None:
        hint = "%Y year, %m month, %d day, %B September, %b Sep, %H:%M:%S a time to pass over: %d/%m/%Y"
        super().__init__(f"--date-format {shown(form)} is no form of a date", hint)


class TwoWays(UsageError):
    """Dates such as 03/04/2015, which mean one day or another."""

    def __init__(self, text: str, where: str = "") -> None:
        self.text = text
        super().__init__(
            f"{where}a date such as {shown(text)} can be read in two ways",
            "say which: --date-format %d/%m/%Y for the day first, %m/%d/%Y for the month first, %y for two-digit years",
        )


def check_format(form: str) -> None:
    """Raise UnknownDateFormat unless dates can be read by this form."""
    directives = re.findall("%(.)", form)
    has_year, has_month, has_day = (bool(wanted & set(directives)) for wanted in (_YEAR, _MONTH, _DAY))
    if not has_year or not set(directives) <= _KNOWN or (has_day and not has_month and "j" not in directives):
        raise UnknownDateFormat(form)
    try:
        datetime.datetime.strptime("", form)  # noqa: DTZ007  # days have no time zone
    except ValueError as error:
        if "does not match" not in str(error):
            raise UnknownDateFormat(form) from None
    except re.error:
        raise UnknownDateFormat(form) from None


@lru_cache(maxsize=65_536)
def day(text: str, column: str, asked: tuple[str, ...], usual: tuple[str, ...] = ()) -> str:
    """Return a day in ISO 8601: in the forms asked for, else as ISO 8601 has it or in the publisher's usual forms.

    TwoWays where none was asked for and the text means two days, Refused for what is no day.
    """
    found = by_form(text, asked) if asked else iso_day(text) or by_form(text, usual)
    if found and len(found) == len("2009-07-26"):
        return found
    if not asked and _TWO_WAYS.fullmatch(text.strip()):
        raise TwoWays(text)
    raise Refused(Fault(f"{column} {shown(text)} is no day", "date", HINT))


def by_form(text: str, forms: tuple[str, ...]) -> str | None:
    """Return a date in EDTF, as precise as the form it is written in; None where it is written in none of them.

    Refused where two of the forms make different dates of it.
    """
    found = {date for form in forms if (date := _by_form(text.strip(), form))}
    if len(found) > 1:
        raise Refused(Fault(f"date {shown(text)} can be read as {' and as '.join(sorted(found))}", "date", HINT))
    return next(iter(found), None)


def _by_form(text: str, form: str) -> str | None:
    try:
        date = datetime.datetime.strptime(text, form)  # noqa: DTZ007  # days have no time zone
    except ValueError:
        return None
    return date.date().isoformat()[: _precision(form)]


@cache
def _precision(form: str) -> int:
    """Return how many characters of 2009-07-26 the form says."""
    directives = set(re.findall("%(.)", form))
    return 10 if directives & _DAY else 7 if directives & _MONTH else 4
