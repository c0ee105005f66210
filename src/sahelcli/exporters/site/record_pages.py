"""Pages of the records of a site, one each, and the same as JSON beside them; with links to and from what they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.citations.record_reference import CITED, Part, data_line, reference
from sahelcli.citations.reference_rendering import html
from sahelcli.dates.formatting import span
from sahelcli.exporters.html.page_content import forces_of
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.page_addresses import folder
from sahelcli.exporters.site.record_store import RecordList
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.exporters.site.split_lists import LONGEST, SplitList, list_pages, split_list
from sahelcli.exporters.site.structured_data import record_data
from sahelcli.model import KIND_NAMES
from sahelcli.phrases.figures import extent, measure, number, subject, subject_names, together
from sahelcli.phrases.quotation_renderings import utterances
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, DifferenceRow, EventRow, FigureRow, PlaceRow, QuoteRow, SourceRow
    from sahelcli.row_types import RecordRow

Listing = tuple[RecordList, str, str, str]
"""A list on the page of a record: what of, the name of its folder, its heading, and the noun of what it holds."""

TIMELINE = Crumb("Timeline", "timeline/index.html")
QUOTATIONS = Crumb("Quotations", "quotations/index.html")
FIGURES = Crumb("Figures", "figures/index.html")
ACTORS = Crumb("Actors", "actors/index.html")
PLACES = Crumb("Places", "places/index.html")
SOURCES = Crumb("Sources", "sources/index.html")


def record_pages(site: Site) -> Iterator[SiteFile]:
    """Yield the page of each record, and those that its lists need beside it."""
    for event in site.records.rows("event"):
        yield _event(site, event)
    for quote in site.records.rows("quote"):
        yield _quote(site, quote)
    for figure in site.records.rows("figure"):
        yield _figure(site, figure)
    for actor in site.records.rows("actor"):
        yield from _actor(site, actor)
    for place in site.records.rows("place"):
        yield from _place(site, place)
    for source in site.records.rows("source"):
        yield from _source(site, source)


def citation(site: Site, row: RecordRow) -> str:
    """Return the line by which an article refers to a record, as HTML; of an actor or a place its name and the data.

    It ends with the address of the page, if that of the site is known. The hash of the data is not in it: then every
    page would change with every record. The page about the data has it.
    """
    dataset = replace(site.document.dataset, content_hash="")
    if row["kind"] in CITED:
        return html([*reference(row, dataset).parts(), *_address(site, row)])
    name = row["name"] if row["kind"] == "actor" or row["kind"] == "place" else row["id"]
    return html([Part(name, language=""), Part(f". Data: {data_line(dataset)}, {row['id']}."), *_address(site, row)])


def _address(site: Site, row: RecordRow) -> list[Part]:
    if not site.options.base:
        return []
    url = f"{site.options.base}{folder(row['kind'], row['id'])}/"
    return [Part(" "), Part(url, url)]


def _page(site: Site, row: RecordRow, title: str, above: Crumb, **values: Any) -> SiteFile:
    json = f"{folder(row['kind'], row['id'])}.json"
    corrections = site.options.corrections
    values |= {
        "cite": citation(site, row),
        "json": json,
        "correction": site.changed.get((row["kind"], row["id"])),
        "since": corrections.since if corrections else "",
        "structured": record_data(site, row),
    }
    return site.record_page(row, f"{row['kind']}.html", title, [above], **values)


def _event(site: Site, row: EventRow) -> SiteFile:
    quotes = utterances(site.records.naming(RecordList("quote", "event", row["id"])))
    related = site.records.entries(RecordList("event", "event", row["id"], "related"))
    ids = [each["id"] for each in row["related"] if site.records.has("event", each["id"])]
    named = [site.records.entry("event", each) for each in ids]
    return _page(site, row, row["title"], TIMELINE, quotes=quotes, related=list(dict.fromkeys([*named, *related])))


def _quote(site: Site, row: QuoteRow) -> SiteFile:
    others = [site.records.row("quote", other) for other in row["renderings"] if site.records.has("quote", other)]
    return _page(site, row, row["speaker"]["name"], QUOTATIONS, renderings=[row, *others])


def _figure(site: Site, row: FigureRow) -> SiteFile:
    title = f"{subject_names([row])(row)}: {number(row)} {measure(row)}"
    return _page(
        site, row, title, FIGURES, blocks=[difference_block(each) for each in site.records.differences(row["id"])]
    )


def _actor(site: Site, row: ActorRow) -> Iterator[SiteFile]:
    own = ("actor", row["id"])
    lists: list[Listing] = [
        (RecordList("quote", *own, "actor"), "quotations", "Quotations", "quotation"),
        (RecordList("event", *own, "actor"), "events", "Events", "event"),
        (RecordList("actor", *own, "role"), "roles", "Who held a role here", "actor"),
    ]
    yield from _with_figures(site, row, ACTORS, lists)


def _place(site: Site, row: PlaceRow) -> Iterator[SiteFile]:
    own = ("place", row["id"])
    lists: list[Listing] = [
        (RecordList("event", *own), "events", "Events", "event"),
        (RecordList("quote", *own), "quotations", "Quotations", "quotation"),
        (RecordList("place", *own), "places", "Places inside it", "place"),
        (RecordList("actor", *own, "role"), "roles", "Who held a role here", "actor"),
    ]
    yield from _with_figures(site, row, PLACES, lists)


def _source(site: Site, row: SourceRow) -> Iterator[SiteFile]:
    own = ("source", row["id"])
    lists: list[Listing] = [
        (RecordList("event", *own, "source"), "events", "Events", "event"),
        (RecordList("quote", *own, "source"), "quotations", "Quotations", "quotation"),
        (RecordList("figure", *own, "source"), "figures", "Figures", "figure"),
        (RecordList("actor", *own, "source"), "actors", "Actors", "actor"),
    ]
    alone = sum(site.records.number_naming(of._replace(role="alone")) for of, *_ in lists)
    yield from _with_lists(site, row, row["title"], SOURCES, lists, alone=alone)


def _with_figures(site: Site, row: ActorRow | PlaceRow, above: Crumb, lists: Sequence[Listing]) -> Iterator[SiteFile]:
    """Yield the page of an actor or a place: figures in tables and drawings where they are few, else as a list."""
    of = RecordList("figure", row["kind"], row["id"])
    if site.records.number_naming(of) > LONGEST:
        whole = [*lists, (of, "figures", "Figures", "figure")]
        yield from _with_lists(site, row, row["name"], above, whole, forces=(), others=())
        return
    forces, others = forces_of(list(site.records.naming(of)))
    yield from _with_lists(site, row, row["name"], above, lists, forces=forces, others=others)


def _with_lists(
    site: Site, row: RecordRow, title: str, above: Crumb, lists: Sequence[Listing], **values: Any
) -> Iterator[SiteFile]:
    base = folder(row["kind"], row["id"])
    crumbs = [above, Crumb(title, f"{base}/index.html")]
    split: list[SplitList] = []
    for of, name, heading, noun in lists:
        split.append(split_list(site, of, f"{base}/{name}", heading, noun))
        yield from list_pages(site, of, split[-1], f"{base}/{name}", heading, crumbs)
    yield _page(site, row, title, above, lists=[each for each in split if each.number], **values)


class DifferenceBlock(NamedTuple):
    """Figures that differ, in words: their subject and days, how far they are apart, and which of them agree."""

    title: str
    days: str
    extent: str
    groups: list[str]
    row: DifferenceRow


def difference_block(row: DifferenceRow) -> DifferenceBlock:
    """Return the block, in words, of a row of figures that differ."""
    days = span(row["date_start"], row["date_end"])
    title = ", ".join(filter(None, (subject(row, subject_names([row])), days)))
    return DifferenceBlock(title, days or "these days", extent(row), together(row), row)


def record_files(site: Site) -> Iterator[SiteFile]:
    """Yield `ID.json` of each record: what `sahel show ID --json` prints, but for file and line."""
    for kind in KIND_NAMES:
        for row in site.records.rows(kind):
            row["referred_by"] = site.records.referrers(kind, row["id"])
            yield SiteFile(f"{folder(kind, row['id'])}.json", encode(row) + b"\n")
