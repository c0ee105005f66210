"""Quotations as blocks to be read aloud: who, when and as what; the words alone; language and source; the id, quietly.

Renderings of one utterance that stand in the same answer stand together, the one in the speaker's own language first
and those of automatic paraphrase last, called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.formats.table.page import Page, Painted
from sahelcli.phrases import MAYBE_OUTSIDE, count, quoted, role, tongue, utterances
from sahelcli.records.words import words

MEASURE = 80
_INDENT = 2

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the blocks, each followed by an empty line save the last."""
    for number, renderings in enumerate(utterances(rows)):
        if number:
            yield Text()
        yield from block(renderings, page)


def block(renderings: list[Row], page: Page) -> Painted:
    """Yield one utterance: its first rendering in full, the others below it."""
    row, *others = renderings
    mark = "" if row["certain"] else f"{MAYBE_OUTSIDE} "
    yield page.between(page.text(row["speaker"]["name"], "bold"), page.text(mark + words(row["date"], long=True)))
    roles = "; ".join(map(role, row["roles"]))
    if capacity := page.join([row["speaker_label"] or "", roles, row["venue"] or ""], " · "):
        yield page.fill(capacity)
    yield Text()
    yield _spoken(row, page)
    yield Text()
    yield from _attribution(row, page, tongue(row))
    yield _id(row, page)
    if others:
        yield Text()
        yield page.fill(page.text(f"{count(len(renderings), 'rendering')} of these words:", "dim"), _INDENT)
    for other in others:
        yield Text()
        yield from _attribution(other, page, f"also in {tongue(other)}")
        yield _spoken(other, page)
        yield _id(other, page)


def _spoken(row: Row, page: Page) -> Text:
    return page.fill(page.words(quoted(row, row["text"])), _INDENT)


def _attribution(row: Row, page: Page, language: str) -> Painted:
    manner = "reported speech" if row["reported"] else ""
    yield page.fill(page.join([language, manner, page.citations(row)], " · ", "dim"), _INDENT)
    yield from page.source_lines(row, 2 * _INDENT)


def _id(row: Row, page: Page) -> Text:
    return page.fill(page.text(row["id"], "dim"), _INDENT)
