"""How wide text is on a terminal, in cells."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return how wide a text is: combining marks take no cell, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def beginning(text: str, room: int, dots: str = "…") -> str:
    """Return what of a text fits so many cells, with dots where it goes on."""
    if cells(text) <= room:
        return text
    kept = text[: max(room - len(dots), 0)]
    while kept and cells(kept) > room - len(dots):
        kept = kept[:-1]
    return kept + dots[:room]


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it, so many cells wide at least."""
    return text + " " * (width - cells(text))


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
