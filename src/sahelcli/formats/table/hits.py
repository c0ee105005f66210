"""List of search results on a terminal: kind, field and date, label, the words around the match, and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table import quotes
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases.quotation_renderings import more
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from sahelcli.row_types import HitForPeople

MEASURE = 100
_INDENT = 2
_PUBLISHERS = 3
_CALLED = ("title", "name", "text")  # fields whose words are the title already


def paint(rows: Iterator[HitForPeople], page: PageLayout) -> Painted:
    """Yield a block for each match, with an empty line between two."""
    for number, row in enumerate(rows):
        if number:
            yield Text()
        date = page.text(words(row["date"]) if row["date"] else "", "dim")
        yield page.between(page.join([row["of"], f"in {row['field']}"], " · ", "dim"), date)
        if row["field"] not in _CALLED:
            yield page.fill(page.text(row["title"], "bold"))
        elif said_by := row.get("said_by"):
            yield page.fill(page.text(said_by, "bold"))
        yield page.fill(_marked(row, page), _INDENT)
        if row["sources"]:
            yield page.fill(page.who_says(row, _PUBLISHERS), _INDENT)
        yield page.identifier(row["id"], _INDENT)
        renderings = row.get("renderings", [])
        if others := renderings[1:]:
            yield Text()
            yield page.fill(page.text(more(others), "dim"), _INDENT)
            yield from quotes.beneath(others, renderings, page)


def _marked(row: HitForPeople, page: PageLayout) -> Text:
    """Return the words around the match, with the words that were searched for underlined."""
    excerpt = row["excerpt"]
    pieces, position = [], 0
    for begin, end in row["marks"]:
        pieces += [page.text(excerpt[position:begin]), page.text(excerpt[begin:end], "bold underline")]
        position = end
    line = Text().join([*pieces, page.text(excerpt[position:])])
    return line if line.plain == one_line(excerpt) else page.text(excerpt)
