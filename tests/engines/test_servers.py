"""Servers: facts that are loaded into them as docs/at-scale.md says, and what is said where they do not answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from sahelcli.engines.connections import EngineFailed, NoSuchFacts, UnknownDataset, connect
from sahelcli.engines.facts_schema import FACTS, NAMES
from tests.engines.loaded import in_clickhouse, in_postgres, in_trino
from tests.terminal import Sahel

EDGES = str(Path(__file__).parents[1] / "exporters" / "edges.toml")
SERVERS: dict[str, Callable[[Path, Path], AbstractContextManager[str]]] = {
    "clickhouse": in_clickhouse,
    "postgres": in_postgres,
    "trino": in_trino,
}


@pytest.fixture
def facts(sahel: Sahel, tmp_path: Path) -> Path:
    """A folder of two datasets: the shipped one, and one of everything that bites."""
    for options in ((), ("-d", EDGES)):
        assert sahel("export", "facts", *options, "-q", "-o", str(tmp_path / "facts")).code == 0
    return tmp_path / "facts"


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, facts: Path, tmp_path: Path) -> Iterator[str]:
    with SERVERS[request.param](facts, tmp_path / "server") as url:
        yield url


def rows(table: Any, columns: list[str]) -> list[dict[str, Any]]:
    """Return some columns of a table in an order of its own."""
    found: list[dict[str, Any]] = table.select(columns).to_pyarrow().to_pylist()
    return sorted(found, key=lambda row: [str(value) for value in row.values()])


def test_a_server_has_what_the_files_have(facts: Path, server: str) -> None:
    here, there = connect(f"duckdb:{facts}"), connect(server)
    columns = [each.name for each in FACTS if each.name != "cited"]
    assert rows(there.facts, columns) == rows(here.facts, columns)
    named = [each.name for each in NAMES]
    assert rows(there.names, named) == rows(here.names, named)
    asked = min({row["dataset"] for row in rows(here.facts, ["dataset"])})
    here.close()
    there.close()
    _one_dataset_is_asked(server, asked)
    _what_is_not_there_is_said(server)


def _one_dataset_is_asked(server: str, name: str) -> None:
    one = connect(f"{server}?dataset={name}")
    for table in (one.facts, one.names):
        assert {row["dataset"] for row in rows(table, ["dataset"])} == {name}
    one.close()


def _what_is_not_there_is_said(server: str) -> None:
    """Ask a server for what it has not; in the same test, since to start one takes long."""
    with pytest.raises(NoSuchFacts, match='has no table "others" and no table "others_names"'):
        connect(server.replace("/facts", "/others"))
    with pytest.raises(UnknownDataset, match='there is no dataset "none"'):
        connect(f"{server}?dataset=none")
    refused = server.replace("s3cret%2Fword", "sesame") if ":s3cret" in server else server.replace("desk@", "nobody@")
    for wrong in (refused, re.sub(r"(?<=127.0.0.1:)\d+", "1", server)):
        with pytest.raises(EngineFailed) as caught:
            connect(wrong)
        assert "does not answer" in caught.value.message
        assert "s3cret" not in caught.value.message
        assert "sesame" not in caught.value.message
