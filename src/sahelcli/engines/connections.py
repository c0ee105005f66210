"""Connections to engines: from the URL of `--engine` to an open Ibis backend, with the tables of facts and of names.

    duckdb:///FOLDER  spark:///FOLDER?master=local-cluster[2,1,1024]      read the files of a folder of facts
    clickhouse://HOST/DATABASE/TABLE  postgres://HOST/DATABASE/TABLE      ask tables into which these were loaded

`duckdb:FOLDER` is a folder seen from here, `duckdb:///FOLDER` one seen from the root. `?dataset=NAME`, which may be
repeated, asks these datasets alone. Who a server lets in stands in the URL, or where its own clients look for it, and
is never printed or kept. A connection goes to where its URL says and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from sahelcli.engines.facts_manifest import DatasetFacts, read_folder
from sahelcli.errors import MissingLibrary, SahelError, UsageError
from sahelcli.text.quoting import shown

_FORMS = "duckdb:FOLDER, spark:FOLDER, clickhouse://HOST/DATABASE/TABLE or postgres://HOST/DATABASE/TABLE"
_NAMES = "_names"  # what a table of names is called, behind the name of the table of facts


class NoSuchEngine(UsageError):
    """The URL of an engine is none, or of an engine that is not known; what it may say of passwords is not shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"--engine: {reason}", f"give one of {_FORMS}")


class EngineFailed(SahelError):
    """An engine cannot be reached, or gave up in the middle; `secrets` are not shown, whatever it says."""

    def __init__(self, engine: str, error: BaseException, secrets: tuple[str, ...] = ()) -> None:
        reason = next(filter(None, (line.strip() for line in str(error).splitlines())), type(error).__name__)
        for secret in secrets:
            reason = reason.replace(secret, "…")
        super().__init__(f"{engine} does not answer: {shown(reason, 150)}", "nothing that is printed above it is whole")


class EngineUrl(NamedTuple):
    """The parts of a URL of an engine: `path` is the folder, or database and table; `secrets` may not be shown."""

    engine: str
    path: str
    datasets: tuple[str, ...] = ()
    options: Mapping[str, str] = {}
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may not be shown."""
        return tuple(filter(None, (self.password,)))


class Connection(NamedTuple):
    """An open backend of Ibis, its tables of facts and names, its dialect of SQL, and the files that it reads."""

    backend: Any
    facts: Any
    names: Any
    dialect: str
    files: tuple[str, ...]
    secrets: tuple[str, ...]

    def close(self) -> None:
        """End the connection."""
        self.backend.disconnect()


def connect(url: str) -> Connection:
    """Return an open connection; UsageError for what is no URL of an engine, SahelError where nothing answers there."""
    parts = engine_url(url)
    open_engine = _ENGINES[parts.engine]
    try:
        import ibis  # noqa: F401  # whether it is there
    except ImportError as error:
        raise MissingLibrary("--engine needs", "ibis-framework", "engines") from error
    return open_engine(parts)


def engine_url(url: str) -> EngineUrl:
    """Return the parts of a URL of an engine; NoSuchEngine."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NoSuchEngine("this is no URL") from None
    if parts.scheme not in _ENGINES:
        raise NoSuchEngine(f"no engine is called {shown(parts.scheme)}" if parts.scheme else "this names no engine")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    options = {name: value for name, value in pairs if name != "dataset"}
    for name in options.keys() - _OPTIONS.get(parts.scheme, set()):
        raise NoSuchEngine(f"{parts.scheme} has no option {shown(name)}")
    datasets = tuple(value for name, value in pairs if name == "dataset")
    if parts.scheme in _OF_FOLDERS:
        return EngineUrl(parts.scheme, _folder(parts), datasets, options)
    user, password = (value and unquote(value) for value in (parts.username, parts.password))
    return EngineUrl(parts.scheme, unquote(parts.path), datasets, options, parts.hostname, port, user, password)


def _folder(parts: SplitResult) -> str:
    if not (path := unquote(parts.netloc + parts.path)):
        raise NoSuchEngine(f"{parts.scheme} of which folder")
    return path


def _chosen(url: EngineUrl) -> tuple[DatasetFacts, ...]:
    """Return the datasets of a folder that are asked."""
    there = read_folder(Path(url.path))
    for name in url.datasets:
        if name not in [facts.name for facts in there]:
            raise UnknownDataset(url.path, name, [facts.name for facts in there])
    return tuple(facts for facts in there if not url.datasets or facts.name in url.datasets)


class UnknownDataset(UsageError):
    """A dataset was asked for that is not among the facts."""

    def __init__(self, where: str, name: str, there: list[str]) -> None:
        message = f"--engine: {shown(where, 150)} has no dataset {shown(name)}"
        super().__init__(message, f"it has {', '.join(map(shown, there[:8]))}")


def _duckdb(url: EngineUrl) -> Connection:
    import ibis

    facts = _chosen(url)
    backend = ibis.duckdb.connect()
    files = [str(file) for each in facts for file in each.files]
    names = [str(each.names) for each in facts]
    return Connection(
        backend,
        backend.read_parquet(files, table_name="facts", hive_partitioning=False),
        backend.read_parquet(names, table_name="facts_names", hive_partitioning=False),
        "duckdb",
        (*files, *names),
        url.secrets,
    )


_ENGINES: dict[str, Callable[[EngineUrl], Connection]] = {"duckdb": _duckdb}
_OF_FOLDERS = ("duckdb", "spark")
_OPTIONS = {"spark": {"master"}}
