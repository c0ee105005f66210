"""Lists of a site that stay readable: whole on a page, or page by page for each year or other heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.page_addresses import page
from sahelcli.exporters.site.record_store import RecordList, Section
from sahelcli.exporters.site.site import Crumb, Site

LONGEST = 200  # entries of a page
_NAMES = 1_000  # of those that are a name alone


class ListPart(NamedTuple):
    """A page of a list that is too long for one: its heading, its path and how many entries it has."""

    title: str
    path: str
    number: int


class SplitList(NamedTuple):
    """A list as it stands on a page: its heading, how many it has, and the entries, or the pages that have them."""

    title: str
    number: int
    entries: Sequence[str]
    parts: Sequence[ListPart]
    noun: str


def longest(of: RecordList) -> int:
    """Return the most entries of a list that one page takes."""
    return _NAMES if of.of in ("actor", "place") else LONGEST


def split_list(site: Site, of: RecordList, base: str, title: str, noun: str, *, newest_first: bool = True) -> SplitList:
    """Return a list for the page of a folder: with its entries where they are few, else with its parts."""
    entries = list(site.records.entries(of, newest_first=newest_first, limit=longest(of) + 1))
    if len(entries) <= longest(of):
        return SplitList(title, len(entries), entries, (), noun)
    sections = site.records.sections(of, newest_first=newest_first)
    parts = [ListPart(section.title, page(f"{base}/{section.slug}"), section.number) for section in sections]
    return SplitList(title, sum(section.number for section in sections), (), parts, noun)


def list_pages(
    site: Site,
    of: RecordList,
    split: SplitList,
    base: str,
    title: str,
    crumbs: Sequence[Crumb],
    *,
    newest_first: bool = True,
) -> Iterator[SiteFile]:
    """Yield the pages that a list needs beside its own; none where it is short."""
    for section in site.records.sections(of, newest_first=newest_first) if split.parts else ():
        yield from _section_pages(site, of, base, title, crumbs, section, newest_first)


def _section_pages(
    site: Site,
    of: RecordList,
    base: str,
    title: str,
    crumbs: Sequence[Crumb],
    section: Section,
    newest_first: bool,
) -> Iterator[SiteFile]:
    entries = site.records.entries(of, section.slug, newest_first=newest_first)
    yield from numbered_pages(
        site, f"{base}/{section.slug}", f"{title}, {section.title}", crumbs, entries, section.number
    )


def page_paths(base: str, number: int, on_a_page: int = LONGEST) -> list[str]:
    """Return the paths of as many pages as a number of entries needs: the folder's own, then `2` in it and so on."""
    return [page(base), *(page(f"{base}/{count}") for count in range(2, -(-number // on_a_page) + 1))]


def numbered_pages(
    site: Site, base: str, title: str, crumbs: Sequence[Crumb], entries: Iterable[str], number: int
) -> Iterator[SiteFile]:
    """Yield as many pages as entries need: the first at the folder itself, the second at `2` in it."""
    pages, rest = page_paths(base, number), iter(entries)
    for path in pages:
        shown = list(islice(rest, LONGEST))
        yield site.page(path, "list_page.html", title, crumbs, entries=shown, pages=pages)
