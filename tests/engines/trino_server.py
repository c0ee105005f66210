"""A server that speaks the protocol of Trino, for its client: statements in its SQL, answered by DuckDB.

What it is asked is translated by sqlglot: it has the functions of Trino and the answers of DuckDB. It answers as Trino
does, first with an address alone, then a page at a time, of values with their types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import sqlglot

USER = "desk"
CATALOG, SCHEMA = "lake", "news"
_PAGE = 50  # rows that are handed over at a time
_TYPES = {"VARCHAR": "varchar", "BOOLEAN": "boolean", "INTEGER": "integer", "BIGINT": "bigint", "HUGEINT": "bigint"}
_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = '{}' ORDER BY 1"


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connection_to: duckdb.DuckDBPyConnection
    pages: dict[str, list[dict[str, Any]]]

    def do_POST(self) -> None:  # as the library calls it
        statement = self.rfile.read(int(self.headers["Content-Length"])).decode()
        name = f"query_{len(self.pages)}"
        if self.headers["X-Trino-User"] != USER:
            self._send(b"Access Denied", 401)
            return
        self.pages[name] = [{}, *self._pages(statement)]
        self._answer(name, 0)

    def do_GET(self) -> None:
        _, name, number = self.path.rsplit("/", 2)
        self._answer(name, int(number))

    def do_DELETE(self) -> None:
        self._send(b"", 204)

    def log_message(self, *_: object) -> None:
        return

    def _pages(self, statement: str) -> Iterator[dict[str, Any]]:
        try:
            answer = self.connection_to.cursor().execute(f"USE {CATALOG}.{SCHEMA}; {_translated(statement)}")
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            told = {"message": str(error), "errorCode": 1, "errorName": "SYNTAX_ERROR", "errorType": "USER_ERROR"}
            yield {"error": told}
            return
        columns = [_column(name, str(kind)) for name, kind, *_ in answer.description or ()]
        while True:
            rows = answer.fetchmany(_PAGE)
            yield {"columns": columns, "data": [_values(row, columns) for row in rows]}
            if len(rows) < _PAGE:
                return

    def _answer(self, name: str, number: int) -> None:
        pages, here = self.pages[name], f"http://{self.headers['Host']}/v1/statement"
        more = {} if number + 1 == len(pages) else {"nextUri": f"{here}/{name}/{number + 1}"}
        stats = {"state": "QUEUED" if not number else "RUNNING" if more else "FINISHED"}
        made = {"id": name, "infoUri": here, "stats": stats, **more, **pages[number]}
        self._send(json.dumps(made).encode(), 200)

    def _send(self, made: bytes, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(made)))
        self.end_headers()
        self.wfile.write(made)


def _translated(statement: str) -> str:
    if statement.startswith("SHOW TABLES"):
        return _TABLES.format(SCHEMA)
    (made,) = sqlglot.transpile(statement, read="trino", write="duckdb")
    return made


def _column(name: str, kind: str) -> dict[str, Any]:
    if inner := re.fullmatch(r"(.+)\[\]", kind):
        of = _column("", inner[1])
        signature = {"rawType": "array", "arguments": [{"kind": "TYPE", "value": of["typeSignature"]}]}
        return {"name": name, "type": f"array({of['type']})", "typeSignature": signature}
    return {"name": name, "type": _TYPES[kind], "typeSignature": {"rawType": _TYPES[kind], "arguments": []}}


def _values(row: tuple[Any, ...], columns: list[dict[str, Any]]) -> list[Any]:
    """Return a row; of columns that are asked for, their types are those of Trino."""
    names = [column["name"] for column in columns]
    if "data_type" not in names:
        return list(row)
    return [_type(value) if name == "data_type" else value for name, value in zip(names, row, strict=True)]


def _type(kind: str) -> str:
    return sqlglot.exp.DataType.build(kind, dialect="duckdb").sql("trino").lower()


@contextmanager
def trino_server(facts: Path) -> Iterator[str]:
    """Give the URL of a server that has a folder of facts as its tables."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH ':memory:' AS {CATALOG}; CREATE SCHEMA {CATALOG}.{SCHEMA}; USE {CATALOG}.{SCHEMA}")
        for table, files in (("facts", "kind=*/*/*"), ("facts_names", "names")):
            connection.execute(f"CREATE TABLE {table} AS FROM '{facts}/*/{files}.parquet'")
        handler = type("Handler", (_Answer,), {"connection_to": connection, "pages": {}})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"trino://{USER}@127.0.0.1:{server.server_port}/{CATALOG}/{SCHEMA}/facts"
            server.shutdown()
