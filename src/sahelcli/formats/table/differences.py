"""Where figures differ: a block each, its days and its range, which go together, and every figure with who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.dates.formatting import span
from sahelcli.formats.table import figures
from sahelcli.formats.table.page_layout import GUTTER, PageLayout, Painted
from sahelcli.phrases.figure_differences import extent, subject, together
from sahelcli.phrases.figure_numbers import telling

MEASURE = figures.MEASURE

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: PageLayout) -> Painted:
    """Yield the blocks, with an empty line between two."""
    blocks = list(rows)
    whose = telling(blocks)
    for place, row in enumerate(blocks):
        if place:
            yield Text()
        days = page.text(span(row["date_start"], row["date_end"]))
        yield page.between(page.text(subject(row, whose), "bold"), days)
        yield page.fill(page.text(extent(row), "dim"))
        for said in together(row):
            yield page.fill(page.text(said), GUTTER, fold=True)
        yield from figures.table(row["figures"], page)
