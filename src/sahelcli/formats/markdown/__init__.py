"""Markdown format, which GitHub and Pandoc read alike: headings, tables, block quotations, sources as footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.formats.markdown.changes import changes
from sahelcli.formats.markdown.claims import claims
from sahelcli.formats.markdown.escape import escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.pages import pages, profiles, source_pages
from sahelcli.formats.markdown.quotes import quotations
from sahelcli.formats.markdown.tables import differences, fields_table, finds, rows_table
from sahelcli.phrases import counted

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

# The kinds that are more than a table, and what writes them; each says which rows it takes.
BLOCKS: dict[str, Callable[[Iterable[Any], Footnotes], Iterator[str]]] = {
    "quote": quotations,
    "hit": finds,
    "profile": profiles,
    "page": pages,
    "source-page": source_pages,
    "difference": differences,
    "change": changes,
    "claim": claims,
}


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the document: title, rows, footnotes."""
    rows: Iterator[Any] = (row.data() for row in report.rows)
    notes = Footnotes(ids=style.ids)
    if title := escaped(report.title()):
        yield f"{title}\n\n" if report.single else f"# {title}\n"
    if report.total is not None and report.shown is not None and report.shown < report.total:
        yield f"\n{escaped(counted(report.total, report.shown, report.noun, report.within))}\n"
    if style.fields:
        yield "\n"
        yield from fields_table(style.fields, rows, notes)
    elif write := BLOCKS.get(report.kind):
        yield from write(rows, notes)
    else:
        yield "\n"
        yield from rows_table(report.kind, rows, notes)
    if style.provenance and report.provenance:
        yield f"\nAbout this data{notes.close(report.provenance())}\n"
    footnotes = notes.definitions()
    if first := next(footnotes, None):
        yield f"\n{first}"
        yield from footnotes
