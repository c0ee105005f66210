"""Site export: a folder of plain pages, one for each record, that any server or a disk holds; no script is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from sahelcli.exporters.selection import ExportSelection
from sahelcli.exporters.site.citation_file import citation_file
from sahelcli.exporters.site.data_package import data_package
from sahelcli.exporters.site.evidence_pages import corrections_page, differing_figures, single_sources
from sahelcli.exporters.site.feed import feed
from sahelcli.exporters.site.folder_writer import SiteFile, Written, write_folder
from sahelcli.exporters.site.front_page import about_page, front_page
from sahelcli.exporters.site.kind_lists import kind_lists
from sahelcli.exporters.site.page_addresses import sitemap
from sahelcli.exporters.site.record_pages import record_files, record_pages
from sahelcli.exporters.site.search import search_part
from sahelcli.exporters.site.site import Corrections, Site, SiteOptions, style_parts
from sahelcli.exporters.site.timeline_pages import timeline_pages
from sahelcli.index.open import Index

__all__ = ["Corrections", "Site", "SiteFile", "SiteOptions", "Written", "export_site"]

Part = Callable[[Site], Iterable[SiteFile]]
"""A part of a site: yields files, each path once, the same bytes for the same dataset and options."""

PARTS: tuple[Part, ...] = (
    feed,  # before all pages, which lead to it
    style_parts,
    record_files,
    record_pages,
    timeline_pages,
    kind_lists,
    differing_figures,
    single_sources,
    corrections_page,
    search_part,
    data_package,
    citation_file,
    about_page,
    front_page,
)
FRONT = "index.html"


def export_site(document: ExportSelection, index: Index, folder: Path, options: SiteOptions) -> Written:
    """Write the site of a selection into a folder; `folder_writer.write_folder` replaces and removes its files."""
    site = Site.of(document, index, options)
    with closing(site.records):
        return write_folder(folder, _files(site), FRONT)


def _files(site: Site) -> Iterator[SiteFile]:
    paths = []
    for part in PARTS:
        for file in part(site):
            paths.append(file.path)
            yield file
    yield from sitemap(site.options.base, paths)
