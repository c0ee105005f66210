"""Quotations in Markdown: speaker and day as a heading, the words as a block quotation, language and sources below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sahelcli.formats.markdown.escape import block_quotation, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.phrases import MAYBE_OUTSIDE, quoted, role, tongue, utterances
from sahelcli.records.words import words

Row = dict[str, Any]


def quotations(rows: Iterable[Row], notes: Footnotes, level: int = 2) -> Iterator[str]:
    """Yield the renderings of each utterance together, the most faithful first; `level` is that of the headings."""
    for row, *others in utterances(rows):
        mark = "" if row["certain"] else f"{MAYBE_OUTSIDE} "
        yield f"\n{'#' * level} {escaped(row['speaker']['name'])}, {mark}{escaped(words(row['date'], long=True))}\n"
        capacity = [row["speaker_label"], "; ".join(map(role, row["roles"])), row["venue"]]
        if said := " · ".join(filter(None, capacity)):
            yield f"\n{escaped(said)}\n"
        yield from _rendering(row, notes)
        for other in others:
            yield from _rendering(other, notes)


def _rendering(row: Row, notes: Footnotes) -> Iterator[str]:
    yield f"\n{block_quotation(quoted(row, row['text']))}\n"
    manner = ("reported speech" if row["reported"] else "", "reworded" if row["reworded"] else "", notes.who_says(row))
    yield f"\n{' · '.join([escaped(tongue(row)), *filter(None, manner)])}\n"
