"""iCalendar importer (RFC 5545): each entry of a calendar is an event, its clock times go into the note.

Entries name no source, so --set must give one for all of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from icalendar import Calendar

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions, refuse_without_source
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Row, Table, fault_at, left_out
from sahelcli.text.quoted_values import shown

_KEYS = ("id", "date", "title", "summary", "note", "tags")
_NOTED = {"LOCATION": "Location", "URL": "Address", "STATUS": "Status", "COMMENT": "Comment"}
_TAKEN = {"UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "CATEGORIES", "DTSTAMP", "SEQUENCE", *_NOTED}
_RECURS = ("RRULE", "RDATE")


class NoCalendar(UsageError):
    """The file is not iCalendar."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{Location(path)} is no calendar, or cut off",
            "one begins with BEGIN:VCALENDAR and ends with END:VCALENDAR",
        )


def form(options: ImportOptions) -> mapped_csv.MappedImport:
    """Return the converter of entries into events; NoSource if --set gives no source."""
    refuse_without_source("an entry of a calendar", options)
    return mapped_csv.form(replace(options, kind="event", maps=tuple((key, key) for key in _KEYS), list_separator="\n"))


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # ours are of entries
    """Open a calendar; a SahelError if it is not one."""
    text, known = text_of(path, options)
    marks = text.strip("\ufeff \r\n").upper()
    if not (marks.startswith("BEGIN:VCALENDAR") and marks.endswith("END:VCALENDAR")):
        raise NoCalendar(path)
    try:
        calendars = Calendar.from_ical(text.removeprefix("\ufeff"), multiple=True)
    except ValueError as error:
        raise NoCalendar(path) from error
    yield Table(path, (Note(f"{Location(path)}: read as {known}"),), _rows(calendars, text, path))


def _rows(calendars: Any, text: str, path: str) -> Iterator[Item]:
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT")
    unknown: set[str] = set()
    for calendar in calendars:
        for entry in calendar.walk("VEVENT"):
            line = next(lines, 0)
            faults = _faults(entry)
            unknown.update(name for name in entry if name not in _TAKEN and name not in _RECURS)
            yield from (fault_at(path, line, fault) for fault in faults)
            if not faults:
                yield Row(line, _cells(entry))
    yield from left_out(sorted(unknown))


def _faults(entry: Any) -> list[RowError]:
    if entry.errors:  # what is broken cannot be looked at further
        return [row_error(f"{name} cannot be read: {why}", "syntax") for name, why in entry.errors]
    faults = []
    if any(name in entry for name in _RECURS):
        message = "the entry recurs, and its first day alone would be said"
        faults.append(row_error(message, "recurs", "write an entry for each day on which it happened"))
    if "DTSTART" in entry and not isinstance(getattr(entry["DTSTART"], "dt", None), datetime.date):
        faults.append(row_error(f"DTSTART {shown(str(entry['DTSTART']))} is no day", "date"))
    return faults


def _cells(entry: Any) -> list[str]:
    start, end = _moment(entry, "DTSTART"), _moment(entry, "DTEND")
    date, last = _day(start), _day(_last(start, end, entry))
    notes = [f"{label}: {entry[name]}" for name, label in _NOTED.items() if entry.get(name)]
    if isinstance(start, datetime.datetime):
        until = f" to {_clock(end)}" if isinstance(end, datetime.datetime) else ""
        notes.insert(0, f"Time: {_clock(start)}{until}")
    tags = [str(tag) for tag in getattr(entry.get("CATEGORIES"), "cats", ())]
    return [
        str(entry.get("UID", "")),
        f"{date}/{last}" if last and last != date else date,
        str(entry.get("SUMMARY", "")),
        str(entry.get("DESCRIPTION", "")),
        "\n".join(notes),
        "\n".join(tags),
    ]


def _moment(entry: Any, name: str) -> datetime.date | None:
    value = getattr(entry.get(name), "dt", None)
    return value if isinstance(value, datetime.date) else None


def _last(start: datetime.date | None, end: datetime.date | None, entry: Any) -> datetime.date | None:
    """Return the last day of an entry; DTEND is the first moment after it (section 3.6.1)."""
    length = getattr(entry.get("DURATION"), "dt", None)
    if end is None and start is not None and isinstance(length, datetime.timedelta):
        end = start + length
    if end is None or start is None or end <= start:
        return start
    is_moment = isinstance(end, datetime.datetime)
    return end - (datetime.timedelta(microseconds=1) if is_moment else datetime.timedelta(days=1))


def _day(moment: datetime.date | None) -> str:
    return "" if moment is None else moment.isoformat()[:10]


def _clock(moment: datetime.datetime) -> str:
    zone = moment.tzname() if moment.tzinfo else ""
    return " ".join(filter(None, (moment.strftime("%H:%M"), zone)))
