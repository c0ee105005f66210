"""The server as the official client sees it: what its tools say of themselves, answer and refuse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("mcp_types")

from jsonschema import Draft202012Validator
from mcp import ClientSession
from mcp.shared.exceptions import MCPError

import sahelcli
from sahelcli.errors import ExitCode
from tests.library.conftest import SOURCE, event
from tests.mcp.client import Call, ask, called, session
from tests.terminal import Process

UNLIMITED = ("cite",)
TEXT = "“We will consult with the putschists because we want things to happen calmly,” he said of 1,500 soldiers."
# A call, and the same question to the Python interface.
CALLS: dict[str, tuple[Call, Any]] = {
    "timeline": (
        ("timeline", {"place": ["niger"], "on": "2023-09", "certain": True}),
        lambda data: data.timeline(place="niger", on="2023-09", certain=True, limit=10),
    ),
    "one name": (("timeline", {"place": "niger"}), lambda data: data.timeline(place="niger", limit=10)),
    "quote": (("quote", {"speaker": "macron", "limit": 3}), lambda data: data.quote("macron", limit=3)),
    "troops": (("troops", {"force": "france"}), lambda data: data.troops("france", limit=10)),
    "differ": (
        ("troops", {"force": "france", "place": ["niger"], "differ": True}),
        lambda data: data.troops("france", place="niger", differ=True, limit=10),
    ),
    "actors": (("actor", {}), lambda data: data.actor(limit=10)),
    "profile": (("actor", {"name": "tchiani", "limit": 2}), lambda data: data.actor("tchiani", limit=2)),
    "search": (
        ("search", {"words": ["ambassador", "itte"], "kind": ["quote"]}),
        lambda data: data.search("ambassador", "itte", kind="quote", limit=10),
    ),
    "show": (
        ("show", {"ids": ["niamey", "actor:france"], "limit": 10_000}),
        lambda data: data.show("niamey", "actor:france"),
    ),
    "cite": (
        ("cite", {"ids": ["2023-09-24-macron-seed-orderly-return"]}),
        lambda data: data.cite("2023-09-24-macron-seed-orderly-return"),
    ),
    "source": (("source", {"id": "seed-2023-09-26"}), lambda data: data.source("seed-2023-09-26", limit=10)),
    "sources": (("source", {"publisher": ["AFP"]}), lambda data: data.source(publisher="AFP", limit=10)),
    "stats": (("stats", {"by": "month", "limit": 200}), lambda data: data.stats(by="month", limit=200)),
    "verify": (("verify", {"article": TEXT}), lambda data: data.verify(TEXT, limit=10)),
    "nothing": (("timeline", {"on": "1900"}), lambda data: data.timeline(on="1900", limit=10)),
    "left out": (
        ("timeline", {"known_by": "2023-07-26"}),
        lambda data: data.timeline(known_by="2023-07-26", limit=10),
    ),
}
REFUSED: dict[str, tuple[Call, str]] = {
    "an unknown name": (("quote", {"speaker": "macon"}), "hint: did you mean Emmanuel Macron"),
    "an unknown option": (
        ("timeline", {"plaec": "niger"}),
        'error: timeline has no option "plaec"\nhint: did you mean place?',
    ),
    "an option of printing": (("timeline", {"output": "out.json"}), 'error: timeline has no option "output"'),
    "which dataset": (("timeline", {"data": ["/etc"]}), 'error: timeline has no option "data"'),
    "rows without sources": (("timeline", {"fields": ["id"]}), 'error: timeline has no option "fields"'),
    "a word for a switch": (("timeline", {"certain": "false"}), "--certain takes True or False"),
    "a switch for a number": (("timeline", {"limit": True}), "error: --limit takes a text"),
    "a negative limit": (("timeline", {"limit": -1}), "error: --limit must be 0 or more"),
    "half a row": (("timeline", {"limit": 1.5}), "error: --limit takes a text"),
    "an object for a name": (
        ("timeline", {"place": {"id": "niger"}}),
        "error: --place takes a text or a list of texts",
    ),
    "a list within a list": (("timeline", {"place": [["niger"]]}), "error: --place takes texts"),
    "several days": (("timeline", {"on": ["2023", "2024"]}), "error: --on takes a text"),
    "no day": (("timeline", {"on": "2023-13"}), 'error: --on "2023-13": there is no month 13'),
    "an empty name": (("timeline", {"place": [""]}), 'error: --place "": an empty text says nothing'),
    "a number for a name": (("quote", {"speaker": ["macron"]}), "error: SPEAKER takes a text"),
    "a name that is an option": (("quote", {"speaker": "--data=/etc/passwd"}), 'no actor matches "--data=/etc/passwd"'),
    "a path for an id": (("show", {"ids": ["../../etc/passwd"]}), "error: no record "),
    "control characters": (("quote", {"speaker": "a\x1b[31m\x00b\u202e"}), "error: no actor matches "),
    "nothing to show": (("show", {}), "error: missing argument"),
    "nothing to look for": (("search", {"words": []}), "error: missing argument"),
    "no article": (("verify", {}), "error: missing argument"),
    "a huge name": (("quote", {"speaker": "x" * 100_000}), "error: no actor matches "),
}
UNKNOWN: dict[str, Call] = {name: (name, {}) for name in ("import", "quote\x1b[0m", "")}


@pytest.fixture(scope="module")
def variables(home: Path) -> dict[str, str]:
    """The variables of the server, and of those that ask beside it."""
    return {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANG": "C.UTF-8", "PATH": os.defpath}


class Served(NamedTuple):
    """What one server says of itself and of its tools, and the results of calls, asked one after the other."""

    instructions: str
    tools: Mapping[str, Any]
    results: Mapping[str, Any]


@pytest.fixture(scope="module")
def served(variables: Mapping[str, str]) -> Served:
    """A server of the shipped dataset, asked everything that is asked of it."""

    async def everything(client: ClientSession) -> Served:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        calls = {name: call for name, (call, _) in (CALLS | REFUSED).items()} | UNKNOWN
        results = {name: await called(client, *call) for name, call in calls.items()}
        return Served(client.instructions or "", tools, results)

    return session(variables, everything, "-d", "shipped")


@pytest.fixture(scope="module")
def results(served: Served) -> Mapping[str, Any]:
    """The results of all calls."""
    return served.results


@pytest.fixture
def here(variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ask beside the server with its variables."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", CALLS)
def test_a_tool_answers_as_python_does(name: str, results: Mapping[str, Any], here: None) -> None:
    result, answer = results[name], CALLS[name][1](sahelcli.open("shipped"))
    said = result.structured_content
    assert not result.is_error
    assert json.loads(result.content[0].text) == said
    assert said["rows"] == list(answer)
    assert (said["shown"], said["total"], tuple(said["notes"])) == (len(answer), answer.total, answer.notes)
    assert said["limit"] == (None if name in UNLIMITED else CALLS[name][0][1].get("limit", 10))
    assert said["dataset"]["title"].startswith("Foreign forces")


@pytest.mark.parametrize("name", REFUSED)
def test_a_tool_refuses_what_the_command_line_refuses(name: str, results: Mapping[str, Any]) -> None:
    result = results[name]
    assert result.is_error
    assert REFUSED[name][1] in result.content[0].text
    assert len(result.content[0].text) < 2_000
    assert not any(sign in result.content[0].text for sign in "\x1b\x00\u202e")


def test_what_refers_to_a_record_is_cut_and_counted(variables: Mapping[str, str], here: None) -> None:
    cut, none = ask(variables, [("show", {"ids": ["place:niger"]}), ("show", {"ids": ["place:niger"], "limit": 0})])
    (whole,) = sahelcli.open("shipped").show("place:niger")
    number = len(whole["referred_by"])
    for result, limit in ((cut, 10), (none, 0)):
        said = result.structured_content
        assert said["rows"] == [whole | {"referred_by": whole["referred_by"][:limit]}]
        assert said["notes"] == [f"shown {limit} of {number} records that refer to place:niger"]
        assert said["limit"] == limit


def test_tools_say_what_they_take_and_return_and_that_they_only_read(served: Served) -> None:
    tools = served.tools
    assert set(tools) == {"timeline", "quote", "actor", "troops", "verify", "search", "show", "source", "cite", "stats"}
    for tool in tools.values():
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
        assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
        assert tool.input_schema["additionalProperties"] is False
        assert all(each["description"] for each in tool.input_schema["properties"].values())
    limits = [tool.input_schema["properties"].get("limit") for name, tool in tools.items() if name not in UNLIMITED]
    assert {limit["default"] for limit in limits} == {10}
    assert all("10 where nothing is said" in limit["description"] for limit in limits)
    assert tools["search"].input_schema["required"] == ["words"]
    assert tools["quote"].input_schema["properties"]["min_sources"]["type"] == "integer"
    for call, _ in CALLS.values():
        if call != CALLS["one name"][0]:  # a single name is taken, though a list is asked for
            Draft202012Validator(tools[call[0]].input_schema).validate(call[1])


def test_the_server_says_how_to_quote_from_it(served: Served) -> None:
    for rule in (
        "word for word",
        "publisher",
        "qualifier",
        "never an instruction",
        "`notes`",
        "neither true nor false",
    ):
        assert rule in served.instructions


def test_an_unknown_tool_is_an_error_of_the_protocol(results: Mapping[str, Any]) -> None:
    errors = [results[name] for name in UNKNOWN]
    assert all(isinstance(error, MCPError) and "the tools are timeline, quote" in error.message for error in errors)
    assert "\x1b" not in errors[1].message


def test_a_dataset_that_changes_is_asked_as_it_is_then(variables: Mapping[str, str], tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(SOURCE + event(1), encoding="utf-8")

    async def change(client: ClientSession) -> list[Any]:
        results = [await client.call_tool("timeline", {})]
        for text in (SOURCE + event(1) + event(2), SOURCE + event(1) + event(2, "2024-13"), "[[events]\n", None):
            mine.write_text(text, encoding="utf-8") if text else mine.unlink()
            results.append(await client.call_tool("timeline", {}))
        mine.write_text(SOURCE, encoding="utf-8")
        return [*results, await client.call_tool("timeline", {})]

    one, two, faulty, broken, gone, empty = session(variables, change, "-d", str(mine))
    assert [result.structured_content["total"] for result in (one, two, faulty, empty)] == [1, 2, 1, 0]
    assert "1 record was left out as not valid" in faulty.structured_content["notes"][0]
    assert (broken.is_error, gone.is_error) == (True, True)
    assert "no record can be read" in broken.content[0].text
    assert "no such file or folder" in gone.content[0].text


def test_a_strict_server_answers_from_nothing_that_is_not_whole(variables: Mapping[str, str], tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(SOURCE + event(1) + event(2, "2024-13"), encoding="utf-8")
    (result,) = ask(variables, [("timeline", {})], "-d", str(mine), "--strict")
    assert result.is_error
    assert "the dataset is not whole" in result.content[0].text


def test_a_long_article_keeps_nobody_waiting(variables: Mapping[str, str]) -> None:
    """While one call compares a long text, another is answered, and the server is alive."""
    long = f"{TEXT} He went on to speak of other things for a while.\n\n" * 2_000

    async def both(client: ClientSession) -> tuple[Any, ...]:
        import asyncio

        comparing = asyncio.create_task(client.call_tool("verify", {"article": long}))
        await asyncio.sleep(0.05)
        answers = await asyncio.gather(*(client.call_tool("stats", {}) for _ in range(5)))
        return *answers, await comparing

    *counts, claims = session(variables, both, "-d", "shipped")
    assert all(not count.is_error for count in counts)
    assert (claims.structured_content["shown"], claims.structured_content["total"]) == (10, 4_000)


def test_nothing_but_the_protocol_is_on_standard_output(process: Process) -> None:
    said = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18"}}
    said["params"] |= {"capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}  # type: ignore[operator]
    run = process("mcp", "-d", "shipped", stdin=f"{json.dumps(said)}\nno json\n\n[1]\n".encode())
    assert run.code == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in run.stdout.splitlines())


@pytest.mark.parametrize(("args", "code"), [((), 0), (("-d", "missing"), 3), (("-d", "-"), 2), (("--json",), 2)])
def test_it_ends_with_its_client_and_says_what_is_wrong_at_once(
    process: Process, args: tuple[str, ...], code: int
) -> None:
    run = process("mcp", *args)
    assert (run.code, run.output, run.stderr.startswith("error: ")) == (code, b"", code > 0)


def test_an_interrupt_ends_it(environment: dict[str, str]) -> None:
    pipe = subprocess.PIPE
    server = subprocess.Popen(
        (sys.executable, "-m", "sahelcli", "mcp", "-d", "shipped"),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=environment,
    )
    assert server.stdin
    assert server.stdout
    server.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    server.stdin.flush()
    server.stdout.readline()  # from here on it runs
    server.send_signal(signal.SIGINT)
    begun = time.monotonic()
    _, errors = server.communicate(timeout=30)
    assert (server.returncode, errors) == (ExitCode.INTERRUPTED, b"")
    assert time.monotonic() - begun < 10


def test_without_the_extra_it_says_how_to_have_it(environment: dict[str, str]) -> None:
    program = "import sys; sys.modules['mcp_types'] = None; from sahelcli.cli.app import main; sys.exit(main(['mcp']))"
    run = subprocess.run((sys.executable, "-c", program), env=environment, capture_output=True, timeout=60, check=False)
    assert (run.returncode, run.stderr.decode()) == (
        3,
        'error: sahel mcp needs mcp, which is not installed\nhint: pip install "sahel[mcp]"\n',
    )
