"""List of differences on a terminal: days and range of each, the figures that go together, and who says each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.dates.formatting import span
from sahelcli.formats.table import figures
from sahelcli.formats.table.page_layout import GUTTER, PageLayout, Painted
from sahelcli.phrases.figures import extent, subject, subject_names, together

if TYPE_CHECKING:
    from sahelcli.json_contract import DifferenceRow

MEASURE = figures.MEASURE


def paint(rows: Iterator[DifferenceRow], page: PageLayout) -> Painted:
    """Yield the blocks, with an empty line between two."""
    blocks = list(rows)
    whose = subject_names(blocks)
    for place, row in enumerate(blocks):
        if place:
            yield Text()
        days = page.text(span(row["date_start"], row["date_end"]))
        yield page.between(page.text(subject(row, whose), "bold"), days)
        yield page.fill(page.text(extent(row), "dim"))
        for group in together(row):
            yield page.fill(page.text(group), GUTTER, fold=True)
        yield from figures.table(row["figures"], page)
