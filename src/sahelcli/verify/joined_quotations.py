"""Claims that are put together from two quotations, each of which has a part of the words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

from sahelcli.verify.word_comparison import ComparedText, Comparison, parts_in_common

LEAST_OF_BOTH = 0.85
"""The share of the words of a claim that two quotations must have together."""

_LEAST_WORDS = 4  # in a row that each must have and the other not

Joined: TypeAlias = tuple[tuple[int, Comparison], tuple[int, Comparison]]
"""The places of two quotations among the candidates, and how the claim compares with each; its beginning first."""


class _Reach(NamedTuple):
    number: int
    compared: Comparison


def join(claim: ComparedText, quotations: Sequence[ComparedText]) -> Joined | None:
    """Return which two quotations have nearly all words of a claim together, each a part that the other has not."""
    if sum(sorted(len(quotation.words) for quotation in quotations)[-2:]) < LEAST_OF_BOTH * len(claim.words):
        return None
    found = [
        _Reach(number, compared)
        for number, quotation in enumerate(quotations)
        if (compared := parts_in_common(claim, quotation, _LEAST_WORDS))
    ]
    pairs = [pair for pair in combinations(found, 2) if _adds(*pair) and _adds(*reversed(pair))]
    best = max(pairs, key=_covered, default=None)
    if best is None or _covered(best) < LEAST_OF_BOTH * len(claim.words):
        return None
    first, second = sorted(best, key=lambda reach: min(reach.compared.covered))
    return (first.number, first.compared), (second.number, second.compared)


def _covered(pair: tuple[_Reach, _Reach]) -> int:
    return len(pair[0].compared.covered | pair[1].compared.covered)


def _adds(one: _Reach, other: _Reach) -> bool:
    return len(one.compared.covered - other.compared.covered) >= _LEAST_WORDS
