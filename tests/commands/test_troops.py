"""`sahel troops`: figures, none without who says so; where they differ, and which are the newest."""

from __future__ import annotations

from itertools import pairwise

from sahelcli.records.dates import parse
from tests.terminal import Sahel


def test_the_seeds_figure_with_who_says_so(sahel: Sahel) -> None:
    rows = sahel("troops", "united-states", "--place", "niger", "--json").json()
    (seed,) = [row for row in rows if row["id"] == "us-troops-niger-2023-09-seed"]
    assert (seed["low"], seed["high"]) == (1100, 1100)
    assert seed["attributed_to"] or seed["sources"][0]["agency"]
    assert all(row["sources"] for row in rows)


def test_figures_are_of_the_force_and_in_the_place(sahel: Sahel) -> None:
    rows = sahel("troops", "france", "--on", "2023-09", "--json").json()
    assert {row["force"]["id"] for row in rows} == {"france"}
    assert "french-troops-niger-2023-09-rfi" in [row["id"] for row in rows]
    deployed = sahel("troops", "--measure", "deployed", "--json").json()
    assert {row["measure"] for row in deployed} == {"deployed"}


def subject(row: dict[str, object]) -> tuple[str, ...]:
    return tuple(str(row[key]) for key in ("force", "place", "measure", "counts"))


def test_disagreements_are_side_by_side(sahel: Sahel) -> None:
    blocks = sahel("troops", "--differ", "--json").json()
    assert len(blocks) > 10
    for block in blocks:
        numbers = [(row["low"], row["high"]) for row in block["figures"]]
        assert len(set(numbers)) > 1
        assert {subject(row) for row in block["figures"]} == {subject(block)}
        named = [number for pair in numbers for number in pair if number is not None]
        assert (block["low"], block["high"]) == (min(named), max(named))
        dates = [parse(row["date"]) for row in block["figures"]]
        firsts = [date.first for date in dates if date.first is not None]
        lasts = [date.last for date in dates if date.last is not None]
        assert max(firsts, default=0) <= min(lasts, default=10**9)


def test_every_pair_of_figures_that_differ_is_in_a_block(sahel: Sahel) -> None:
    together = {
        frozenset((one["id"], other["id"]))
        for block in sahel("troops", "--differ", "--json").json()
        for one in block["figures"]
        for other in block["figures"]
    }
    rows = sahel("troops", "--json").json()
    for place in range(len(rows)):
        for other in rows[place + 1 :]:
            one = rows[place]
            apart = (one["date_end"] or "9999") < (other["date_start"] or "0000") or (other["date_end"] or "9999") < (
                one["date_start"] or "0000"
            )
            same_number = (one["low"], one["high"]) == (other["low"], other["high"])
            if subject(one) == subject(other) and not apart and not same_number:
                assert frozenset((one["id"], other["id"])) in together


def test_the_newest_of_each_force_place_and_measure(sahel: Sahel) -> None:
    rows = sahel("troops", "--json").json()
    newest = sahel("troops", "--latest", "--json").json()
    assert {subject(row) for row in newest} == {subject(row) for row in rows}
    for row in newest:
        older = [other for other in rows if subject(other) == subject(row)]
        assert (
            row["date_start"] == max((other["date_start"] or "" for other in older), default=None)
            or not row["date_start"]
        )
    assert all((one["date_start"] or "") <= (two["date_start"] or "") for one, two in pairwise(newest))


def test_two_questions_at_once(sahel: Sahel) -> None:
    result = sahel("troops", "--latest", "--differ")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith("error: --latest and --differ ask two questions\n")


def test_limits_count_blocks(sahel: Sahel) -> None:
    blocks = sahel("troops", "--differ", "--json").json()
    last = sahel("troops", "--differ", "--reverse", "-n", "1", "--json")
    assert last.json() == blocks[-1:]
    assert last.stderr == f"shown 1 of {len(blocks)} disagreements\n"
