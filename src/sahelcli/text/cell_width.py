"""Cell widths: how wide text is on a terminal, as Rich measures it; text cut and padded to a width."""

from __future__ import annotations

import re

# One cell each, which a test holds against Rich; it is not loaded for text in Latin letters and ordinary punctuation.
_NARROW = re.compile("[ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e]*")


def cells(text: str) -> int:
    """Return how wide a text is: combining marks take no cell, wide characters and signs joined to one (ZWJ) two."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def beginning(text: str, room: int, dots: str = "…") -> str:
    """Return the beginning of a text that fits so many cells, with dots where it goes on; no grapheme is cut."""
    if cells(text) <= room:
        return text
    return text[: _end_of(text, room - len(dots))] + dots[:room]


def padded(text: str, width: int) -> str:
    """Return a text with spaces after it, at least so many cells wide."""
    return text + " " * (width - cells(text))


def _end_of(text: str, room: int) -> int:
    """Return how many characters of a text fit so many cells."""
    if _NARROW.fullmatch(text):
        return max(room, 0)
    from rich.cells import split_graphemes

    end = 0
    for _, stop, width in split_graphemes(text)[0]:
        room -= width
        if room < 0:
            break
        end = stop
    return end
