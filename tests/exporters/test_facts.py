"""The facts, read by DuckDB and by Arrow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from sahelcli.engines.facts_schema import FACTS, NAMES
from tests.terminal import Sahel

COMMANDS = {"timeline": "event", "quote": "quote", "troops": "figure"}


@pytest.fixture
def folder(sahel: Sahel, tmp_path: Path) -> Path:
    result = sahel("export", "facts", "-o", str(tmp_path / "facts"))
    assert (result.code, result.stderr, result.stdout) == (0, "", "")
    (made,) = (tmp_path / "facts").iterdir()
    return made


def records(folder: Path) -> list[dict[str, Any]]:
    """Return all records of a dataset, as DuckDB reads them."""
    with duckdb.connect() as connection:
        files = f"{folder}/kind=*/century=*/*.parquet"
        answer = connection.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [files])
        names = [column[0] for column in answer.description]
        return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]


def test_the_columns_are_those_of_the_schema(folder: Path) -> None:
    for file in folder.rglob("kind=*/**/*.parquet"):
        schema = pyarrow.parquet.read_schema(file)
        assert [(field.name, field.nullable) for field in schema] == [(each.name, each.nullable) for each in FACTS]
    assert pyarrow.parquet.read_schema(folder / "names.parquet").names == [each.name for each in NAMES]


def test_every_record_is_there_with_its_row(sahel: Sahel, folder: Path) -> None:
    result = records(folder)
    for command, kind in COMMANDS.items():
        rows = [json.loads(each["row"]) for each in result if each["kind"] == kind]
        expected = [row | ({"renderings": []} if kind == "quote" else {}) for row in sahel(command, "--json").json()]
        assert sorted(rows, key=lambda row: str(row["id"])) == sorted(expected, key=lambda row: str(row["id"]))
