"""List of sources on a terminal: date of publication, publisher, title and id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table.events import days_in_line
from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted, cell, columns
from sahelcli.phrases import publisher

if TYPE_CHECKING:
    from sahelcli.json_contract import SourceRow

MEASURE = 130
_TABLE = 72  # from which width on there are columns; below, the title stands beneath the publisher
_DATE = 14


def paint(rows: Iterator[SourceRow], page: PageLayout) -> Painted:
    """Yield the sources, a line or a few each, each linked to its page."""
    names = (page.width - _DATE - 2 * GAP) * 32 // 100
    titles = page.width - _DATE - names - 2 * GAP
    for row in rows:
        date = page.text(days_in_line(words(row["published"])) if row["published"] else "no date", "dim")
        who = page.text(publisher(row))
        title = page.text(row["title"], "bold", row["url"])
        if page.width < _TABLE:
            yield page.fill(page.join([who, date], " · "), fold=True)
            yield page.fill(title, 2, fold=True)
        else:
            table = columns([_DATE, names, titles])
            table.add_row(cell(date, _DATE), cell(who, names), cell(title, titles))
            yield table
        if page.sources and row["url"]:
            yield page.join([Text("  "), page.text(row["url"], "dim", row["url"])])
        yield page.identifier(row["id"], 2)
