"""ClickHouse behind HTTP, as its server speaks it: the engine within chdb, for clients that know servers alone.

`python -m tests.engines.clickhouse_server FOLDER` answers on a port of its own, which it prints, until it is ended.
"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "desk", "s3cret/word"  # of a server that lives as long as a test


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    session: Any
    one_at_a_time = Lock()

    def do_GET(self) -> None:  # as the library calls it
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def log_message(self, *_: object) -> None:
        return

    def _answer(self, body: bytes) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        statement = asked.get("query", [body.decode()])[0]
        status, made = 500, b"Code: 516. DB::Exception: desk: Authentication failed"
        try:
            if self._is_let_in():
                with self.one_at_a_time:
                    made = self.session.query(statement, asked.get("default_format", ["TabSeparated"])[0]).bytes()
                status = 200
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            status, made = 500, str(error).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(made)))
        self.end_headers()
        self.wfile.write(made)

    def _is_let_in(self) -> bool:
        _, _, basic = self.headers.get("Authorization", "").partition("Basic ")
        return b64decode(basic).decode() == f"{USER}:{PASSWORD}"


@contextmanager
def clickhouse_server(folder: Path) -> Iterator[int]:
    """Give the port of a server, in a process of its own, whose data are in a folder."""
    command = [sys.executable, "-m", "tests.engines.clickhouse_server", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def _serve(folder: str) -> None:
    chdb: Any = import_module("chdb.session")  # here: it is large, and has an allocator of its own
    _Answer.session = chdb.Session(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        print(server.server_port, flush=True)  # noqa: T201  # whoever has started it reads this
        server.serve_forever()


if __name__ == "__main__":
    _serve(sys.argv[1])
