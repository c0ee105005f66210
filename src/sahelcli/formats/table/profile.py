"""A profile: a page about one actor that one could hand to an editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from rich.text import Text

from sahelcli.formats.table import events, figures, quotes
from sahelcli.formats.table.page_layout import PageLayout, Painted, cell, columns
from sahelcli.phrases import role
from sahelcli.phrases.actor_profile import aliases, held, nature, summary
from sahelcli.phrases.renderings import utterances

MEASURE = 80
_EVENTS, _QUOTES, _FIGURES = 8, 3, 6  # shown of each list

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: PageLayout) -> Painted:
    """Yield the page."""
    for row in rows:
        yield page.between(page.text(row["name"], "bold"), page.text(nature(row), "dim"))
        if row["aliases"]:
            yield page.fill(page.text(aliases(row["aliases"]), "dim"))
        if page.ids:
            yield page.identifier(row["id"], 0)
        yield Text()
        yield page.fill(page.words(row["description"]))
        yield from _roles(row["roles"], page)
        yield Text()
        yield page.fill(page.text(summary(row)))
        yield from page.source_lines(row, 2)
        yield from _list(row, "events", _EVENTS, events.paint, page)
        yield from _list(row, "quotes", _QUOTES, quotes.paint, page)
        yield from _list(row, "figures", _FIGURES, figures.paint, page)


def _roles(roles: list[Row], page: PageLayout) -> Painted:
    if not roles:
        return
    yield Text()
    dates = min(max(len(held(item)) for item in roles), page.width // 2)
    titles = page.width - dates - 2
    table = columns([titles, dates])
    for item in roles:
        table.add_row(cell(page.text(role(item)), titles), cell(page.text(held(item), "dim"), dates))
    yield table


def _list(
    row: Row, key: str, most: int, paint: Callable[[Iterator[Row], PageLayout], Painted], page: PageLayout
) -> Painted:
    items = utterances(row[key]) if key == "quotes" else [[item] for item in row[key]]
    if not items:
        return
    total: int = row["total_utterances" if key == "quotes" and "total_utterances" in row else f"total_{key}"]
    shown = len(items) if len(items) <= most + 1 else most
    left = total - shown
    title = {"events": "Events", "quotes": "Quotations", "figures": "Figures"}[key]
    yield Text()
    order = "oldest first" if row.get("oldest_first") else "newest first"
    yield page.between(page.text(f"{title}, {order}" if total > 1 else title, "bold"), Text())
    yield Text()
    yield from paint(chain.from_iterable(items[:shown]), page)
    if left:
        yield Text()
        command = row.get("commands", {}).get(key)
        yield page.fill(page.text(f"{left} more: {command}" if command else f"{left} more", "dim"))
