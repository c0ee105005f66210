"""`sahel sql`: the statement that is printed finds what the command finds, in that order."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
import sqlglot

from tests.engines.asking import Facts
from tests.questions import dataset, question
from tests.terminal import Sahel

DIALECTS = ("duckdb", "clickhouse", "spark", "trino", "postgres", "bigquery")
TRANSLATED = ("duckdb", "trino", "bigquery", "spark")
LINES = [
    "timeline --place niger --known-by 2023-09 --min-sources 2",
    "timeline --text 'military cooperation' --not-agency AFP",
    "quote macron --since 2023-07 --certain",
    "troops france --latest",
    "troops --differ",
    "stats --by month",
    "stats --by publisher --kind quote -n 5",
    "actor --since 2024",
    "actor tchiani -n 3",
    "source --publisher TRT",
    "source seed-2023-09-26",
    "show place:niger",
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("line", LINES)
def test_every_question_is_one_statement_of_every_dialect(sahel: Sahel, line: str, dialect: str) -> None:
    done = sahel("sql", *shlex.split(line), "--dialect", dialect, "--table", "news.facts")
    refused = dialect == "postgres" and "--not-agency" in line
    assert done.code == (2 if refused else 0), done.stderr
    if not refused:
        (parsed,) = filter(None, sqlglot.parse(done.stdout, dialect=dialect))
        tables = {table.sql(dialect="duckdb") for table in parsed.find_all(sqlglot.exp.Table)}
        assert any("facts" in table for table in tables)


def test_what_no_comparison_says_is_refused(sahel: Sahel) -> None:
    done = sahel("sql", "timeline", "--min-sources", "2", "--not-publisher", "Reuters")
    assert (done.code, done.stdout) == (2, "")
    assert "do not depend on each other is no comparison" in done.stderr
    done = sahel("sql")
    assert done.code == 2
    assert "one of timeline, quote" in done.stderr


def test_statements_find_what_commands_find(sahel: Sahel, tmp_path: Path) -> None:
    """Those of other dialects are translated for DuckDB by sqlglot, which also helps Ibis to write them."""
    compared: Counter[str] = Counter()
    dialects = cycle(TRANSLATED)
    for seed in range(6):
        random = Random(seed)
        (folder := tmp_path / str(seed)).mkdir()
        facts = Facts(sahel, folder, dataset(random))
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE facts AS FROM read_parquet('{facts.folder}/*/kind=*/*/*.parquet')")
            for asked in islice(iter(lambda: question(random, facts.made), None), 25):  # noqa: B023
                if asked.command != "search":
                    dialect = next(dialects)
                    compared[dialect] += _agrees(sahel, facts, connection, asked.argv, dialect)
    assert all(compared[dialect] > 20 for dialect in TRANSLATED), compared


def _agrees(sahel: Sahel, facts: Facts, connection: duckdb.DuckDBPyConnection, argv: list[str], dialect: str) -> bool:
    """Fail unless a statement finds what the command prints; return whether there is one."""
    done = sahel("sql", *argv, "-d", str(facts.file), "--dialect", dialect)
    if done.code:
        return False
    (statement,) = sqlglot.transpile(done.stdout, read=dialect, write="duckdb")
    if dialect == "bigquery":  # whose offsets sqlglot takes for ordinal numbers, which begin with 1
        statement = re.sub(r"\bpos_2\b(?! *\))", "(pos_2 - 1)", statement)
    rows = connection.execute(statement)
    assert rows.description
    found = [dict(zip([name for name, *_ in rows.description], row, strict=True)) for row in rows.fetchall()]
    printed = sahel(*argv, "-d", str(facts.file), "--json")
    assert printed.code == 0
    assert _of_statement(argv, found) == _of_command(argv, printed.json()), argv
    return True


def _of_statement(argv: list[str], found: list[dict[str, Any]]) -> Any:
    if argv[0] == "stats":
        by = "term" if found and "term" in found[0] else "value"
        kinds = ("events", "quotes", "figures")
        return [(row[by], *(row.get(kind, row.get(kind[:-1], 0)) for kind in kinds)) for row in found]
    ids = [(row["kind"], row["id"], row["certain"] or row["kind"] == "source", row["sources"]) for row in found]
    return {one[:2] for one in ids} if "--differ" in argv else ids


def _of_command(argv: list[str], printed: Any) -> Any:
    if argv[0] == "stats":
        return [(row["value"], row["events"], row["quotes"], row["figures"]) for row in printed]
    if "--differ" in argv:
        return {(figure["kind"], figure["id"]) for row in printed for figure in row["figures"]}
    rows = printed
    if isinstance(printed, dict):
        rows = [row for kind in ("events", "quotes", "figures", "actors") for row in printed.get(kind, ())]
    return [_seen(row) for row in rows]


def _seen(row: dict[str, Any]) -> tuple[Any, ...]:
    sources = [source["id"] for source in row["sources"]] if row["kind"] != "source" else [row["id"]]
    return row["kind"], row["id"], row.get("certain", True), sources


def test_json_of_a_row_is_the_contract(sahel: Sahel, tmp_path: Path) -> None:
    assert sahel("export", "facts", "-q", "-o", str(tmp_path)).code == 0
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW facts AS FROM read_parquet('{tmp_path}/*/kind=*/*/*.parquet')")
        statement = sahel("sql", "timeline", "--on", "2023-09").stdout
        rows = [json.loads(row[-1]) for row in connection.execute(statement).fetchall()]
    own = sahel("timeline", "--on", "2023-09", "--json").json()
    assert [row["id"] for row in rows] == [row["id"] for row in own]
