"""Signals end every command quietly, while it reads and while it prints, and what was to be written stays whole."""

from __future__ import annotations

import shlex
import signal
import subprocess
from pathlib import Path

import pytest

from tests.every_command import IMPORTING, LINES, prepare, start
from tests.terminal import Sahel

LONG = [name for name, line in LINES.items() if line.long]
MORE_THAN_A_PIPE_HOLDS = b"# a comment\n" * 20_000
ENDED = {signal.SIGINT: 130, signal.SIGTERM: -signal.SIGTERM, signal.SIGHUP: -signal.SIGHUP}
# Each reads its data from standard input, and some are to write a file.
READING = {
    "timeline": ("timeline", "-d", "-", "-o", "answer.csv"),
    "stats": ("stats", "-d", "-"),
    "check": ("check", "-"),
    "diff": ("diff", "mine", "-", "-o", "answer.md"),
    "index": ("index", "-d", "-"),
    "export": ("export", "html", "-d", "-", "-o", "answer.html"),
    "import": ("import", *shlex.split(IMPORTING.replace("table.csv", "-")), "-o", "answer.toml"),
    "add": ("add", "event", "-d", "mine", "--draft", "-"),
}


def files(folder: Path) -> dict[str, bytes]:
    """Return what every file below a folder holds, save what a killed run left, which the next one takes away."""
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".sahel-")
    }


def sent(child: subprocess.Popen[bytes], number: signal.Signals) -> tuple[int, bytes, bytes]:
    """Send a signal; return exit code and the rest of what was printed, and what was said."""
    child.send_signal(number)
    printed, message = child.communicate(timeout=60)
    return child.returncode, printed, message


@pytest.mark.parametrize("number", ENDED)
@pytest.mark.parametrize("name", READING)
def test_while_it_reads(name: str, number: signal.Signals, environment: dict[str, str], sahel: Sahel) -> None:
    prepare(Path.cwd())
    before = files(Path.cwd())
    with start(READING[name], environment) as child:
        assert child.stdin
        child.stdin.write(MORE_THAN_A_PIPE_HOLDS)  # done when it is being read
        child.stdin.flush()
        code, printed, message = sent(child, number)
    assert (printed, message) == (b"", b"")
    assert code == (130 if name == "add" else ENDED[number])  # what adds sees to its files before it ends
    assert files(Path.cwd()) == before
    assert sahel("timeline", "-d", "mine", "-o", "answer.csv").code == 0
    assert list(Path.cwd().glob(".sahel-*")) == []


@pytest.mark.parametrize("name", LONG)
def test_an_interrupt_while_it_prints(name: str, environment: dict[str, str]) -> None:
    prepare(Path.cwd())
    with start(LINES[name].long or (), environment) as child:
        assert child.stdout
        assert child.stdout.read(1)  # the rest is more than the pipe holds: it waits
        code, _, message = sent(child, signal.SIGINT)
    assert (code, b"error" in message, b"Traceback" in message) == (130, False, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("name", ["timeline", "check", "export-html", "import"])
def test_another_signal_while_it_prints(name: str, number: signal.Signals, environment: dict[str, str]) -> None:
    prepare(Path.cwd())
    with start(LINES[name].long or (), environment) as child:
        assert child.stdout
        assert child.stdout.read(1)
        code, _, message = sent(child, number)
    assert (code, b"error" in message, b"Traceback" in message) == (ENDED[number], False, False)
