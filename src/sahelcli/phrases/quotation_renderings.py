"""Renderings of one utterance for people: their order, which of them match, and how one differs from another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING, cast

from sahelcli.dates.formatting import words
from sahelcli.phrases import MAYBE_OUTSIDE, count, quoted, role, tongue, who_says

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow
    from sahelcli.row_types import InWindow, Rendering

MATCH = "▸"


def is_match(row: QuoteRow) -> bool:
    """Whether a rendering answers the question itself; rows say so only where they stand beside others."""
    return cast("Rendering", row).get("matched", True)


def utterances(rows: Iterable[QuoteRow]) -> list[list[QuoteRow]]:
    """Return quotations with all renderings of one utterance together, in the order of the first of each.

    Within an utterance the words in the speaker's own language come first, of the others automatic paraphrase last.
    """
    together: dict[tuple[str, str], list[QuoteRow]] = {}
    for row in rows:
        key = ("utterance", row["utterance"]) if row["utterance"] else ("quote", row["id"])
        together.setdefault(key, []).append(row)
    return [sorted(group, key=_faithfulness) for group in together.values()]


def event_of(renderings: list[QuoteRow], among: Container[str]) -> str:
    """Return the event among these to which an utterance belongs, that of a match first; "" where there is none."""
    by_match = sorted(renderings, key=lambda row: not is_match(row))
    named = (row["event"]["id"] for row in by_match if row["event"])
    return next((event for event in named if event in among), "")


def mark(row: QuoteRow, renderings: Iterable[QuoteRow]) -> str:
    """Return the sign of a rendering that matches where not all of them do."""
    return MATCH if is_match(row) and not all(map(is_match, renderings)) else ""


def matching(renderings: Iterable[QuoteRow]) -> tuple[list[QuoteRow], list[QuoteRow]]:
    """Return the renderings of an utterance that match, and the others."""
    rows = list(renderings)
    return [row for row in rows if is_match(row)], [row for row in rows if not is_match(row)]


def more(others: Sequence[QuoteRow]) -> str:
    """Return `3 more renderings`."""
    return count(len(others), "more rendering")


def also(row: QuoteRow, listed: QuoteRow) -> str:
    """Return a rendering as it stands below one that is listed: `also French · TF1: “…” · Jeune Afrique`."""
    own = " · ".join([*apart(row, listed), tongue(row)])
    return f"also {own}: {quoted(row, row['text'])} · {who_says(row)}"


def apart(row: QuoteRow, heading: QuoteRow) -> list[str]:
    """Return the differences of a rendering from the one that heads it: speaker with label and roles, date, venue."""
    own = []
    if row["speaker"]["id"] != heading["speaker"]["id"]:
        own += [row["speaker"]["name"], row["speaker_label"], "; ".join(map(role, row["roles"]))]
    elif row["speaker_label"] != heading["speaker_label"]:
        own.append(row["speaker_label"])
    if (row["date"], row["certain"]) != (heading["date"], heading["certain"]):
        own.append(dated(row))
    if row["venue"] != heading["venue"]:
        own.append(row["venue"])
    return [text for text in own if text]


def dated(row: InWindow) -> str:
    """Return the date in full, with a mark where it may lie outside the days that were asked for."""
    return ("" if row["certain"] else f"{MAYBE_OUTSIDE} ") + words(row["date"], long=True)


def _faithfulness(row: QuoteRow) -> tuple[bool, bool]:
    return row["translated"], row["reworded"]
