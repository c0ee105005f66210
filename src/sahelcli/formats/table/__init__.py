"""Table format for terminals: a painter for each kind of row, set with Rich to fill the width.

Whether the stream is a terminal, how wide it is and what it can show was judged before; Rich decides none of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, cast

from rich.console import Console
from rich.text import Text

from sahelcli.formats import Screen
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases import counted

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

# The module here that paints each kind of row; rows of any other kind, and chosen fields, stand in a grid.
PAINTERS = {
    "event": "events",
    "quote": "quotes",
    "figure": "figures",
    "actor": "actors",
    "source": "sources",
    "profile": "profile",
    "hit": "hits",
    "count": "counts",
    "difference": "differences",
    "address": "addresses",
    "source-page": "source_page",
    "page": "record_page",
    "change": "changes",
    "claim": "claims",
}
NARROWEST = 20  # cells; what is narrower still is left to the terminal to break
_LINK_ID = re.compile(r"\x1b\]8;id=[^;]*;")
_TRAILING_SPACE = re.compile(r" +$", re.MULTILINE)


class Painter(Protocol):
    """The interface of each module here: the widest page it fills well, in cells, and the painting of rows."""

    MEASURE: int

    def paint(self, rows: Iterator[Any], page: PageLayout) -> Painted:
        """Yield lines or small tables to print; each module declares which rows it takes."""
        ...


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the page in pieces, the title line first."""
    screen = style.screen or Screen(80)
    sink = io.StringIO()
    console = _console(sink, screen)
    for item in _painted(report, style, screen):
        console.print(item, soft_wrap=True)
        # Rich draws the identity of a link at random; without one the same answer has the same bytes.
        text = _LINK_ID.sub("\x1b]8;;", sink.getvalue())
        yield _TRAILING_SPACE.sub("", text)
        sink.seek(0)
        sink.truncate()


def _painted(report: Report, style: Style, screen: Screen) -> Painted:
    rows: Iterator[Any] = (row.data() for row in report.rows)
    if style.fields or report.kind not in PAINTERS:
        from sahelcli.formats.table import generic_table

        measure, paint = generic_table.MEASURE, generic_table.painter(report.kind, style.fields)
    else:
        painter = cast("Painter", import_module(f"{__name__}.{PAINTERS[report.kind]}"))
        measure, paint = painter.MEASURE, painter.paint
    width = max(NARROWEST, min(screen.width, measure))
    page = PageLayout(width, style.sources, style.ids, screen.links, screen.encoding)
    title = report.title()
    head = [_head(report, title, page), Text()] if title else []
    tail = [Text(), *(page.fill(page.text(hint, "dim")) for hint in report.hints)] if report.hints else []
    yield from chain(head, paint(rows, page), tail)


def _head(report: Report, title: str, page: PageLayout) -> Text:
    number = (
        "" if report.total is None or report.single else counted(report.total, report.shown, report.noun, report.within)
    )
    return page.between(page.text(title, "dim" if report.single else "bold"), page.text(number, "dim"))


def _console(sink: io.StringIO, screen: Screen) -> Console:
    return Console(
        file=sink,
        width=screen.width,
        height=25,  # Rich believes the width only where it is given the height too
        force_terminal=screen.styles,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if screen.styles else None,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
