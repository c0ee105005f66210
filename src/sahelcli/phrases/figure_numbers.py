"""How a figure is said: its number with the word its source gives it, and what is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Row = dict[str, Any]

_QUALIFIERS = {"about": "about", "at-least": "at least", "at-most": "up to", "exactly": "exactly"}
# A source's own word is taken only where it says what the qualifier says.
_WORDS = {
    "about": "about|around|some|nearly|almost|roughly|approximately|an estimated|close to",
    "at-least": "at least|more than|over|no fewer than|no less than",
    "at-most": "at most|up to|no more than|fewer than|less than|a maximum of",
}
APPROXIMATE_WORDS = "|".join(_WORDS.values())
"""What English says before a number that is not quite that number, as a regular expression."""


def number(row: Row) -> str:
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


def telling(rows: Iterable[Row]) -> Callable[[Row], str]:
    """Return what says whose people a figure counts, or who they are where no force is named, and where.

    `France · Niger`; an id stands after the name of one that is not the only one among the rows to bear it.
    """
    names = _names(rows)
    return lambda row: " · ".join(name for name in names(row).values() if name)


def told_apart(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of figures with an id after the name of a force or place that is not the only one to bear it."""
    listed = list(rows)
    names = _names(listed)
    return [
        row | {key: row[key] | {"name": name} for key, name in names(row).items() if row[key] is not None}
        for row in listed
    ]


def _names(rows: Iterable[Row]) -> Callable[[Row], dict[str, str]]:
    """Return what names force and place of a figure, told apart from others of that name among the rows."""
    borne = Counter((key, name) for key, name, _ in {bearer for row in rows for bearer in _bearers(row)})
    return lambda row: {
        key: f"{name} ({identifier})" if identifier and borne[key, name] > 1 else name
        for key, name, identifier in _bearers(row)
    }


def _bearers(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield the names that say what a figure is of, each with its id; who is counted without a force has none."""
    for key, said in ("force", row["force"] or {"name": row["counts"] or "", "id": ""}), ("place", row["place"]):
        yield key, said["name"], said["id"]


def measure(row: Row) -> str:
    """Return what the number says of the people: `deployed`, `ordered out`."""
    return str(row["measure"]).replace("-", " ")


def _own_word(row: Row) -> str | None:
    """Return the word that stands right before the number in the source's own wording, where it is an English one."""
    known = _WORDS.get(row["qualifier"] or "")
    value = row["low"] if row["low"] is not None else row["high"]
    if not known or not row["wording"] or value is None:
        return None
    digits = re.sub(r",", "[,. \u00a0\u202f]?", f"{value:,}")
    found = re.search(rf"\b({known})\s+(?:the\s+)?{digits}\b", row["wording"], re.IGNORECASE)
    return found[1].lower() if found else None
