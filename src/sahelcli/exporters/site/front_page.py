"""Front page of a site: what it is, the latest, how much there is, what to know before one relies on it; and About."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from sahelcli.dates.calendar import MONTHS
from sahelcli.exporters.site.data_package import csv_path, kinds_of
from sahelcli.exporters.site.evidence_pages import CORRECTIONS, SINGLE_SOURCE
from sahelcli.exporters.site.feed import FEED
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.kind_lists import DIFFER
from sahelcli.exporters.site.record_pages import ACTORS, FIGURES, PLACES, QUOTATIONS, SOURCES, TIMELINE
from sahelcli.exporters.site.record_store import RecordList
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.exporters.site.structured_data import block, dataset_node
from sahelcli.exporters.site.timeline_pages import Year, years
from sahelcli.model import NOUNS
from sahelcli.phrases import count

_LATEST = 10  # events
_MOST = 6  # stretches without an event that are named
_TOTALS = (
    ("event", "event", TIMELINE),
    ("quote", "quotation", QUOTATIONS),
    ("figure", "figure", FIGURES),
    ("actor", "actor", ACTORS),
    ("place", "place", PLACES),
    ("source", "source", SOURCES),
)
ABOUT = Crumb("About", "about/index.html")


class Gap(NamedTuple):
    """A warning about gaps in the evidence, and the path of the page that shows them, "" for none."""

    sentence: str
    path: str = ""


def front_page(site: Site) -> Iterator[SiteFile]:
    """Yield the page at the root."""
    latest = list(islice(site.records.entries(RecordList("event"), newest_first=True), _LATEST))
    listed, number = years(site), site.records.number
    totals = [(number(kind), noun, page.path) for kind, noun, page in _TOTALS if number(kind)]
    yield site.page(
        "index.html",
        "front.html",
        site.document.title,
        latest=latest,
        years=listed,
        most=max((year.number for year in listed), default=0),
        totals=totals,
        gaps=list(_gaps(site, listed)),
        lacking=site.lacking,
        structured=block(dataset_node(site)),
    )


def _gaps(site: Site, listed: list[Year]) -> Iterator[Gap]:
    weak, facts = site.weak, site.weak["facts"]
    if site.options.corrections:
        changed = len(site.options.corrections.rows)
        yield Gap(f"{count(changed, 'record')} changed since {site.options.corrections.since}", CORRECTIONS.path)
    yield Gap(f"{weak['single']:,} of {count(facts, 'record')} rest on one source", SINGLE_SOURCE.path)
    if differing := site.records.number_of_differences():
        yield Gap(f"Figures differ for the same days in {count(differing, 'case')}", DIFFER.path)
    if weak["reworded"]:
        yield Gap(f"{count(weak['reworded'], 'quotation')} only as a source rewords them, not as they were said")
    if weak["undated"]:
        yield Gap(f"{weak['undated']:,} of {count(site.records.number('source'), 'source')} without a date")
    if weak["no address"]:
        yield Gap(f"{weak['no address']:,} of {count(site.records.number('source'), 'source')} without an address")
    if without := _without_events(listed):
        more = f" and {len(without) - _MOST} more" if len(without) > _MOST else ""
        yield Gap(f"Months without an entry: {', '.join(without[:_MOST])}{more}", TIMELINE.path)


def _without_events(listed: list[Year]) -> list[str]:
    """Return the stretches of months between the first and the last entry in which none begins, the longest first.

    Entries of which only the year is known fill no month, and years before 1 are left out: a long span of prehistory
    is no gap.
    """
    months = [month for year in listed for month in year.months if month.month and not month.year.startswith("-")]
    numbers = [int(month.year) * 12 + int(month.month) - 1 for month in months]
    stretches = [(first + 1, last - 1) for first, last in pairwise(numbers) if last - first > 1]
    stretches.sort(key=lambda stretch: (stretch[0] - stretch[1], stretch[0]))
    return [_stretch(first, last) for first, last in stretches]


def _stretch(first: int, last: int) -> str:
    if first == last:
        return _month(first)
    if first // 12 == last // 12:
        return f"{MONTHS[first % 12][:3]}–{_month(last)}"
    return f"{_month(first)} – {_month(last)}"


def _month(number: int) -> str:
    return f"{MONTHS[number % 12][:3]} {number // 12}"


def about_page(site: Site) -> Iterator[SiteFile]:
    """Yield the page about the data; it alone has their hash, so that others change with their own records only."""
    yield site.page(
        ABOUT.path,
        "about.html",
        ABOUT.title,
        provenance=list(site.document.provenance().items()),
        lacking=site.lacking,
        tables=[(csv_path(kind), f"{NOUNS[kind]}s") for kind in kinds_of(site)],
        has_feed=any(FEED in line for line in site.head),
    )
