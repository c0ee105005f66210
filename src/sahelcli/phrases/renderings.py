"""How renderings of one utterance stand together: in which order, which of them match, and what is another's own."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from sahelcli.dates.formatting import words
from sahelcli.phrases import MAYBE_OUTSIDE, count, quoted, role, tongue, who_says

MATCH = "▸"

Row = dict[str, Any]


def utterances(rows: Iterable[Row]) -> list[list[Row]]:
    """Return quotations with all renderings of one utterance together, in the order of the first of each.

    Within an utterance the words in the speaker's own language come first, of the others automatic paraphrase last.
    """
    together: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        key = ("utterance", row["utterance"]) if row["utterance"] else ("quote", row["id"])
        together.setdefault(key, []).append(row)
    return [sorted(group, key=_faithfulness) for group in together.values()]


def event_of(renderings: list[Row], among: Container[str]) -> str:
    """Return to which event among these an utterance belongs, first that of what matches; "" where there is none."""
    by_match = sorted(renderings, key=lambda row: not row.get("matched", True))
    named = (row["event"]["id"] for row in by_match if row["event"])
    return next((event for event in named if event in among), "")


def mark(row: Row, renderings: Iterable[Row]) -> str:
    """Return the sign of a rendering that matches where not all of them do."""
    return MATCH if row.get("matched", True) and not all(other.get("matched", True) for other in renderings) else ""


def matching(renderings: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return the renderings of an utterance that match, and the others."""
    rows = list(renderings)
    return [row for row in rows if row.get("matched", True)], [row for row in rows if not row.get("matched", True)]


def more(others: list[Row]) -> str:
    """Return `3 more renderings`."""
    return count(len(others), "more rendering")


def also(row: Row, listed: Row) -> str:
    """Return a rendering as it stands below one that is listed: `also French · TF1: “…” · Jeune Afrique`."""
    own = " · ".join([*apart(row, listed), tongue(row)])
    return f"also {own}: {quoted(row, row['text'])} · {who_says(row)}"


def apart(row: Row, heading: Row) -> list[str]:
    """Return what a rendering has that is not that of the heading: speaker with label and roles, date, venue."""
    said = []
    if row["speaker"]["id"] != heading["speaker"]["id"]:
        said += [row["speaker"]["name"], row["speaker_label"], "; ".join(map(role, row["roles"]))]
    elif row["speaker_label"] != heading["speaker_label"]:
        said.append(row["speaker_label"])
    if (row["date"], row["certain"]) != (heading["date"], heading["certain"]):
        said.append(dated(row))
    if row["venue"] != heading["venue"]:
        said.append(row["venue"])
    return [text for text in said if text]


def dated(row: Row) -> str:
    """Return the date in full, with a mark where it may lie outside the days that were asked for."""
    return ("" if row["certain"] else f"{MAYBE_OUTSIDE} ") + words(row["date"], long=True)


def _faithfulness(row: Row) -> tuple[bool, bool]:
    return row["translated"], row["reworded"]
