"""Lists of all records of a kind, under the headings of that kind: years, types of actors, countries; and of tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.page_addresses import folder, page
from sahelcli.exporters.site.record_pages import ACTORS, FIGURES, PLACES, QUOTATIONS, SOURCES
from sahelcli.exporters.site.record_store import RecordList
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.exporters.site.split_lists import list_pages, split_list
from sahelcli.phrases import plain

DIFFER = Crumb("Where figures differ", "differ/index.html")
TAGS = Crumb("Tags", "tags/index.html")


class KindList(NamedTuple):
    """A kind, the page of its list, the text above it, whether the newest come first, and pages it links to."""

    kind: str
    page: Crumb
    lead: str
    newest_first: bool = True
    links: tuple[Crumb, ...] = ()


LISTS = (
    KindList(
        "quote",
        QUOTATIONS,
        "Word for word as the cited publications print them; the page of each has all renderings of it side by side.",
    ),
    KindList(
        "figure",
        FIGURES,
        "Numbers as the sources give them: none is averaged, merged or called the best.",
        links=(DIFFER,),
    ),
    KindList("actor", ACTORS, "", newest_first=False),
    KindList("place", PLACES, "", newest_first=False),
    KindList(
        "source", SOURCES, "Who says so: every publication that a record cites, by the year in which it appeared."
    ),
)


def kind_lists(site: Site) -> Iterator[SiteFile]:
    """Yield the list of each kind that has records, and of the tags, with a page for each tag."""
    for each in LISTS:
        if site.records.number(each.kind):
            yield from _pages(site, each)
    if site.tags:
        yield site.page(TAGS.path, "tags.html", TAGS.title)
        for tag in site.tags:
            yield from _tag(site, tag)


def _pages(site: Site, each: KindList) -> Iterator[SiteFile]:
    of, base = RecordList(each.kind), each.page.path.removesuffix("/index.html")
    split, shown = split_list(site, of, base, "", "", newest_first=each.newest_first), []
    if not split.parts:
        entries = site.records.entries
        sections = site.records.sections(of, newest_first=each.newest_first)
        shown = [(section, list(entries(of, section.slug, newest_first=each.newest_first))) for section in sections]
    yield site.page(
        each.page.path,
        "kind_list.html",
        each.page.title,
        lead=each.lead,
        links=each.links if site.records.number_of_differences() else (),
        total=site.records.number(each.kind),
        sections=shown,
        parts_of=split.parts,
    )
    yield from list_pages(site, of, split, base, each.page.title, [each.page], newest_first=each.newest_first)


def _tag(site: Site, tag: str) -> Iterator[SiteFile]:
    base, title, lists = folder("tag", tag), plain(tag), []
    for kind, name, heading, noun in (
        ("event", "events", "Events", "event"),
        ("quote", "quotations", "Quotations", "quotation"),
    ):
        of = RecordList(kind, "tag", tag)
        lists.append(split_list(site, of, f"{base}/{name}", heading, noun))
        yield from list_pages(site, of, lists[-1], f"{base}/{name}", heading, [TAGS, Crumb(title, page(base))])
    shown = [each for each in lists if each.number]
    meaning = site.document.dataset.tags.get(tag)
    yield site.page(page(base), "tag.html", title, [TAGS], lists=shown, meaning=meaning)
