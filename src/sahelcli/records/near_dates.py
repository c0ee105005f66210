"""What is wrong with what is no EDTF date: the ways people write dates, and how to write each here."""

from __future__ import annotations

import datetime as dt
import re

from sahelcli.records.dates import MONTHS, parse

_LONGEST = 100  # characters; what is longer resembles no date, and is not searched
_YEAR, _MONTH, _DAY = "([0-9]{4})", "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"

_NONE = "this is not a date"

# Patterns of the whole text, with the sentence each deserves; the first that fits speaks.
_FORMS = (
    (r"", "the date is empty"),
    (r"\s.*|.*\s", "there is white space around the date"),
    (r".*[^\x00-\x7f].*", "a date is written in the digits 0 to 9 with plain hyphens (-) and slashes (/)"),
    (r"[^:]*[0-9]:[0-9].*|.*[0-9]T[0-9].*", "a date has no clock time: write the day alone, 2023-07-26"),
    (r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{4}", "a date begins with its year: write 2023-07-26"),
    (r"[0-9]{1,2}[-/.][0-9]{4}", "a date begins with its year: write 2023-07"),
    (r"[0-9]{4}-?[Qq][1-4]", "a quarter is no date: write its months, 2023-07/2023-09"),
    (r"[0-9]{4}-?[Ww][0-9]{1,2}(-[1-7])?", "weeks are not supported: write the days, 2023-07-24/2023-07-30"),
    (r"[Yy]-?[0-9].*", "a year has four digits: years with a letter before them are not supported"),
    (r"-?[0-9XxUu?~%-]*[xu][0-9XxUu?~%-]*", "an unknown digit is written with a capital X: 201X, 2023-XX"),
    (r"[0-9X-]*[?~%]{2,}", "write one sign: ? (uncertain), ~ (approximate) or % (both)"),
    (r"[0-9X-]*[?~%][0-9X?~%-]+", "the signs ?, ~ and % stand at the end of a date: 2023-09~"),
    (r"\.\.", "an interval needs a date at one end"),
    (r"\[.*\]|\{.*\}", "sets of dates are not supported: write an interval, 2023-07/2023-09"),
    (r"[0-9X-]+(\.\.\.?| +/ *|/ +| +- +| to )[0-9X-]+", "an interval is written with a slash alone: 2023-07/2023-09"),
    (r"(c\.?|ca\.?|circa|about) ?[0-9].*", "about is written ~ at the end of the date: 2023-09~"),
    (r"[^/]*/[^/]*/.*", "an interval has two ends: 2023-07/2023-09"),
    (r"[0-9]{1,3}|[0-9]{1,3}-.*", "a year has four digits: 0987, 2023"),
    (r"-?[0-9]{5,}|-?[0-9]{5,}-.*", "a year has four digits, and a hyphen follows it: 2023-07-26"),
)


def what_is_wrong(text: str, whole: str) -> str:
    """Return the sentence for a text that cannot be read, `whole` where it is one end of an interval.

    DateError is raised instead where the text, written properly, would still be no date: 2023-2-30.
    """
    if len(whole) > _LONGEST:
        return _NONE
    for candidate in (whole, text):
        if proper := properly(candidate):
            parse(proper)
            return f"write {proper}"
    for candidate in (whole, text):
        for pattern, sentence in _FORMS:
            if re.fullmatch(pattern, candidate, re.DOTALL):
                return sentence
    return _NONE


def what_is_wrong_with_value(value: object) -> str:
    """Return the sentence for a TOML value that is neither text, a day nor a year from 0 to 9999."""
    match value:
        case dt.datetime():
            return f'a date has no clock time: write "{value.date().isoformat()}"'
        case dt.time():
            return 'a clock time is no date: write the day in quotes, as in "2023-07-26"'
        case float():
            return 'a number with a point is no date: write it in quotes, as in "2023-07"'
        case int() if not isinstance(value, bool):
            return 'a bare number is a year from 0 to 9999: write any other date in quotes, as in "2023-07-26"'
        case _:
            return 'a date is text in quotes, as in "2023-07-26"'


def properly(text: str) -> str | None:
    """Return the EDTF of a text that can mean one date only, None for all other."""
    if parts := re.fullmatch(rf"{_YEAR}([-/.]){_MONTH}(?:\2{_DAY})?", text):
        year, _, month, day = parts.groups()
        return "-".join(part.zfill(2) for part in (year, month, day) if part)
    if parts := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text):
        return "-".join(parts.groups())
    return _from_words(text)


def _from_words(text: str) -> str | None:
    if parts := re.fullmatch(rf"(?:{_DAY} )?([A-Za-z]{{3,9}})\.? {_YEAR}", text):
        day, name, year = parts.groups()
    elif parts := re.fullmatch(rf"([A-Za-z]{{3,9}})\.? {_DAY},? {_YEAR}", text):
        name, day, year = parts.groups()
    else:
        return None
    for number, month in enumerate(MONTHS, start=1):
        if name.lower() in (month.lower(), month[:3].lower(), month[:4].lower()):
            return f"{year}-{number:02d}" + (f"-{day:0>2}" if day else "")
    return None
