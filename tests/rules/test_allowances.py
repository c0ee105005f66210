"""What a dataset lets pass, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.small import said, source
from tests.terminal import Sahel

RECORD = source().rstrip() + "\n"


@pytest.mark.parametrize(
    ("allowance", "is_let_pass"),
    [
        ('x_allow = { undated-source = "A leaflet without a date." }', True),
        ('x_allow = { undated-source = "" }', False),
        ("x_allow = { undated-source = true }", False),
        ('x_allow = { unused-source = "For later." }', False),
        ('x_allow = ["undated-source"]', False),
    ],
)
def test_a_record_with_a_reason_is_let_pass(allowance: str, is_let_pass: bool) -> None:
    assert bool(said(RECORD + allowance + "\n", "undated-source")) is not is_let_pass


def test_a_reason_of_the_dataset_counts_for_all_of_it() -> None:
    assert (
        said('[dataset.x_allow]\nundated-source = "Leaflets."\n\n' + source("one") + source("two"), "undated-source")
        == []
    )


@pytest.mark.parametrize("named", [("mine.toml", "-d", "theirs.toml"), ("theirs.toml", "-d", "mine.toml")])
def test_datasets_that_are_asked_together_let_pass_what_each_lets_pass(sahel: Sahel, named: tuple[str, ...]) -> None:
    Path("mine.toml").write_text('[dataset]\ntitle = "Mine"\nx_allow.undated-sauce = "So."\n', "utf-8")
    Path("theirs.toml").write_text("[dataset.x_allow]\nundated-source = 'Leaflets.'\n\n" + source(), "utf-8")
    result = {row["rule"]: row for row in sahel("check", *named, "--json").json()}
    assert "undated-source" not in result
    assert (result["allowance"]["file"], result["allowance"]["line"]) == ("mine.toml", 3)


@pytest.mark.parametrize(
    ("allowance", "message"),
    [
        ('x_allow = { undated-sources = "Leaflets." }', '5:13: there is no rule "undated-sources" that only warns'),
        ('x_allow = { unknown-reference = "Later." }', '5:13: there is no rule "unknown-reference" that only warns'),
        ('x_allow = { undated-source = " " }', '5:13: "undated-source" is let pass without a reason'),
        ('x_allow = "undated-source"', '5:11: "x_allow" must be a table of rules and reasons'),
    ],
)
def test_an_allowance_that_allows_nothing(allowance: str, message: str) -> None:
    result = said(RECORD + allowance + "\n", "allowance")
    assert [line.partition(": ")[2] for line in result] == [message.partition(": ")[2]]


def test_an_allowance_of_the_dataset_is_looked_at_too() -> None:
    toml = '[dataset.x_allow]\nundated-sauce = "Leaflets."\n\n' + source()
    assert said(toml, "allowance") == ['2:1: there is no rule "undated-sauce" that only warns']


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            source(published="2026") + "x_allow = { undated-source = 'A leaflet.' }\n",
            "7:30: {} is let pass, and not broken here",
        ),
        (
            "[dataset.x_allow]\nundated-source = 'Leaflets.'\n\n" + source(published="2026"),
            "2:1: {} is let pass, and not broken anywhere",
        ),
    ],
)
def test_an_allowance_that_is_needed_no_more(toml: str, message: str) -> None:
    assert said(toml, "unused-allowance") == [message.format('"undated-source"')]


@pytest.mark.parametrize(
    "toml",
    [
        "[dataset.x_allow]\nundated-source = 'Leaflets.'\n\n" + source("one", published="2026") + source("two"),
        source(published="2026") + "x_allow = { unused-allowance = 'So.', undated-source = 'A leaflet.' }\n",
        source() + "x_allow = { undated-source = 'A leaflet.' }\n",
    ],
)
def test_an_allowance_that_is_needed(toml: str) -> None:
    assert said(toml, "unused-allowance") == []
