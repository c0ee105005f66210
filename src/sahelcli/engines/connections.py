"""Connections to engines: from the URL of `--engine` to an open backend of Ibis, with its tables of facts and names.

A connection goes to where its URL says (`engine_url`) and nowhere else.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from getpass import getuser
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NamedTuple

from sahelcli.engines.engine_url import EngineUrl, engine_url
from sahelcli.engines.facts_manifest import read_folder
from sahelcli.errors import MissingLibrary, SahelError, UsageError
from sahelcli.text.quoted_values import cut, escaped, shown

_NAMES = "_names"  # behind the name of a table of facts, what the table of names beside it is called
_POSTGRES_PORT = 5432
_TRINO_PORT, _HTTPS_PORT = 8080, 443
_EXTRAS = {"spark": "spark"}  # of the engines that the extra `engines` does not bring


class EngineFailed(SahelError):
    """An engine cannot be reached, or failed during a query; `secrets` are removed from its message."""

    def __init__(self, engine: str, error: BaseException, secrets: tuple[str, ...] = ()) -> None:
        lines = (line.strip() for line in str(error).splitlines())
        reason = next(filter(None, lines), type(error).__name__)
        for secret in secrets:
            reason = reason.replace(secret, "…")
        super().__init__(f"{engine} does not answer: {cut(escaped(reason), 200)}")


class NoSuchFacts(SahelError):
    """A server lacks the table of facts or that of names."""

    def __init__(self, engine: str, tables: list[str]) -> None:
        message = f"{engine} has no table {' and no table '.join(map(shown, tables))}"
        super().__init__(message, "docs/at-scale.md has the statements that load them")


class UnknownDataset(UsageError):
    """A dataset was asked for that is not among the facts."""

    def __init__(self, name: str, names: list[str]) -> None:
        hint = f"there is {', '.join(map(shown, names[:8]))}" + (" …" if names[8:] else "")
        super().__init__(f"--engine: there is no dataset {shown(name)}", hint)


class Connection(NamedTuple):
    """An open backend of Ibis, its tables of facts and names, its dialect of SQL, and the files that it reads."""

    backend: Any
    facts: Any
    names: Any
    dialect: str
    files: tuple[str, ...]
    secrets: tuple[str, ...]
    end: Callable[[], object]

    def close(self) -> None:
        """End the connection."""
        self.end()


def connect(url: str) -> Connection:
    """Return an open connection; UsageError for a malformed URL, SahelError where no engine answers."""
    parts = engine_url(url)
    try:
        import ibis  # noqa: F401  # whether it is there
    except ImportError as error:
        raise MissingLibrary("--engine needs", "ibis-framework", "engines") from error
    with _reached(parts):
        return _ENGINES[parts.engine](parts)


@contextmanager
def _reached(url: EngineUrl) -> Iterator[None]:
    """Turn the exceptions of an engine into EngineFailed with one sentence."""
    try:
        yield
    except (SahelError, KeyboardInterrupt):
        raise
    except ImportError as error:
        extra = _EXTRAS.get(url.engine, "engines")
        raise MissingLibrary(f"{url.engine} needs", error.name or "its driver", extra) from error
    except Exception as error:
        raise EngineFailed(url.engine, error, url.secrets) from error


def _files(url: EngineUrl) -> tuple[list[str], list[str]]:
    """Return the files of records and those of names of the datasets that are asked."""
    manifests = read_folder(Path(url.path))
    for name in url.datasets:
        if name not in [facts.name for facts in manifests]:
            raise UnknownDataset(name, [facts.name for facts in manifests])
    chosen = [facts for facts in manifests if not url.datasets or facts.name in url.datasets]
    return [str(file) for facts in chosen for file in facts.files], [str(facts.names) for facts in chosen]


def _duckdb(url: EngineUrl) -> Connection:
    import ibis

    facts, names = _files(url)
    backend = ibis.duckdb.connect(temp_directory=gettempdir(), autoinstall_known_extensions=False)
    read = partial(backend.read_parquet, hive_partitioning=False)
    tables = read(facts, table_name="facts"), read(names, table_name="facts_names")
    return Connection(backend, *tables, "duckdb", (*facts, *names), (), backend.disconnect)


def _spark(url: EngineUrl) -> Connection:
    import ibis

    from sahelcli.engines.spark_session import spark_session

    facts, names = _files(url)
    session = spark_session(url.options.get("master", "local[*]"))
    session.read.parquet(*facts).createOrReplaceTempView("facts")
    session.read.parquet(*names).createOrReplaceTempView("facts_names")
    backend = ibis.pyspark.connect(session)
    tables = backend.table("facts"), backend.table("facts_names")
    return Connection(backend, *tables, "pyspark", (*facts, *names), (), session.stop)


def _clickhouse(url: EngineUrl) -> Connection:
    import ibis

    logging.getLogger("clickhouse_connect").setLevel(logging.CRITICAL)  # what it would print is our message
    backend = ibis.clickhouse.connect(
        host=url.host or "localhost",
        port=url.port,
        database=url.path,
        user=url.user or os.environ.get("CLICKHOUSE_USER", "default"),
        password=url.password or os.environ.get("CLICKHOUSE_PASSWORD", ""),
        secure=url.options.get("secure") == "1",
    )
    return _of_server(backend, url)


def _postgres(url: EngineUrl) -> Connection:
    import ibis

    port = url.port or int(os.environ.get("PGPORT", _POSTGRES_PORT))
    backend = ibis.postgres.connect(host=url.host, port=port, database=url.path, user=url.user, password=url.password)
    return _of_server(backend, url)


def _trino(url: EngineUrl) -> Connection:
    import ibis

    is_secure = url.options.get("secure") == "1"
    if url.password and not is_secure:
        raise UsageError("--engine: trino takes a password by https alone", "write ?secure=1 behind the table")
    host = url.host or "localhost"
    catalog, _, schema = url.path.partition("/")
    backend = ibis.trino.connect(
        user=url.user or getuser(),
        auth=url.password,
        host=f"https://{host}" if is_secure else host,
        port=url.port or (_HTTPS_PORT if is_secure else _TRINO_PORT),
        database=catalog,
        schema=schema,
        source="sahel",
    )
    return _of_server(backend, url)


def _of_server(backend: Any, url: EngineUrl) -> Connection:
    """Return the tables of a server, of which the datasets that are asked alone are read."""
    wanted = [url.table, url.table + _NAMES]
    tables = backend.list_tables()
    if missing := [table for table in wanted if table not in tables]:
        raise NoSuchFacts(url.engine, missing)
    facts, names = map(backend.table, wanted)
    if url.datasets:
        known = names.filter(names.part == "about").select("dataset").distinct().to_pyarrow()["dataset"].to_pylist()
        for name in url.datasets:
            if name not in known:
                raise UnknownDataset(name, sorted(known))
        facts, names = (table.filter(table.dataset.isin(url.datasets)) for table in (facts, names))
    return Connection(backend, facts, names, url.engine, (), url.secrets, backend.disconnect)


_ENGINES: dict[str, Callable[[EngineUrl], Connection]] = {
    "duckdb": _duckdb,
    "spark": _spark,
    "clickhouse": _clickhouse,
    "postgres": _postgres,
    "trino": _trino,
}
