"""Generic table on a terminal, for kinds without a painter of their own and for fields chosen with `--fields`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from sahelcli.formats.cells import cell as value_text
from sahelcli.formats.plain_columns import COLUMNS
from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted, cell, columns

if TYPE_CHECKING:
    from rich.table import Table

    from sahelcli.row_types import AnyRow

MEASURE = 200
_LOOK_AHEAD = 500  # rows whose cells decide how wide the columns are
_NARROWEST = 8  # cells of a column; where not all have as much, each record is a list of its values


Reader = tuple[str, "Callable[[AnyRow], str]"]


def painter(kind: str, fields: tuple[str, ...]) -> Callable[[Iterator[AnyRow], PageLayout], Painted]:
    """Return the painter of these fields, or of the columns that plain text has for rows of this kind."""
    readers: list[Reader] = [(field, _reader(field)) for field in fields]
    if not fields:
        readers = [(column.name, column.text) for column in COLUMNS[kind]]
    return lambda rows, page: _paint(rows, page, readers)


def fitted(natural: list[int], width: int) -> list[int] | None:
    """Return the widths of columns that fit: natural ones, or the widest cut down; None if there is no room."""
    free = width - GAP * (len(natural) - 1)
    if free < sum(min(_NARROWEST, cells) for cells in natural):
        return None
    widths = [min(cells, free) for cells in natural]
    while sum(widths) > free:
        widths[widths.index(max(widths))] -= 1
    return widths


def _paint(rows: Iterator[AnyRow], page: PageLayout, readers: list[Reader]) -> Painted:
    first = list(islice(rows, _LOOK_AHEAD))
    natural = [
        max([cell_len(page.text(name).plain), *(cell_len(page.text(read(row)).plain) for row in first)])
        for name, read in readers
    ]
    widths = fitted(natural, page.width)
    if widths and first:
        yield _line([page.text(name, "dim") for name, _ in readers], widths)
    for row in chain(first, rows):
        if widths:
            yield _line([page.text(read(row)) for _, read in readers], widths)
        else:
            for name, read in readers:
                yield page.fill(page.join([page.text(f"{name}: ", "dim"), page.text(read(row))]), fold=True)
        yield from page.beneath(row, 2)
        if not widths:
            yield Text()


def _line(texts: list[Text], widths: list[int]) -> Table:
    table = columns(widths)
    table.add_row(*(cell(text, width) for text, width in zip(texts, widths, strict=True)))
    return table


def _reader(field: str) -> Callable[[AnyRow], str]:
    return lambda row: value_text(row[field])
