"""docs/import.md walks from tables to checked datasets: its commands are run on its tables, and say what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importers.sample_tables import TABLES
from tests.terminal import Sahel

PAGE = Path(__file__).parents[1] / "docs" / "import.md"
BLOCK = re.compile(r"^```(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """Return the text of a part of the page, to the next of its rank."""
    text = PAGE.read_text(encoding="utf-8")
    begin = text.index(f"\n## {title}\n")
    return text[begin : text.index("\n## ", begin + 1)]


def parts() -> list[tuple[str, str]]:
    """Return the walks, each with its title."""
    _, *walks = section("From a table to a checked dataset").split("\n### ")
    return [(walk.partition("\n")[0], walk) for walk in walks]


def commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the commands of a block, as a shell reads them, each with the lines that it is to print."""
    for part in text.split("$ sahel ")[1:]:
        typed = part
        while "\\\n" in typed.partition("\n")[0] + "\n":
            typed = typed.replace("\\\n", " ", 1)
        line, _, message = typed.partition("\n")
        yield shlex.split(line), message.splitlines()


def words(line: str) -> str:
    """Return a line with one space between words, as columns are set apart by more or by tabs."""
    return " ".join(line.split())


def test_the_page_has_five_walks_from_a_table_to_check() -> None:
    assert len(parts()) == 5
    assert all("$ sahel import " in text and "$ sahel check " in text for _title, text in parts())


@pytest.mark.parametrize(("title", "text"), parts(), ids=[title for title, _text in parts()])
def test_the_page_prints_what_its_commands_print(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(TABLES / "acled-2014.csv", "acled.csv")
    shutil.copy(TABLES / "ged-23.1-central-african-republic.csv", "ged.csv")
    for block in BLOCK.finditer(text):
        kind, *named = block["words"].split()
        if kind == "csv":
            encoding, name = named
            Path(name).write_text(block["text"], encoding=encoding)
            continue
        for typed, expected in commands(block["text"]):
            result = sahel(*typed)
            printed = {words(line) for line in (result.stdout + result.stderr).splitlines()}
            missing = [line for line in expected if words(line) not in printed]
            assert missing == [], f"{title}: sahel {shlex.join(typed)} printed\n{result.stdout}{result.stderr}"
