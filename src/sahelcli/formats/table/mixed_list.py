"""List of records of several kinds on a terminal: a sign or a word, the date, the label, and the id beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table.events import LONGEST_DATE, days_in_line
from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted, cell, columns

_TABLE = 48  # from which width on there are columns; below, the label stands beneath the date
_INDENT = 2


class RecordMention(NamedTuple):
    """A record as it is mentioned; `sign` stands before it, `date` is EDTF."""

    sign: str
    date: str | None
    label: str
    id: str


def paint(mentions: Sequence[RecordMention], page: PageLayout) -> Painted:
    """Yield the list; a column that would be empty is left out."""
    dates = [days_in_line(words(mention.date)) if mention.date else "" for mention in mentions]
    signs = max(cell_len(mention.sign) for mention in mentions)
    shown = min(LONGEST_DATE, max(map(cell_len, dates)))
    widths = [width for width in (signs, shown) if width]
    rest = page.width - sum(widths) - GAP * len(widths)
    for mention, date in zip(mentions, dates, strict=True):
        before = [page.text(text, "dim") for text, width in ((mention.sign, signs), (date, shown)) if width]
        if page.width < _TABLE:
            yield page.fill(page.join(before, " "), fold=True)
            yield page.fill(page.text(mention.label), _INDENT, fold=True)
        else:
            table = columns([*widths, rest])
            cells = [cell(text, width) for text, width in zip(before, widths, strict=True)]
            table.add_row(*cells, cell(page.text(mention.label), rest))
            yield table
        yield page.identifier(mention.id, _INDENT if page.width < _TABLE else sum(widths) + GAP * len(widths))


def heading(text: str, page: PageLayout) -> Painted:
    """Yield the heading of a list, an empty line before it."""
    yield Text()
    yield page.fill(page.text(text, "bold"))
