"""How people say what changed in a record."""

from __future__ import annotations

from collections import Counter
from typing import Any

NONE = "nothing"


def change(changed: dict[str, Any]) -> str:
    """Return a change in a line: `date: 2023-09 → 2023-09-24`, `sources: + afp-2023; - rfi-2023`."""
    pieces = listed(changed)
    if pieces is not None:
        signs = {"added": "+", "removed": "-"}
        return f"{changed['field']}: {'; '.join(f'{signs[sign]} {text}' for sign, text in pieces) or 'another order'}"
    return f"{changed['field']}: {value(changed['old'])} → {value(changed['new'])}"


def listed(changed: dict[str, Any]) -> list[tuple[str, str]] | None:
    """Return what was "removed" from a list and "added" to it, nothing if its order alone is new; None for others."""
    old, new = ([] if side is None else side for side in (changed["old"], changed["new"]))
    if not isinstance(old, list) or not isinstance(new, list):
        return None
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return [*(("removed", text) for text in gone.elements()), *(("added", text) for text in come.elements())]


def value(side: Any) -> str:
    """Return a value as text: `nothing` where there was none, a list with commas."""
    if side is None or side == "":
        return NONE
    if isinstance(side, bool):
        return str(side).lower()
    if isinstance(side, int):
        return f"{side:,}"
    return ", ".join(side) if isinstance(side, list) else str(side)
