"""A client of the official SDK, which starts `sahel mcp` as an assistant's program does and asks it on its streams."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError

T = TypeVar("T")
Call = tuple[str, dict[str, Any]]


def session(
    environment: Mapping[str, str], what: Callable[[ClientSession], Awaitable[T]], *args: str, cwd: Path | None = None
) -> T:
    """Start the server with these arguments, and do something with a session to it."""
    command = ["-m", "sahelcli", "mcp", *args]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(environment), cwd=cwd)

    async def run() -> T:
        async with stdio_client(server) as (incoming, outgoing), ClientSession(incoming, outgoing) as client:
            await client.initialize()
            return await asyncio.wait_for(what(client), 60)

    return asyncio.run(run())


def ask(environment: Mapping[str, str], calls: Sequence[Call], *args: str) -> list[Any]:
    """Return the results of calls one after the other; an error of the protocol in its place."""

    async def each(client: ClientSession) -> list[Any]:
        await client.list_tools()  # from here on the client holds results to the schemas
        return [await called(client, name, given) for name, given in calls]

    return session(environment, each, *args)


async def called(client: ClientSession, name: str, given: dict[str, Any]) -> Any:
    """Return the result of a call, or the error of the protocol."""
    try:
        return await client.call_tool(name, given)
    except MCPError as error:
        return error
