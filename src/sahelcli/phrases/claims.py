"""Wording of the claims of an article: verdicts, who says the words, and how a claim differs from the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from sahelcli.phrases import count, role, tongue, who_says
from sahelcli.phrases.changes import nearby
from sahelcli.phrases.label import label
from sahelcli.phrases.quotation_renderings import apart, dated

if TYPE_CHECKING:
    from sahelcli.json_contract import ClaimMatch, ClaimRow, EventRow, FigureRow, QuoteRow
    from sahelcli.row_types import QuotationMatch

_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_VERDICTS = {"quotation": ("exact", "altered", "unknown"), "number": ("found", "unknown"), "day": ("found", "unknown")}
_VERDICT_WORDS = {"exact": "word for word", "altered": "altered", "unknown": "not in the dataset", "found": "found"}
_WARNING_WORDS = {
    "joined": "put together from two quotations",
    "reworded": "in reworded sources only",
    "reported": "printed as reported speech, without quotation marks",
    "translated": "in translation",
    "speaker": "the article attributes it to somebody else",
}


def summary(rows: Sequence[ClaimRow]) -> str:
    """Return the numbers of an article: `8 quotations: 3 exact, 4 altered, 1 unknown · 2 numbers: 2 found`."""
    parts = []
    for kind, verdicts in _VERDICTS.items():
        number = Counter(row["verdict"] for row in rows if row["type"] == kind)
        if number:
            numbers = ", ".join(f"{number[verdict]:,} {verdict}" for verdict in verdicts if number[verdict])
            parts.append(f"{count(number.total(), kind)}: {numbers}")
    return " · ".join([*parts, "the dataset says who says so, not what is true"])


def verdict(row: ClaimRow) -> str:
    """Return the verdict on a claim in words, with its warnings: `word for word, in reworded sources only`."""
    return ", ".join([_VERDICT_WORDS[row["verdict"]], *map(_WARNING_WORDS.__getitem__, row["warnings"])])


def claimed(row: ClaimRow) -> str:
    """Return a claim as it stands, a quotation in marks."""
    return f"“{row['text'].strip()}”" if row["type"] == "quotation" else row["text"]


def speaking(row: QuoteRow) -> str:
    """Return who says the words of a quotation, as what, when and where: `Emmanuel Macron, President of France, …`."""
    named = [row["speaker"]["name"], row["speaker_label"] or "", "; ".join(map(role, row["roles"])), dated(row)]
    return ", ".join(filter(None, [*named, row["venue"] or ""]))


def quotations(row: ClaimRow) -> list[QuotationMatch]:
    """Return the matches of a quotation, which are quotations."""
    return cast("list[QuotationMatch]", row["matches"])


def by_whom(row: ClaimRow) -> str:
    """Return the speakers of the quotations that a claim matches, or the labels of the other records."""
    if row["type"] == "quotation":
        return "; ".join(dict.fromkeys(match["row"]["speaker"]["name"] for match in quotations(row)))
    return "; ".join(dict.fromkeys(label(match["row"]) for match in row["matches"]))


def difference(row: ClaimRow) -> str:
    """Return in a line how a claim differs from the quotation nearest to it: `with the [-putschists-] {+rebels+}`."""
    if not differs(row["matches"]):
        return ""
    return " ".join("".join(marked(piece)) for piece in nearby(row["matches"][0]["words"]) if piece[1].strip())


def differs(matches: Iterable[ClaimMatch] | Iterable[QuotationMatch]) -> bool:
    """Whether the words of a claim differ from those of the quotation it matches."""
    return any(sign != "same" for match in matches for sign, _ in match["words"])


def marked(piece: tuple[str, str]) -> tuple[str, str, str]:
    """Return a piece of text between its marks: what is gone in [-…-], what came in {+…+}."""
    opening, closing = _MARKS[piece[0]]
    return opening, piece[1].strip(), closing


def shown_first(row: ClaimRow) -> list[QuotationMatch]:
    """Return the matches that are shown in full: the nearest, or all that have the very words or are put together."""
    matches = quotations(row)
    return matches if row["verdict"] == "exact" or "joined" in row["warnings"] else matches[:1]


def others(row: ClaimRow) -> list[QuoteRow]:
    """Return the quotations to show as printed by others: further renderings, and matches less near."""
    in_full = {match["row"]["id"] for match in shown_first(row)}
    near = [match["row"] for match in quotations(row) if match["row"]["id"] not in in_full]
    return sorted([*row["renderings"], *near], key=lambda other: (other["translated"], other["reworded"]))


def printed(other: QuoteRow, row: QuoteRow) -> str:
    """Return where another rendering stands: `French · Le Courrier du Vietnam (Xinhua)`, with what is its own."""
    manner = "reported speech" if other["reported"] else ""
    return " · ".join(filter(None, [*apart(other, row), tongue(other), manner, who_says(other)]))


def dated_label(record: EventRow | FigureRow | QuoteRow) -> str:
    """Return an event or a figure in a line: `26 September 2023, France, Niger: about 1,500 deployed`."""
    return f"{dated(record)}, {label(record)}"
