"""iCalendar export (RFC 5545): the events whose days are known, for calendars.

A date is never made more precise than it is: what is known to the month, about or in doubt, or open at an end, is left
out and counted. An interval of days is one entry over these days.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import IO, TYPE_CHECKING

from icalendar import Calendar, Event, vText

from sahelcli import __version__
from sahelcli.dates.edtf import parse
from sahelcli.exporters.selection import ExportSelection, unsaid
from sahelcli.phrases import citation, count, in_order, names
from sahelcli.text.sanitize import one_line, paragraphs, web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import EventRow

_DAYS = re.compile(r"-?\d{4}-\d{2}-\d{2}(/-?\d{4}-\d{2}-\d{2})?")
_YEAR_1, _LAST = "0001", "9999-12-31"  # a calendar's first year, and its last day


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write the calendar; return notes on the events left out.

    Entries last whole days and leave the time free. UID is the event's id, so that an entry written anew takes the
    place of the one before; DTSTAMP is the day by which the newest of its sources was out, not the day of writing.
    """
    head = Calendar()
    head.add("prodid", f"-//sahel//sahel {__version__}//EN")
    head.add("version", "2.0")
    provenance = document.provenance_for_people()
    description = "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in provenance.items())
    for name, value in (("name", document.title), ("description", description), ("x-wr-calname", document.title)):
        head.add(name, vText(paragraphs(value)))
    head.add("x-wr-caldesc", vText(paragraphs(description)))
    opening, closing = head.to_ical().rsplit(b"END:VCALENDAR", 1)
    out.write(opening)
    left_out = Counter[str]()
    for row in document.events:
        first, last = row["date_start"], row["date_end"]
        if not _DAYS.fullmatch(row["date"]) or first is None or last is None:
            left_out["not dated to the day"] += 1
        elif first < _YEAR_1:  # years before it begin with a sign, or are 0000
            left_out["before the year 1"] += 1
        elif first < last == _LAST:  # "for ever", as databases say it
            left_out["until 31 December 9999, after which a calendar has no day"] += 1
        else:
            out.write(_entry(row, date.fromisoformat(first), date.fromisoformat(last)).to_ical())
    out.write(b"END:VCALENDAR" + closing)
    events = (f"{count(number, 'event')} left out: {reason}" for reason, number in left_out.items())
    return (*events, *unsaid(quotation=len(document.quotes), figure=len(document.figures)))


def _entry(row: EventRow, first: date, last: date) -> Event:
    entry = Event()
    entry.add("uid", f"event-{row['id']}@sahel")
    entry.add("dtstamp", _stamp(row, first))
    entry.add("dtstart", first)
    if last < date.max:
        entry.add("dtend", last + timedelta(days=1))  # the end is the first day after (RFC 5545, section 3.6.1)
    entry.add("summary", vText(one_line(row["title"])))
    entry.add("description", vText(paragraphs("\n\n".join(_text(row)))))
    if row["places"]:
        entry.add("location", vText(one_line(names(row["places"]))))
    if row["tags"]:
        entry.add("categories", row["tags"])
    if address := next((url for source in in_order(row["sources"]) if (url := web_address(source["url"]))), None):
        entry.add("url", address)
    entry.add("transp", "TRANSPARENT")
    return entry


def _stamp(row: EventRow, first: date) -> datetime:
    """Return midnight of the last day that its newest source may be of, or, without a dated one, of its own first day.

    A plan that is corrected to an earlier day keeps it: of two entries a calendar takes the later (RFC 5546, 2.1.5).
    """
    published = [parse(source["published"]).end_iso for source in row["sources"] if source["published"]]
    newest = max((day for day in published if day and day >= _YEAR_1), default=first.isoformat())
    return datetime.fromisoformat(newest).replace(tzinfo=UTC)


def _text(row: EventRow) -> list[str]:
    """Return the paragraphs of the description: what happened, whose account it is, who took part, and the sources."""
    account = f"According to {row['attributed_to']}." if row["attributed_to"] else None
    who = f"Who: {names(row['actors'])}" if row["actors"] else None
    cited = in_order(row["sources"])
    sources = (" ".join(filter(None, (citation(source), web_address(source["url"])))) for source in cited)
    outside = None if row["certain"] else "May also lie outside the days asked for"
    texts = (row["summary"], account, row["note"], who, outside, "\n".join(dict.fromkeys(sources)))
    return [text for text in texts if text]
