"""List of addresses on a terminal: a number to choose by, publisher, date, title, the address and the source id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted
from sahelcli.phrases import citation

if TYPE_CHECKING:
    from sahelcli.json_contract import AddressRow

MEASURE = 100


def paint(rows: Iterator[AddressRow], page: PageLayout) -> Painted:
    """Yield a block for each address; the last line of it is what is copied."""
    listed = list(rows)
    indent = GAP + cell_len(f"{len(listed):,}")
    for row in listed:
        number = page.text(f"{row['number']:,}".rjust(indent - GAP), "bold")
        source = page.fill(page.join([citation(row), ": ", page.text(row["title"], url=row["address"])]), indent)
        yield Text(end="").join([number, source[cell_len(number.plain) :]])
        yield page.join([" " * indent, page.text(row["address"], "dim", row["address"])])
        yield page.identifier(row["id"], indent)
