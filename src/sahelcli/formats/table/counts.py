"""Table of counts on a terminal: a line for each value with a bar, and its first and last day where there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted, cell, columns
from sahelcli.text.unencodable_characters import encodable

if TYPE_CHECKING:
    from rich.table import Table

    from sahelcli.json_contract import CountRow

MEASURE = 120
_BAR, _NARROWEST_BAR = "█", 10
_NARROWEST_NAME, _LONGEST_NAME = 12, 40
_DATED = 96  # from which width on there is room for the first and the last day
_PERIODS = ("year", "quarter", "month")  # values that say when already


class _Column(NamedTuple):
    head: str
    text: Callable[[CountRow], str]
    style: str = ""


_TOTAL = _Column("total", lambda row: f"{row['total']:,}", "bold")
_KINDS: tuple[tuple[Literal["events", "quotes", "figures"], _Column], ...] = (
    ("events", _Column("events", lambda row: f"{row['events']:,}")),
    ("quotes", _Column("quotes", lambda row: f"{row['quotes']:,}")),
    ("figures", _Column("figures", lambda row: f"{row['figures']:,}")),
)
_SINGLE = _Column("one source", lambda row: f"{row['single_source']:,}")
_SHARE = _Column("share", lambda row: f"{100 * row['single_source'] / row['total']:.0f}%" if row["total"] else "")
_DAYS = (
    _Column("first", lambda row: words(row["date_start"]) if row["date_start"] else "", "dim"),
    _Column("last", lambda row: words(row["date_end"]) if row["date_end"] else "", "dim"),
)


def paint(rows: Iterator[CountRow], page: PageLayout) -> Painted:
    """Yield the table: its columns as wide as their widest cell, the bar as wide as the rest of the page."""
    counted = list(rows)
    if not counted:
        return
    shown, free = _fitting(counted, page.width)
    if free < _NARROWEST_NAME:
        yield from _stacked(counted, shown, page)
        return
    longest = max(cell_len(page.text(row["name"]).plain) for row in counted)
    names = min(longest, _LONGEST_NAME, free)
    bar = free - names - GAP
    widths = [names, *_widths(counted, shown), *([bar] if bar >= _NARROWEST_BAR else [])]
    yield _line([Text(), *(page.text(column.head, "dim") for column in shown), Text()], widths)
    most = max(row["total"] for row in counted)
    for row in counted:
        numbers = [page.text(column.text(row), column.style) for column in shown]
        yield _line([page.text(row["name"]), *numbers, _bar(row["total"], most, bar, page)], widths)
        if page.ids:
            yield page.identifier(row["value"], 2)


def _fitting(counted: Sequence[CountRow], width: int) -> tuple[list[_Column], int]:
    """Return the columns, without the share where it is too much, and the cells that they leave free."""
    shown = _columns(counted, width)
    if width - sum(_widths(counted, shown)) - GAP * len(shown) < _NARROWEST_NAME:
        shown.remove(_SHARE)
    return shown, width - sum(_widths(counted, shown)) - GAP * len(shown)


def _widths(counted: Sequence[CountRow], shown: Sequence[_Column]) -> list[int]:
    return [max(len(column.head), *(cell_len(column.text(row)) for row in counted)) for column in shown]


def _columns(counted: Sequence[CountRow], width: int) -> list[_Column]:
    by = counted[0]["by"]
    kinds = [column for key, column in _KINDS if by != "kind" and any(row[key] for row in counted)]
    days = _DAYS if width >= _DATED and by not in _PERIODS else ()
    return [_TOTAL, *kinds, _SINGLE, _SHARE, *days]


def _stacked(counted: Sequence[CountRow], shown: Sequence[_Column], page: PageLayout) -> Painted:
    """Yield the counts of a value beneath its name, where there is no room for columns."""
    for row in counted:
        yield page.fill(page.text(row["name"], "bold"), fold=True)
        numbers = ", ".join(f"{column.text(row)} {column.head}" for column in shown)
        yield page.fill(page.text(numbers), 2)
        if page.ids:
            yield page.identifier(row["value"], 2)


def _bar(number: int, most: int, width: int, page: PageLayout) -> Text:
    """Return a bar that is never longer than its share and never nothing for something."""
    length = max(1, number * width // most) if number and width > 0 else 0
    sign = _BAR if encodable(_BAR, page.encoding) == _BAR else "#"
    return Text(sign * length, "dim")


def _line(texts: list[Text], widths: list[int]) -> Table:
    """Return a line: the name and the bar at the left of their columns, all else at the right."""
    table = columns(widths)
    edges = (0, len(texts) - 1)
    table.add_row(
        *(
            cell(text, width, right=place not in edges)
            for place, (text, width) in enumerate(zip(texts, widths, strict=False))
        )
    )
    return table
