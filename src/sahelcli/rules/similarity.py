"""Similarity of texts and names: those that are nearly the same, found without comparing all with all."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from sahelcli.text.normalize import fold

_COMPARED = 50  # texts looked at for one word, so that time stays linear whatever the data is
_LOOKED_AT = 200  # texts looked at for one text, those with its rarest words first: a long one has a thousand words


def alike(texts: Sequence[str], may_be_alike: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield the positions of each text and of an earlier one that has nearly the same words, in any order.

    Nearly means that of all words of the two, at least two in three are in both. Pairs that `may_be_alike` are passed
    over. Two such texts share one of the rarer third of their words, and one more (prefix filtering: Chaudhuri, Ganti
    and Kaushik 2006), so that only texts with a rare word in common are compared.
    """
    words = [tuple(map(sys.intern, dict.fromkeys(fold(text).split()))) for text in texts]
    uses = Counter(chain.from_iterable(words))
    with_word: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_COMPARED))
    for position, own in enumerate(words):
        rarest = sorted(own, key=lambda word: (uses[word], word))[: len(own) // 3 + 1]
        mine = set(own)
        near = dict.fromkeys(chain.from_iterable(with_word[word] for word in rarest))
        for other in islice(near, _LOOKED_AT):
            if _share_enough(mine, words[other]) and not may_be_alike(other, position):
                yield position, other
                break
        for word in rarest:
            with_word[word].append(position)


def _share_enough(words: set[str], others: tuple[str, ...]) -> bool:
    if 3 * min(len(words), len(others)) < 2 * max(len(words), len(others)):
        return False  # not even if the longer had all of the shorter
    common = len(words.intersection(others))
    return 3 * common >= 2 * (len(words) + len(others) - common)


class SpellingIndex:
    """Index of names by which spellings that are one letter off (one more, one less, or another) are found."""

    def __init__(self) -> None:
        self._halves: dict[tuple[int, str], tuple[str, ...]] = {}  # tuples: most have one name, and a deque has room

    def add(self, name: str) -> None:
        """Add a name; one wrong letter leaves its beginning or its end as it was."""
        middle = len(name) // 2
        for half in ((len(name), name[:middle]), (-len(name), name[middle:])):
            self._halves[half] = (*self._halves.get(half, ())[1 - _COMPARED :], name)

    def near(self, name: str) -> Iterator[str]:
        """Yield the added names that are one letter off."""
        for length in (len(name) - 1, len(name), len(name) + 1):
            middle = length // 2
            begins = self._halves.get((length, name[:middle]), ())
            ends = self._halves.get((-length, name[len(name) - (length - middle) :]), ())
            yield from (other for other in dict.fromkeys((*begins, *ends)) if _one_letter_off(name, other))


def _one_letter_off(name: str, other: str) -> bool:
    start = _length_alike(name, other)
    name, other = name[start:], other[start:]
    end = _length_alike(name[::-1], other[::-1])
    name, other = name[: len(name) - end], other[: len(other) - end]
    return max(len(name), len(other)) == 1


def _length_alike(name: str, other: str) -> int:
    """Return how many characters two names have in common from their beginning."""
    pairs = enumerate(zip(name, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(name), len(other)))
