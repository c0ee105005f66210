"""Where figures differ: a block each, its days and its range, which go together, and every figure with who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.formats.table import figures
from sahelcli.formats.table.page import GUTTER, Page, Painted
from sahelcli.phrases.days import span
from sahelcli.phrases.numbers import measure, telling, together

MEASURE = figures.MEASURE
_TWO = 2  # of two figures a block would not be one if they did not differ

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the blocks, with an empty line between two."""
    blocks = list(rows)
    whose = telling(blocks)
    for place, row in enumerate(blocks):
        if place:
            yield Text()
        counts = row["counts"] if row["force"] else None
        title = page.join([whose(row), counts or "", measure(row)], " · ")
        title.stylize("bold")
        yield page.between(title, page.text(span(row["date_start"], row["date_end"])))
        number = len(row["figures"])
        differ = " that all differ" if number == len(row["groups"]) > _TWO else ""
        yield page.fill(page.text(f"{row['low']:,} to {row['high']:,}, in {number} figures{differ}", "dim"))
        for said in together(row):
            yield page.fill(page.text(said), GUTTER, fold=True)
        yield from figures.table(row["figures"], page)
