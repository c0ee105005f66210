"""Every command at the end of real pipes, full devices, closed streams and signals, in children of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.terminal import Process, Terminal

COMMANDS = {
    "timeline": ("timeline",),
    "quote": ("quote",),
    "actor": ("actor", "emmanuel-macron"),
    "actors": ("actor",),
    "troops": ("troops",),
    "differ": ("troops", "--differ"),
    "search": ("search", "france"),
    "show": ("show", "actor:france"),
    "source": ("source", "seed-2023-09-26"),
    "sources": ("source",),
    "stats": ("stats", "--by", "publisher"),
}
LONG = [name for name in COMMANDS if name not in ("differ", "source", "show")]  # more than a pipe holds, as JSON
FULL = Path("/dev/full")
on_every_command = pytest.mark.parametrize("args", COMMANDS.values(), ids=COMMANDS)


def start(args: tuple[str, ...], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", "sahelcli", *args], stdin=pipe, stdout=pipe, stderr=pipe, env=env)


def shell(redirected: str, args: tuple[str, ...], env: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run the command with a redirection that the shell makes before it starts."""
    words = ["sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-m", "sahelcli", *args]
    return subprocess.run(words, env=env, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("args", [COMMANDS[name] for name in LONG], ids=LONG)
def test_a_reader_that_closes_early_ends_it_quietly(args: tuple[str, ...], environment: dict[str, str]) -> None:
    with start((*args, "--json"), environment) as child:
        assert child.stdout
        assert child.stderr
        assert child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


@on_every_command
def test_a_reader_that_is_gone_before_the_first_byte(args: tuple[str, ...], environment: dict[str, str]) -> None:
    with start(args, environment) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


@on_every_command
@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_full_device_is_one_message(args: tuple[str, ...], environment: dict[str, str]) -> None:
    for form in ("table", "json", "csv"):
        result = shell(f">{FULL}", (*args, "-f", form), environment)
        assert result.returncode == 3
        assert result.stderr == b"error: cannot write standard output: no space left on device\n"


@on_every_command
def test_streams_that_are_closed_at_the_start(args: tuple[str, ...], environment: dict[str, str]) -> None:
    usual = shell("", args, environment)
    assert usual.returncode == 0
    for redirected in ("<&-", "2>&-", "<&- 2>&-"):
        result = shell(redirected, args, environment)
        assert (redirected, result.returncode, result.stdout) == (redirected, 0, usual.stdout)
    without = shell(">&-", args, environment)
    assert (without.returncode, without.stderr) == (3, b"error: cannot write standard output: it is closed\n")
    assert shell(">&- 2>&- <&-", args, environment).returncode == 3


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGHUP, -1)])
def test_a_signal_while_it_reads_ends_it_quietly(
    number: signal.Signals, code: int, environment: dict[str, str]
) -> None:
    with start(("timeline", "-d", "-"), environment) as child:
        assert child.stdin
        child.stdin.write(b"# a comment\n" * 20_000)  # more than a pipe holds: it is written when it is being read
        child.stdin.flush()
        time.sleep(0.5)  # until it waits for more
        child.send_signal(number)
        assert child.wait(timeout=60) == code
        assert child.stdout
        assert child.stderr
        assert (child.stdout.read(), child.stderr.read()) == (b"", b"")


@pytest.mark.parametrize("args", [COMMANDS[name] for name in LONG], ids=LONG)
def test_an_interrupt_while_it_prints_ends_it_quietly(args: tuple[str, ...], environment: dict[str, str]) -> None:
    with start((*args, "--json"), environment) as child:
        assert child.stdout
        assert child.stderr
        assert child.stdout.read(1)  # the rest is more than the pipe holds: it waits
        child.send_signal(signal.SIGINT)
        child.stdout.read()
        assert child.stderr.read() == b""
    assert child.returncode == 130


@on_every_command
def test_machines_get_the_same_bytes_everywhere(args: tuple[str, ...], process: Process) -> None:
    asked = (*args, "-f", "jsonl")
    usual = process(*asked)
    assert usual.code == 0
    assert usual.output.decode("utf-8")
    for env in (
        {"PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "2"},
        {"PYTHONIOENCODING": "cp1252", "TERM": "dumb", "COLUMNS": "20", "FORCE_COLOR": "1", "NO_COLOR": "1"},
    ):
        assert process(*asked, env=env) == usual


@on_every_command
def test_text_falls_back_and_never_fails(args: tuple[str, ...], process: Process) -> None:
    usual = process(*args)
    assert b"\x1b" not in usual.output
    for env in ({"FORCE_COLOR": "1"}, {"NO_COLOR": "1"}, {"COLUMNS": "20"}, {"TERM": "dumb"}, {"PYTHONHASHSEED": "7"}):
        assert process(*args, env=env) == usual
    for encoding in ("ascii", "cp1252", "utf-16"):
        narrow = process(*args, env={"PYTHONIOENCODING": encoding})
        assert (narrow.code, b"Traceback" in narrow.errors) == (0, False)
        assert len(narrow.output.decode(encoding).splitlines()) == len(usual.stdout.splitlines())
    old = process(*args, env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert (old.code, b"Traceback" in old.errors) == (0, False)
    assert old.output.decode("ascii")


@on_every_command
def test_terminals_of_few_abilities(args: tuple[str, ...], terminal: Terminal) -> None:
    dumb = terminal(*args, lines=60_000, env={"TERM": "dumb"})
    assert dumb.code == 0
    assert b"\x1b" not in dumb.output
    assert terminal(*args, lines=60_000, env={"NO_COLOR": "1"}).text == dumb.text


def test_a_terminal_of_ascii_alone(environment: dict[str, str]) -> None:
    screen, keyboard = os.openpty()
    command = [sys.executable, "-m", "sahelcli", "timeline", "-n", "20"]
    env = environment | {"PYTHONIOENCODING": "ascii", "COLUMNS": "80", "LINES": "1000"}
    with subprocess.Popen(command, stdin=keyboard, stdout=keyboard, stderr=keyboard, env=env) as child:
        os.close(keyboard)
        pieces: list[bytes] = []
        with suppress(OSError):  # how Linux says that nobody writes to it any more
            while piece := os.read(screen, 65536):
                pieces.append(piece)
        os.close(screen)
    assert child.returncode == 0
    assert b"Timeline" in b"".join(pieces)
    assert b"".join(pieces).decode("ascii")


def test_the_answer_is_the_same_with_an_index_and_without_a_home(process: Process) -> None:
    usual = process("timeline", "--json")
    assert process("timeline", "--json", env={"HOME": os.devnull, "XDG_CACHE_HOME": os.devnull}) == usual
