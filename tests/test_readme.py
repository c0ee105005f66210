"""README.md tells the truth: every example in it is run and compared, and every command and variable is in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sahelcli.cli.commands import COMMANDS
from sahelcli.errors import ExitCode
from tests.readme import PAGES, README, Example, examples, variables
from tests.terminal import Sahel

TEXT = README.read_text(encoding="utf-8")
EXAMPLES = tuple(examples(TEXT))
ALL = [(page.name, example) for page in PAGES for example in examples(page.read_text(encoding="utf-8"))]
SOURCE = README.parent / "src" / "sahelcli"


@pytest.mark.parametrize("example", [example for _, example in ALL], ids=[f"{page}: {e.command}" for page, e in ALL])
def test_an_example_prints_what_it_says(example: Example, home: Path, tmp_path: Path) -> None:
    if "| jq" in example.command and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    assert example.printed
    assert example.run(variables(home), tmp_path) == example.printed


def test_both_forms_of_output_have_examples() -> None:
    assert {example.on_terminal for example in EXAMPLES} == {True, False}


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_is_in_it() -> None:
    assert [command.name for command in COMMANDS if f"`sahel {command.name}" not in TEXT] == []


def test_every_exit_code_is_in_it() -> None:
    assert re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE) == [str(code.value) for code in ExitCode]


def test_every_variable_is_in_it() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert set(re.findall(r'"(SAHEL_[A-Z_]+|NO_COLOR|FORCE_COLOR|PAGER)"', source)) <= set(
        re.findall(r"^\| `([A-Z_]+)` \|", TEXT, re.MULTILINE)
    )


def test_the_tests_command_is_where_automation_finds_it() -> None:
    runner = (README.parent / ".ci" / "run").read_text(encoding="utf-8")
    (program,) = re.findall(r"^read_command='(.+)'$", runner, re.MULTILINE)
    result = subprocess.run(("awk", program, str(README)), check=True, capture_output=True, text=True).stdout
    assert result.strip().endswith("-m pytest -n auto --cov")


def test_the_dataset_shown_is_one(sahel: Sahel, tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    (tmp_path / "mine.toml").write_text(shown, encoding="utf-8")
    answer = sahel("timeline", "--data", "mine.toml", "--json")
    assert [row["date"] for row in answer.json()] == ["2026-01-04~"]
    assert answer.errors == b""
