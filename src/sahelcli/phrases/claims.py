"""How people say what was found of the claims of an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sahelcli.phrases import count, role, tongue, who_says
from sahelcli.phrases.changes import nearby
from sahelcli.phrases.label import called
from sahelcli.phrases.renderings import apart, dated

Row = dict[str, Any]

_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_VERDICTS = {"quotation": ("exact", "altered", "unknown"), "number": ("found", "unknown"), "day": ("found", "unknown")}
_SAID = {"exact": "word for word", "altered": "altered", "unknown": "not in the dataset", "found": "found"}
_MANNERS = {
    "joined": "put together from two quotations",
    "reworded": "in reworded sources only",
    "reported": "printed as reported speech, without quotation marks",
    "translated": "in translation",
    "speaker": "the article attributes it to somebody else",
}


def summary(rows: Sequence[Row]) -> str:
    """Return the numbers of an article: `8 quotations: 3 exact, 4 altered, 1 unknown · 2 numbers: 2 found`."""
    said = []
    for kind, verdicts in _VERDICTS.items():
        number = Counter(row["verdict"] for row in rows if row["type"] == kind)
        if number:
            told = ", ".join(f"{number[verdict]:,} {verdict}" for verdict in verdicts if number[verdict])
            said.append(f"{count(number.total(), kind)}: {told}")
    return " · ".join([*said, "the dataset says who says so, not what is true"])


def verdict(row: Row) -> str:
    """Return the verdict on a claim in words, with its warnings: `word for word, in reworded sources only`."""
    return ", ".join([_SAID[row["verdict"]], *map(_MANNERS.__getitem__, row["warnings"])])


def claimed(row: Row) -> str:
    """Return a claim as it stands, a quotation in marks."""
    return f"“{row['text'].strip()}”" if row["type"] == "quotation" else str(row["text"])


def speaking(row: Row) -> str:
    """Return who says the words of a quotation, as what, when and where: `Emmanuel Macron, President of France, …`."""
    named = [row["speaker"]["name"], row["speaker_label"] or "", "; ".join(map(role, row["roles"])), dated(row)]
    return ", ".join(filter(None, [*named, row["venue"] or ""]))


def by_whom(row: Row) -> str:
    """Return who is shown to say it: of quotations the speakers, of others what the records are called."""
    if row["type"] == "quotation":
        return "; ".join(dict.fromkeys(match["row"]["speaker"]["name"] for match in row["matches"]))
    return "; ".join(dict.fromkeys(called(match["row"]) for match in row["matches"]))


def difference(row: Row) -> str:
    """Return in a line how a claim differs from the quotation nearest to it: `with the [-putschists-] {+rebels+}`."""
    if not is_told_apart(row):
        return ""
    return " ".join(
        "".join(marked(piece)) for piece in nearby(map(tuple, row["matches"][0]["words"])) if piece[1].strip()
    )


def is_told_apart(row: Row) -> bool:
    """Whether the words of a claim are not all those of what it matches."""
    return any(sign != "same" for match in row["matches"] for sign, _ in match["words"])


def marked(piece: tuple[str, str]) -> tuple[str, str, str]:
    """Return a piece of text between its marks: what is gone in [-…-], what came in {+…+}."""
    opening, closing = _MARKS[piece[0]]
    return opening, piece[1].strip(), closing


def shown_first(row: Row) -> list[Row]:
    """Return the matches that are shown in full: the nearest, or all that have the very words or are put together."""
    return list(row["matches"] if row["verdict"] == "exact" or "joined" in row["warnings"] else row["matches"][:1])


def others(row: Row) -> list[Row]:
    """Return the quotations that are shown as what others print: further renderings, and what is less near."""
    in_full = {match["row"]["id"] for match in shown_first(row)}
    near = [match["row"] for match in row["matches"] if match["row"]["id"] not in in_full]
    return sorted([*row["renderings"], *near], key=lambda other: (other["translated"], other["reworded"]))


def printed(other: Row, row: Row) -> str:
    """Return where another rendering stands: `French · Le Courrier du Vietnam (Xinhua)`, with what is its own."""
    manner = "reported speech" if other["reported"] else ""
    return " · ".join(filter(None, [*apart(other, row), tongue(other), manner, who_says(other)]))


def told(record: Row) -> str:
    """Return an event or a figure in a line: `26 September 2023, France, Niger: about 1,500 deployed`."""
    return f"{dated(record)}, {called(record)}"
