"""Errors of dates that are no EDTF, and how to write them; a date that has several readings is never guessed."""

from __future__ import annotations

import datetime as dt
import re

from sahelcli.dates.written_forms import DateReadings, readings_of

_LONGEST = 100  # characters; what is longer resembles no date, and is not searched
_NONE = "this is not a date"

# Patterns of the whole text, with the sentence each deserves; the first that fits speaks.
_FORMS = (
    (r"", "the date is empty"),
    (r"\s.*|.*\s", "there is white space around the date"),
    (r".*[^\x00-\x7f].*", "a date is written in the digits 0 to 9 with plain hyphens (-) and slashes (/)"),
    (r"[^:]*[0-9]:[0-9].*|.*[0-9]T[0-9].*", "a date has no clock time: write the day alone"),
    (r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}", "a year has four digits, and stands first"),
    (r"[0-9]{4}-?[Qq][0-9]", "a quarter is no date: write its months"),
    (r"[0-9]{4}-?[Ww][0-9]{1,2}(-?[1-7])?", "weeks are not supported: write the days"),
    (r"[Yy]-?[0-9].*", "a year has four digits: years with a letter before them are not supported"),
    (r"-?[0-9XxUu?~%-]*[xu][0-9XxUu?~%-]*", "an unknown digit is written with a capital X"),
    (r"[0-9X-]*[?~%]{2,}", "write one sign: ? (uncertain), ~ (approximate) or % (both)"),
    (r"[0-9X-]*[?~%][0-9X?~%-]+", "the signs ?, ~ and % stand at the end of a date"),
    (r"\.\.", "an interval needs a date at one end"),
    (r"\[.*\]|\{.*\}", "sets of dates are not supported: write an interval"),
    (r"[0-9X-]+(\.\.\.?| +/ *|/ +| +- +| to )[0-9X-]+", "an interval is written with a slash alone"),
    (r"(c\.?|ca\.?|circa|about) ?[0-9].*", "about is written ~ at the end of the date"),
    (r"[^/]*/[^/]*/.*", "an interval has two ends"),
    (r"[0-9]{1,3}|[0-9]{1,3}-.*", "a year has four digits: 0987, 2023"),
    (r"-?[0-9]{5,}|-?[0-9]{5,}-.*", "a year has four digits, and a hyphen follows it"),
)


def what_is_wrong(text: str, date: str) -> DateReadings | str:
    """Return the dates that a text can stand for, else what is wrong with it; `date` is the interval it ends."""
    if len(date) > _LONGEST:
        return _NONE
    for candidate in (date, text):
        if readings := readings_of(candidate):
            return readings
    for candidate in (date, text):
        for pattern, sentence in _FORMS:
            if re.fullmatch(pattern, candidate, re.DOTALL):
                return sentence
    return _NONE


def properly(text: str) -> str | None:
    """Return the EDTF of a text that can mean one date only, though it is written otherwise; None for any other."""
    edtf = readings_of(text)
    return edtf.dates[0] if edtf and len(edtf.dates) == 1 else None


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
