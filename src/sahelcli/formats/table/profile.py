"""Profile of an actor on a terminal: who they are, their roles, and the first of their events, quotations, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text

from sahelcli.formats.table import events, figures, quotes
from sahelcli.formats.table.page_layout import PageLayout, Painted, cell, columns
from sahelcli.phrases import role
from sahelcli.phrases.actor_profile import aliases, nature, role_dates, summary
from sahelcli.phrases.quotation_renderings import utterances

if TYPE_CHECKING:
    from sahelcli.json_contract import RoleRow
    from sahelcli.row_types import ListKey, ProfileForPeople

T = TypeVar("T")

MEASURE = 80
_EVENTS, _QUOTES, _FIGURES = 8, 3, 6  # shown of each list
_TITLES: dict[ListKey, str] = {"events": "Events", "quotes": "Quotations", "figures": "Figures"}


def paint(rows: Iterator[ProfileForPeople], page: PageLayout) -> Painted:
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
        yield from _events(row, page)
        yield from _quotes(row, page)
        yield from _figures(row, page)


def _roles(roles: list[RoleRow], page: PageLayout) -> Painted:
    if not roles:
        return
    yield Text()
    dates = min(max(len(role_dates(item)) for item in roles), page.width // 2)
    titles = page.width - dates - 2
    table = columns([titles, dates])
    for item in roles:
        table.add_row(cell(page.text(role(item)), titles), cell(page.text(role_dates(item), "dim"), dates))
    yield table


def _events(row: ProfileForPeople, page: PageLayout) -> Painted:
    shown = _shown([[event] for event in row["events"]], _EVENTS)
    yield from _list(row, "events", row["total_events"], shown, events.paint, page)


def _quotes(row: ProfileForPeople, page: PageLayout) -> Painted:
    total = row.get("total_utterances", row["total_quotes"])
    yield from _list(row, "quotes", total, _shown(utterances(row["quotes"]), _QUOTES), quotes.paint, page)


def _figures(row: ProfileForPeople, page: PageLayout) -> Painted:
    shown = _shown([[figure] for figure in row["figures"]], _FIGURES)
    yield from _list(row, "figures", row["total_figures"], shown, figures.paint, page)


def _shown(items: list[list[T]], most: int) -> list[list[T]]:
    """Return the items of a list that are shown; one item alone is never left out."""
    return items if len(items) <= most + 1 else items[:most]


def _list(
    row: ProfileForPeople,
    key: ListKey,
    total: int,
    shown: Sequence[Sequence[T]],
    paint: Callable[[Iterator[T], PageLayout], Painted],
    page: PageLayout,
) -> Painted:
    """Yield a list under its heading, and how many more there are with the command that prints them."""
    if not shown:
        return
    left = total - len(shown)
    title = _TITLES[key]
    yield Text()
    order = "oldest first" if row.get("oldest_first") else "newest first"
    yield page.between(page.text(f"{title}, {order}" if total > 1 else title, "bold"), Text())
    yield Text()
    yield from paint(chain.from_iterable(shown), page)
    if left:
        yield Text()
        command = row.get("commands", {}).get(key)
        yield page.fill(page.text(f"{left} more: {command}" if command else f"{left} more", "dim"))
