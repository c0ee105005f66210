"""The queries of docs/at-scale.md: DuckDB and ClickHouse answer as `sahel` does."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from tests.terminal import Sahel

GUIDE = Path(__file__).parents[2] / "docs" / "at-scale.md"
Answer = list[tuple[str, ...]]


class Question(NamedTuple):
    """A section of the guide: its title, the command line, and the same question for each engine."""

    title: str
    command: list[str]
    duckdb: str
    clickhouse: str


def questions() -> list[Question]:
    found = []
    for section in re.split(r"^## ", GUIDE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        blocks = dict(re.findall(r"^```(.+?)\n(.+?)^```", section, flags=re.MULTILINE | re.DOTALL))
        title = section.partition("\n")[0]
        found.append(Question(title, shlex.split(blocks["sh"])[1:], blocks["sql duckdb"], blocks["sql clickhouse"]))
    return found


@pytest.fixture
def folder(sahel: Sahel, tmp_path: Path) -> Path:
    assert sahel("export", "parquet", "-o", str(tmp_path)).code == 0
    return tmp_path


def own(sahel: Sahel, command: list[str]) -> Answer:
    """Return what `sahel` answers, in an order of no meaning."""
    rows = list(csv.reader(io.StringIO(sahel(*command).stdout)))[1:]
    assert len(rows) > 5
    return sorted(map(tuple, rows))


def texts(rows: object) -> Answer:
    assert isinstance(rows, list)
    return sorted(tuple("" if value is None else str(value) for value in row) for row in rows)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.title)
def test_duckdb_answers_the_same(
    sahel: Sahel, folder: Path, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = own(sahel, question.command)
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        assert texts(connection.execute(question.duckdb).fetchall()) == expected


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.title)
def test_clickhouse_answers_the_same(sahel: Sahel, folder: Path, question: Question) -> None:
    # In a process of its own: two engines with allocators of their own do not share one well.
    script = "import chdb, sys; sys.stdout.write(str(chdb.query(sys.argv[1], 'JSONCompact')))"
    command = (sys.executable, "-c", script, question.clickhouse)
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    assert texts(json.loads(done.stdout)["data"]) == own(sahel, question.command)
