"""Suggestions for a word that is unknown: the nearest of the known ones, for "did you mean"."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from sahelcli.errors import UsageError
from sahelcli.text.quoting import shown


class UnknownValue(UsageError):
    """A word that an option does not know; the hint has the nearest of those it knows, and names or lists them all."""

    def __init__(self, name: str, given: str, known: Collection[str], lists: str | None = None) -> None:
        from sahelcli.diagnostics.suggestions import nearest  # here: most values are known

        near = nearest(given, known)
        listed = lists or f"one of {', '.join(known)}"
        super().__init__(
            f"unknown value {shown(given)} for {name}", f"did you mean {shown(near)}? {listed}" if near else listed
        )


_LONGEST = 100  # characters; what is longer resembles no id, and comparing it would cost much


def nearest(name: str, known: Collection[str]) -> str | None:
    """Return the known name that resembles `name` most, or None; time grows with the number of known names."""
    matches = get_close_matches(name[:_LONGEST], known, n=1)
    return matches[0] if matches else None
