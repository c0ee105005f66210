"""Facts loaded into servers, by the statements of docs/at-scale.md, and the URLs at which they are asked then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import psycopg
import pytest

from tests.engines import clickhouse_server as clickhouse
from tests.engines import postgres_server as postgres
from tests.engines import trino_server as trino
from tests.engines.at_scale_page import blocks, statements

_LOADING = 4 * 3_600  # seconds that a server may take to load facts, of which there may be a hundred million


@contextmanager
def in_clickhouse(facts: Path, folder: Path) -> Iterator[str]:
    """Give the URL of a folder of facts that is loaded into ClickHouse."""
    import ibis  # here: it is large

    with clickhouse.clickhouse_server(folder) as port:
        who = {"user": clickhouse.USER, "password": clickhouse.PASSWORD}
        long = {"send_receive_timeout": _LOADING}
        backend = ibis.clickhouse.connect(host="127.0.0.1", port=port, database="default", **who, **long)
        for statement in statements("sql clickhouse"):
            backend.raw_sql(statement.replace("'facts/", f"'{facts}/"))
        backend.disconnect()
        yield f"clickhouse://{who['user']}:{quote(who['password'], safe='')}@127.0.0.1:{port}/default/facts"


@contextmanager
def in_trino(facts: Path, _folder: Path) -> Iterator[str]:
    """Give the URL of a folder of facts that a server answers from as Trino does; passed over without its client."""
    pytest.importorskip("trino", reason="there is no client of Trino: `just engines` installs it")
    with trino.trino_server(facts) as url:
        yield url


@contextmanager
def in_postgres(facts: Path, folder: Path) -> Iterator[str]:
    """Give the URL of a folder of facts that is loaded into PostgreSQL; passed over where that is not installed."""
    with postgres.postgres_server(folder) as port:
        with duckdb.connect() as engine:
            for statement in statements("sql duckdb"):
                engine.execute(re.sub("'(?=facts)", f"'{facts.parent}/", statement.replace("facts/", f"{facts.name}/")))
        url = f"postgres://{postgres.USER}:{quote(postgres.PASSWORD, safe='')}@127.0.0.1:{port}/postgres"
        with psycopg.connect(url.replace("postgres:", "postgresql:", 1), autocommit=True) as connection:
            _load(connection, facts.parent)
        yield f"{url}/facts"


def _load(connection: Any, folder: Path) -> None:
    """Run what the page has for `psql`, which has a way of its own to copy a file."""
    (text,) = blocks("sql postgres")
    for part in re.split(r"(^\\copy .*$)", text, flags=re.MULTILINE):
        if copied := re.match(r"\\copy (\w+) FROM '(.+)' CSV HEADER", part):
            with connection.cursor().copy(f"COPY {copied[1]} FROM STDIN CSV HEADER".encode()) as copy:
                copy.write((folder / copied[2]).read_bytes())
        elif part.strip():
            connection.execute(part.encode())
