"""Timeline of a site: its years, the months of each, and a page for each month with all that began in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.dates.calendar import MONTHS
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.page_addresses import page
from sahelcli.exporters.site.record_pages import TIMELINE
from sahelcli.exporters.site.record_store import RecordList
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.exporters.site.split_lists import LONGEST, page_paths
from sahelcli.phrases.quotation_renderings import utterances

if TYPE_CHECKING:
    from sahelcli.json_contract import EventRow, QuoteRow

_UNKNOWN = "00"  # in an address, for a month that no source gives


class Month(NamedTuple):
    """A month of the timeline: its name, its path, and how many entries begin in it; `month` is "" if not known."""

    name: str
    path: str
    number: int
    year: str
    month: str
    heading: str


class Year(NamedTuple):
    """A year of the timeline, with those of its months that have entries."""

    title: str
    path: str
    months: list[Month]

    @property
    def heading(self) -> str:
        """The year in words."""
        return self.title

    @property
    def number(self) -> int:
        """How many entries begin in it."""
        return sum(month.number for month in self.months)


class TimelineEntry(NamedTuple):
    """An event with the utterances that belong to it, or an utterance that belongs to none."""

    event: EventRow | None
    quotes: list[list[QuoteRow]]


def years(site: Site) -> list[Year]:
    """Return the years of the timeline, the earliest first."""
    listed = []
    for (slug, title), group in groupby(site.records.months(), key=lambda row: row[:2]):
        months = [
            Month(
                MONTHS[int(month) - 1] if month else "Month not known",
                page(f"timeline/{slug}/{month or _UNKNOWN}"),
                number,
                slug,
                month,
                f"{MONTHS[int(month) - 1]} {title}" if month else f"{title}, month not known",
            )
            for _, _, month, number in group
        ]
        listed.append(Year(title, page(f"timeline/{slug}"), months))
    return listed


def timeline_pages(site: Site) -> Iterator[SiteFile]:
    """Yield the list of years, a page for each year, and one or more for each month; none where nothing happened."""
    listed = years(site)
    if not listed:
        return
    yield site.page(TIMELINE.path, "timeline.html", TIMELINE.title, years=listed)
    months = [month for year in listed for month in year.months]
    before = {later: earlier for earlier, later in pairwise(months)}
    after = dict(pairwise(months))
    for earlier, year, later in zip([None, *listed], listed, [*listed[1:], None], strict=False):
        lines = [] if year.number > LONGEST else [(month, _lines(site, month)) for month in year.months]
        beside = {"before": earlier, "after": later}
        yield site.page(year.path, "year.html", year.title, [TIMELINE], year=year, lines=lines, **beside)
        for month in year.months:
            yield from _month_pages(site, year, month, before.get(month), after.get(month))


def _month_pages(site: Site, year: Year, month: Month, before: Month | None, after: Month | None) -> Iterator[SiteFile]:
    pages = page_paths(month.path.removesuffix("/index.html"), month.number)
    rows = site.records.timeline(month.year, month.month)
    for path in pages:
        entries = [_entry(site, row) for row in islice(rows, LONGEST)]
        yield site.page(
            path,
            "month.html",
            month.heading,
            [TIMELINE, Crumb(year.title, year.path)],
            entries=entries,
            pages=pages,
            before=before,
            after=after,
        )


def _lines(site: Site, month: Month) -> list[str]:
    rows = site.records.timeline(month.year, month.month)
    return [site.records.entry(row["kind"], row["id"]) for row in rows]


def _entry(site: Site, row: Any) -> TimelineEntry:
    if row["kind"] == "event":
        return TimelineEntry(row, utterances(site.records.naming(RecordList("quote", "event", row["id"]))))
    others = [site.records.row("quote", other) for other in row["renderings"] if site.records.has("quote", other)]
    return TimelineEntry(None, [[row, *others]])
