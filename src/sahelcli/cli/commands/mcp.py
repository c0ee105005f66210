"""`sahel mcp`: the same answers for an assistant."""

import sys
from importlib import import_module

from sahelcli import output
from sahelcli.cli import options
from sahelcli.output import streams


def mcp(data: options.Data) -> None:
    """Serve an assistant: the questions as tools, by the Model Context Protocol.

    A client starts this program and speaks with it on standard input and output. It reads the dataset and nothing else;
    every row has its sources, and what a result leaves out is said in it. It needs sahel[mcp].

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
