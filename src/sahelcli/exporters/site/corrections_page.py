"""Corrections of a site: what has changed in the dataset since an earlier state of it, with the words that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.exporters.site.site import Crumb, Site
from sahelcli.exporters.site.split_lists import LONGEST, page_paths
from sahelcli.model import KIND_NAMES
from sahelcli.phrases import count

CORRECTIONS = Crumb("Corrections", "corrections/index.html")
_ORDER = ("changed", "removed", "added")


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
