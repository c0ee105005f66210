"""Finds of a search: what it is, what it is called, the words around the find, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table import quotes
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases.renderings import more
from sahelcli.text.sanitize import one_line

MEASURE = 100
_INDENT = 2
_PUBLISHERS = 3
_CALLED = ("title", "name", "text")  # fields whose words are the title already

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: PageLayout) -> Painted:
    """Yield a block for each find, with an empty line between two."""
    for number, row in enumerate(rows):
        if number:
            yield Text()
        date = page.text(words(row["date"]) if row["date"] else "", "dim")
        yield page.between(page.join([row["of"], f"in {row['field']}"], " · ", "dim"), date)
        if row["field"] not in _CALLED:
            yield page.fill(page.text(row["title"], "bold"))
        elif row.get("said_by"):
            yield page.fill(page.text(row["said_by"], "bold"))
        yield page.fill(_marked(row, page), _INDENT)
        if row["sources"]:
            yield page.fill(page.who_says(row, _PUBLISHERS), _INDENT)
        yield page.identifier(row["id"], _INDENT)
        renderings: list[Row] = row.get("renderings", [])
        if others := renderings[1:]:
            yield Text()
            yield page.fill(page.text(more(others), "dim"), _INDENT)
            yield from quotes.beneath(others, renderings, page)


def _marked(row: Row, page: PageLayout) -> Text:
    """Return the words around the find, what was looked for underlined."""
    excerpt = row["excerpt"]
    pieces, at = [], 0
    for begin, end in row["marks"]:
        pieces += [page.text(excerpt[at:begin]), page.text(excerpt[begin:end], "bold underline")]
        at = end
    whole = Text().join([*pieces, page.text(excerpt[at:])])
    return whole if whole.plain == one_line(excerpt) else page.text(excerpt)
