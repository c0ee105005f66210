"""Wording of what changed in a record: a line for each change, and the words beside a change in a long text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelcli.json_contract import Change, ChangeRow

NONE = "nothing"
Piece = tuple[str, str]
"""Whether a text is the "same", "removed" or "added", and the text."""

_WORD = re.compile(r"\s*\S+")
_BESIDE = 8  # words shown beside a change
_SPARED = 4  # words that are worth leaving out


def in_a_line(row: ChangeRow) -> str:
    """Return the changes of a record in a line: `not valid now; date: 2023 → 2024`; "" for one added or removed."""
    changed = map(change, row["fields"]) if row["change"] == "changed" else ()
    return "; ".join(filter(None, (not_valid(row), *changed)))


def not_valid(row: ChangeRow) -> str:
    """Return on which side a record is not valid, and so compared as written: `not valid before and now`; or ""."""
    when = {"old": "before", "new": "now"}
    return f"not valid {' and '.join(map(when.__getitem__, row['not_valid']))}" if row["not_valid"] else ""


def change(changed: Change) -> str:
    """Return a change in a line: `date: 2023-09 → 2023-09-24`, `sources: + afp-2023; - rfi-2023`."""
    pieces = listed(changed)
    if pieces is not None:
        signs = {"added": "+", "removed": "-"}
        return f"{changed['field']}: {'; '.join(f'{signs[sign]} {text}' for sign, text in pieces) or 'another order'}"
    return f"{changed['field']}: {value(changed['old'])} → {value(changed['new'])}"


def pieces(changed: Change) -> list[Piece]:
    """Return a change in pieces, each "same", "removed" or "added"; nothing where a list has another order alone.

    Together they are a line: what parts them is a piece too.
    """
    of_list = listed(changed)
    if of_list is not None:
        return [part for piece in of_list for part in (("same", ", "), piece)][1:]
    if changed["words"]:
        return list(nearby(changed["words"]))
    return [("removed", value(changed["old"])), ("same", " "), ("added", value(changed["new"]))]


def listed(changed: Change) -> list[tuple[str, str]] | None:
    """Return what was "removed" from a list and "added" to it, nothing if its order alone is new; None for others."""
    old, new = ([] if side is None else side for side in (changed["old"], changed["new"]))
    if not (isinstance(old, list) and isinstance(new, list) and (old or new)):
        return None
    removed, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return [*(("removed", text) for text in removed.elements()), *(("added", text) for text in added.elements())]


def value(side: str | float | list[str] | None) -> str:
    """Return a value as text: `nothing` where there was none, `""` for an empty text, a list with commas."""
    match side:
        case None:
            return NONE
        case "":
            return '""'
        case bool():
            return str(side).lower()
        case int():
            return f"{side:,}"
        case list():
            return ", ".join(side) or "an empty list"
        case _:
            return str(side)


def nearby(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces of two texts; of equal parts only the words beside a change, `[…]` for the rest."""
    listed_pieces = list(pieces)
    for number, (sign, text) in enumerate(listed_pieces):
        words = _WORD.findall(text)
        if sign != "same" or len(words) <= 2 * _BESIDE + _SPARED:
            yield sign, text
            continue
        before, after = "".join(words[:_BESIDE]), "".join(words[-_BESIDE:])
        yield sign, f"{before if number else ''} […]{after if number + 1 < len(listed_pieces) else ''}"
