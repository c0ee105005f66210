"""Claims of an article in Markdown: each as a block quotation with its verdict, its matches, sources as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelcli.formats.markdown.changes import marked
from sahelcli.formats.markdown.escape import block_quotation, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.phrases import quoted
from sahelcli.phrases.changes import nearby
from sahelcli.phrases.claims import (
    claimed,
    dated_label,
    differs,
    others,
    printed,
    shown_first,
    speaking,
    summary,
    verdict,
)

if TYPE_CHECKING:
    from sahelcli.json_contract import ClaimRow, EventRow, FigureRow, QuoteRow

_LEGEND = (
    "\nWhat the dataset has and the article has not is ~~struck out~~, what the article has instead is **bold**.\n"
)


def claims(rows: Iterable[ClaimRow], notes: Footnotes) -> Iterator[str]:
    """Yield each claim with its matches in the dataset, and the totals at the end."""
    listed = list(rows)
    if any(differs(row["matches"]) for row in listed):
        yield _LEGEND
    for row in listed:
        yield f"\n{block_quotation(claimed(row))}\n"
        yield f"\nLine {row['line']:,}: {escaped(verdict(row))}.\n"
        yield from _quotations(row, notes) if row["type"] == "quotation" else _records(row, notes)
    if listed:
        yield f"\n{escaped(summary(listed))}\n"


def _quotations(row: ClaimRow, notes: Footnotes) -> Iterator[str]:
    shown = shown_first(row)
    for match in shown:
        if differs([match]):
            yield f"\n{' '.join(filter(None, map(marked, nearby(match['words']))))}\n"
        record = match["row"]
        yield f"\n{escaped(speaking(record))}: {notes.who_says(record)}{notes.identified(record)}\n"
    for place, other in enumerate(others(row)):
        if not place:
            yield "\nOthers print:\n\n"
        where = escaped(printed(other, shown[0]["row"]))
        cited = "".join(map(notes.cite, other["sources"]))
        yield f"- {escaped(quoted(other, other['text']))} {where}{cited}{notes.identified(other)}\n"


def _records(row: ClaimRow, notes: Footnotes) -> Iterator[str]:
    if row["matches"]:
        yield "\n"
    yield from (_record(match["row"], notes) for match in row["matches"])
    if (rest := row["total_matches"] - len(row["matches"])) > 0:
        yield f"- and {rest:,} more\n"
    if row["others"]:
        yield "\nFor the same days others say:\n\n"
    yield from (_record(other, notes) for other in row["others"])


def _record(record: EventRow | FigureRow | QuoteRow, notes: Footnotes) -> str:
    return f"- {escaped(dated_label(record))}: {notes.who_says(record)}{notes.identified(record)}\n"
