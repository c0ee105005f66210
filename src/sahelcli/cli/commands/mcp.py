"""`sahel mcp`: an MCP server that answers an assistant's queries."""

import sys
from importlib import import_module

from sahelcli import output
from sahelcli.cli import options
from sahelcli.output import streams


def mcp(data: options.DatasetOptions) -> None:
    """Answer an assistant (Model Context Protocol).

    A client starts this program and speaks with it on standard input and output. Its tools are the commands that ask:
    they read the dataset and nothing else, every row has its sources, and a result says what it leaves out. It needs
    sahel[mcp].

    \b
    Examples:
      sahel mcp
      sahel mcp -d my-chronology -d shipped
    """
    # By name: the server stands above the command line, whose commands are its tools.
    server = import_module("sahelcli.mcp.server")
    if streams.is_terminal(sys.stdin):
        output.note("a client is to speak here, not a person: docs/mcp.md says how one is set up")
    server.serve(data.data, strict=data.strict)
