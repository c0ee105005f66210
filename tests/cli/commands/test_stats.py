"""`sahel stats`: counts that add up."""

from __future__ import annotations

import pytest

from tests.terminal import Sahel, Terminal


def total(sahel: Sahel, *args: str) -> int:
    return sum(int(sahel(command, *args, "--count").stdout) for command in ("timeline", "quote", "troops"))


@pytest.mark.parametrize("by", ["kind", "year", "quarter", "month"])
def test_each_record_is_counted_once(sahel: Sahel, by: str) -> None:
    rows = sahel("stats", "--by", by, "--json").json()
    assert sum(row["total"] for row in rows) == total(sahel)
    assert all(row["total"] == row["events"] + row["quotes"] + row["figures"] for row in rows)
    assert all(row["single_source"] <= row["total"] for row in rows)


def test_months_in_order_and_the_imprecise_last(sahel: Sahel) -> None:
    values = [row["value"] for row in sahel("stats", "--by", "month", "--on", "2023", "--json").json()]
    assert values == [*(f"2023-{month:02d}" for month in range(1, 13)), "imprecise"]


def test_a_month_counts_what_surely_lies_in_it(sahel: Sahel) -> None:
    (row,) = [row for row in sahel("stats", "--by", "month", "--json").json() if row["value"] == "2023-09"]
    assert row["events"] == int(sahel("timeline", "--on", "2023-09", "--certain", "--count").stdout)
    assert row["date_start"] >= "2023-09-01"
    assert row["date_end"] <= "2023-09-30"


@pytest.mark.parametrize(("by", "option"), [("actor", "--actor"), ("place", "--place"), ("publisher", "--publisher")])
def test_a_count_is_that_of_the_filter(sahel: Sahel, by: str, option: str) -> None:
    rows = sahel("stats", "--by", by, "--kind", "event", "--on", "2023", "--json").json()
    assert rows[0]["total"] == max(row["total"] for row in rows)
    for row in rows[:3]:
        assert str(row["events"]) == sahel("timeline", option, row["name"], "--on", "2023", "--count").stdout.strip()


def test_by_measure_and_tag(sahel: Sahel) -> None:
    measures = {row["value"]: row["figures"] for row in sahel("stats", "--by", "measure", "--json").json()}
    assert str(measures["deployed"]) == sahel("troops", "--measure", "deployed", "--count").stdout.strip()
    tags = {row["value"]: row["events"] for row in sahel("stats", "--by", "tag", "--json").json()}
    assert str(tags["coup"]) == sahel("timeline", "--tag", "coup", "--count").stdout.strip()


def test_single_source_is_the_filter_too(sahel: Sahel) -> None:
    (row,) = sahel("stats", "--kind", "event", "--json").json()
    assert str(row["single_source"]) == sahel("timeline", "--max-sources", "1", "--count").stdout.strip()


def test_an_unknown_measure_of_counting(sahel: Sahel) -> None:
    result = sahel("stats", "--by", "week")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith('error: unknown value "week" for --by\nhint: one of kind, year, quarter')


def test_on_a_terminal(terminal: Terminal) -> None:
    page = terminal("stats", "--by", "month", "--on", "2023", "--no-pager").text
    assert "2023-08" in page
    assert all(len(line) <= 80 for line in page.splitlines())
