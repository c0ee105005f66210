"""Width of text in a proportional font: Arial's, which Liberation Sans, Arimo and Helvetica share; lines broken by it.

For letters that it has no measure of, the width is what they have at most in the fonts that usually stand in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

FAMILIES = ("Arial", "Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans", "sans-serif")
"""Fonts of that measure, then whatever has no serifs."""
_BOLD = 1.09  # how much wider bold letters are, at most
_WIDE, _OTHER = 1000, 760  # of an ideograph, and of any other letter without a measure
_ADVANCES = {  # in thousandths of the size of the font
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ftìíîï·\u00a0\u202f",
    333: "-()r`“”„‹›",
    334: "{}",
    355: '"',
    389: "*",
    400: "•°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?_Labdeghnopqu–«»€£",
    584: "+<=>~−±×≈",
    611: "FTZßø",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQØ",
    833: "Mm",
    889: "%æ",
    944: "Wœ",
    1000: "—…ÆŒ→←↑↓",
    1015: "@",
}
_ADVANCE = {letter: advance for advance, letters in _ADVANCES.items() for letter in letters}
_BREAKS = re.compile(r"\s*\S+|\s+$")


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return how wide a text is at a size of the font, in the unit of that size."""
    return sum(map(_advance, text)) / 1000 * size * (_BOLD if is_bold else 1)


def wrapped(text: str, room: float, size: float, *, is_bold: bool = False) -> list[str]:
    """Return the text in lines no wider than the room, broken between words, and within one that is wider itself."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, room, size, is_bold):
        if line and width(line + word, size, is_bold=is_bold) > room:
            lines.append(line)
            line = word.lstrip(" ")
        else:
            line += word
    return [*lines, line] if line.strip() else lines


def _pieces(text: str, room: float, size: float, is_bold: bool) -> Iterator[str]:
    """Yield the words with the space before each, cut where one is wider than the room; ideographs break anywhere."""
    for word in _BREAKS.findall(text):
        piece = ""
        for letter in word:
            is_wide = unicodedata.east_asian_width(letter) in "WF"
            if piece.strip() and (is_wide or width(piece + letter, size, is_bold=is_bold) > room):
                yield piece
                piece = ""
            piece += letter
        yield piece


def shortened(text: str, room: float, size: float) -> str:
    """Return the beginning of a text that fits a width, with dots where it goes on."""
    if width(text, size) <= room:
        return text
    end = len(text)
    while end and width(text[:end] + "…", size) > room:
        end -= 1
    return f"{text[:end].rstrip()}…"


@lru_cache(maxsize=4096)
def _advance(letter: str) -> int:
    if letter in _ADVANCE:
        return _ADVANCE[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _ADVANCE:
        return _ADVANCE[base]
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER
