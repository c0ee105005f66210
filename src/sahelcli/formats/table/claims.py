"""List of an article's claims on a terminal: each with its verdict, its matches, and how others print the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.formats.table.changes import marked
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases import quoted
from sahelcli.phrases.changes import nearby
from sahelcli.phrases.claims import claimed, dated_label, differs, others, printed, shown_first, speaking, verdict

if TYPE_CHECKING:
    from sahelcli.json_contract import ClaimRow, EventRow, FigureRow, QuoteRow

MEASURE = 80
_INDENT = 3
_MOST = 3  # with the very words, in full
_MOST_LISTED, _PUBLISHERS = 5, 3


def paint(rows: Iterator[ClaimRow], page: PageLayout) -> Painted:
    """Yield a block for each claim, with an empty line between two."""
    for number, row in enumerate(rows):
        if number:
            yield Text()
        yield page.fill(page.text(claimed(row), "bold"), fold=True)
        yield _verdict(row, page)
        yield from _quotations(row, page) if row["type"] == "quotation" else _records(row, page)


def _verdict(row: ClaimRow, page: PageLayout) -> Text:
    """Return the verdict, and the line at the other edge, or behind it where it does not fit there."""
    words, line = page.text(verdict(row)), page.text(f"line {row['line']:,}", "dim")
    edges = page.between(page.join([" " * _INDENT, words]), line)
    return page.fill(page.join([words, line], " · ", "dim"), _INDENT) if "\n" in edges.plain else edges


def _quotations(row: ClaimRow, page: PageLayout) -> Painted:
    shown = shown_first(row)
    for match in shown[:_MOST]:
        if differs([match]):
            words = page.join(marked(piece, page) for piece in nearby(match["words"]))
            yield page.fill(words, 2 * _INDENT, fold=True)
        yield page.fill(page.text(speaking(match["row"])), _INDENT)
        who = page.join([page.citations(match["row"]), page.text(match["row"]["id"], "dim")], " · ", "dim")
        yield page.fill(who, _INDENT)
        yield from page.source_lines(match["row"], 2 * _INDENT)
    if rest := shown[_MOST:]:
        yield page.fill(page.text(f"and {len(rest):,} more with these words: --json", "dim"), _INDENT)
    for place, other in enumerate(others(row)):
        if not place:
            yield page.fill(page.text("others print", "dim"), _INDENT)
        yield page.fill(page.words(quoted(other, other["text"])), 2 * _INDENT)
        yield page.fill(page.text(printed(other, shown[0]["row"]), "dim"), 2 * _INDENT)
        yield from page.beneath(other, 3 * _INDENT)


def _records(row: ClaimRow, page: PageLayout) -> Painted:
    yield from _listed([match["row"] for match in row["matches"]], row["total_matches"], page)
    if row["others"]:
        yield page.fill(page.text("for the same days others say", "dim"), _INDENT)
        yield from _listed(row["others"], len(row["others"]), page)


def _listed(records: Sequence[EventRow | FigureRow | QuoteRow], total: int, page: PageLayout) -> Painted:
    """Yield a line for each record: date, what it says, and who says so."""
    for record in records[:_MOST_LISTED]:
        who = page.join([page.who_says(record, _PUBLISHERS)], style="dim")
        yield page.fill(page.join([dated_label(record), who], " · "), 2 * _INDENT)
        yield from page.beneath(record, 3 * _INDENT)
    if total > _MOST_LISTED:
        yield page.fill(page.text(f"and {total - _MOST_LISTED:,} more: --json", "dim"), 2 * _INDENT)
