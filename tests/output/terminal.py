"""Printing in this process on streams of the tests' own: files, or a terminal of a given size."""

from __future__ import annotations

import os
import tempfile
import termios
import threading
from collections.abc import Callable, Mapping
from typing import IO
from unittest.mock import patch

from tests.terminal import Result, descriptors

PLAIN = {"TERM": "xterm-256color", "PATH": os.defpath}


def onto(output: IO[bytes], action: Callable[[], object]) -> Result:
    """Do something while standard output is the stream given, and standard error a file."""
    with tempfile.TemporaryFile() as errors:
        _act(action, output, errors, None)
        return Result(b"", _whole(errors), 0)


def into_files(action: Callable[[], object], env: Mapping[str, str] | None = None) -> Result:
    """Do something while standard output and error are files."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        _act(action, output, errors, env)
        return Result(_whole(output), _whole(errors), 0)


def onto_terminal(
    action: Callable[[], object], env: Mapping[str, str] | None = None, *, columns: int = 80, lines: int = 24
) -> Result:
    """Do something while standard output is a terminal, and standard error a file; line ends come as written."""
    screen, keyboard = os.openpty()
    termios.tcsetwinsize(keyboard, (lines, columns))
    pieces: list[bytes] = []
    reader = threading.Thread(target=_read, args=(screen, pieces))
    reader.start()
    with tempfile.TemporaryFile() as errors:
        with os.fdopen(keyboard, "wb", buffering=0) as terminal:
            _act(action, terminal, errors, env)
        reader.join(timeout=30)
        os.close(screen)
        return Result(b"".join(pieces).replace(b"\r\n", b"\n"), _whole(errors), 0)


def _act(action: Callable[[], object], output: IO[bytes], errors: IO[bytes], env: Mapping[str, str] | None) -> None:
    with (
        tempfile.TemporaryFile() as source,
        patch.dict(os.environ, PLAIN | dict(env or {}), clear=True),
        descriptors(source, output, errors),
    ):
        action()


def _read(screen: int, pieces: list[bytes]) -> None:
    try:
        while piece := os.read(screen, 65536):
            pieces.append(piece)
    except OSError:
        return  # nobody writes to it any more, which Linux reports so


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
