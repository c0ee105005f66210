"""Pages on how far the evidence goes: what was corrected, where figures differ, and what rests on one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.kind_lists import DIFFER
from sahelcli.exporters.site.record_pages import FIGURES, difference_block
from sahelcli.exporters.site.record_store import RecordList
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.exporters.site.site_records import SINGLE
from sahelcli.exporters.site.split_lists import LONGEST, list_pages, page_paths, split_list
from sahelcli.model import KIND_NAMES
from sahelcli.phrases import count

SINGLE_SOURCE = Crumb("What rests on one source", "single-source/index.html")
_BLOCKS = 50  # on a page
CORRECTIONS = Crumb("Corrections", "corrections/index.html")
_ORDER = ("changed", "removed", "added")


def differing_figures(site: Site) -> Iterator[SiteFile]:
    """Yield the pages of figures on one subject that differ for the same days; none where there are none."""
    number = site.records.number_of_differences()
    if not number:
        return
    pages, rows = page_paths(DIFFER.path.removesuffix("/index.html"), number, _BLOCKS), site.records.differences()
    for path in pages:
        blocks = [difference_block(row) for row in islice(rows, _BLOCKS)]
        yield site.page(path, "differ.html", DIFFER.title, [FIGURES], blocks=blocks, pages=pages, total=number)


def single_sources(site: Site) -> Iterator[SiteFile]:
    """Yield the page of all that rests on one source, and those that its lists need."""
    base, shown = SINGLE_SOURCE.path.removesuffix("/index.html"), []
    for kind, name, title, noun in (
        ("event", "events", "Events", "event"),
        ("quote", "quotations", "Quotations", "quotation"),
        ("figure", "figures", "Figures", "figure"),
    ):
        of = RecordList(kind, *SINGLE)
        shown.append(split_list(site, of, f"{base}/{name}", title, noun))
        yield from list_pages(site, of, shown[-1], f"{base}/{name}", title, [SINGLE_SOURCE])
    lists = [each for each in shown if each.number]
    yield site.page(SINGLE_SOURCE.path, "single_source.html", SINGLE_SOURCE.title, lists=lists)


def corrections_page(site: Site) -> Iterator[SiteFile]:
    """Yield the list of what was changed, removed and added, in this order; nothing where no state was named."""
    if not site.options.corrections:
        return
    since, rows = site.options.corrections
    listed = sorted(rows, key=lambda row: _ORDER.index(row["change"]))
    numbers = Counter(row["change"] for row in rows)
    summary = ", ".join(f"{count(numbers[change], 'record')} {change}" for change in _ORDER if numbers[change])
    pages = page_paths(CORRECTIONS.path.removesuffix("/index.html"), len(listed))
    for number, path in enumerate(pages):
        yield site.page(
            path,
            "corrections.html",
            CORRECTIONS.title,
            since=since,
            summary=summary or "nothing",
            rows=listed[number * LONGEST : (number + 1) * LONGEST],
            known=KIND_NAMES,
            pages=pages,
        )
