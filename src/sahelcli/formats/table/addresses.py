"""Addresses to choose from: a number, who published what and when, and beneath it the address and the source's id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted
from sahelcli.phrases import citation

MEASURE = 100

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: PageLayout) -> Painted:
    """Yield a block for each address; the last line of it is what is copied."""
    listed = list(rows)
    indent = GAP + cell_len(f"{len(listed):,}")
    for row in listed:
        number = page.text(f"{row['number']:,}".rjust(indent - GAP), "bold")
        said = page.fill(page.join([citation(row), ": ", page.text(row["title"], url=row["address"])]), indent)
        yield Text(end="").join([number, said[cell_len(number.plain) :]])
        yield page.join([" " * indent, page.text(row["address"], "dim", row["address"])])
        yield page.identifier(row["id"], indent)
