"""Each rule has a law, an example that breaks it, and one that keeps to it; none of the reader's codes is unknown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sahelcli
from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.rules import RULES, Rule, findings
from sahelcli.rules.reader_codes import READING

PACKAGE = Path(sahelcli.__file__).parent
ROOMS = ("dataset", "diagnostics", "filesystem", "model", "toml")  # of what a file is held to when it is read
OF_THE_WHOLE = ("unused-", "undated-source", "unarchived-source")  # what a short example need not keep to
WITH_EXAMPLES = [rule for rule in RULES if rule.code not in ("unreadable", "conflict-copy")]  # no text to show


def codes(rule: Rule, name: str) -> list[str]:
    """Return the codes of all that is found in an example."""
    example = rule.example(name)
    assert example is not None
    broken_rules = [other for other in RULES if other is rule or not other.code.startswith(OF_THE_WHOLE)]
    return [finding.code for finding in findings(link([read_file("example.toml", example)]), broken_rules)]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_the_bad_example_breaks_its_rule_and_no_other(rule: Rule) -> None:
    assert set(codes(rule, "bad")) == {rule.code}


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_the_good_example_breaks_no_rule(rule: Rule) -> None:
    assert codes(rule, "good") == []


def test_each_folder_of_examples_is_that_of_a_rule() -> None:
    folders = {path.name for path in (PACKAGE / "rules" / "examples").iterdir()}
    assert folders == {rule.code for rule in WITH_EXAMPLES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_law_is_a_sentence(rule: Rule) -> None:
    assert rule.in_short.endswith((".", "`."))
    assert rule.in_short[0].isupper() or rule.in_short.startswith("`")


def test_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_each_law_of_the_reader_is_of_a_code_that_it_gives() -> None:
    source = "".join(path.read_text("utf-8") for name in ROOMS for path in (PACKAGE / name).glob("*.py"))
    assert {code for code in READING if f'"{code}"' not in source} == set()


def test_what_has_no_law_yet_is_never_passed_over() -> None:
    dataset = link([read_file("-", b"[[events]]\n")])
    unheard = replace(
        dataset, diagnostics=tuple(finding._replace(code="unheard-of") for finding in dataset.diagnostics)
    )
    assert [finding.code for finding in findings(unheard, RULES)] == ["unheard-of"] * len(dataset.diagnostics)
