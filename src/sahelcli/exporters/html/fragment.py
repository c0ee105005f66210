"""Fragment of a page: the chronology as one element to embed in another page, which needs nothing of that page.

It has no ids, so that several, or the same one twice, can stand in one page: links lead from a publisher to the
publication. It is ASCII with character references, whatever the encoding of the page is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sahelcli.exporters.html.page_content import PageContent
from sahelcli.exporters.selection import Selection
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.row_types import FactRow

OWN_STYLE = """
  & { font: 1em/1.5 var(--serif); font-variant-numeric: oldstyle-nums; text-align: start; padding: 1em; }
  & { color: var(--ink); background: var(--paper); }
  & > .kicker { margin: 0; }
  & h2 { font-size: 1.6em; }
  .year > h3 { position: static; }
  .entry { padding: 0.9em 0; }
  .sample { width: 26px; height: 26px; }
  .chart { width: 100%; }
  .chart.wide { max-width: 880px; }
  .chart.narrow { max-width: 460px; }
  .provenance { margin-top: 2em; padding-top: 0.8em; border-top: 1px solid var(--rule); }
"""


class FragmentContent(PageContent):
    """The `page` of the templates for a fragment: no anchors, no notes, and the web addresses of publications."""

    has_anchors = False
    has_notes = False

    def __init__(self, document: Selection) -> None:
        super().__init__(document)
        sources = ((source["id"], source["url"], source["archive_url"]) for source in document.sources)
        self._addresses = {name: web_address(url) or web_address(archived) for name, url, archived in sources}

    def address(self, kind: str, record_id: str) -> str | None:
        """Return the web address of a source, None for other records, to which a fragment has no links."""
        return self._addresses.get(record_id) if kind == "source" else None

    def facets(self, _row: FactRow) -> str:
        """Return "": a fragment has no filters."""
        return ""
