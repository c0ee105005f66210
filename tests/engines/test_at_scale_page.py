"""docs/at-scale.md, line by line: what it shows is run, and an engine prints what the index prints."""

from __future__ import annotations

import csv
import io
import re
import shlex

import duckdb
import ibis
import pytest
import sqlglot
from ibis.backends.sql.datatypes import TrinoType

from sahelcli.engines.engine_url import engine_url
from sahelcli.engines.facts_schema import FACTS, NAMES
from tests.engines.at_scale_page import PAGE, blocks, statements
from tests.terminal import Sahel


def lines() -> list[list[str]]:
    return [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]


def test_every_line_is_run_and_an_engine_prints_what_the_index_prints(sahel: Sahel) -> None:
    asked = 0
    for words in lines():
        assert words[0] == "sahel"
        done = sahel(*words[1:])
        assert done.code == 0, done.stderr
        if "--engine" in words:
            number = words.index("--engine")
            assert done == sahel(*words[1:number], *words[number + 2 :])
            assert done.stdout
            asked += 1
    assert asked


def test_one_table_a_kind_answers_what_sahel_answers(sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    *_, export, question = lines()
    assert sahel(*export[1:]).code == 0
    expected = list(csv.reader(io.StringIO(sahel(*question[1:]).stdout)))[1:]
    (statement,) = blocks("sql parquet")
    with duckdb.connect() as connection:
        found = [list(row) for row in connection.execute(statement).fetchall()]
    niger = {tuple(row) for row in expected}
    assert len(expected) > 5
    assert {tuple(row) for row in found} == niger


def test_every_address_of_an_engine_is_one() -> None:
    urls = re.findall(r"`((?:duckdb|spark|clickhouse|postgres|trino):[^`]+)`", PAGE.read_text("utf-8"))
    assert {engine_url(url).engine for url in urls} == {"duckdb", "spark", "clickhouse", "postgres", "trino"}


def test_the_tables_of_trino_have_the_columns_of_facts() -> None:
    for statement, columns in zip(statements("sql trino"), (FACTS, NAMES), strict=True):
        defined = sqlglot.parse_one(statement, read="trino").this.expressions
        types = [(each.name, each.args["kind"].sql("trino")) for each in defined]
        expected = [(each.name, TrinoType.to_string(ibis.dtype(each.type)).replace('"', "")) for each in columns]
        assert types == expected


def test_every_dialect_is_named(sahel: Sahel) -> None:
    offered = re.search(r"--dialect NAME\s+(.*?)\.", " ".join(sahel("sql", "timeline", "--help").stdout.split()))
    assert offered
    assert all(f"`{name}`" in PAGE.read_text("utf-8") for name in offered[1].split(", "))
