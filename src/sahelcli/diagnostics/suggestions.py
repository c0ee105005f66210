"""Suggestions for a word that is unknown: the nearest of the known ones, for "did you mean"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sahelcli.errors import UsageError
from sahelcli.text.quoted_values import shown

_LONGEST = 100  # characters; what is longer resembles no id, and comparing it would cost much


class UnknownValue(UsageError):
    """A word that an option does not know; the hint has the nearest of those it knows, and names or lists them all."""

    def __init__(self, name: str, given: str, known: Collection[str], lists: str | None = None) -> None:
        near = nearest(given, known)
        hint = did_you_mean([shown(near)] if near else [], lists or f"one of {', '.join(known)}", says_both=True)
        super().__init__(f"unknown value {shown(given)} for {name}", hint)


def nearest(name: str, known: Collection[str]) -> str | None:
    """Return the known name that resembles `name` most, or None; time grows with the number of known names."""
    return next(iter(several_nearest(name, known, 1)), None)


def several_nearest(name: str, known: Collection[str], most: int) -> list[str]:
    """Return the known names that resemble `name`, at most so many, the most alike first."""
    from difflib import get_close_matches  # here: most names are known

    return get_close_matches(name[:_LONGEST], known, n=most)


def did_you_mean(near: Sequence[str], otherwise: str = "", *, says_both: bool = False) -> str:
    """Return the hint for an unknown word: the words that may be meant; without any, or after them, what lists all."""
    if not near:
        return otherwise
    suggestion = f"did you mean {' or '.join(near)}?"
    return f"{suggestion} {otherwise}".rstrip() if says_both else suggestion
