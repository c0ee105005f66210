"""Candidates for a claim: the quotations that the full-text index finds by its rarest words, never all of them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from heapq import nlargest
from itertools import accumulate, combinations
from sqlite3 import Connection
from typing import Any

from sahelcli.index import record_search
from sahelcli.index.record_order import within
from sahelcli.index.selection import SelectedRecord, Selection
from sahelcli.text.search_words import split
from sahelcli.verify.word_comparison import ComparedPart, ComparedText

_EVERYTHING = Selection("quote")
_MOST_FOUND = 2_000  # quotations in which the words of a claim that are looked for stand, each word counted by itself
_MOST_COUNTED = 10_000  # quotations with a word: which of two is rarer is not asked beyond
_LEAST_WORDS = 3  # that are looked for, two at a time where they stand in more quotations
_NEAREST = 16  # quotations that are compared, besides those with the very words
_WITH_THE_WORDS = 200  # quotations with the very words
_FEW_WORDS, _MOST_WORDS, _MOST_PARTS = 6, 60, 8  # looked for next to each other: the comparison looks at all

_FOUND = "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid BETWEEN ? AND ?"
_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM texts WHERE texts MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
_HITS = (
    "SELECT row, first, last, pos FROM json_each(?) AS asked CROSS JOIN rows AS r ON r.pos = asked.value"
    " ORDER BY first, last, pos"
)


class Candidates:
    """Selects the quotations to compare with each claim, among those that match the query."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        self._connection, self._selection = connection, selection
        self._is_narrow = selection != _EVERYTHING
        self._number_with, self._places = cache(self._count), cache(self._find)

    def with_words(self, claims: Sequence[ComparedText]) -> list[list[SelectedRecord]]:
        """Return the quotations that contain the very words of each claim."""
        return self._records([self._with_words(claim) for claim in claims])

    def near(self, claims: Sequence[ComparedText]) -> list[list[SelectedRecord]]:
        """Return the quotations with most of the rarest words of each claim, best match first."""
        return [near[:_NEAREST] for near in self._records([self._near(claim) for claim in claims])]

    def _with_words(self, claim: ComparedText) -> list[int]:
        """Return the positions of quotations that contain all parts of a claim, with or without its bracketed words."""
        places: list[int] = []
        limit = -1 if self._is_narrow else _WITH_THE_WORDS
        ways = {self._phrases(parts, _FEW_WORDS): parts for parts in claim.parts}
        for few, parts in ways.items():
            some = self._find(few, limit) if few else ()
            places += some if len(some) != limit else self._find(self._phrases(parts, _MOST_WORDS), limit)
        return places

    def _phrases(self, parts: Sequence[ComparedPart], most: int) -> str:
        """Return a full-text query for the first parts of a claim, so many words of each as a phrase."""
        words_of_parts = ([part for word in words for part in split(word.text)] for words, _ in parts[:_MOST_PARTS])
        return " AND ".join(self._phrase(words, most) for words in words_of_parts if words)

    def _phrase(self, words: Sequence[str], most: int) -> str:
        """Return the rarest of some words and those about it, next to each other, as a full-text query."""
        rarest = min(range(len(words)), key=lambda number: self._number_with(f'"{words[number]}"'))
        start = max(0, min(rarest - most // 2, len(words) - most))
        return f'"{" ".join(words[start : start + most])}"'

    def _near(self, claim: ComparedText) -> list[int]:
        """Return the positions of quotations with any of the rarest words of a claim, best match first.

        Of words that stand in very many quotations those count in which two stand together. BM25 would count each word
        in all texts once per claim, which takes ten times as long.
        """
        rare, is_frequent = self._rare(claim)
        if is_frequent and not self._is_narrow and len(rare) > 1:
            with_all = self._find(" AND ".join(rare), _NEAREST)
            if len(with_all) == _NEAREST:  # which are the best matches: no pair of words need be looked for
                return [*with_all]
        expressions = [f"{one} AND {two}" for one, two in combinations(rare, 2)] if is_frequent else rare
        has = Counter(pos for expression in expressions for pos in self._places(expression))
        if self._is_narrow:
            return [pos for pos, _ in has.most_common()]
        return nlargest(_NEAREST, has, key=has.__getitem__)

    def _find(self, expression: str, limit: int = -1) -> tuple[int, ...]:
        """Return the positions of quotations that match a full-text query, all unless there is a limit."""
        rows = self._connection.execute(f"{_FOUND} LIMIT ?", (*_in_quotations(expression), limit))
        return tuple(pos for (pos,) in rows)

    def _rare(self, claim: ComparedText) -> tuple[list[str], bool]:
        """Return the rarest words of a claim that stand in quotations, and whether even these do so very often."""
        numbers = {word: number for word in _words_of(claim) if (number := self._number_with(word))}
        rarest = sorted(numbers, key=lambda word: (numbers[word], word))
        total = [*accumulate(numbers[word] for word in rarest)]
        few = bisect_right(total, _MOST_FOUND)
        return rarest[: max(few, _LEAST_WORDS)], few < min(len(rarest), _LEAST_WORDS)

    def _count(self, word: str) -> int:
        """Return in how many quotations a word stands, counted up to the limit at which it is no longer rare."""
        ((number,),) = self._connection.execute(_COUNTED, (*_in_quotations(word), _MOST_COUNTED))
        return int(number)

    def _records(self, places: Sequence[Sequence[int]]) -> list[list[SelectedRecord]]:
        """Return the records at lists of positions, those that the query selects."""
        hits = self._hits({pos for some in places for pos in some})
        return [[hits[pos] for pos in dict.fromkeys(some) if pos in hits] for some in places]

    def _hits(self, places: Iterable[int]) -> dict[int, SelectedRecord]:
        if self._is_narrow:
            hits = record_search.select(self._connection, self._selection._replace(positions=tuple(places), limit=None))
        else:
            hits = map(SelectedRecord._make, self._connection.execute(_HITS, (json.dumps([*places]),)))
        return {hit.pos: hit for hit in hits}


def _in_quotations(expression: str) -> tuple[Any, ...]:
    return (f"head : ({expression})", *within("quote"))


def _words_of(claim: ComparedText) -> dict[str, None]:
    """Return the words of a claim, each as a full-text query."""
    return dict.fromkeys(f'"{part}"' for word in claim.words for part in split(word.text))
