"""The law of engines, on the others: ClickHouse, PostgreSQL, Trino, and Spark whose partitions lie on several workers.

An engine that is not here is passed over with a word; `just engines`, which installs them all, fails then.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sahelcli.engines import open as engines_open
from sahelcli.engines.connections import Connection, connect
from tests.engines.asking import Facts, command_lines, remember_connections
from tests.engines.loaded import in_clickhouse, in_postgres, in_trino
from tests.engines.postgres_server import programs
from tests.questions import dataset
from tests.terminal import Sahel
from tests.torture.times import times

pytestmark = pytest.mark.no_cover  # a law: tests of examples go the same ways
EVERY = "SAHEL_EVERY_ENGINE"
WORKERS = "local-cluster[2,1,1024]"  # two workers with a processor and a gigabyte each, in processes of their own


def missing(engine: str) -> str:
    """Return what an engine lacks here, "" where it is here."""
    lacking = {
        "spark": not (importlib.util.find_spec("pyspark") and shutil.which("java")),
        "clickhouse": not importlib.util.find_spec("chdb"),
        "postgres": programs() is None,
        "trino": not importlib.util.find_spec("trino"),
    }
    return f"there is no {engine}: `just engines` installs it" if lacking[engine] else ""


@contextmanager
def asked(engine: str, facts: Path, folder: Path) -> Iterator[str]:
    """Give the URL at which an engine answers from a folder of facts."""
    if engine == "spark":
        yield f"spark:{facts}?master={WORKERS}"
        return
    load = {"clickhouse": in_clickhouse, "postgres": in_postgres, "trino": in_trino}[engine]
    with load(facts, folder) as url:
        yield url


@pytest.mark.parametrize(("engine", "number"), [("clickhouse", 60), ("postgres", 40), ("trino", 40), ("spark", 15)])
def test_it_answers_as_the_index_does(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, number: int
) -> None:
    if reason := missing(engine):
        (pytest.fail if os.environ.get(EVERY) else pytest.skip)(reason)
    remember_connections(monkeypatch)
    opened: list[Connection] = []
    monkeypatch.setattr(engines_open, "connect", _noting(opened))
    random = Random(engine)
    facts = Facts(sahel, tmp_path, dataset(random))
    with asked(engine, facts.folder, tmp_path / "server") as url:
        for argv in islice(command_lines(random, facts.made), times(number, 40 * number)):
            facts.agree(argv, url)
        if engine == "spark":
            _has_worked_on_several(opened[0].backend._session)  # noqa: SLF001  # Ibis shows it nowhere else
        for connection in opened:
            connection.close()


def _noting(opened: list[Connection]) -> Callable[[str], Connection]:
    def noted(url: str) -> Connection:
        opened.append(connect(url))
        return opened[-1]

    return noted


def _has_worked_on_several(session: Any) -> None:
    """Fail unless there are two workers beside the one that asks, and the facts lie in several partitions."""
    assert session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3  # noqa: SLF001  # nor does pyspark
    assert session.table("facts").rdd.getNumPartitions() > 1
