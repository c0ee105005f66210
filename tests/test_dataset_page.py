"""docs/dataset.md teaches by examples: they are one dataset without a mistake, and its commands print what it says."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from sahelcli.dates.formatting import words
from sahelcli.model.fields import KEYS
from tests.terminal import Result, Sahel

TEXT = (Path(__file__).parents[1] / "docs" / "dataset.md").read_text(encoding="utf-8")
DATASET = "\n".join(re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^```sh\n(sahel [^\n]+)\n```\n\n```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The page's dataset, as the folder that its commands name."""
    (tmp_path / "tera").mkdir()
    (tmp_path / "tera" / "tera.toml").write_text(DATASET, "utf-8")
    return tmp_path / "tera"


def printed(result: Result) -> str:
    return result.stdout + result.stderr


def test_its_pieces_are_a_dataset_without_a_mistake(sahel: Sahel, folder: Path) -> None:
    answer = sahel("check", "--strict", "--archive", "--skip", "unarchived-source", "--data", str(folder))
    assert (printed(answer), answer.code) == ("", 0)


def test_every_key_of_every_kind_is_shown_or_named() -> None:
    shown = tomllib.loads(DATASET)
    for kind, keys in KEYS.items():
        used = {key for record in shown[f"{kind}s"] for key in record}
        assert set(keys) - used <= {"note", "related", "url"}, kind


@pytest.mark.parametrize(("date", "meaning"), re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", TEXT, re.MULTILINE))
def test_a_date_means_what_it_says(date: str, meaning: str) -> None:
    assert words(date) == meaning


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_a_command_prints_what_it_says(sahel: Sahel, folder: Path, command: str, output: str) -> None:
    if " check " in command:
        wrong = DATASET.replace('date = "2026-01-04"', 'date = "2026-01-40"', 1)
        (folder / "tera.toml").write_text(wrong, "utf-8")
    assert printed(sahel(*shlex.split(command)[1:])) == output


def test_all_its_commands_are_tried() -> None:
    assert [command.split()[1] for command, _ in COMMANDS] == ["timeline", "check", "add"]
