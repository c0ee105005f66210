"""Word diff: which words of two texts are the same, and which were removed or added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Piece = tuple[str, str]
"""The "same", "removed" or "added", and a stretch of text."""


class Block(NamedTuple):
    """Words that stand in both texts: where they begin in the old one and in the new one, and how many they are."""

    old: int
    new: int
    size: int


def blocks_of(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """Return the common runs of words of two texts, in the order of both: the longest first, then those beside it."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [Block(*block) for block in matcher.get_matching_blocks() if block.size]


def pieces(
    blocks: Iterable[Block],
    old: Callable[[int, int], str],
    new: Callable[[int, int], str],
    old_words: tuple[int, int],
    new_words: tuple[int, int],
) -> list[Piece]:
    """Return two texts as pieces, between the first word and the last (excluded) of each.

    `old(begin, end)` and `new(begin, end)` give the text of words; what is the same is given as the new text has it.
    """
    result: list[Piece] = []
    (begin, old_end), (start, new_end) = old_words, new_words
    for block in (*blocks, Block(old_end, new_end, 0)):
        result.append(("removed", old(begin, block.old)))
        result.append(("added", new(start, block.new)))
        begin, start = block.old + block.size, block.new + block.size
        result.append(("same", new(block.new, start)))
    return [(sign, text) for sign, text in result if text]
