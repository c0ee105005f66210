"""Write an index in a second process, so that reading and writing share two processors."""

from __future__ import annotations

import marshal
import os
import select
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, NoReturn, Self

from sahelcli.index.writer import Rows, Writer

_LENGTH = 8  # bytes that say how long a message is
_BETWEEN = 0.1  # seconds from one look at whoever watches to the next
_PIPE = 1 << 20  # bytes that may wait to be written, where the system can be asked


def can_help() -> bool:
    """Whether there is a second processor, and a way to start a process on it: safe where no other thread runs."""
    has_both = hasattr(os, "fork") and hasattr(os, "sched_getaffinity")  # macOS has the one, and no safe use of it
    return has_both and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


class Beside:
    """Passes the rows of an index to a process of its own, which ends with the block or with this process.

    What goes wrong there is raised here, at the next call or the one after: sqlite3.IntegrityError for a record that is
    there twice, sqlite3.OperationalError for all else.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        told, self._tells = os.pipe()
        self._hears, said = os.pipe()
        self.child = os.fork()
        if not self.child:
            os.close(self._tells)
            os.close(self._hears)
            _serve(connect, told, said)
        os.close(told)
        os.close(said)
        _widen(self._tells)
        self._out: BinaryIO = os.fdopen(self._tells, "wb")
        self._in: BinaryIO = os.fdopen(self._hears, "rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        with suppress(OSError):
            os.kill(self.child, signal.SIGKILL)  # after the answer to `finish` it has nothing left to do
        with suppress(OSError):
            self._out.close()
        self._in.close()
        with suppress(ChildProcessError):
            os.waitpid(self.child, 0)

    def take(self, name: str, rows: Rows) -> None:
        """Add rows, as Writing says."""
        self._tell(("take", name, rows))

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement finds."""
        self._tell(("ask", statement, values))
        return list(self._answer())

    def finish(self, watch: Callable[[], None]) -> None:
        """Put everything in order and make it last."""
        self._tell(("finish",))
        while not select.select([self._in], [], [], _BETWEEN)[0]:
            watch()
        self._answer()

    def _tell(self, message: tuple[Any, ...]) -> None:
        try:
            send(self._out, message)
        except BrokenPipeError:  # it has ended, and said why
            self._answer()

    def _answer(self) -> Any:
        try:
            answer, error = receive(self._in)
        except EOFError:
            answer, error = None, "the process that wrote the index has ended"
        if error:
            raise (sqlite3.IntegrityError if error.startswith("UNIQUE") else sqlite3.OperationalError)(error)
        return answer


def _serve(connect: Callable[[], sqlite3.Connection], told: int, said: int) -> NoReturn:
    """Do what is told until nobody tells any more; this process never returns to what it was made of."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted is the one that tells
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.SIG_DFL)
        with os.fdopen(told, "rb") as inbox, os.fdopen(said, "wb") as outbox:
            serve(connect, inbox, outbox)
    finally:
        os._exit(0)


def serve(connect: Callable[[], sqlite3.Connection], inbox: BinaryIO, outbox: BinaryIO) -> None:
    """Write an index as the messages say; answer questions, the end, and the first thing that goes wrong."""
    try:
        writer = Writer(connect(), is_new=True)
        while True:
            match receive(inbox):
                case ["take", name, rows]:
                    writer.take(name, rows)
                case ["ask", statement, values]:
                    send(outbox, (writer.ask(statement, values), ""))
                case _:
                    writer.finish(lambda: None)
                    send(outbox, (None, ""))
                    return
    except (EOFError, BrokenPipeError):
        return
    except (sqlite3.Error, OSError, MemoryError) as error:
        with suppress(OSError):
            send(outbox, (None, str(error) or type(error).__name__))


def send(stream: BinaryIO, message: tuple[Any, ...]) -> None:
    """Send a message: its length, then what it says."""
    said = marshal.dumps(message)
    stream.write(len(said).to_bytes(_LENGTH))
    stream.write(said)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Return what was sent; EOFError where nobody sends any more, or has ended within a message."""
    said = stream.read(length := int.from_bytes(stream.read(_LENGTH)))
    if not length or len(said) < length:
        raise EOFError
    return marshal.loads(said)  # noqa: S302 - nobody else holds the other end


def _widen(pipe: int) -> None:
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
