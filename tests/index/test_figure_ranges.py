"""Figures are found by their number: those that say it, and those from one number to another that hold it."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.index.figure_ranges import breadth, holding

LARGEST = 2**63 - 1
NUMBERS = st.integers(0, 12) | st.integers(990, 1_010) | st.integers(0, LARGEST) | st.sampled_from([LARGEST, 10**18])
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda ends: (min(ends), max(ends)))


def index_of(ranges: list[tuple[int, int]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE people (breadth, low, high, pos, PRIMARY KEY (breadth, low, high, pos)) WITHOUT ROWID"
    )
    rows = [(breadth(high - low), low, high, pos) for pos, (low, high) in enumerate(ranges)]
    connection.executemany("INSERT INTO people VALUES (?, ?, ?, ?)", rows)
    return connection


@given(st.lists(RANGES, max_size=30), RANGES)
def test_it_finds_what_a_look_at_each_finds(ranges: list[tuple[int, int]], options: tuple[int, int]) -> None:
    low, high = options
    expected = tuple(pos for pos, (least, most) in enumerate(ranges) if least <= low and high <= most)
    assert holding(index_of(ranges), low, high) == expected


def test_a_number_larger_than_any_is_held_by_none() -> None:
    assert holding(index_of([(0, LARGEST)]), LARGEST + 1, LARGEST + 1) == ()
