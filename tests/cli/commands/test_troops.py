"""`sahel troops`: figures, none without who says so; where they differ, and which are the newest."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Process, Sahel, Terminal


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


def meet(one: dict[str, Any], other: dict[str, Any], first: str, last: str) -> bool:
    """Say whether two ranges have something in common; an end that is null goes on for ever."""
    firsts = [row[first] for row in (one, other) if row[first] is not None]
    lasts = [row[last] for row in (one, other) if row[last] is not None]
    return not firsts or not lasts or bool(max(firsts) <= min(lasts))


def test_figures_that_differ_are_side_by_side_and_no_others(sahel: Sahel) -> None:
    blocks = sahel("troops", "--differ", "--json").json()
    assert len(blocks) > 10
    together: set[frozenset[str]] = set()
    apart: set[frozenset[str]] = set()
    for block in blocks:
        assert {subject(row) for row in block["figures"]} == {subject(block)}
        named = [number for row in block["figures"] for number in (row["low"], row["high"]) if number is not None]
        assert (block["low"], block["high"]) == (min(named), max(named))
        groups = [set(group["figures"]) for group in block["groups"]]
        for one, other in combinations((row["id"] for row in block["figures"]), 2):
            (together if any({one, other} <= group for group in groups) else apart).add(frozenset((one, other)))
    rows = sahel("troops", "--json").json()
    like = [pair for pair in combinations(rows, 2) if subject(pair[0]) == subject(pair[1])]
    sharing = [pair for pair in like if meet(*pair, "date_start", "date_end")]
    assert apart == {frozenset(row["id"] for row in pair) for pair in sharing if not meet(*pair, "low", "high")}
    assert not together & apart


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
    assert result.stderr.startswith("error: --latest and --differ exclude each other\n")


def test_limits_count_blocks(sahel: Sahel) -> None:
    blocks = sahel("troops", "--differ", "--json").json()
    last = sahel("troops", "--differ", "--reverse", "-n", "1", "--json")
    assert last.json() == blocks[-1:]
    assert last.stderr == f"shown 1 of {len(blocks)} differences\n"


FRENCH = ("troops", "france", "--place", "niger", "--since", "2023", "--chart")


def frame(text: str) -> str:
    """Return the upper edge of a drawing, which is as wide as it is."""
    return next(line for line in text.splitlines() if "┌" in line)


def test_a_chart_draws_what_was_asked_for_and_counts_the_rest(sahel: Sahel) -> None:
    listed = sahel(*FRENCH[:-1], "--json").json()
    deployed = [row for row in listed if row["measure"] == "deployed"]
    result = sahel(*FRENCH)
    title, *rest = result.stdout.splitlines()
    assert title.startswith("People deployed · France · Niger · since 2023  ")
    assert title.endswith(f"  {len(deployed)} figures")
    assert "Jan 2024" in result.stdout
    assert any(line.startswith("A  France · Niger") for line in rest)
    others = len(listed) - len(deployed)
    assert result.stderr == f"{others} figures are not of people deployed and are not drawn: --measure draws them\n"
    assert sahel(*FRENCH, "--quiet").stderr == ""


@pytest.mark.parametrize(
    "filters",
    [
        ("--min-sources", "2", "--reverse"),
        ("--text", "soldiers", "-n", "2"),
        ("--known-by", "2023-12"),
        ("--on", "2023-10", "--certain"),
        ("--latest",),
    ],
    ids=" ".join,
)
def test_filters_narrow_a_chart(sahel: Sahel, filters: tuple[str, ...]) -> None:
    question = (*FRENCH[:-1], "--measure", "deployed", *filters)
    listed = len(sahel(*question, "--json").json())
    above, _, _ = sahel(*question, "--chart", env={"COLUMNS": "100"}).text.partition("┌")
    newest = "Newest figures" if "--latest" in filters else "Figures"
    assert above.startswith(f"{newest} · France · Niger · deployed · ")
    assert re.search(rf"\s{listed} figures?\s*$", above)  # where the title is long, on a line of its own


def test_other_measures_are_drawn_when_they_are_asked_for(sahel: Sahel) -> None:
    drawn = sahel("troops", "malian-armed-forces", "--measure", "killed", "--chart").stdout
    assert "A  Malian Armed Forces · " in drawn
    assert ", killed  " in drawn


@pytest.mark.parametrize("measured", ["deployed", "withdrawn"])
def test_a_chart_draws_nobody_as_0_of_whom_nobody_said_0(sahel: Sahel, measured: str) -> None:
    question = (*FRENCH[:-1], "--measure", measured)
    numbers = [number for row in sahel(*question, "--json").json() for number in (row["low"], row["high"])]
    assert 0 not in numbers
    assert min(number for number in numbers if number) < 200
    assert re.search(r"\n *0┤ +│\n", sahel(*question, "--chart").stdout)


def test_a_limit_is_said(sahel: Sahel) -> None:
    every = sahel(*FRENCH[:-1], "--measure", "deployed", "--count").stdout.strip()
    result = sahel(*FRENCH, "--measure", "deployed", "-n", "4")
    assert result.stdout.splitlines()[0].endswith(" 4 figures")
    assert result.stderr == f"drawn 4 of {every} figures\n"


def test_a_chart_is_as_wide_as_the_terminal_and_plain_elsewhere(sahel: Sahel, terminal: Terminal) -> None:
    for columns in (60, 80, 140):
        assert len(frame(terminal(*FRENCH, columns=columns).text)) == columns
    assert len(frame(sahel(*FRENCH).stdout)) == 80
    assert len(frame(sahel(*FRENCH, env={"COLUMNS": "60"}).stdout)) == 60
    assert "\x1b" not in sahel(*FRENCH, "--color", "always").stdout


def test_a_chart_in_ascii(process: Process) -> None:
    drawn = process(*FRENCH, env={"PYTHONIOENCODING": "ascii"}).stdout
    assert drawn.isascii()
    assert "?" not in drawn
    assert "+----" in drawn
    assert "^ at least" in drawn


def test_a_chart_goes_into_a_file(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chart.txt"
    assert sahel(*FRENCH, "-o", str(file)).output == b""
    assert file.read_bytes() == sahel(*FRENCH).output


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--json",), "the format json"),
        (("--format", "markdown"), "the format markdown"),
        (("-o", "chart.csv"), "the format csv"),
        (("--fields", "id"), "--fields"),
        (("--sources",), "--sources"),
        (("--ids",), "--ids"),
        (("--count",), "--count"),
    ],
)
def test_a_chart_is_no_rows(sahel: Sahel, options: tuple[str, ...], what: str) -> None:
    result = sahel(*FRENCH, *options)
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == (
        f"error: --chart is one drawing to look at, and {what} is for rows\nhint: leave --chart out to have the rows\n"
    )


def test_a_chart_of_differences_is_two_questions(sahel: Sahel) -> None:
    result = sahel(*FRENCH, "--differ")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith("error: --chart and --differ exclude each other\n")


def test_a_chart_of_nothing_says_so(sahel: Sahel) -> None:
    empty = sahel("troops", "--chart", "--on", "1900", "--certain")
    assert (empty.code, empty.output) == (0, b"")
    assert re.search("^the figures of this dataset run from .* 2012 to .*\nno figures match\n$", empty.stderr)
    assert sahel("troops", "--chart", "--on", "1900", "--certain", "--exit-status").code == 1
    unlike = sahel("troops", "--chart", "fla")
    assert (unlike.code, unlike.output) == (0, b"")
    assert unlike.stderr == "1 figure is not of people deployed and is not drawn: --measure draws it\n"
