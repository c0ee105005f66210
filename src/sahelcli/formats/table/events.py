"""Timeline on a terminal: a row for each year, then date, title, places, actors and sources of each event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from sahelcli.dates.formatting import words, year_in_words
from sahelcli.formats.table.page_layout import GAP, GUTTER, PageLayout, Painted, broken, cell, columns
from sahelcli.phrases import MAYBE_OUTSIDE, names

if TYPE_CHECKING:
    from sahelcli.json_contract import EventRow
    from sahelcli.row_types import InWindow

MEASURE = 160
_WIDE, _TABLE, _STACKED = 120, 72, 40  # from which width on: five columns, three, two; below: one
_LOOK_AHEAD = 500  # rows whose dates decide how wide their column is
LONGEST_DATE = 15  # cells of `30 Jun – 10 Jul`; longer ones take a second line
_PUBLISHERS, _PLACES, _ACTORS = 2, 2, 3  # by name, then how many more


@dataclass(frozen=True, slots=True)
class _Column:
    width: int
    text: Callable[[EventRow], Text]


def paint(rows: Iterator[EventRow], page: PageLayout) -> Painted:
    """Yield the year rows and the tables beneath them."""
    first = list(islice(rows, _LOOK_AHEAD))
    date_width = min(LONGEST_DATE, max((cell_len(_date(row)) for row in first), default=0))
    layout = _layout(page, date_width)
    for number, (heading, group) in enumerate(groupby(chain(first, rows), year)):
        if number:
            yield Text()
        if heading:
            yield Text(heading, "dim")
        yield from _rows(group, page, layout)


def year(row: EventRow) -> str:
    """Return the year a row stands under: that of its earliest day; none where the beginning is open."""
    return year_in_words(int(row["date_start"][:-6])) if row["date_start"] else ""


def _date(row: EventRow) -> str:
    """Return the date as it stands below its year, the days in line."""
    return days_in_line(words(row["date"], year=not year(row)))


def days_in_line(date: str) -> str:
    """Return a date in words with a space before a day of one digit."""
    return re.sub(r"^(?=\d(?!\d))", " ", date)


def _rows(rows: Iterator[EventRow], page: PageLayout, layout: tuple[_Column, ...]) -> Painted:
    # With something below each row a table holds one row; else enough to be quick.
    size = 1 if page.sources or page.ids else 100
    while chunk := list(islice(rows, size)):
        table = columns([column.width for column in layout])
        for row in chunk:
            table.add_row(*(cell(column.text(row), column.width) for column in layout))
        yield table
        for row in chunk:
            yield from page.beneath(row, 2 * GUTTER)


def _layout(page: PageLayout, date_width: int) -> tuple[_Column, ...]:
    def title(row: EventRow) -> Text:
        return page.text(row["title"], "bold")

    def who(row: EventRow) -> Text:
        return page.who_says(row, _PUBLISHERS)

    if page.width < _STACKED:
        return (_Column(page.width, lambda row: _stack(page, row, Text("\n").join([title(row), who(row)]))),)
    dates = _Column(GUTTER + date_width, lambda row: dated(row, _date(row), page, GUTTER + date_width))
    rest = page.width - dates.width - GAP
    if page.width < _TABLE:
        return dates, _Column(rest, lambda row: Text("\n").join([title(row), who(row)]))
    if page.width < _WIDE:
        sources = (rest - GAP) * 40 // 100
        return dates, _Column(rest - GAP - sources, title), _Column(sources, who)
    free = rest - 3 * GAP
    places, actors, sources = free * 15 // 100, free * 22 // 100, free * 26 // 100
    return (
        dates,
        _Column(free - places - actors - sources, title),
        _Column(places, lambda row: page.text(names(row["places"], _PLACES))),
        _Column(actors, lambda row: page.text(names(row["actors"], _ACTORS))),
        _Column(sources, who),
    )


def dated(row: InWindow, date: str, page: PageLayout, width: int) -> Text:
    """Return the cell of a date, `width` cells wide, the sign of what may lie outside the window before it."""
    mark = page.text("" if row["certain"] else MAYBE_OUTSIDE)
    lines = broken(page.text(date), width - GUTTER, fold=True)
    margins = [mark + " " * (GUTTER - cell_len(mark.plain)), *[Text(" " * GUTTER)] * (len(lines) - 1)]
    return Text("\n").join(margin + line for margin, line in zip(margins, lines, strict=True))


def _stack(page: PageLayout, row: EventRow, rest: Text) -> Text:
    below = broken(rest, page.width - 2 * GUTTER, fold=True)
    return Text("\n").join(
        [dated(row, _date(row), page, page.width), *(Text(" " * 2 * GUTTER) + line for line in below)]
    )
