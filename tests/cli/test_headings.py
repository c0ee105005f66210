"""Headings: an answer that people read says all that it was narrowed to, so that none looks like more than it is."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.terminal import Sahel, Terminal

NARROWED = {
    ("--not-agency", "afp"): "without copy of: AFP",
    ("--not-publisher", "trt"): "without publisher: TRT",
    ("--not-source", "seed-2023-09-26-france-niger-withdrawal"): "without source: ",
    ("--not-about", "mali"): "not about: Mali",
    ("--min-sources", "1"): "at least 1 sources that do not depend on each other",
    ("--max-sources", "1"): "at most 1 sources that do not depend on each other",
    ("--known-by", "2023-10"): "known by October 2023",
    ("--on", "2023-09"): "September 2023",
    ("--about", "niger"): "about Niger",
}


@pytest.mark.parametrize("command", [("timeline",), ("quote",), ("search", "niger"), ("stats",), ("actor", "macron")])
@pytest.mark.parametrize("option", NARROWED)
def test_every_answer_says_what_it_was_narrowed_to(
    sahel: Sahel, terminal: Terminal, command: tuple[str, ...], option: tuple[str, str]
) -> None:
    on_screen = " ".join(terminal(*command, *option, "-n", "1", columns=200).text.split())
    in_markdown = sahel(*command, *option, "-n", "1", "--format", "markdown").stdout
    assert NARROWED[option] in on_screen
    assert NARROWED[option] in in_markdown


@pytest.mark.parametrize("shape", ["--json", "-f jsonl", "-f csv", "-f tsv", "-f table", "--count"])
@pytest.mark.parametrize("command", ["timeline", "quote", "troops --latest", "stats", "search niger", "actor macron"])
def test_no_title_is_made_for_what_has_none(sahel: Sahel, command: str, shape: str) -> None:
    made = AssertionError("a title was made")
    with (
        patch("sahelcli.cli.headings.names_of", side_effect=made),
        patch("sahelcli.cli.headings._days", side_effect=made),
    ):
        assert sahel(*command.split(), "--place", "niger", "--on", "2023", *shape.split()).stdout
        answer = sahel(*command.split(), "--place", "niger", "--on", "2023", "-f", "markdown", "--debug")
        assert "a title was made" in answer.stderr


def test_what_a_limit_cuts_is_said_in_a_file_too(sahel: Sahel) -> None:
    """A file goes from hand to hand without what stood on standard error when it was written."""
    total = sahel("timeline", "--count").stdout.strip()
    assert f"\n2 of {total} events\n" in sahel("timeline", "-n", "2", "--format", "markdown").stdout
    assert " of " not in sahel("timeline", "--format", "markdown").stdout.partition("| Date")[0]
    profile = sahel("actor", "macron", "--json").json()
    page = sahel("actor", "macron", "-n", "1", "--format", "markdown").stdout
    assert f"\n## Events, 1 of {profile['total_events']}\n" in page
    source = sahel("source", "seed-2023-09-26", "-n", "1", "--format", "markdown").stdout
    assert "\n## Events, 1 of 9\n" in source
    assert "\n## Events\n" in sahel("source", "seed-2023-09-26", "--format", "markdown").stdout


def test_kinds_that_were_asked_for_are_said(terminal: Terminal) -> None:
    output = terminal("search", "rebels", "--kind", "quote", "--kind", "event", "--on", "2023", columns=200).text
    assert output.startswith("Search · rebels · events and quotations · 2023 ")
    assert terminal("stats", "--by", "month", "--kind", "figure").text.startswith("Counts by month · figures ")
