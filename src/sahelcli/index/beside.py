"""Write an index in a second process, so that reading and writing share two processors."""

from __future__ import annotations

import marshal
import os
import queue
import select
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, NoReturn, Self

from sahelcli.index.writer import Rows, Writer, ready

_LENGTH = 8  # bytes that say how long a message is
_BETWEEN = 0.1  # seconds from one look at whoever watches to the next
_WAITING = 64  # messages, of a thousand records at most, that wait for the other process: some 90 MB
_AHEAD = _WAITING // 4  # messages that wait: from then on this process has time for some of what the other would do
_PIPE = 1 << 20  # bytes

Message = tuple[Any, ...]


def can_help() -> bool:
    """Whether there is a second processor, and a way to start a process on it: safe where no other thread runs."""
    has_both = hasattr(os, "fork") and hasattr(os, "sched_getaffinity")  # macOS has the one, and no safe use of it
    return has_both and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


class Beside:
    """Passes the rows of an index to a process of its own, which ends with the block or with this process.

    What goes wrong there is raised here, at a later call: sqlite3.IntegrityError for a record that is there twice,
    sqlite3.OperationalError for all else. Where this process ends without a word, that one calls `forget`, and ends.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], forget: Callable[[], None]) -> None:
        told, tells = os.pipe()
        hears, said = os.pipe()
        self.child = os.fork()
        if not self.child:
            os.close(tells)
            os.close(hears)
            _serve(connect, forget, told, said)
        os.close(told)
        os.close(said)
        _widen(tells)
        self._in: BinaryIO = os.fdopen(hears, "rb")
        self._waiting: queue.Queue[Message] = queue.Queue(_WAITING)
        self._is_alone = threading.Event()
        self._sender = threading.Thread(target=self._send, args=(os.fdopen(tells, "wb"),), daemon=True)
        self._sender.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        with suppress(OSError):
            os.kill(self.child, signal.SIGKILL)  # after the answer to `finish` it has nothing left to do
        self._waiting.put(())
        self._sender.join()
        self._in.close()
        with suppress(ChildProcessError):
            os.waitpid(self.child, 0)

    def take(self, name: str, rows: Rows) -> None:
        """Add rows, as Writing says."""
        is_ahead = self._waiting.qsize() >= _AHEAD
        self._tell(("write", ready(name, rows)) if is_ahead else ("take", name, rows))

    def finish(self, watch: Callable[[], None]) -> None:
        """Put everything in order and make it last."""
        self._tell(("finish",))
        while not select.select([self._in], [], [], _BETWEEN)[0]:
            watch()
        self._hear()

    def _tell(self, message: Message) -> None:
        self._waiting.put(message)
        if self._is_alone.is_set():  # the other process has ended, or will, and says why
            self._hear()

    def _send(self, stream: BinaryIO) -> None:
        """Send what waits, until nothing more will; once a message cannot be sent, let go of the others."""
        while message := self._waiting.get():
            if not self._is_alone.is_set():
                try:
                    send(stream, message)
                    if self._waiting.empty():
                        send(stream, ("rest",))
                except (OSError, MemoryError):
                    self._is_alone.set()
                    _close(stream)  # without a word more, the other process ends as well
        _close(stream)

    def _hear(self) -> None:
        try:
            (error,) = receive(self._in)
        except EOFError:
            error = "the process that wrote the index has ended"
        if error:
            raise (sqlite3.IntegrityError if error.startswith("UNIQUE") else sqlite3.OperationalError)(error)


def _close(stream: BinaryIO) -> None:
    with suppress(OSError):  # what is left in it cannot be sent either
        stream.close()


def _widen(pipe: int) -> None:
    """Let as much of a message wait in a pipe as the system allows: the two processes then change places less often."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _serve(connect: Callable[[], sqlite3.Connection], forget: Callable[[], None], told: int, said: int) -> NoReturn:
    """Do what is told until nobody tells any more; this process never returns to what it was made of."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted is the one that tells
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.SIG_DFL)
        with os.fdopen(told, "rb") as inbox, os.fdopen(said, "wb") as outbox:
            serve(connect, forget, inbox, outbox)
    finally:
        os._exit(0)


def serve(
    connect: Callable[[], sqlite3.Connection], forget: Callable[[], None], inbox: BinaryIO, outbox: BinaryIO
) -> None:
    """Write an index as the messages say; answer the end with "", and what goes wrong first with what it was.

    Where the messages break off before the end, what was written is forgotten.
    """
    try:
        writer = Writer(connect(), is_new=True)
        while True:
            match receive(inbox):
                case ["take", name, rows]:
                    writer.take(name, rows)
                case ["write", tables]:
                    writer.write(tables)
                case ["rest"]:
                    writer.rest()
                case _:
                    writer.finish(lambda: None)
                    send(outbox, ("",))
                    return
    except (EOFError, BrokenPipeError):
        forget()
    except (sqlite3.Error, OSError, MemoryError) as error:
        with suppress(OSError):
            send(outbox, (str(error) or type(error).__name__,))


def send(stream: BinaryIO, message: Message) -> None:
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
