"""Parsers of simple cells in publishers' tables: numbers, degrees, days and titles; a bad value rejects the row."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any

from sahelcli.importers.row_errors import RowRejected, Warn, row_error
from sahelcli.text.quoted_values import shown

_WHOLE = re.compile(r"([0-9]{1,18})(?:\.0+)?")
_UNKNOWN = re.compile(r"-[0-9]+(?:\.0+)?|")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?Z?|")
_BREAK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
_LONGEST_TITLE = 200
_LONGEST_ROW = 19_000  # 1,000 less than a text, for our own words around it


@lru_cache(maxsize=65_536)
def whole_number(text: str, column: str) -> int | None:
    """Return a whole number, also from `15960.0`; None for an empty or a negative cell ("not known").

    Raises RowRejected for other texts.
    """
    match = _WHOLE.fullmatch(text.strip())
    if match:
        return int(match[1])
    if _UNKNOWN.fullmatch(text.strip()):
        return None
    raise RowRejected(row_error(f"{column} {shown(text)} is no whole number", "number"))


def degrees(text: str, most: float) -> float | None:
    """Return degrees between -most and +most; None if the cell holds no such number."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -most <= number <= most else None


@lru_cache(maxsize=65_536)  # the days of articles come again and again
def iso_day(text: str) -> str | None:
    """Return the day of `2009-07-26`, also with midnight after it; None for other forms and impossible days."""
    text = text.strip()
    try:
        day = datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None
    return day if text.startswith(day) and _MIDNIGHT.fullmatch(text, 10) else None


def title_of(text: str) -> tuple[str, str | None]:
    """Return a title of one line and at most 200 characters, and the whole text if the title was cut, else None."""
    title = " ".join(text.split()) if _BREAK.search(text) else text
    if len(title) > _LONGEST_TITLE:
        title = f"{title[: _LONGEST_TITLE - 1]}…"
    return title, None if title == text else text


def of_size(cells: tuple[str, ...]) -> None:
    """Raise RowRejected if the texts of a row together exceed the longest text of a record."""
    if (number := sum(map(len, cells))) > _LONGEST_ROW:
        raise RowRejected(
            row_error(f"the row has {number:,} characters of text, and at most {_LONGEST_ROW:,} are allowed", "text")
        )


def shorten(kind: str, into: str, record: dict[str, Any], warn: Warn) -> None:
    """Cut a record's title that is too long or has several lines, and put the whole text under the key `into`."""
    title = record.get("title")
    if title is None:
        return
    record["title"], full_title = title_of(title)
    if full_title:
        record[into] = "\n\n".join(filter(None, (full_title, record.get(into))))
        message = f"the {kind}'s title is no line of 200 characters: it is cut, and the {into} holds it whole"
        warn(row_error(message, "title"))
