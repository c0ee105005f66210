"""List of actors on a terminal: name, description, type and country."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from rich.cells import cell_len

from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted, cell, columns
from sahelcli.phrases.actor_profile import nature

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow

MEASURE = 130
_TABLE = 72  # from which width on there are columns; below, the description stands beneath the name
_LOOK_AHEAD = 500  # rows whose names decide how wide the columns are


def paint(rows: Iterator[ActorRow], page: PageLayout) -> Painted:
    """Yield the actors, a line or a few each."""
    first = list(islice(rows, _LOOK_AHEAD))
    names = min(page.width * 32 // 100, max((cell_len(row["name"]) for row in first), default=0))
    natures = min(page.width * 22 // 100, max((cell_len(nature(row)) for row in first), default=0))
    descriptions = page.width - names - natures - 2 * GAP
    for row in chain(first, rows):
        name, what = page.text(row["name"], "bold"), page.text(nature(row), "dim")
        description = page.text(row["description"])
        if page.width < _TABLE:
            yield page.fill(page.join([name, what], " · "), fold=True)
            yield page.fill(description, 2, fold=True)
        else:
            table = columns([names, descriptions, natures])
            table.add_row(cell(name, names), cell(description, descriptions), cell(what, natures))
            yield table
        yield from page.beneath(row, 2)
