"""Disagreements: a block each, with its days and its range, then every figure with who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.formats.table import figures
from sahelcli.formats.table.page import Page, Painted
from sahelcli.phrases.days import span
from sahelcli.phrases.numbers import measure, whose

MEASURE = figures.MEASURE

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the blocks, with an empty line between two."""
    for number, row in enumerate(rows):
        if number:
            yield Text()
        counts = row["counts"] if row["force"] else None
        title = page.join([whose(row), counts or "", measure(row)], " · ")
        title.stylize("bold")
        yield page.between(title, page.text(span(row["date_start"], row["date_end"])))
        said = f"{row['low']:,} to {row['high']:,}, in {len(row['figures'])} figures"
        yield page.fill(page.text(said, "dim"))
        yield from figures.table(row["figures"], page)
