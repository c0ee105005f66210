"""Counts: a line for each value, with a bar as long as it is frequent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from sahelcli.encodings import encodable
from sahelcli.formats.table.page import GAP, Page, Painted, cell, columns

MEASURE = 110
_BAR, _NARROWEST_BAR = "█", 10
_LONGEST_NAME = 40
_HEADS = ("total", "events", "quotes", "figures", "one source")
_KEYS = ("total", "events", "quotes", "figures", "single_source")

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the table: its columns as wide as their widest cell, the bar what is left."""
    counted = list(rows)
    if not counted:
        return
    keys = [key for key in _KEYS if key in ("total", "single_source") or any(row[key] for row in counted)]
    heads = [_HEADS[_KEYS.index(key)] for key in keys]
    numbers = [
        max(len(head), *(len(f"{row[key]:,}") for row in counted)) for key, head in zip(keys, heads, strict=True)
    ]
    free = page.width - sum(numbers) - GAP * (len(numbers) + 1)
    names = min(max(cell_len(page.text(row["name"]).plain) for row in counted), _LONGEST_NAME, max(8, free))
    bar = free - names
    if bar < _NARROWEST_BAR:
        bar, widths = 0, [names, *numbers]
    else:
        widths = [names, *numbers, bar]
    yield _line([Text(), *(page.text(head, "dim") for head in heads), Text()], widths)
    most = max(row["total"] for row in counted)
    for row in counted:
        cells = [page.text(f"{row[key]:,}", "bold" if key == "total" else "") for key in keys]
        yield _line([page.text(row["name"]), *cells, _bar(row["total"], most, bar, page)], widths)


def _bar(number: int, most: int, width: int, page: Page) -> Text:
    """Return a bar that is never longer than its share and never nothing for something."""
    length = max(1, number * width // most) if number and width else 0
    sign = _BAR if encodable(_BAR, page.encoding) == _BAR else "#"
    return Text(sign * length, "dim")


def _line(texts: list[Text], widths: list[int]) -> Any:
    table = columns(widths)
    last = len(widths) - 1
    aligned = [
        cell(text, width, right=place > 0 and not (place == last and len(texts) == len(widths)))
        for place, (text, width) in enumerate(zip(texts, widths, strict=False))
    ]
    table.add_row(*aligned)
    return table
