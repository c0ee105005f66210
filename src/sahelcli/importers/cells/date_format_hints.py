"""Date format hints: the formats that could read a text, for messages only; nothing is parsed with them unasked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sahelcli.importers.cells import spreadsheet_dates
from sahelcli.importers.cells.month_names import ENGLISH, fold, names
from sahelcli.text import shell_quoting

_DIGITS = (
    (re.compile(r"-?[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}"), "%Y{0}%m{0}%d"),
    (re.compile(r"[0-9]{1,2}([-/.])[0-9]{4}"), "%m{0}%Y"),
)
_YEAR_LAST = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<sign>[-/.])(?P<second>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4}|[0-9]{2})"
)
_NAMED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er)?(?P<after_day>[-/. ]+(?:de )?))?(?P<name>[^\W\d_]+)\.?"
    r"(?: (?P<later_day>[0-9]{1,2})(?:st|nd|rd|th)?)?(?P<before_year>[-/., ]+(?:de )?)(?P<year>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)
HINT = "say how dates are written: --date-format %d/%m/%Y"
_LANGUAGES = (ENGLISH, "fr", "es", "pt", "ar", "de", "it", "nl", "ru", "tr")
"""Those in which the name of a month is looked for, the first that has it is named."""


class DateFormatHint(NamedTuple):
    """A date format that matches a text, and the language of its month name."""

    form: str
    language: str = ENGLISH

    def options(self) -> str:
        """Return the command-line options that read dates of this format."""
        words = ["--date-format", self.form]
        if self.language != ENGLISH:
            words += ["--language", self.language]
        return shell_quoting.join(words) + " --century 19 or 20" * ("%y" in self.form)


def hint_for(text: str) -> str:
    """Return a hint on how to give the format of a date, with the separators of the text itself."""
    ways = [likely.options() for likely in forms_of_day(text.strip())]
    if number := spreadsheet_dates.hint_for(text):
        return number
    return f"say how dates are written: {', or '.join(ways)}" if ways else HINT


def forms_of_day(text: str) -> list[DateFormatHint]:
    """Return the formats that match a date without a clock time; an empty list if none does.

    A month name counts in the first language that has it.
    """
    ways = forms_in_each_language(text)
    return [way for way in ways if way.language == ways[0].language]


def forms_in_each_language(text: str) -> list[DateFormatHint]:
    """Return the formats that match a date without a clock time, for every language with its month name."""
    for shape, form in _DIGITS:
        if match := shape.fullmatch(text):
            return [DateFormatHint(form.format(match[1]))]
    if parts := _YEAR_LAST.fullmatch(text):
        return _year_last(parts)
    parts = _NAMED.fullmatch(text)
    if not parts or (parts["day"] and parts["later_day"]):
        return []
    return [DateFormatHint(_named(parts), language) for language in _languages_of(fold(parts["name"]))]


@lru_cache(maxsize=256)
def _languages_of(month: str) -> tuple[str, ...]:
    return tuple(language for language in _LANGUAGES if names(language).month(month))


def _year_last(parts: re.Match[str]) -> list[DateFormatHint]:
    """Return the day-first and month-first formats, without those that give an impossible date."""
    sign, year = parts["sign"], "%Y" if len(parts["year"]) == 4 else "%y"
    both = ((parts["second"], f"%d{sign}%m{sign}{year}"), (parts["first"], f"%m{sign}%d{sign}{year}"))
    return [DateFormatHint(form) for month, form in both if 1 <= int(month) <= 12]


def _named(parts: re.Match[str]) -> str:
    """Return the format of a date with a month name; %B also reads short names."""
    before = f"%d{parts['after_day']}" if parts["day"] else ""
    later = " %d" if parts["later_day"] else ""
    return f"{before}%B{later}{parts['before_year']}{'%Y' if len(parts['year']) == 4 else '%y'}"
