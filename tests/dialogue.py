"""A conversation with the program on a terminal: what it says is waited for, what is typed goes to its keyboard."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.terminal import SIGNS

_PATIENCE = 30.0  # seconds for the program to say what is waited for


class Dialogue:
    """`sahel ARGS`, or another program, on a terminal of 100 columns, standard error among it.

    `said` is all it has printed so far.
    """

    def __init__(self, args: tuple[str, ...], env: Mapping[str, str], cwd: Path, program: tuple[str, ...] = ()) -> None:
        import pty  # here, because Windows has none
        import termios

        self._child, self._screen = pty.fork()  # its own session, so that Ctrl-C reaches it
        if self._child == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where tests run in the background of a shell
            os.chdir(cwd)
            words = program or (sys.executable, "-m", "sahelcli")
            os.execve(words[0], [*words, *args], dict(env))  # noqa: S606  # what `pty.spawn` would do too
        termios.tcsetwinsize(self._screen, (40, 100))
        self._code: int | None = None
        self._bytes = b""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._code is None:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
        os.close(self._screen)

    @property
    def said(self) -> str:
        """Everything on the screen, without colours, line ends as line feeds."""
        return SIGNS.sub("", self._bytes.decode(errors="replace").replace("\r\n", "\n"))

    def expect(self, text: str) -> str:
        """Wait until the program says this after what was waited for last; return what came with it."""
        end = time.monotonic() + _PATIENCE
        while (at := self.said.find(text, self._seen)) < 0:
            if not self._read(end):
                raise AssertionError(f"never said {text!r} after:\n{self.said[self._seen :]}")
        before, self._seen = self.said[self._seen : at + len(text)], at + len(text)
        return before

    def look(self) -> None:
        """Read what is on the screen by now."""
        while self._read(time.monotonic()):
            pass

    def type(self, keys: str) -> None:
        r"""Press keys: "\n" is Enter, "\t" Tab, "\x03" Ctrl-C, "\x04" Ctrl-D."""
        os.write(self._screen, keys.encode())

    def answer(self, question: str, text: str = "") -> str:
        """Wait for a question, answer it with a line, and return what was said before."""
        message = self.expect(question)
        self.type(f"{text}\n")
        return message

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, as the system does where a window is closed."""
        os.kill(self._child, number)

    def end(self) -> int:
        """Wait until the program ends, and return its exit code."""
        end = time.monotonic() + _PATIENCE
        while self._read(end):
            pass
        assert time.monotonic() < end, f"did not end after:\n{self.said}"
        self._code = os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])
        return self._code

    def _read(self, end: float) -> bool:
        """Read what is there, waiting for it; False where the program has closed the terminal or time is up."""
        ready, _, _ = select.select([self._screen], [], [], max(end - time.monotonic(), 0))
        try:
            piece = os.read(self._screen, 65536) if ready else b""
        except OSError:  # nobody has the terminal open any more
            piece = b""
        self._bytes += piece
        return bool(piece)
