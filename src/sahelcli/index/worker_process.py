"""Worker process: runs a function over many arguments, in a second process where that saves time."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import cycle, islice, starmap
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sahelcli.index.cache_dir import cache_folder
from sahelcli.progress import embedded

if TYPE_CHECKING:
    from concurrent.futures import Future

R = TypeVar("R")

AHEAD = 12  # calls that the other process is asked for before their results are taken
MOST = 2 * AHEAD  # with those that this one makes meanwhile


def can_help() -> bool:
    """Whether this process may use a second processor and start a second process."""
    if embedded.get():
        return False
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return processors > 1


def in_second_process(function: Callable[..., R], arguments: Iterable[tuple[Any, ...]]) -> Generator[R]:
    """Yield the results of a function for these arguments, in order; it must be a module's function without state.

    Instead of waiting for a result, this process makes later calls itself. Where the other ends before its time, or
    none can be started, this one makes all that are left.
    """
    folder = cache_folder() or Path(os.devnull)  # in which no file can be made
    files = [folder / f"{os.urandom(4).hex()}.part" for _ in range(MOST)]
    if (pool := _pool()) is None:
        yield from starmap(function, arguments)
        return
    try:
        with _uninterrupted(), suppress(BrokenProcessPool, OSError):
            pool.submit(abs, 0)  # it starts the process: an interrupt amidst that would leave one that nobody ends
        left = zip(cycle(files), arguments, strict=False)
        calls: deque[_Call[R]] = deque()

        def add(number: int, maker: ProcessPoolExecutor | None) -> bool:
            before = len(calls)
            calls.extend(_Call(maker, function, given, file) for file, given in islice(left, number))
            return len(calls) > before

        add(AHEAD, pool)
        while calls:
            while not calls[0].is_done() and len(calls) < MOST and add(1, None):
                pass
            yield calls.popleft().result()
            if sum(not call.is_done() for call in calls) < AHEAD:
                add(1, pool)
    finally:
        with _uninterrupted():  # a second interrupt amidst that would leave both waiting for each other
            pool.shutdown(cancel_futures=True)
            for file in files:
                with suppress(OSError):
                    file.unlink()


class _Call(Generic[R]):
    """A call that the other process is to make, or this one at once where `pool` is None.

    Arguments and result pass through a file in the folder of indexes: a pipe takes 64 kB at a time, and waits each time
    for a thread's turn. What is left of a process that was killed is cleared there. The end of the call comes through a
    queue: an interrupt that falls into a look at the future leaves its lock taken, for which the pool then waits.
    """

    def __init__(
        self, pool: ProcessPoolExecutor | None, function: Callable[..., R], given: tuple[Any, ...], file: Path
    ) -> None:
        self._function, self._given, self._file = function, given, file
        self._made = None if pool else (function(*given),)
        self._ended: SimpleQueue[Future[bool]] | None = None
        with suppress(BrokenProcessPool, OSError):
            if pool:
                _write(file, given)
                ended: SimpleQueue[Future[bool]] = SimpleQueue()
                with _uninterrupted():
                    pool.submit(_make, function, file).add_done_callback(ended.put)
                self._ended = ended

    def is_done(self) -> bool:
        """Whether the result is there, or will not come from the other process."""
        return self._ended is None or not self._ended.empty()

    def result(self) -> R:
        """Return the result, once; it is worked out now where the other process has none."""
        with suppress(BrokenProcessPool):
            if self._ended and self._ended.get().result():
                with suppress(OSError):
                    result: R = _read(self._file)
                    return result
        return self._made[0] if self._made else self._function(*self._given)


def _make(function: Callable[..., Any], file: Path) -> bool:
    """Make a call whose arguments are in a file, and put its result there; return whether the disk let that be.

    What the call itself raises is passed on.
    """
    try:
        given = _read(file)
    except OSError:
        return False
    result = function(*given)
    with suppress(OSError):
        _write(file, result)
        return True
    return False


def _read(file: Path) -> Any:
    return pickle.loads(file.read_bytes())  # noqa: S301  # written by this program


def _write(file: Path, value: Any) -> None:
    file.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def _pool() -> ProcessPoolExecutor | None:
    """Return a pool of one process, None where the system has none to give."""
    with suppress(OSError, ImportError, NotImplementedError):
        return ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin)
    return None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interrupt wait, where a system can."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> BaseContext:
    """Return how the process is started: as a copy of this one where that is quick and safe, else afresh."""
    return get_context("fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn")


def _begin() -> None:
    """Prepare the second process: it ends with the first, and leaves an interrupt to that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
