"""URL of an engine, as `--engine` takes it: the engine, its location, and the datasets to query.

    duckdb:///FOLDER  spark:///FOLDER?master=local-cluster[2,1,1024]      the files of a folder of facts
    clickhouse://HOST/DATABASE/TABLE  postgres://HOST/DATABASE/TABLE      tables into which these were loaded

`duckdb:FOLDER` is a folder seen from here, `duckdb:///FOLDER` one seen from the root. `?dataset=NAME`, which may be
repeated, asks these datasets alone. A user and a password stand in the URL, or where the clients of a server look for
them (CLICKHOUSE_USER and CLICKHOUSE_PASSWORD; PGUSER, PGPASSWORD and ~/.pgpass); they are never printed or kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from sahelcli.errors import UsageError
from sahelcli.text.quoting import shown

FORMS = "duckdb:FOLDER, spark:FOLDER, clickhouse://HOST/DATABASE/TABLE or postgres://HOST/DATABASE/TABLE"
_OF_FOLDERS = {"duckdb": frozenset[str](), "spark": frozenset({"master"})}
_OF_SERVERS = {"clickhouse": frozenset({"secure"}), "postgres": frozenset[str]()}
_OPTIONS: Mapping[str, frozenset[str]] = {**_OF_FOLDERS, **_OF_SERVERS}
"""The engines, and what the URL of each may say behind `?` besides `dataset`."""
_ALSO = {"postgresql": "postgres", "pyspark": "spark"}
_BY_STATEMENT = {"trino": "trino", "bigquery": "bigquery"}  # dialects of engines that are asked by their own clients


class NoSuchEngine(UsageError):
    """The URL of an engine is malformed, or its engine is unknown; the message shows no password."""

    def __init__(self, reason: str, hint: str = f"give one of {FORMS}") -> None:
        super().__init__(f"--engine: {reason}", hint)


class EngineUrl(NamedTuple):
    """The parts of a URL of an engine: `path` is the folder, or of a server its database, and `table` is there."""

    engine: str
    path: str
    table: str = ""
    datasets: tuple[str, ...] = ()
    options: Mapping[str, str] = {}
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password, which must not be shown, as typed and as a URL escapes it; empty without one."""
        return tuple({self.password, quote(self.password, safe="")}) if self.password else ()


def engine_url(url: str) -> EngineUrl:
    """Return the parts of a URL of an engine; NoSuchEngine."""
    if not url.strip():
        raise NoSuchEngine(f"{shown(url)} names no engine")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NoSuchEngine("this is no URL") from None
    if parts.fragment:
        raise NoSuchEngine("this has a # in it", "within a name it is written %23")
    engine = _ALSO.get(parts.scheme, parts.scheme)
    if engine not in _OPTIONS:
        raise _unknown(engine)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    options = {name: value for name, value in pairs if name != "dataset"}
    for name in sorted(options.keys() - _OPTIONS[engine]):
        raise NoSuchEngine(f"{engine} has no option {shown(name)}")
    datasets = tuple(value for name, value in pairs if name == "dataset")
    if engine in _OF_FOLDERS:
        return EngineUrl(engine, _folder(parts), "", datasets, options)
    user, password = (value and unquote(value) for value in (parts.username, parts.password))
    database, table = _table(parts)
    return EngineUrl(engine, database, table, datasets, options, parts.hostname, port, user, password)


def without_secrets(url: str) -> str:
    """Return a URL of an engine without user and password, as it may be printed."""
    start, slashes, rest = url.partition("//")
    place, slash, path = rest.partition("/")
    return f"{start}{slashes}{place.rpartition('@')[2]}{slash}{path}" if slashes else url


def _unknown(engine: str) -> NoSuchEngine:
    if engine in _BY_STATEMENT:
        hint = f"ask it by its own client: `sahel sql --dialect {engine}` prints the statement"
        return NoSuchEngine(f"{engine} is not connected to", hint)
    return NoSuchEngine(f"no engine is called {shown(engine)}" if engine else "this names no engine")


def _folder(parts: SplitResult) -> str:
    if not (path := unquote(parts.netloc + parts.path)):
        raise NoSuchEngine(f"{parts.scheme} of which folder")
    return path


def _table(parts: SplitResult) -> tuple[str, str]:
    database, _, table = unquote(parts.path).strip("/").partition("/")
    if not (database and table) or "/" in table:
        raise NoSuchEngine(f"{parts.scheme} of which database and table")
    return database, table
