"""The nearest of the known names to one that is unknown, for "did you mean"."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_LONGEST = 100  # characters; what is longer resembles no id, and comparing it would cost much


def nearest(name: str, known: Collection[str]) -> str | None:
    """Return the known name that resembles `name` most, or None; time grows with the number of known names."""
    matches = get_close_matches(name[:_LONGEST], known, n=1)
    return matches[0] if matches else None
