"""Written forms of dates, as people have them, and the EDTF that each can stand for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from sahelcli.dates.calendar import MONTHS

_YEAR, _MONTH, _DAY = "([0-9]{4})", "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_NAME = r"([^\W\d_]{3,9})\.?"
_IN_ORDER = "(?:st|nd|rd|th|er)?"
_FRENCH = (  # as much of the press on the Sahel writes them
    *(("janvier", "janv"), ("février", "fevrier", "févr", "fév"), ("mars",), ("avril", "avr"), ("mai",), ("juin",)),
    *(("juillet", "juil"), ("août", "aout"), ("septembre",), ("octobre",), ("novembre",)),
    ("décembre", "decembre", "déc"),
)
_WRITTEN = re.compile(r"-?[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?")
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
_BEFORE = re.compile(rf"^(?:le )?(?:(?:{_WEEKDAY}),? )?(?:the )?", re.IGNORECASE)


class DateReadings(NamedTuple):
    """Why a text is no date, as the beginning of a sentence, and the dates it can stand for, one as a rule."""

    reason: str
    dates: Sequence[str]


def readings_of(text: str) -> DateReadings | None:
    """Return the dates a text can stand for, None where that is not known; they are EDTF in form, perhaps of no day."""
    simple = _simple(text)
    return simple or next(filter(None, (form(text) for form in _FORMS)), None)


def _simple(text: str) -> DateReadings | None:
    """Return the readings of one date in digits of another order, or in English or French words."""
    if parts := re.fullmatch(rf"{_YEAR}([-/.]){_MONTH}(?:\2{_DAY})?", text):
        year, _, month, day = parts.groups()
        return DateReadings("", ["-".join(part.zfill(2) for part in (year, month, day) if part)])
    if parts := re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})", text):
        return DateReadings("", ["-".join(parts.groups())])
    if parts := re.fullmatch(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})", text):
        return DateReadings("a date begins with its year: ", _either(int(parts[1]), int(parts[3]), parts[4]))
    if parts := re.fullmatch("([0-9]{1,2})[-/.]([0-9]{4})", text):
        return DateReadings("a date begins with its year: ", [f"{parts[2]}-{parts[1]:0>2}"])
    return DateReadings("", words) if (words := list(_from_words(text))) else None


def _either(first: int, second: int, year: str) -> list[str]:
    """Return the dates that a day and a month, in whichever order, can be; of two numbers that are no month, both."""
    orders = [(second, first), (first, second)]
    possible = [order for order in orders if 1 <= order[0] <= len(MONTHS)] or orders
    return list(dict.fromkeys(f"{year}-{month:02d}-{day:02d}" for month, day in possible))


def _from_words(text: str) -> Iterator[str]:
    text = _BEFORE.sub("", text)
    if parts := re.fullmatch(rf"(?:{_DAY}{_IN_ORDER} (?:of )?)?{_NAME},? {_YEAR}", text):
        day, name, year = parts.groups()
    elif parts := re.fullmatch(rf"{_NAME} {_DAY}{_IN_ORDER},? {_YEAR}", text):
        name, day, year = parts.groups()
    else:
        return
    if month := _month(name):
        yield f"{year}-{month}" + (f"-{day:0>2}" if day else "")


def _month(name: str) -> str | None:
    for number, (month, french) in enumerate(zip(MONTHS, _FRENCH, strict=True), start=1):
        if name.lower() in (month.lower(), month[:3].lower(), month[:4].lower(), *french):
            return f"{number:02d}"
    return None


def _one(text: str) -> str | None:
    """Return the one date that a text is, or stands for."""
    if _WRITTEN.fullmatch(text):
        return text
    simple = _simple(text)
    return simple.dates[0] if simple and len(simple.dates) == 1 else None


def _form(
    pattern: str, reason: str, write: Callable[[re.Match[str]], str | None]
) -> Callable[[str], DateReadings | None]:
    """Return the reader of texts of one form."""
    known = re.compile(pattern, re.DOTALL | re.IGNORECASE)

    def read(text: str) -> DateReadings | None:
        parts = known.fullmatch(text)
        date = write(parts) if parts else None
        return DateReadings(reason, [date]) if date else None

    return read


def _ended(parts: re.Match[str], before: str = "", after: str = "") -> str | None:
    date = _one(parts[1])
    return f"{before}{date}{after}" if date and not (after and date[-1] in "?~%") else None


def _from_to(parts: re.Match[str]) -> str | None:
    start, end = _one(parts[1]), _one(parts[2])
    return f"{start}/{end}" if start and end else None


def _days(parts: re.Match[str]) -> str | None:
    """Return the interval that is written `5–7 Sep 2023` or `29 Jul – 6 Aug 2023`."""
    year = parts["year"]
    start = _one(f"{parts['first']} {parts['begins'] or parts['ends']} {year}")
    end = _one(f"{parts['last']} {parts['ends']} {year}")
    return f"{start}/{end}" if start and end else None


def _with_capitals(parts: re.Match[str]) -> str | None:
    return _one(parts[0].upper().replace("U", "X"))


def _with_sign_last(parts: re.Match[str]) -> str | None:
    return _one(f"{parts[1]}{parts[3]}{parts[2]}")


def _week(parts: re.Match[str]) -> str | None:
    try:
        first = dt.date.fromisocalendar(int(parts[1]), int(parts[2]), int(parts[3] or 1))
        return f"{first}" if parts[3] else f"{first}/{first + dt.timedelta(6)}"
    except (ValueError, OverflowError):
        return None


def _quarter(parts: re.Match[str]) -> str:
    last = 3 * int(parts[2])
    return f"{parts[1]}-{last - 2:02d}/{parts[1]}-{last:02d}"


_SLASH = "an interval is written with a slash alone: "
_ABOUT = "about is written ~ at the end of the date: "
_OPEN = "an open end is written with two dots: "
_CLOCK = "a date has no clock time: "
_FORMS = (
    _form(r"\s+(\S.*)|(?:\S.*)\s+", "there is white space around the date: ", lambda parts: _one(parts[0].strip())),
    _form(r"(.*?[0-9])(?:t|,? +(?:at )?)[0-9]{1,2}[:.h][0-9].*", _CLOCK, _ended),
    _form(r"([0-9-]{10})(?:z|[+-][0-9]{2}:?[0-9]{2})", _CLOCK, _ended),
    _form("([0-9]{4})-?q([1-4])", "a quarter is no date: ", _quarter),
    _form("([0-9]{4})-?w([0-9]{2})(?:-?([1-7]))?", "weeks are not supported: ", _week),
    _form("-?[0-9xu?~%-]*", "an unknown digit is written with a capital X: ", _with_capitals),
    _form(r"([0-9X-]+)(?:\?~|~\?)", "one sign stands for both: ", partial(_ended, after="%")),
    _form("([0-9X-]*)([?~%])([0-9X-]+)", "the sign stands at the end of a date: ", _with_sign_last),
    _form(r"(?:c\.?|ca\.?|circa|about|around) ?(.+)", _ABOUT, partial(_ended, after="~")),
    _form("(?:since|from) (.+)", _OPEN, partial(_ended, after="/..")),
    _form("(?:by|until|till|to|up to) (.+)", _OPEN, partial(_ended, before="../")),
    _form(
        r"(?P<first>[0-9]{1,2})(?: (?P<begins>[a-z]+))? ?[-–] ?"
        r"(?P<last>[0-9]{1,2}) (?P<ends>[a-z]+) (?P<year>[0-9]{4})",
        _SLASH,
        _days,
    ),
    _form(
        r"(?:from |between )?(.+?)(?:\.{2,3}| *[–—] *| +[-/] *|[-/] +| to | until | and )(.+)",
        _SLASH,
        _from_to,
    ),
    _form("([0-9]{4})-([0-9]{4})", _SLASH, _from_to),
    _form("(.+)/(.+)", "", _from_to),
)
