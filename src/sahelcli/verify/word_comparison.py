"""Comparison of a claim with a quotation, word by word: exact, or a likeness, with the words removed and added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from sahelcli.comparison.word_diff import Block, Piece, blocks_of, pieces
from sahelcli.verify.tokens import GAP, Token, are_alike, words_of

THRESHOLD = 0.6
"""How alike a claim and a quotation must be, at least, for the claim to be its altered words: see `compare`."""

_NEARER = 0.85  # how alike those must be that have fewer words in common than
_FEW = 10  # words: five or six in a row of a common phrase are found in many mouths
_MOVED = 3  # words in a row that stand elsewhere in the quotation are moved; fewer are a coincidence
_IN_PLACE = 4  # words of the quotation, at most, for which a reporter's words in brackets may stand
_MOST = 4_000_000  # pairs of words: to compare more would take seconds

Words = Sequence[Token]


class ComparedPart(NamedTuple):
    """Words of a claim that are next to each other; `is_near`: only words in brackets part them from those before."""

    words: Words
    is_near: bool


class Comparison(NamedTuple):
    """How a claim compares with a quotation.

    `likeness` is from 0 to 1. `words` are pieces of both: "same" and "added" make up the claim as it stands, "removed"
    is what the quotation has. `covered` are the places of the words of the claim that stand in the quotation.
    """

    is_exact: bool
    likeness: float
    words: tuple[Piece, ...]
    covered: frozenset[int] = frozenset()


class ComparedText:
    """A text to be compared: a claim, or a quotation of the dataset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Words = words_of(text)

    @cached_property
    def counted(self) -> Counter[str]:
        """The number of occurrences of each word."""
        return Counter(word.key for word in self.words if word.key != GAP)

    @cached_property
    def ways(self) -> list[Words]:
        """The words, and if there are brackets also the words without the bracketed ones."""
        bare = [word for word in self.words if not word.bracketed]
        return [self.words] if len(bare) == len(self.words) else [self.words, bare]

    @cached_property
    def spelt(self) -> list[str]:
        """The keys of the words in each of the ways, between spaces."""
        return [_spelt(words) for words in self.ways]

    @cached_property
    def parts(self) -> list[list[ComparedPart]]:
        """The parts of the words that ellipses part; in the second way also brackets, which are left out."""
        return [self._parts(with_brackets=not number) for number in range(len(self.ways))]

    def _parts(self, *, with_brackets: bool) -> list[ComparedPart]:
        parts: list[ComparedPart] = []
        words: list[Token] = []
        is_near, cut = False, ""
        for word in self.words:
            if word.key == GAP or (word.bracketed and not with_brackets):
                cut = GAP if GAP in (word.key, cut) else "["
                continue
            if cut and words:
                parts.append(ComparedPart(words, is_near))
                words, is_near = [], cut == "["
            cut = ""
            words.append(word)
        return [*parts, ComparedPart(words, is_near)] if words else parts

    def between(self, begin: int, end: int) -> str:
        """Return the text of words `begin` to `end`, excluded, with the signs after the last."""
        if begin == end:
            return ""
        start = self.words[begin].start if begin else 0
        return self.text[start : self.words[end].start if end < len(self.words) else len(self.text)]

    def removed(self, begin: int, end: int) -> str:
        """Return the text from one word up to another, with the space beside the last."""
        if begin == end:
            return ""
        start = self.words[begin - 1].end if begin and end == len(self.words) else self.words[begin].start
        return self.text[start : self.words[end].start if end < len(self.words) else self.words[-1].end]


def compare(claim: ComparedText, quotation: ComparedText) -> Comparison | None:
    """Compare a claim with a quotation; None if they are not alike enough.

    The likeness is the share of words of both texts that match in order, or in a run of at least three elsewhere. Of
    the quotation only its nearest stretch counts.
    """
    return exactly(claim, quotation) or _nearly(claim, quotation)


def exactly(claim: ComparedText, quotation: ComparedText) -> Comparison | None:
    """Return the comparison if a claim has exactly the words of the quotation, or of parts of it in order; else None.

    A part is words next to each other. Where the claim has an ellipsis anything may be left out; where it has words in
    brackets, a few; and what stands in brackets in the quotation may be passed over.
    """
    for number, parts in enumerate(claim.parts):
        if any(_is_within(parts, *words) for words in zip(quotation.ways, quotation.spelt, strict=True)):
            added = [bool(number) and word.bracketed for word in claim.words]
            return Comparison(
                is_exact=True,
                likeness=1.0,
                words=tuple(_with_reporters(claim, added)),
                covered=frozenset(range(len(added))),
            )
    return None


def _with_reporters(claim: ComparedText, added: Sequence[bool]) -> Iterator[Piece]:
    """Yield the pieces of an exact claim; only a reporter's bracketed words are "added"."""
    at = 0
    for is_added, group in groupby(zip(added, claim.words, strict=True), key=lambda pair: pair[0]):
        words = [word for _, word in group]
        if is_added:
            start = claim.text.rindex("[", at, words[0].start)
            yield from _if_any("same", claim.text[at:start])
            at = claim.text.index("]", words[-1].end) + 1
            yield "added", claim.text[start:at]
    yield from _if_any("same", claim.text[at:])


def _if_any(sign: str, text: str) -> Iterator[Piece]:
    if text:
        yield sign, text


def _is_within(parts: Sequence[ComparedPart], words: Words, spelt: str) -> bool:
    """Whether a quotation contains the parts one after the other."""
    if sum(len(part.words) for part in parts) > len(words):
        return False  # also of any length in linear time
    ends = {0}
    for part in parts:
        size = len(part.words)
        starts = _places(part.words, words, spelt)
        if part.is_near:
            ends = {start + size for start in starts if any(start - gap in ends for gap in range(_IN_PLACE + 1))}
        else:
            least = min(ends)
            ends = {start + size for start in starts if start >= least}
        if not ends:
            return False
    return bool(parts)


def _places(words: Words, quoted: Words, spelt: str) -> Iterator[int]:
    """Yield the word positions at which a quotation contains these words consecutively."""
    looked_for, at, number, counted = _spelt(words), 0, 0, 0
    while (at := spelt.find(looked_for, at)) >= 0:
        number, counted = number + spelt.count(" ", counted, at), at
        if all(are_alike(word.text, other.text) for word, other in zip(words, quoted[number:], strict=False)):
            yield number
        at += 1


def _spelt(words: Words) -> str:
    return f" {' '.join(word.key for word in words)} "


def parts_in_common(claim: ComparedText, quotation: ComparedText, least: int) -> Comparison | None:
    """Compare only by runs of at least `least` words that both have in a row; None if there are none."""
    if len(claim.words) * len(quotation.words) > _MOST:
        return None
    blocks = _nearest([block for block in _alike(claim, quotation) if block.size >= least])
    return _compared(claim, quotation, blocks) if blocks else None


def _nearly(claim: ComparedText, quotation: ComparedText) -> Comparison | None:
    size = len(claim.words)
    common = (claim.counted & quotation.counted).total()
    if 2 * common < THRESHOLD * (size + common) or size * len(quotation.words) > _MOST:
        return None
    blocks = _nearest(list(_alike(claim, quotation)))
    if not blocks:
        return None
    comparison = _compared(claim, quotation, blocks)
    return comparison if comparison.likeness >= (_NEARER if len(comparison.covered) < _FEW else THRESHOLD) else None


def _compared(claim: ComparedText, quotation: ComparedText, blocks: Sequence[Block]) -> Comparison:
    """Return the comparison of two texts, given the blocks of words that match."""
    size = len(claim.words)
    begin, end = _stretch(blocks, size, len(quotation.words))
    in_place = frozenset(place for block in blocks for place in range(block.new, block.new + block.size))
    covered = in_place | _moved(claim, quotation, in_place)
    likeness = 2 * len(covered) / (size + max(end - begin, len(covered)))
    spans = pieces(blocks, quotation.removed, claim.between, (begin, end), (0, size))
    return Comparison(is_exact=False, likeness=likeness, words=tuple(spans), covered=covered)


def _alike(claim: ComparedText, quotation: ComparedText) -> Iterator[Block]:
    """Yield the blocks of words that both texts have in common, accents included."""
    for block in blocks_of([word.key for word in quotation.words], [word.key for word in claim.words]):
        at = 0
        for is_same, group in groupby(range(block.size), key=lambda step: _same(claim, quotation, block, step)):
            size = len(list(group))
            if is_same:
                yield Block(block.old + at, block.new + at, size)
            at += size


def _same(claim: ComparedText, quotation: ComparedText, block: Block, step: int) -> bool:
    return are_alike(claim.words[block.new + step].text, quotation.words[block.old + step].text)


def _nearest(blocks: list[Block]) -> list[Block]:
    """Drop blocks at both ends that are too far from the others for their size, and so match by chance."""
    while len(blocks) > 1:
        if _is_by_chance(blocks[0], blocks[1]):
            del blocks[0]
        elif _is_by_chance(blocks[-1], blocks[-2]):
            del blocks[-1]
        else:
            break
    return blocks


def _is_by_chance(outer: Block, inner: Block) -> bool:
    """Whether the gap to the outer block is longer in the quotation than in the claim by over three times its size."""
    first, second = sorted((outer, inner))
    missed = second.old - first.old - first.size
    missing = second.new - first.new - first.size
    return missed - missing > 3 * outer.size


def _stretch(blocks: Sequence[Block], size: int, length: int) -> tuple[int, int]:
    """Return the word range of a quotation that a claim covers; unmatched words at its ends count one for one."""
    first, last = blocks[0], blocks[-1]
    begin = max(0, first.old - first.new)
    return begin, min(length, last.old + last.size + size - last.new - last.size)


def _moved(claim: ComparedText, quotation: ComparedText, in_place: frozenset[int]) -> frozenset[int]:
    """Return the positions of claim words that the quotation has elsewhere, at least three in a row."""
    moved: set[int] = set()
    for is_in_place, group in groupby(range(len(claim.words)), key=in_place.__contains__):
        places = list(group)
        while not is_in_place and len(places) >= _MOVED:
            size = _in_a_row([claim.words[at] for at in places], quotation)
            if size >= _MOVED:
                moved.update(places[:size])
            del places[: max(size, 1)]
    return frozenset(moved)


def _in_a_row(words: Words, quotation: ComparedText) -> int:
    """Return how many of the first words occur consecutively in a quotation."""
    size = _MOVED if len(words) >= _MOVED else 0
    while size and size <= len(words) and _spelt(words[:size]) in quotation.spelt[0]:
        size += 1
    return max(size - 1, 0)
