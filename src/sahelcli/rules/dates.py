"""Rules about dates: of records, of their sources, and in ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sahelcli.dates.edtf import Date, DateError
from sahelcli.index.selection import BEYOND
from sahelcli.model.base import parsed
from sahelcli.model.choices import Measure
from sahelcli.rules.allowances import in_writing
from sahelcli.rules.index_records import IndexRecords, RuleFinding
from sahelcli.text.quoted_values import shown

_FOR_LATER = (Measure.PLANNED, Measure.AUTHORISED)
_DATE_FIRST = re.compile(r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)(?:-|$)")
_DATED = {"event": "date", "quote": "date", "figure": "date", "source": "published"}
_OF_DIGITS = "SELECT pos, id, first, last FROM records WHERE kind = ? AND id >= '0' AND id < ':'"  # : follows 9


def date_in_id(records: IndexRecords) -> Iterator[RuleFinding]:
    """A record whose id begins with a month or day is dated then.

    `2023-09-24-…` stands for a date that includes or touches that day; of a source, `published` is meant. A year alone
    may be a number and is not looked at.
    """
    for kind, key in _DATED.items():
        for pos, name, first, last in records.ask(_OF_DIGITS, (kind,)):
            named_date = _date(match[1]) if (match := _DATE_FIRST.match(name)) else None
            if named_date and not _overlaps(named_date, first, last):
                message = f"the date {records.at(pos)[key]} is not that of the id, {named_date}"
                hint = "correct the one that is wrong; what refers to an id changes with it"
                yield RuleFinding(pos, (key,), message, hint)


def quote_after_source(records: IndexRecords) -> Iterator[RuleFinding]:
    """A quotation is not dated after a source that prints it was published.

    Its first possible day is compared with the last possible day of each dated source.
    """
    return _after_source(records, "quote", "nobody prints what is not yet said: correct one of the dates")


def event_after_source(records: IndexRecords) -> Iterator[RuleFinding]:
    """An event or figure is not dated after a source that it cites was published, unless it is planned.

    Its first possible day is compared with the last possible day of each dated source. Figures that are `planned` or
    `authorised` are for later days, and are not looked at. `--known-by` shows an event that is announced before its
    day: let it pass with that reason.
    """
    hint = f"correct one of the dates; what is announced passes with {in_writing('event-after-source')}"
    for kind in ("event", "figure"):
        yield from _after_source(records, kind, hint)


def open_beginning(records: IndexRecords) -> Iterator[RuleFinding]:
    """An event has a beginning: the first day on which it can have happened.

    `../2023-12-01`, by that day, may be any day before it, and such an event stands at the head of every timeline. What
    is done by then was not done before it could be: `2023-09-24/2023-12-01`.
    """
    for pos, event in records.where("event", "first = ?", (-BEYOND,)):
        hint = "write an interval from the first day on which it can have happened"
        yield RuleFinding(pos, ("date",), f"the date {event['date']} has no beginning", hint)


def undated_source(records: IndexRecords) -> Iterator[RuleFinding]:
    """A source says when it was published.

    Without `published`, `--known-by` cannot tell what was known when. A month or a year is enough.
    """
    for pos, source in records.where("source", "undated"):
        if source["published"] is None:
            hint = 'a month or year will do: published = "2023-09"'
            yield RuleFinding(pos, (), "this source does not say when it was published", hint)


def _after_source(records: IndexRecords, kind: str, hint: str) -> Iterator[RuleFinding]:
    """Yield a finding on each record that is dated after one of its sources was published."""
    for pos, record in records.where(kind, "first > ? AND first > known", (-BEYOND,)):
        if record.get("measure") not in _FOR_LATER:
            source, published = _published_before(record)
            message = f"dated {record['date']}, after its source {shown(source)} was published, {published}"
            yield RuleFinding(pos, ("date",), message, hint)


def _published_before(record: Any) -> tuple[str, str]:
    """Return the first source that was published before a record, for there is one, and its date."""
    first = parsed(record["date"]).first or 0
    dated = ((source["id"], source["published"]) for source in record["sources"] if source["published"])
    return next((name, date) for name, date in dated if (last := parsed(date).last) is not None and first > last)


def _date(text: str) -> Date | None:
    try:
        return parsed(text)
    except DateError:
        return None


def _overlaps(date: Date, first: int, last: int) -> bool:
    """Whether a date has a day in common with others, an open end of which lies `BEYOND`."""
    starts_in_time = date.first is None or date.first <= last
    return starts_in_time and (date.last is None or first <= date.last)
