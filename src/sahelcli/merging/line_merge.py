"""Three-way merge of lines, and the markers that git writes around a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from sahelcli.text.quoted_values import escaped

Lines = Sequence[bytes]

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


class Chunk(NamedTuple):
    """Lines of a merged text: `merged`, or for a conflict the lines of each side."""

    merged: Lines | None
    base: Lines = ()
    ours: Lines = ()
    theirs: Lines = ()


class _Common(NamedTuple):
    """A run of lines that all three texts have: its start in each, and its length."""

    base: int
    ours: int
    theirs: int
    size: int


def merge_lines(base: bytes, ours: bytes, theirs: bytes) -> Iterator[Chunk]:
    """Yield the merged text in chunks."""
    texts = [_LINE.findall(text) for text in (base, ours, theirs)]
    at = (0, 0, 0)
    for common in (*_common(*texts), _Common(len(texts[0]), len(texts[1]), len(texts[2]), 0)):
        between = [text[start:end] for text, start, end in zip(texts, at, common[:3], strict=True)]
        yield from _merge_between(*between)
        yield Chunk(texts[1][common.ours : common.ours + common.size])
        at = (common.base + common.size, common.ours + common.size, common.theirs + common.size)


def _merge_between(base: Lines, ours: Lines, theirs: Lines) -> Iterator[Chunk]:
    if ours in (base, theirs):
        yield Chunk(theirs)
    elif theirs == base:
        yield Chunk(ours)
    else:
        first, last = _alike_at_the_ends(ours, theirs)
        yield Chunk(ours[:first])
        yield Chunk(None, base, ours[first : len(ours) - last], theirs[first : len(theirs) - last])
        yield Chunk(ours[len(ours) - last :])


def _alike_at_the_ends(ours: Lines, theirs: Lines) -> tuple[int, int]:
    """Return how many lines at the start and at the end are equal, and so no part of the conflict."""
    most = min(len(ours), len(theirs))
    first = next((number for number in range(most) if ours[number] != theirs[number]), most)
    last = next((number for number in range(most - first) if ours[-1 - number] != theirs[-1 - number]), most - first)
    return first, last


def _common(base: Lines, ours: Lines, theirs: Lines) -> Iterator[_Common]:
    """Yield the runs of lines that all three texts have in the same order."""
    our_blocks, their_blocks = _blocks(base, ours), _blocks(base, theirs)
    our_number = their_number = 0
    while our_number < len(our_blocks) and their_number < len(their_blocks):
        (base_a, our_start, our_size), (base_b, their_start, their_size) = (
            our_blocks[our_number], their_blocks[their_number],
        )  # fmt: skip
        start, end = max(base_a, base_b), min(base_a + our_size, base_b + their_size)
        if start < end:
            yield _Common(start, our_start + start - base_a, their_start + start - base_b, end - start)
        if base_a + our_size < base_b + their_size:
            our_number += 1
        else:
            their_number += 1


def _blocks(base: Lines, side: Lines) -> list[tuple[int, int, int]]:
    """Return the lines that two texts have in common; lines that stand everywhere do not slow it down."""
    first, last = _alike_at_the_ends(base, side)
    inner = SequenceMatcher(None, base[first : len(base) - last], side[first : len(side) - last], autojunk=True)
    blocks = [(block.a + first, block.b + first, block.size) for block in inner.get_matching_blocks()]
    return [block for block in ((0, 0, first), *blocks, (len(base) - last, len(side) - last, last)) if block[2]]


SIZE = 7  # signs of a marker, where git asks for no other number


class Markers(NamedTuple):
    """Options of conflict markers: length, a label per side, and whether the base lines are shown."""

    size: int = SIZE
    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"
    diff3: bool = False

    def around(self, base: bytes, ours: bytes, theirs: bytes, end: bytes = b"\n") -> bytes:
        """Return the lines of both sides with markers around them; `end` is how lines end."""
        sides = [("<", self.ours, ours), ("=", "", theirs), (">", self.theirs, b"")]
        if self.diff3:
            sides.insert(1, ("|", self.base, base))
        return b"".join(self._line(sign, label) + end + _ended(text, end) for sign, label, text in sides)

    def _line(self, sign: str, label: str) -> bytes:
        return f"{sign * self.size} {escaped(label)}".rstrip().encode()


def _ended(text: bytes, end: bytes) -> bytes:
    return text + end if text and not text.endswith(b"\n") else text
