"""Blocks of quotations on a terminal: speaker, date and role; the words; language and sources; the id.

All renderings of one utterance stand together, the one in the speaker's own language first, each with what is its own.
A sign before their words tells which of them match, where not all do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases import quoted, role, tongue
from sahelcli.phrases.quotation_renderings import apart, dated, mark, more, utterances

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow

MEASURE = 80
_INDENT = 2


def paint(rows: Iterator[QuoteRow], page: PageLayout) -> Painted:
    """Yield the blocks, each followed by an empty line save the last."""
    for number, renderings in enumerate(utterances(rows)):
        if number:
            yield Text()
        yield from block(renderings, page)


def block(renderings: list[QuoteRow], page: PageLayout) -> Painted:
    """Yield one utterance: its first rendering in full, the others below it."""
    row, *others = renderings
    yield page.between(page.text(row["speaker"]["name"], "bold"), page.text(dated(row)))
    roles = "; ".join(map(role, row["roles"]))
    if capacity := page.join([row["speaker_label"] or "", roles, row["venue"] or ""], " · "):
        yield page.fill(capacity)
    yield Text()
    yield _spoken(row, mark(row, renderings), page)
    yield Text()
    yield from _attribution(row, [], page)
    if others:
        yield Text()
        yield page.fill(page.text(more(others), "dim"), _INDENT)
    yield from beneath(others, renderings, page)


def beneath(others: list[QuoteRow], renderings: list[QuoteRow], page: PageLayout) -> Painted:
    """Yield the renderings that follow the first of all."""
    for other in others:
        yield Text()
        yield _spoken(other, mark(other, renderings), page)
        yield from _attribution(other, apart(other, renderings[0]), page)


def _spoken(row: QuoteRow, sign: str, page: PageLayout) -> Text:
    """Return the words, with a sign before them that stands in their margin."""
    words = page.fill(page.words(quoted(row, row["text"])), _INDENT)
    if not sign:
        return words
    margin = page.text(sign, "bold")
    return Text(end="").join([margin, words[cell_len(margin.plain) :]])


def _attribution(row: QuoteRow, own: list[str], page: PageLayout) -> Painted:
    manner = "reported speech" if row["reported"] else ""
    yield page.fill(page.join([*own, tongue(row), manner, page.citations(row)], " · ", "dim"), _INDENT)
    yield from page.source_lines(row, 2 * _INDENT)
    yield page.identifier(row["id"], _INDENT)
