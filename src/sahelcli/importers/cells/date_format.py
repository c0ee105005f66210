"""Date formats for --date-format: parses `strptime` (`%d %B %Y`) and CLDR (`d MMMM yyyy`) patterns, and reads dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sahelcli.dates.edtf import DateError, parse
from sahelcli.errors import UsageError
from sahelcli.importers.cells import spreadsheet_dates
from sahelcli.importers.cells.month_names import ENGLISH, MonthNames, fold, names
from sahelcli.importers.cells.spreadsheet_dates import DayNumber
from sahelcli.text.quoted_values import shown

_DAY, _MONTH, _YEAR = set("dj"), set("mbB"), set("Yy")
_NUMBERS = {"d": "day", "j": "day_of_year", "m": "month", "Y": "year", "y": "year_of_century"}
_DIGITS = {"d": "1,2", "j": "1,3", "m": "1,2", "Y": "4", "y": "2"}
_ORDINAL = "(?:st|nd|rd|th|er|o|a|°)?"  # folded: º and ª are o and a
_PASSED_OVER = {
    **dict.fromkeys("HIMS", r"\d{1,2}"),
    "f": r"\d+",
    "p": r"[ap]\.?m\.?",
    "z": r"(?:z|[+-]\d{2}:?\d{2})",
    "Z": "[a-z]*",
    "%": "%",
}
_TOKEN = re.compile(r"%(?P<sign>.)|(?P<blank>\s+)|(?P<text>[^%\s])", re.DOTALL)
_CLDR = re.compile(r"'(?P<quoted>(?:[^']|'')*)'|(?P<field>([A-Za-z])\3*)|(?P<text>.)", re.DOTALL)
_FIELDS = {"E": "A", "c": "A", "D": "j", "m": "M", "s": "S", "S": "f", "a": "p", "d": "d", "y": "Y", "u": "Y"}
_FIELDS |= dict.fromkeys("HhKk", "H") | dict.fromkeys("ZXxO", "z")


class UnknownDateFormat(UsageError):
    """The value of --date-format is no date format, or has no year."""

    def __init__(self, form: str) -> None:
        hint = "%Y year, %m month, %d day, %B September, %b Sep, %H:%M:%S a time to pass over: %d/%m/%Y; or d MMMM yyyy"
        super().__init__(f"--date-format {shown(form)} is no form of a date", hint)


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A compiled date format: a pattern for folded texts, the numbers of month names, and the precision of its dates.

    `century` are the first two digits for two-digit years; without it they mean 1969 to 2068.
    """

    text: str
    shape: re.Pattern[str]
    names: MonthNames
    precision: int
    century: str

    def read(self, text: str) -> str | None:
        """Return the date in EDTF, at the format's precision; None if the text does not match the pattern.

        Raises DateError if it matches but there is no such day.
        """
        match = self.shape.fullmatch(fold(text))
        if not match:
            return None
        parts = match.groupdict()
        year = parts.get("year") or self._whole_year(int(parts["year_of_century"]))
        year = f"{'-' if year.startswith('-') else ''}{abs(int(year)):04d}"
        if parts.get("day_of_year"):
            first = datetime.date(2000 + int(year) % 400, 1, 1)  # leap years come again after 400
            day = first + datetime.timedelta(int(parts["day_of_year"]) - 1)
            if day.year != first.year:
                raise DateError(f"{year} has no day {parts['day_of_year']}")
            return f"{year}-{day.month:02d}-{day.day:02d}"
        month = self.names.month(parts["name"]) if parts.get("name") else parts.get("month")
        digits = [year, *(f"{int(part):02d}" for part in (month, parts.get("day")) if part)]
        return str(parse("-".join(digits)))

    def _whole_year(self, number: int) -> str:
        century = self.century or ("20" if number < 69 else "19")
        return f"{century}{number:02d}"


Form = DateFormat | DayNumber
"""What reads dates that are written in one way."""


@cache
def date_form(form: str, century: str = "", language: str = ENGLISH) -> Form:
    """Return a date format written in `strptime` codes or, without a %, in CLDR's; UnknownDateFormat for neither.

    Names of months and weekdays are read in one language. Named formats such as `day-number` are accepted too.
    """
    if form in spreadsheet_dates.FORMS:
        return DayNumber(form)
    spelt = form if "%" in form else _from_cldr(form)
    directives = _directives(spelt)
    if not directives & _YEAR or (directives & _DAY and not directives & _MONTH and "j" not in directives):
        raise UnknownDateFormat(form)
    known = names(language)
    try:
        shape = re.compile("".join(_shape(spelt, form, known)), re.IGNORECASE)
    except re.error:  # the format has a part of the date twice
        raise UnknownDateFormat(form) from None
    precision = 10 if directives & _DAY else 7 if directives & _MONTH else 4
    return DateFormat(form, shape, known, precision, century)


def has_two_digits(form: str) -> bool:
    """Whether a date format has a two-digit year."""
    return bool(_directives(form) & {"y"})


def has_names(form: str) -> bool:
    """Whether a date format has names of months or weekdays."""
    return bool(_directives(form) & set("bBaA"))


def _directives(form: str) -> set[str]:
    if form in spreadsheet_dates.FORMS:
        return set()
    return set(re.findall("%(.)", form if "%" in form else _from_cldr(form)))


def _shape(spelt: str, form: str, names: MonthNames) -> Iterator[str]:
    """Yield pieces of a regular expression; adjacent numbers need all their digits where the cut would be ambiguous."""
    tokens = list(_TOKEN.finditer(spelt))
    if sum(len(token[0]) for token in tokens) != len(spelt):
        raise UnknownDateFormat(form)
    signs = [token["sign"] for token in tokens]
    for place, token in enumerate(tokens):
        sign = token["sign"]
        if token["blank"]:
            yield r"\s+"
        elif token["text"]:
            yield re.escape(fold(token["text"]) or token["text"])
        elif sign in _NUMBERS:
            beside = {*signs[max(place - 1, 0) : place], *signs[place + 1 : place + 2]} & set(_DIGITS)
            digits = _DIGITS[sign].rpartition(",")[2] if beside else _DIGITS[sign]
            minus = "-?" if sign == "Y" and place == 0 else ""
            yield rf"(?P<{_NUMBERS[sign]}>{minus}\d{{{digits}}}){_ORDINAL if sign == 'd' and not beside else ''}"
        elif sign in {"b", "B"}:
            yield rf"(?P<name>{names.months_pattern})\.?"
        elif sign in {"a", "A"}:
            yield rf"(?:{names.days_pattern})\.?"
        elif sign in _PASSED_OVER:
            yield _PASSED_OVER[sign]
        else:
            raise UnknownDateFormat(form)


def _from_cldr(form: str) -> str:
    """Return a CLDR date pattern (UTS 35, part 4, section 8) as a `strptime` format."""
    return "".join(_cldr_piece(piece, form) for piece in _CLDR.finditer(form))


def _cldr_piece(piece: re.Match[str], form: str) -> str:
    field = piece["field"]
    if field is None:
        return piece["text"] or piece["quoted"].replace("''", "'") or "'"
    if field == "yy":
        return "%y"
    if field[0] in "ML":
        return "%m" if len(field) < 3 else "%B"
    if field[0] not in _FIELDS:
        raise UnknownDateFormat(form)
    return f"%{_FIELDS[field[0]]}"
