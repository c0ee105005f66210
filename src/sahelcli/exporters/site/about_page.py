"""Page about a site: what it was made of, how to read it, its licence and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.site import Crumb, Site

ABOUT = Crumb("About", "about/index.html")


def about_page(site: Site) -> Iterator[SiteFile]:
    """Yield the page; it alone has the hash of the dataset, so that others change with their own records only."""
    provenance = list(site.document.provenance().items())
    yield site.page(ABOUT.path, "about.html", ABOUT.title, provenance=provenance, lacking=site.lacking)
