"""Headings: an answer that people read says all that it was narrowed to, so that none looks like more than it is."""

from __future__ import annotations

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
