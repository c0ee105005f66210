"""Quotations in Markdown: speaker and day as a heading, the words as a block quotation, language and sources below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelcli.formats.markdown.escape import block_quotation, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.phrases import quoted, role, tongue
from sahelcli.phrases.quotation_renderings import apart, dated, mark, more, utterances

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow


def quotations(rows: Iterable[QuoteRow], notes: Footnotes, level: int = 2) -> Iterator[str]:
    """Yield all renderings of each utterance together; `level` is that of the headings."""
    for renderings in utterances(rows):
        row, *others = renderings
        yield f"\n{'#' * level} {escaped(row['speaker']['name'])}, {escaped(dated(row))}\n"
        capacity = [row["speaker_label"], "; ".join(map(role, row["roles"])), row["venue"]]
        if line := " · ".join(filter(None, capacity)):
            yield f"\n{escaped(line)}\n"
        yield from rendering(row, renderings, notes)
        if others:
            yield f"\n{more(others)}\n"
        for other in others:
            yield from rendering(other, renderings, notes)


def rendering(row: QuoteRow, renderings: list[QuoteRow], notes: Footnotes) -> Iterator[str]:
    """Yield the words, and below them what differs from the heading, with a sign for what matches."""
    yield f"\n{block_quotation(quoted(row, row['text']))}\n"
    manner = ("reported speech" if row["reported"] else "", "reworded" if row["reworded"] else "", notes.who_says(row))
    parts = [*map(escaped, apart(row, renderings[0])), escaped(tongue(row)), *filter(None, manner)]
    yield f"\n{' '.join(filter(None, (mark(row, renderings), ' · '.join(parts))))}{notes.identified(row)}\n"
