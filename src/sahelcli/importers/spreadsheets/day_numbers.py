"""Days as spreadsheets count them (serial dates): read where that is said, as a number alone says nothing of it."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from sahelcli.text import shell_quoting

FORMS = {"day-number": datetime.date(1899, 12, 30), "day-number-1904": datetime.date(1904, 1, 1)}
"""What --date-format says, and the day that is number 0; workbooks made on old Macintoshes count from 1904."""

_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0+)?")
_LIKELY = range(10_000, 75_000)  # 1927 to 2105: fewer digits are a year, more is a compact date
_LEAST = 61  # Excel has a 29 February 1900, so that up to there programs disagree


class DayNumber(NamedTuple):
    """A form of dates that are the number of a day, after day 0."""

    text: str

    def read(self, text: str) -> str | None:
        """Return the day in ISO 8601; None for what is no such number, also for one with a fraction, a clock time."""
        found = _NUMBER.fullmatch(text.strip())
        if not found or int(found[1]) < _LEAST:
            return None
        return (FORMS[self.text] + datetime.timedelta(int(found[1]))).isoformat()


def hint_for(text: str) -> str | None:
    """Return how to read a text that may be such a number; None for one that is not likely to be."""
    found = _NUMBER.fullmatch(text.strip())
    if not found or int(found[1]) not in _LIKELY:
        return None
    ways = (f"{shell_quoting.join(('--date-format', name))} reads it as {DayNumber(name).read(text)}" for name in FORMS)
    return f"that may be the number of a day in a spreadsheet: {', '.join(ways)}"
