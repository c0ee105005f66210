"""JSON of the records of a site, beside their pages: a row of the contract, with the records that refer to it."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.exporters.site.addresses import folder
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.site import Site
from sahelcli.model import KIND_NAMES
from sahelcli.text.json_text import encode


def record_files(site: Site) -> Iterator[SiteFile]:
    """Yield `ID.json` of each record: what `sahel show ID --json` prints, but for file and line."""
    for kind in KIND_NAMES:
        for row in site.records.rows(kind):
            row["referred_by"] = site.records.referrers(kind, row["id"])
            yield SiteFile(f"{folder(kind, row['id'])}.json", encode(row) + b"\n")
