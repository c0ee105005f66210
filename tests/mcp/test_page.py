"""docs/mcp.md tells the truth: the lines of each client start a server that answers, tools and keys are all in it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("mcp_types")

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from sahelcli.mcp.tools import tools
from tests.readme import ROOT

TEXT = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
BLOCKS = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)]
TYPED = re.findall(r"^claude mcp add .* -- (.+)$", TEXT, re.MULTILINE)


def commands() -> list[tuple[str, ...]]:
    """Return the command lines with which the clients start the server."""
    servers = [server["sahel"] for block in BLOCKS for server in block.values()]
    return [(server["command"], *server["args"]) for server in servers] + [tuple(shlex.split(line)) for line in TYPED]


@pytest.mark.parametrize("command", sorted(set(commands())), ids=" ".join)
def test_the_lines_of_a_client_start_a_server(command: tuple[str, ...], environment: Mapping[str, str]) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    server = StdioServerParameters(command=command[0], args=list(command[1:]), env={**environment, "PATH": path})

    async def ask() -> int:
        async with stdio_client(server) as (incoming, outgoing), ClientSession(incoming, outgoing) as client:
            await client.initialize()
            result = await client.call_tool("timeline", {"on": "2023-09-24"})
            return int(result.structured_content["total"])

    assert asyncio.run(ask()) > 0


def test_there_are_lines_for_each_client() -> None:
    assert [next(iter(block)) for block in BLOCKS] == ["mcpServers", "servers", "mcpServers", "context_servers"]
    assert len(TYPED) == 1


def test_tools_and_keys_are_in_it() -> None:
    assert re.findall(r"^\| `(\w+)` \| ", TEXT, re.MULTILINE)[: len(tools())] == list(tools())
    said = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]+) \|", TEXT, re.MULTILINE))))
    assert set(tools()["timeline"].output_schema["required"]) <= said
