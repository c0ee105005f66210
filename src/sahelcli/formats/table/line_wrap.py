"""Line wrapping for a width in cells, such that the lines joined by single spaces are the text again.

A line is broken at single spaces only: no-break spaces hold, runs of spaces stay together, line ends in the text stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

_BREAK = re.compile(r"(?<=[^ \n]) (?=[^ \n])")

Span = tuple[int, int]


def wrap(text: str, width: int, *, fold: bool = False) -> list[str]:
    """Return the lines of the text; a word wider than `width` cells stands whole on its own line, or is folded."""
    return [text[start:end] for start, end in spans(text, width, fold=fold)]


def spans(text: str, width: int, *, fold: bool = False) -> list[Span]:
    """Return where each line begins and ends in the text; an empty text is one empty line."""
    lines = [line for paragraph in _paragraphs(text) for line in _filled(text, paragraph, width)]
    return [piece for line in lines for piece in _folded(text, line, width)] if fold else lines


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for paragraph in text.split("\n"):
        yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _filled(text: str, paragraph: Span, width: int) -> Iterator[Span]:
    start, end = paragraph
    breaks = [match.start() for match in _BREAK.finditer(text, start, end)]
    used = 0
    for word_start, word_end in zip((start, *(position + 1 for position in breaks)), (*breaks, end), strict=True):
        cells = cell_len(text[word_start:word_end])
        if word_start > start and used + 1 + cells > width:
            yield start, word_start - 1
            start, used = word_start, cells
        else:
            used += cells + (word_start > start)
    yield start, end


def _folded(text: str, line: Span, width: int) -> Iterator[Span]:
    start, end = line
    if cell_len(text[start:end]) <= width:
        yield line
        return
    begin, used = start, 0
    for first, _, cells in split_graphemes(text[start:end])[0]:
        if used and used + cells > width:
            yield begin, start + first
            begin, used = start + first, 0
        used += cells
    yield begin, end
