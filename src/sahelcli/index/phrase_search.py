"""Phrase search: words next to each other, in all the ways in which a dataset may write them.

An apostrophe or hyphen makes one word or two. What any record writes with one, or what is typed with one, is found with
it, without it and apart, alone and among others: `N'Djamena airport`, `ndjamena airport`, `n djamena airport`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import singledispatch
from sqlite3 import Connection
from typing import NamedTuple, TypeAlias

from sahelcli.errors import UsageError
from sahelcli.text.search_words import MOST_CONNECTED, Connected, connected, split, ungrouped

MOST_WORDS = 1_000
_MANY = 16  # ways, from which on those are dropped that no record has
_MOST_WAYS = 256

Way: TypeAlias = tuple[str, ...]


class SearchTerm(NamedTuple):
    """A phrase to search for: adjacent words in all their spellings; the last word may be a prefix.

    `text` is the phrase as typed.
    """

    ways: tuple[Way, ...]
    is_beginning: bool = False
    text: str = ""

    @property
    def expression(self) -> str:
        """The term for the full-text index; nothing in it is syntax, whatever was typed."""
        star = "*" if self.is_beginning else ""
        phrases = " OR ".join(f'"{" ".join(way)}"{star}' for way in self.ways)
        return phrases if len(self.ways) == 1 else f"({phrases})"


class TooManyWords(UsageError):
    """The search has more words than the limit."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "a few of the rarer words find the same")


def refuse_too_many(number: int) -> None:
    """Raise TooManyWords where there are too many words to look for."""
    if number > MOST_WORDS:
        raise TooManyWords(f"at most {MOST_WORDS:,} words are looked for at once, and these are {number:,}")


def term(connection: Connection, text: str, *, is_beginning: bool = False) -> SearchTerm:
    """Return the search term of a typed text, which has at least one word or number; TooManyWords for too many."""
    words = split(text)
    refuse_too_many(len(words))
    ways = _ways(connection, words, _others(connection, text, words))
    return SearchTerm(tuple(ways) or (tuple(words),), is_beginning, text)


def _others(connection: Connection, text: str, words: Sequence[str]) -> dict[str, set[str]]:
    """Return the parts of each word, run together or as it stands, that is written in parts too."""
    others: dict[str, set[str]] = {}
    together = {"".join(words[begin:end]) for begin, end in _stretches(len(words))}
    for word, parts in (*connected_in(connection, together), *connected(ungrouped(text))):
        others.setdefault(word, set()).add(parts)
    return others


@singledispatch
def connected_in(connection: Connection, together: Collection[str]) -> Iterable[Connected]:
    """Return those of the words that apostrophes or hyphens connect in some record, with their parts."""
    statement = "SELECT c.* FROM json_each(?) AS asked CROSS JOIN connected AS c ON c.together = asked.value"
    return connection.execute(statement, (json.dumps([*together]),))


def _stretches(number: int) -> Iterator[tuple[int, int]]:
    for begin in range(number):
        for end in range(begin + 1, min(begin + MOST_CONNECTED, number) + 1):
            yield begin, end


def _ways(connection: Connection, words: Sequence[str], others: dict[str, set[str]]) -> Iterable[Way]:
    """Return the words in every way: each stretch as it stands, run together, and in all the parts of that."""
    ways: list[dict[Way, None]] = [{(): None}, *({} for _ in words)]
    for begin, end in _stretches(len(words)):
        if len(ways[begin]) > _MANY and end == begin + 1:
            ways[begin] = {way: None for way in ways[begin] if is_found(connection, SearchTerm((way,)))}
            if len(ways[begin]) > _MOST_WAYS:
                raise TooManyWords("too many of the words are written in several ways, which are looked for at once")
        stretch = tuple(words[begin:end])
        parts = others.get("".join(stretch), set())
        if end - begin > 1 and " ".join(stretch) not in parts:
            continue
        for one in ("".join(stretch), *sorted(parts)):
            ways[end].update(dict.fromkeys((*way, *one.split()) for way in ways[begin]))
    return ways[-1]


@singledispatch
def number_of_records(connection: Connection, terms: Sequence[SearchTerm], *, all_at_once: bool = False) -> int:
    """Return in how many records of any kind one of the terms is found, or all of them."""
    expression = (" AND " if all_at_once else " OR ").join(term.expression for term in terms)
    (number,) = connection.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (expression,)).fetchone()
    return int(number)


@singledispatch
def is_found(connection: Connection, term: SearchTerm) -> bool:
    """Whether a term is found in any record: at once where it is, however often."""
    row = connection.execute("SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1", (term.expression,))
    return row.fetchone() is not None
