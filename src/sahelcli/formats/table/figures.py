"""Table of figures on a terminal, by force and place: date, number, measure, sources and their wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table.events import dated, days_in_line
from sahelcli.formats.table.page_layout import GAP, GUTTER, PageLayout, Painted, cell, columns
from sahelcli.phrases.figures import measure, number, subject_names

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow

MEASURE = 130
_WIDE, _TABLE = 110, 72  # from which width on five columns, four; below, who says so stands on lines of its own
_DATE, _NUMBER, _MEASURE = 19, 20, 11  # cells at most, of `28 Feb – 1 Mar 2024`, `about 10,000–12,000`, `ordered out`
_COUNTS = 16  # cells of what is counted that may widen the column of numbers; what is longer stands with who says so
_PUBLISHERS = 2


def paint(rows: Iterator[FigureRow], page: PageLayout) -> Painted:
    """Yield a heading and a table for each force and place, in the order in which the first of each stands."""
    groups: dict[tuple[str | None, ...], list[FigureRow]] = {}
    for row in rows:
        force, place = row["force"], row["place"]
        key = (force["id"], place["id"]) if force else ("", place["id"], row["counts"])
        groups.setdefault(key, []).append(row)
    whose = subject_names(row for group in groups.values() for row in group)
    for number_, group in enumerate(groups.values()):
        if number_:
            yield Text()
        yield page.fill(page.text(whose(group[0]), "bold"))
        yield from table(group, page)


def table(group: list[FigureRow], page: PageLayout) -> Painted:
    """Yield the lines of one force and place."""
    dates = GUTTER + min(_DATE, _widest(map(_date, group)))
    numbers, counts = min(_NUMBER, _widest(map(number, group))), _widest(map(_counts, group))
    is_below = counts <= max(numbers, _COUNTS)
    numbers = max(numbers, counts) if is_below else numbers
    measures = min(_MEASURE, _widest(map(measure, group)))
    rest = page.width - dates - numbers - measures - 3 * GAP
    if page.width < _TABLE:
        yield from _stacked(group, page, [dates, numbers, measures], is_below)
        return
    widths = [dates, numbers, measures, rest]
    if page.width >= _WIDE:
        widths[3:] = [(rest - GAP) // 2, rest - GAP - (rest - GAP) // 2]
    for row in group:
        counted = page.text("" if is_below else _counts(row))
        attribution = [page.stack([counted, page.who_says(row, _PUBLISHERS)]), _wording(row, page)]
        last = attribution if page.width >= _WIDE else [page.stack(attribution)]
        lines = columns(widths)
        lines.add_row(
            *_counted(row, page, widths, is_below),
            *(cell(text, width) for text, width in zip(last, widths[3:], strict=True)),
        )
        yield lines
        yield from page.beneath(row, 2 * GUTTER)


def _stacked(group: list[FigureRow], page: PageLayout, widths: list[int], is_below: bool) -> Painted:
    fits = page.width >= sum(widths) + 2 * GAP
    for row in group:
        if fits:
            lines = columns(widths)
            lines.add_row(*_counted(row, page, widths, is_below))
            yield lines
            if not is_below and _counts(row):
                yield page.fill(page.text(_counts(row)), 2 * GUTTER, fold=True)
        else:
            yield dated(row, _date(row), page, page.width)
            counted = page.text(f"{number(row)} {measure(row)}", "bold")
            yield page.fill(page.stack([counted, page.text(_counts(row), "dim")]), 2 * GUTTER, fold=True)
        yield page.fill(page.stack([page.who_says(row, _PUBLISHERS), _wording(row, page)]), 2 * GUTTER, fold=True)
        yield from page.beneath(row, 2 * GUTTER)


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _counts(row: FigureRow) -> str:
    return row["counts"] or "" if row["force"] else ""


def _date(row: FigureRow) -> str:
    return days_in_line(words(row["date"]))


def _counted(row: FigureRow, page: PageLayout, widths: list[int], is_below: bool) -> tuple[Text, Text, Text]:
    dates, numbers, measures = widths[:3]
    counted = page.stack([page.text(number(row), "bold"), page.text(_counts(row) if is_below else "", "dim")])
    return (
        dated(row, _date(row), page, dates),
        cell(counted, numbers, right=True),
        cell(page.text(measure(row)), measures),
    )


def _wording(row: FigureRow, page: PageLayout) -> Text:
    return page.text(f"“{row['wording']}”", "dim italic") if row["wording"] else Text()
