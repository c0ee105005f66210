"""Candidates for a claim: the quotations that the full-text index finds by its rarest words, never all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import nlargest
from sqlite3 import Connection

from sahelcli.index import record_search
from sahelcli.index.record_order import within
from sahelcli.index.selection import SelectedRecord, Selection
from sahelcli.text.search_words import split
from sahelcli.verify.word_comparison import ComparedPart, ComparedText

_EVERYTHING = Selection("quote")
_MOST_FOUND = 4_000  # times that the words of a claim that are looked for are found, in all
_LEAST_WORDS = 3  # that are looked for, however often they are found
_NEAREST = 16  # quotations that are compared, besides those with the very words
_WITH_THE_WORDS = 200  # quotations with the very words
_MOST_WORDS, _MOST_PARTS = 60, 8  # that are looked for next to each other: the comparison looks at all

_FOUND = "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid BETWEEN ? AND ?"
_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM vocabulary WHERE term = ? LIMIT ?)"
_HITS = (
    "SELECT row, first, last, pos FROM json_each(?) AS asked CROSS JOIN rows AS r ON r.pos = asked.value"
    " ORDER BY first, last, pos"
)


class Candidates:
    """Selects the quotations to compare with each claim, among those that match the query."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        self._connection, self._selection = connection, selection
        self._is_narrow = selection != _EVERYTHING
        self._frequency, self._with_word = cache(self._count), cache(self._places)

    def of(self, claims: Sequence[ComparedText]) -> list[list[SelectedRecord]]:
        """Return the candidates of each claim: quotations with its exact words first, then with its rarest words."""
        with_words = [self._with_words(claim) for claim in claims]
        near = [self._near(claim) for claim in claims]
        hits = self._hits({pos for places in (*with_words, *near) for pos in places})
        return [
            [hits[pos] for pos in dict.fromkeys((*_present(exact, hits), *_present(others, hits)[:_NEAREST]))]
            for exact, others in zip(with_words, near, strict=True)
        ]

    def _with_words(self, claim: ComparedText) -> list[int]:
        """Return the positions of quotations that contain all parts of a claim, with or without its bracketed words."""
        ways = dict.fromkeys(map(_phrases, claim.parts))
        limit = "" if self._is_narrow else f" LIMIT {_WITH_THE_WORDS}"
        return [pos for way in ways if way for pos in self._find(way, limit)]

    def _near(self, claim: ComparedText) -> list[int]:
        """Return the positions of quotations with any of the rarest words of a claim, best match first.

        BM25 would count each word in all texts once per claim, which takes ten times as long.
        """
        has = Counter(pos for word in self._rare(claim) for pos in self._with_word(word))
        if self._is_narrow:
            return [pos for pos, _ in has.most_common()]
        return nlargest(_NEAREST, has, key=has.__getitem__)

    def _places(self, word: str) -> tuple[int, ...]:
        return tuple(self._find(f'"{word}"', ""))

    def _find(self, expression: str, more: str) -> Iterator[int]:
        values = (f"head : ({expression})", *within("quote"))
        return (pos for (pos,) in self._connection.execute(_FOUND + more, values))

    def _rare(self, claim: ComparedText) -> list[str]:
        """Return the rarest words of a claim among those that occur in the dataset."""
        known = sorted((number, word) for word in _words_of(claim) if (number := self._frequency(word)))
        rare: list[str] = []
        total = 0
        for number, word in known:
            total += number
            if total > _MOST_FOUND and len(rare) >= _LEAST_WORDS:
                break
            rare.append(word)
        return rare

    def _count(self, word: str) -> int:
        """Count a word in the full-text index, up to the limit at which it is no longer rare."""
        ((number,),) = self._connection.execute(_COUNTED, (word, _MOST_FOUND + 1))
        return int(number)

    def _hits(self, places: Iterable[int]) -> dict[int, SelectedRecord]:
        if self._is_narrow:
            hits = record_search.select(self._connection, self._selection._replace(positions=tuple(places), limit=None))
        else:
            hits = map(SelectedRecord._make, self._connection.execute(_HITS, (json.dumps([*places]),)))
        return {hit.pos: hit for hit in hits}


def _present(places: Iterable[int], hits: dict[int, SelectedRecord]) -> list[int]:
    return [pos for pos in places if pos in hits]


def _words_of(claim: ComparedText) -> dict[str, None]:
    return dict.fromkeys(part for word in claim.words for part in split(word.text))


def _phrases(parts: Sequence[ComparedPart]) -> str:
    """Return a full-text query for the first words of the first parts of a claim, each as a phrase."""
    words_of_parts = (
        [part for word in words[:_MOST_WORDS] for part in split(word.text)] for words, _ in parts[:_MOST_PARTS]
    )
    return " AND ".join(f'"{" ".join(words)}"' for words in words_of_parts if words)
