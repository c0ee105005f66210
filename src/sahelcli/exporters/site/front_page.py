"""Front page of a site: what it is, the latest, how much there is, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.record_store import RecordList
from sahelcli.exporters.site.site import Site
from sahelcli.exporters.site.timeline_pages import years

_LATEST = 8  # events


def front_page(site: Site) -> Iterator[SiteFile]:
    """Yield the page at the root."""
    latest = list(islice(site.records.entries(RecordList("event"), newest_first=True), _LATEST))
    yield site.page("index.html", "front.html", site.document.title, latest=latest, years=years(site))
