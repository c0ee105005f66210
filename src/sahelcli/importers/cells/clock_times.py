"""Clock times after dates: which --date-format reads such a date as a day, a month or a year.

A clock time does not show how precisely the day is known: spreadsheets add midnight to every day, and databases write
a year as its first midnight.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sahelcli.importers.cells.date_format_hints import DateFormatHint, forms_of_day
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.text.quoted_values import shown

_CLOCK = re.compile(
    r"(?P<day>\S.*?)(?P<between>T|,? +)(?P<clock>[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2})?(?P<parts>\.[0-9]+)?)"
    r"(?P<blank> ?)(?P<half>[AaPp][Mm])?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_ISO = re.compile(r"(?P<year>-?[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})")
_MIDNIGHT = re.compile(r"0?0:00(?::00)?(?:\.0+)?|12:00(?::00)?(?=[^0-9:]*[Aa][Mm])")


class _Read(NamedTuple):
    """A way to read a date, in words, and the --date-format for it."""

    what: str
    likely: DateFormatHint


def day_of(text: str) -> str | None:
    """Return the ISO 8601 day before a clock time; None if the text is anything else."""
    match = _CLOCK.fullmatch(text)
    return match["day"] if match and re.fullmatch("-?[0-9]{4}-[0-9]{2}-[0-9]{2}", match["day"]) else None


def fault_of(text: str, key: str) -> RowError | None:
    """Return the error for a date with a clock time, with hints how to read it; None for a date without one."""
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    ways = [f"as {way.what}, {way.likely.options()}" for way in _ways(match)]
    hint = f"say what it stands for: {'; '.join(ways)}" if ways else "write the day alone, or say how: --date-format"
    return row_error(
        f"{key} {shown(text)} has a clock time, which says nothing of how well the day is known", "date", hint
    )


def _ways(match: re.Match[str]) -> list[_Read]:
    clock = "%H:%M" + ((match["seconds"] and ":%S") or "") + ((match["parts"] and ".%f") or "") + match["blank"]
    clock += ((match["half"] and "%p") or "") + ("Z" if match["zone"] == "Z" else (match["zone"] and "%z") or "")
    between, after = match["between"], match[0][match.end("day") :]
    days = forms_of_day(match["day"])
    ways = [_Read("a day", day._replace(form=f"{day.form}{between}{clock}")) for day in days]
    if len(ways) > 1:
        ways = [_Read(what, way.likely) for what, way in zip(("day/month", "month/day"), ways, strict=True)]
    iso = _ISO.fullmatch(match["day"])
    if iso and int(iso["day"]) == 1 and _MIDNIGHT.match(after.lstrip("T ,")):
        ways.append(_Read("a month", DateFormatHint(f"%Y{iso['sign']}%m{iso['sign']}{iso['day']}{after}")))
        if int(iso["month"]) == 1:
            ways.append(
                _Read("a year", DateFormatHint(f"%Y{iso['sign']}{iso['month']}{iso['sign']}{iso['day']}{after}"))
            )
    return ways
