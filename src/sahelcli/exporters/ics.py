"""iCalendar (RFC 5545): the events whose days are known, for calendars.

A date is never made more precise than it is: what is known to the month, about or in doubt, or open at an end, is left
out and counted. An interval of days is one entry over these days.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import IO

from icalendar import Calendar, Event, vText

from sahelcli import __version__
from sahelcli.exporters.document import Export, Row
from sahelcli.harmless import one_line, paragraphs, web_address
from sahelcli.phrases import citation, count, names
from sahelcli.phrases.order import in_order
from sahelcli.records.dates import parse

_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?")
_YEAR_ZERO = "0000"  # not in the calendar's years, which begin with 1


def export(document: Export, out: IO[bytes]) -> tuple[str, ...]:
    """Write the calendar; return how many events were left out.

    Entries last whole days and leave the time free. UID is the event's id, so that an entry written anew takes the
    place of the one before; DTSTAMP is the day by which the newest of its sources was out, not the day of writing.
    """
    head = Calendar()
    head.add("prodid", f"-//sahel//sahel {__version__}//EN")
    head.add("version", "2.0")
    said = "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in document.provenance().items())
    for name, value in (("name", document.title), ("description", said), ("x-wr-calname", document.title)):
        head.add(name, vText(paragraphs(value)))
    head.add("x-wr-caldesc", vText(paragraphs(said)))
    opening, closing = head.to_ical().rsplit(b"END:VCALENDAR", 1)
    out.write(opening)
    left_out = 0
    for row in document.events:
        if _DAYS.fullmatch(row["date"]) and _YEAR_ZERO not in (row["date"][:4], row["date"][-10:-6]):
            out.write(_entry(row).to_ical())
        else:
            left_out += 1
    out.write(b"END:VCALENDAR" + closing)
    return (f"{count(left_out, 'event')} left out: their dates are not known to the day",) if left_out else ()


def _entry(row: Row) -> Event:
    first, last = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
    entry = Event()
    entry.add("uid", f"event-{row['id']}@sahel")
    entry.add("dtstamp", _stamp(row))
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


def _stamp(row: Row) -> datetime:
    """Return midnight of the last day that the record speaks of: its own, or that of its newest source."""
    published = [parse(source["published"]).end_iso for source in row["sources"] if source["published"]]
    newest = max([row["date_end"], *(day for day in published if day and day[0].isdigit())])
    return datetime.fromisoformat(newest).replace(tzinfo=UTC)


def _text(row: Row) -> list[str]:
    """Return the paragraphs of the description: what happened, whose account it is, and the sources."""
    account = f"According to {row['attributed_to']}." if row["attributed_to"] else None
    cited = in_order(row["sources"])
    sources = (" ".join(filter(None, (citation(source), web_address(source["url"])))) for source in cited)
    return [text for text in (row["summary"], account, row["note"], "\n".join(sources)) if text]
