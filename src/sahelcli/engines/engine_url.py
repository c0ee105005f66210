"""URL of an engine, as `--engine` takes it: the engine, its location, and the datasets to query.

    duckdb:///FOLDER  spark:///FOLDER?master=local-cluster[2,1,1024]      the files of a folder of facts
    clickhouse://HOST/DATABASE/TABLE  postgres://HOST/DATABASE/TABLE      tables into which these were loaded
    trino://HOST/CATALOG/SCHEMA/TABLE                                     tables that Trino reads

`duckdb:FOLDER` is a folder seen from here, `duckdb:///FOLDER` one seen from the root. `?dataset=NAME`, which may be
repeated, asks these datasets alone. A user and a password stand in the URL, or where the clients of a server look for
them (CLICKHOUSE_USER and CLICKHOUSE_PASSWORD; PGUSER, PGPASSWORD and ~/.pgpass); they are never printed or kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from sahelcli.errors import UsageError
from sahelcli.text.quoted_values import shown

FORMS = (
    "duckdb:FOLDER, spark:FOLDER, clickhouse://HOST/DATABASE/TABLE, postgres://HOST/DATABASE/TABLE"
    " or trino://HOST/CATALOG/SCHEMA/TABLE"
)
_OF_FOLDERS = {"duckdb": frozenset[str](), "spark": frozenset({"master"})}
_SECURE = frozenset({"secure"})
_OF_SERVERS = {"clickhouse": _SECURE, "postgres": frozenset[str](), "trino": _SECURE}
_PLACE = {"trino": "catalog, schema"}  # of a table, where it is no database alone
_OPTIONS: Mapping[str, frozenset[str]] = {**_OF_FOLDERS, **_OF_SERVERS}
"""The engines, and what the URL of each may say behind `?` besides `dataset`."""
_ALSO = {"postgresql": "postgres", "pyspark": "spark"}
_BY_STATEMENT = ("bigquery",)  # dialects of engines that are asked by their own clients


class NoSuchEngine(UsageError):
    """The URL of an engine is malformed, or its engine is unknown; the message shows no password."""

    def __init__(self, reason: str, hint: str = f"give one of {FORMS}") -> None:
        super().__init__(f"--engine: {reason}", hint)


class EngineUrl(NamedTuple):
    """The parts of a URL of an engine: `path` is the folder, or of a server its database, and `table` is there.

    Of Trino `path` is CATALOG/SCHEMA.
    """

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
    database, table = _table(engine, parts)
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


def _table(engine: str, parts: SplitResult) -> tuple[str, str]:
    """Return the place of a table, and its name."""
    place = _PLACE.get(engine, "database")
    names = unquote(parts.path).strip("/").split("/")
    if not all(names) or len(names) != place.count(",") + 2:
        raise NoSuchEngine(f"{parts.scheme} of which {place} and table")
    return "/".join(names[:-1]), names[-1]
