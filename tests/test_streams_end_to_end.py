"""Every command at the end of real pipes, full devices and closed streams.

Closed streams are those of a process of its own, whose files take their numbers. A device that is full and a pipe that
nobody reads are the same to any process: every command meets them in this one, some in one of their own as well, which
ends as `__main__` has it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pytest

from sahelcli.cli.commands import COMMANDS
from sahelcli.exporters import EXPORTERS
from tests.every_command import LINES, PRINTED, Line, prepare, start
from tests.terminal import Process, Sahel, run_into

pytestmark = pytest.mark.usefixtures("in_common_folder")
FULL = Path("/dev/full")
PRINTING = [name for name, line in LINES.items() if line.prints]
OF_ITS_OWN = ("timeline", "stats", "add", "check", "export-xlsx", "import", "help", "version")  # has a process
LONG = [name for name, line in LINES.items() if line.long]
on_every_line = pytest.mark.parametrize("line", LINES.values(), ids=LINES)
on_what_prints = pytest.mark.parametrize("line", [LINES[name] for name in PRINTING], ids=PRINTING)


def shell(redirected: str, line: Line, env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run the command with a redirection that the shell makes before it starts."""
    prepare(Path.cwd())
    words = ["sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-m", "sahelcli", *line.args]
    return subprocess.run(words, env=env, capture_output=True, timeout=60, check=False)


def printed_on(output: IO[bytes], line: Line, env: Mapping[str, str]) -> tuple[int, bytes]:
    """Run the command in this process; return its exit code and what it wrote to standard error."""
    prepare(Path.cwd())
    return run_into(output, line.args, env)


def test_there_is_a_line_for_every_command_and_export() -> None:
    names = {command.name for command in COMMANDS} - {"mcp"}  # it answers a program: its streams are in tests/mcp
    assert {line.args[0] for line in LINES.values()} - {"--help", "--version"} == names
    assert {exporter.name for exporter in EXPORTERS if not exporter.is_folder} == set(PRINTED)


@pytest.mark.parametrize("name", LONG)
def test_a_long_line_is_more_than_a_pipe_holds(name: str, sahel: Sahel) -> None:
    prepare(Path.cwd())
    assert len(sahel(*(LINES[name].long or ())).output) > 65_536 + 8_192  # and what Python keeps back


@pytest.mark.parametrize("name", LONG)
def test_a_reader_that_closes_early_ends_it_quietly(name: str, environment: dict[str, str]) -> None:
    prepare(Path.cwd())
    with start(LINES[name].long or (), environment) as child:
        assert child.stdout
        assert child.stderr
        assert child.stdout.read(10)
        child.stdout.close()
        message = child.stderr.read()
    assert (child.returncode, [line for line in message.splitlines() if b"error" in line]) == (0, [])


@on_what_prints
def test_a_reader_that_is_gone_before_the_first_byte(line: Line, environment: dict[str, str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb", buffering=0) as output:
        code, message = printed_on(output, line, environment)
    assert (code, b"error" in message, b"Traceback" in message) == (0, False, False)


@pytest.mark.parametrize("name", OF_ITS_OWN)
def test_a_reader_that_is_gone_before_the_first_byte_of_a_process(name: str, environment: dict[str, str]) -> None:
    prepare(Path.cwd())
    with start(LINES[name].args, environment) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        message = child.stderr.read()
    assert (child.returncode, b"error" in message, b"Traceback" in message) == (0, False, False)


def holds_the_message_alone(code: int, errors: bytes) -> bool:
    """Whether a run says that the device is full, and besides at most how it has read a table."""
    *notes, message = errors.splitlines()
    others = [note for note in notes if not note.startswith(b"table.csv: read as")]
    return (code, others, message) == (3, [], b"error: cannot write standard output: no space left on device")


@on_what_prints
@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_full_device_is_one_message(line: Line, environment: dict[str, str]) -> None:
    with FULL.open("wb", buffering=0) as output:
        assert holds_the_message_alone(*printed_on(output, line, environment))


@pytest.mark.parametrize("name", OF_ITS_OWN)
@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_full_device_is_one_message_of_a_process(name: str, environment: dict[str, str]) -> None:
    result = shell(f">{FULL}", LINES[name], environment)
    assert holds_the_message_alone(result.returncode, result.stderr)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "markdown"])
@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_full_device_is_one_message_in_every_format(form: str, environment: dict[str, str]) -> None:
    result = shell(f">{FULL}", Line(("timeline", "-n", "20", "-f", form)), environment)
    assert result.returncode == 3
    assert result.stderr == b"error: cannot write standard output: no space left on device\n"


@on_every_line
def test_streams_that_are_closed_at_the_start(line: Line, sahel: Sahel, environment: dict[str, str]) -> None:
    prepare(Path.cwd())
    usual = sahel(*line.args)
    assert usual.code == line.code
    result = shell("<&- 2>&-", line, environment)
    assert (result.returncode, result.stdout) == (line.code, usual.output)
    without = shell(">&-", line, environment)
    if line.prints:
        assert (without.returncode, without.stderr) == (3, b"error: cannot write standard output: it is closed\n")
    else:
        assert (without.returncode, without.stderr) == (line.code, usual.errors)


@pytest.mark.parametrize("name", ["timeline", "add", "check", "export-ics", "import", "help"])
def test_all_streams_closed(name: str, environment: dict[str, str]) -> None:
    assert shell(">&- 2>&- <&-", LINES[name], environment).returncode == 3


@pytest.mark.parametrize("typed", [("import", "csv", "-", "--map", "date=D"), ("add", "event", "--draft", "-")])
def test_a_closed_standard_input_that_is_to_be_read(typed: tuple[str, ...], environment: dict[str, str]) -> None:
    result = shell("<&-", Line((*typed, *(("-d", "mine") if "--draft" in typed else ()))), environment)
    assert result.returncode in (1, 2, 3)
    assert result.stderr.startswith(b"error: ")
    assert b"Traceback" not in result.stderr


def test_the_answer_is_the_same_with_an_index_and_without_a_home(process: Process) -> None:
    usual = process("timeline", "--json")
    assert process("timeline", "--json", env={"HOME": os.devnull, "XDG_CACHE_HOME": os.devnull}) == usual
