"""The terminal that tests type at: the program run as a user runs it, with its streams and exit code kept."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any, Protocol
from unittest.mock import patch

from sahelcli.cli.app import main

SIGNS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


@dataclass(frozen=True, slots=True)
class Result:
    """What a run left behind: the bytes of both streams and the exit code."""

    output: bytes
    errors: bytes
    code: int

    @property
    def stdout(self) -> str:
        """Standard output as UTF-8, line ends as they were written."""
        return self.output.decode()

    @property
    def stderr(self) -> str:
        """Standard error as UTF-8."""
        return self.errors.decode()

    @property
    def text(self) -> str:
        """Standard output as the eye sees it: without colours, weights and links."""
        return SIGNS.sub("", self.stdout)

    def json(self) -> Any:
        """Standard output as the one JSON document it is."""
        return json.loads(self.output)


class Sahel(Protocol):
    """`sahel(*args)`: the command line in this process, its streams files; `stdin` is what is piped into it."""

    def __call__(self, *args: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Result: ...


class Process(Protocol):
    """`process(*args)`: the same in a child of its own, in the folder `cwd`."""

    def __call__(
        self, *args: str, env: Mapping[str, str] | None = None, stdin: bytes = b"", cwd: Path | None = None
    ) -> Result: ...


class Terminal(Protocol):
    """`terminal(*args)`: the same with a terminal for standard input and output; standard error is kept apart."""

    def __call__(
        self, *args: str, columns: int = 80, lines: int = 1000, env: Mapping[str, str] | None = None
    ) -> Result: ...


def run_here(args: tuple[str, ...], env: Mapping[str, str], stdin: bytes) -> Result:
    """Run the command line in this process, on the three file descriptors themselves, with `env` and nothing else."""
    with tempfile.TemporaryFile() as output:
        code, errors = run_into(output, args, env, stdin)
        return Result(_whole(output), errors, code)


def run_into(output: IO[bytes], args: tuple[str, ...], env: Mapping[str, str], stdin: bytes = b"") -> tuple[int, bytes]:
    """Run it so, with standard output wherever that leads; return its exit code and what it wrote to standard error.

    The streams are text in the encoding that `PYTHONIOENCODING` names, as those of a new process would be.
    """
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as errors,
        patch.dict(os.environ, env, clear=True),
    ):
        source.write(stdin)
        source.seek(0)
        with descriptors(source, output, errors, env.get("PYTHONIOENCODING", "utf-8")):
            code = _with_room(lambda: main(args))
        return code, _whole(errors)


def run_child(args: tuple[str, ...], env: Mapping[str, str], stdin: bytes, cwd: Path | None) -> Result:
    """Run `python -m sahelcli` with `env` and nothing else; a run that takes a minute hangs, and fails."""
    command = (sys.executable, "-m", "sahelcli", *args)
    child = subprocess.run(command, env=dict(env), input=stdin, capture_output=True, cwd=cwd, timeout=60, check=False)
    return Result(child.stdout, child.stderr, child.returncode)


def run_on_terminal(args: tuple[str, ...], env: Mapping[str, str], columns: int, lines: int) -> Result:
    """Run it in this process on a terminal of that size; what it prints comes with plain line ends."""
    screen, keyboard = os.openpty()
    termios.tcsetwinsize(keyboard, (lines, columns))
    pieces: list[bytes] = []
    reader = Thread(target=lambda: pieces.extend(_pieces(screen)))
    reader.start()
    with tempfile.TemporaryFile() as errors, patch.dict(os.environ, env, clear=True):
        with os.fdopen(keyboard, "r+b", buffering=0) as terminal, descriptors(terminal, terminal, errors):
            code = _with_room(lambda: main(args))
        reader.join()
        os.close(screen)
        return Result(b"".join(pieces).replace(b"\r\n", b"\n"), _whole(errors), code)


@contextmanager
def descriptors(source: IO[bytes], output: IO[bytes], errors: IO[bytes], encoding: str = "utf-8") -> Iterator[None]:
    """Put files in the place of standard input, output and error, of this process and of its children."""
    copies = [os.dup(number) for number in range(3)]
    for number, file in enumerate((source, output, errors)):
        os.dup2(file.fileno(), number)
    try:
        with (
            open(0, encoding=encoding, closefd=False) as stdin,
            open(1, "w", encoding=encoding, closefd=False) as stdout,
            open(2, "w", encoding=encoding, errors="backslashreplace", closefd=False) as stderr,
            patch.multiple(sys, stdin=stdin, stdout=stdout, stderr=stderr),
        ):
            yield
    finally:
        for number, descriptor in enumerate(copies):
            os.dup2(descriptor, number)
            os.close(descriptor)


def _with_room(call: Callable[[], int]) -> int:
    return call()


# Python keeps the frames of calls in pieces of 16 KB, and has the system map and unmap one at every call that crosses
# the end of a piece. Below pytest, calls are so deep that a hot one does, hundreds of thousands of times. A frame that
# claims to be large gets a large piece, in which all calls below it have room.
_with_room.__code__ = _with_room.__code__.replace(co_stacksize=1 << 16)


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _pieces(screen: int) -> Iterator[bytes]:
    """Read a terminal until nobody writes to it any more, which Linux reports as an error of input."""
    while True:
        try:
            piece = os.read(screen, 65536)
        except OSError:
            return
        if not piece:
            return
        yield piece
