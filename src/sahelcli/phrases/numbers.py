"""How a figure is said: its number with the word its source gives it, and what is counted."""

from __future__ import annotations

import re
from typing import Any

_QUALIFIERS = {"about": "about", "at-least": "at least", "at-most": "up to", "exactly": "exactly"}
# A source's own word is taken only where it says what the qualifier says.
_WORDS = {
    "about": "about|around|some|nearly|almost|roughly|approximately|an estimated|close to",
    "at-least": "at least|more than|over|no fewer than|no less than",
    "at-most": "at most|up to|no more than|fewer than|less than|a maximum of",
}


def number(row: dict[str, Any]) -> str:
    """Return `1,500`, `some 1,500`, `1,000–1,500`, `at least 1,100`; never less or more than the record has."""
    low, high = row["low"], row["high"]
    said = _own_word(row) or _QUALIFIERS.get(row["qualifier"] or "")
    if low is not None and high is not None:
        digits = f"{low:,}" if low == high else f"{low:,}–{high:,}"
        return f"{said} {digits}" if said else digits
    if low is None and high is None:
        return said or ""
    bound, digits = ("at least", f"{low:,}") if high is None else ("up to", f"{high:,}")
    if row["qualifier"] in (None, "at-least" if high is None else "at-most"):
        return f"{said or bound} {digits}"
    return f"{bound} {said} {digits}"


def whose(row: dict[str, Any]) -> str:
    """Return whose people are counted, or who they are where no force is named, and where: `France · Niger`."""
    who = row["force"]["name"] if row["force"] else row["counts"]
    return " · ".join(filter(None, (who, row["place"]["name"])))


def measure(row: dict[str, Any]) -> str:
    """Return what the number says of the people: `deployed`, `ordered out`."""
    return str(row["measure"]).replace("-", " ")


def _own_word(row: dict[str, Any]) -> str | None:
    """Return the word that stands right before the number in the source's own wording, where it is an English one."""
    known = _WORDS.get(row["qualifier"] or "")
    value = row["low"] if row["low"] is not None else row["high"]
    if not known or not row["wording"] or value is None:
        return None
    digits = re.sub(r",", "[,. \u00a0\u202f]?", f"{value:,}")
    found = re.search(rf"\b({known})\s+(?:the\s+)?{digits}\b", row["wording"], re.IGNORECASE)
    return found[1].lower() if found else None
