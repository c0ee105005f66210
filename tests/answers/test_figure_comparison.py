"""Which figures differ: held to a plain reading, in which a figure is the set of all days and numbers it may mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.answers.figure_comparison import days_of_differences, differences, latest
from sahelcli.dates.edtf import parse
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from tests.formats.rows import figure

DAYS = range(1, 7)  # of January 2023; an open end reaches further
NUMBERS = range(8)

ends = st.none() | st.sampled_from(DAYS)
bounds = st.none() | st.sampled_from(NUMBERS)


@st.composite
def figures(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw figures of two forces, in order of date, as the index gives them."""
    made = []
    for number in range(draw(st.integers(0, 7))):
        first, last = draw(st.tuples(ends, ends).filter(_is_an_interval))
        low, high = draw(st.tuples(bounds, bounds).filter(_is_an_interval))
        date = f"{_day(first)}/{_day(last)}"
        force = {"id": draw(st.sampled_from(["one", "two"])), "name": "The Corps"}
        counts = draw(st.sampled_from([None, "police"]))
        made.append(figure(id=f"f{number}", date=date, force=force, counts=counts, low=low, high=high))
    return sorted(made, key=lambda row: parse(row["date"]).order)


def _is_an_interval(pair: tuple[int | None, int | None]) -> bool:
    low, high = pair
    return not low is high is None and (low is None or high is None or low <= high)


def _day(number: int | None) -> str:
    return ".." if number is None else f"2023-01-0{number}"


def days(row: dict[str, Any]) -> set[int]:
    """Return all days it may hold for, the one before and the one after standing for what is open."""
    date = parse(row["date"])
    every = range(parse("2022-12-31").first or 0, (parse("2023-01-07").first or 0) + 1)
    return {day for day in every if (date.first or 0) <= day and (date.last is None or day <= date.last)}


def people(row: dict[str, Any]) -> set[int]:
    """Return all numbers it may mean, one above all standing for those without end."""
    low, high = row["low"], row["high"]
    return {number for number in range(NUMBERS.stop + 1) if (low or 0) <= number <= (99 if high is None else high)}


def differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    same = all(one[key] == other[key] for key in ("force", "place", "measure", "counts"))
    return same and bool(days(one) & days(other)) and not people(one) & people(other)


def asked(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in differences(Row(encode(row)) for row in rows):
        yield block.data()


def pairs(ids: list[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(ids, 2)}


@given(figures())
def test_blocks_say_of_all_pairs_that_differ_that_they_do_and_of_no_others(rows: list[dict[str, Any]]) -> None:
    seen = set()
    for block in asked(rows):
        together = {pair for group in block["groups"] for pair in pairs(group["figures"])}
        seen |= pairs([row["id"] for row in block["figures"]]) - together
    assert seen == {frozenset((one["id"], other["id"])) for one, other in combinations(rows, 2) if differ(one, other)}


@given(figures())
def test_a_block_is_as_large_as_it_can_be_and_shares_its_days(rows: list[dict[str, Any]]) -> None:
    for block in asked(rows):
        inside = [row["id"] for row in block["figures"]]
        assert inside == [row["id"] for row in rows if row["id"] in inside]
        shared = set.intersection(*map(days, block["figures"]))
        assert shared == days({"date": f"{block['date_start'] or '..'}/{block['date_end'] or '..'}"})
        like = [row for row in rows if (row["force"], row["counts"]) == (block["force"], block["counts"])]
        assert [row["id"] for row in like if days(row) & shared == shared] == inside
    ends = list(days_of_differences(Row(encode(row)) for row in rows))
    assert ends == [(block["date_start"], block["date_end"]) for block in asked(rows)]


@given(figures())
def test_a_group_is_all_that_go_together(rows: list[dict[str, Any]]) -> None:
    for block in asked(rows):
        by_id = {row["id"]: row for row in block["figures"]}
        for group in block["groups"]:
            common = set.intersection(*(people(by_id[name]) for name in group["figures"]))
            assert common == people(group)
            assert [name for name in by_id if people(by_id[name]) & common == common] == group["figures"]
        assert {name for group in block["groups"] for name in group["figures"]} == set(by_id)
        for less, more in pairwise(block["groups"]):
            assert max(people(less)) < min(people(more))


@given(figures())
def test_the_newest_of_each_subject_in_order(rows: list[dict[str, Any]]) -> None:
    newest = [row.data() for row in latest(Row(encode(row)) for row in rows)]
    expected = []
    for row in rows:
        like = [other for other in rows if (other["force"], other["counts"]) == (row["force"], row["counts"])]
        spans = [(parse(other["date"]).first or 0, parse(other["date"]).last or 10**6) for other in like]
        if (parse(row["date"]).first or 0, parse(row["date"]).last or 10**6) == max(spans):
            expected.append(row)
    assert newest == expected


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ((1000, None), (1016, 1016), False),  # more than 1,000, and 1,016
        ((1500, 1500), (1400, 1400), True),  # about 1,500, and 1,400
        ((1500, None), (1400, 1400), True),
        ((None, 1500), (1500, None), False),
        ((1000, 1500), (1500, 2000), False),
        ((1000, 1500), (1501, 2000), True),
        ((None, 10), (0, 0), False),
        ((2**63 - 1, 2**63 - 1), (2**63 - 2, 2**63 - 2), True),
    ],
)
def test_ranges_that_meet_do_not_differ(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], differing: bool
) -> None:
    rows = [figure(id=f"f{number}", low=low, high=high) for number, (low, high) in enumerate((one, other))]
    assert len(list(asked(rows))) == len(list(asked(rows[::-1]))) == differing
