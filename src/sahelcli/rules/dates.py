"""Rules about dates: of records, of their sources, and in ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sahelcli.records.dataset import Dataset
from sahelcli.records.dates import Date, DateError, parse
from sahelcli.records.diagnostic import shown
from sahelcli.records.event import Event
from sahelcli.records.figure import Figure, Measure
from sahelcli.records.quote import Quote
from sahelcli.records.source import Source
from sahelcli.rules.allowed import in_writing
from sahelcli.rules.remark import Remark

_FOR_LATER = (Measure.PLANNED, Measure.AUTHORISED)
_DATE_FIRST = re.compile(r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)(?:-|$)")


def date_in_id(dataset: Dataset) -> Iterator[Remark]:
    """A record whose id begins with a month or day is dated then.

    `2023-09-24-…` stands for a date that includes or touches that day; of a source, `published` is meant. A year alone
    may be a number and is not looked at.
    """
    for record, key, date in _dated(dataset):
        if (found := _DATE_FIRST.match(record.id)) and (meant := _date(found[1])) and not _overlap(meant, date):
            message = f"the date {date} is not that of the id, {meant}"
            yield Remark(record, (key,), message, "correct the one that is wrong; what refers to an id changes with it")


def quote_after_source(dataset: Dataset) -> Iterator[Remark]:
    """A quotation is not dated after a source that prints it was published.

    Its first possible day is compared with the last possible day of each dated source.
    """
    return _after_source(dataset, dataset.quotes, "nobody prints what is not yet said: correct one of the dates")


def event_after_source(dataset: Dataset) -> Iterator[Remark]:
    """An event or figure is not dated after a source that it cites was published, unless it is planned.

    Its first possible day is compared with the last possible day of each dated source. Figures that are `planned` or
    `authorised` are for later days, and are not looked at. `--known-by` shows an event that is announced before its
    day: let it pass with that reason.
    """
    figures = (figure for figure in dataset.figures if figure.measure not in _FOR_LATER)
    hint = f"correct one of the dates; what is announced passes with {in_writing('event-after-source')}"
    return _after_source(dataset, (*dataset.events, *figures), hint)


def open_beginning(dataset: Dataset) -> Iterator[Remark]:
    """An event has a beginning: the first day on which it can have happened.

    `../2023-12-01`, by that day, may be any day before it, and such an event stands at the head of every timeline. What
    is done by then was not done before it could be: `2023-09-24/2023-12-01`.
    """
    for event in dataset.events:
        if event.date.first is None:
            hint = "write an interval from the first day on which it can have happened"
            yield Remark(event, ("date",), f"the date {event.date} has no beginning", hint)


def undated_source(dataset: Dataset) -> Iterator[Remark]:
    """A source says when it was published.

    Without `published`, `--known-by` cannot tell what was known when. A month or a year is enough.
    """
    for source in dataset.sources:
        if source.published is None:
            hint = 'a month or year will do: published = "2023-09"'
            yield Remark(source, (), "this source does not say when it was published", hint)


def _after_source(dataset: Dataset, records: Iterable[Event | Quote | Figure], hint: str) -> Iterator[Remark]:
    """Yield a remark on each record that is dated after one of its sources was published."""
    published = {source.id: source.published for source in dataset.sources}
    for record in records:
        for source in record.sources:
            date = published[source]
            if date and date.last is not None and record.date.first is not None and record.date.first > date.last:
                message = f"dated {record.date}, after its source {shown(source)} was published, {date}"
                yield Remark(record, ("date",), message, hint)
                break


def _dated(dataset: Dataset) -> Iterator[tuple[Event | Quote | Figure | Source, str, Date]]:
    dated: tuple[Event | Quote | Figure, ...] = (*dataset.events, *dataset.quotes, *dataset.figures)
    for record in dated:
        yield record, "date", record.date
    for source in dataset.sources:
        if source.published:
            yield source, "published", source.published


def _date(text: str) -> Date | None:
    try:
        return parse(text)
    except DateError:
        return None


def _overlap(one: Date, other: Date) -> bool:
    starts_in_time = other.first is None or one.last is None or other.first <= one.last
    return starts_in_time and (other.last is None or one.first is None or one.first <= other.last)
