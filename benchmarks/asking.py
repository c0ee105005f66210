"""Asks one question many times, in process by `library` or of a running server by `mcp`: `python -m benchmarks.asking`.

What one question more costs is the difference between many and few, so that the start of the program is not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import sahelcli

QUESTION = {"place": ["niger"], "on": "2023-09"}
LIMIT = 10
_INITIALIZE = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "benchmark", "version": "1"},
}


def ask_library(number: int) -> None:
    """Ask in this process, and read every row."""
    data = sahelcli.open("shipped")
    for _ in range(number):
        list(data.timeline(place="niger", on="2023-09", limit=LIMIT))


def ask_server(number: int) -> None:
    """Ask a server, one call after the other; what it answers is not read further than to its end."""
    command = (sys.executable, "-m", "sahelcli", "mcp", "-d", "shipped")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        _called(server, "initialize", _INITIALIZE)
        for _ in range(number):
            _called(server, "tools/call", {"name": "timeline", "arguments": QUESTION})


def _called(server: subprocess.Popen[bytes], method: str, params: dict[str, Any]) -> None:
    assert server.stdin  # noqa: S101  # both are pipes
    assert server.stdout  # noqa: S101
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    server.stdin.write(json.dumps(request).encode() + b"\n")
    server.stdin.flush()
    server.stdout.readline()


if __name__ == "__main__":
    {"library": ask_library, "mcp": ask_server}[sys.argv[1]](int(sys.argv[2]))
