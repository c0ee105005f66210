"""Page about a site: what it was made of, how to read it, its licence and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.exporters.site.data_package import csv_path, kinds_of
from sahelcli.exporters.site.feed import FEED
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.model import NOUNS

ABOUT = Crumb("About", "about/index.html")


def about_page(site: Site) -> Iterator[SiteFile]:
    """Yield the page; it alone has the hash of the dataset, so that others change with their own records only."""
    yield site.page(
        ABOUT.path,
        "about.html",
        ABOUT.title,
        provenance=list(site.document.provenance().items()),
        lacking=site.lacking,
        tables=[(csv_path(kind), f"{NOUNS[kind]}s") for kind in kinds_of(site)],
        has_feed=any(FEED in line for line in site.head),
    )
