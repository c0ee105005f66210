"""The nearest words: all that so few changes of letters make, and no others."""

from __future__ import annotations

import sqlite3
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.index.word_suggestions import nearest_words

WORDS = st.text("abcé\ud7ff\ue001", min_size=1, max_size=8)


def index_of(texts: list[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (head, content = '', tokenize = 'ascii')")
    connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, instance)")
    connection.executemany("INSERT INTO texts (head) VALUES (?)", [(text,) for text in texts])
    return connection


@cache
def distance(one: str, other: str) -> int:
    """Return the letters put in, left out, changed or exchanged with their neighbour: as it is defined."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1]:
        ways.append(distance(one[2:], other[2:]) + 1)
    return min(ways)


@given(st.lists(WORDS, min_size=1, max_size=8), st.text("abcé", min_size=3, max_size=7))
def test_the_words_within_a_few_changes_are_found(present: list[str], word: str) -> None:
    result = nearest_words(index_of(present), word)
    nearest: set[str] = set()
    for most in (1, 2) if len(word) >= 6 else (1,):
        nearest = nearest or {one for one in present if distance(one, word) <= most}
    assert set(result) <= nearest
    assert len(result) == min(3, len(nearest))


def test_the_more_frequent_comes_first_and_numbers_have_no_neighbours() -> None:
    connection = index_of(["amber", "ember embers", "ember", "1501"])
    assert nearest_words(connection, "umber") == ["ember", "amber"]
    assert nearest_words(connection, "1500") == []
    assert nearest_words(connection, "am") == []
