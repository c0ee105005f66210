"""Worker process: runs a function over many arguments, in a second process where that saves time."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import starmap
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from sahelcli.progress import embedded

R = TypeVar("R")

AHEAD = 4  # arguments that are given to the other process before their results are taken


def can_help() -> bool:
    """Whether this process may use a second processor and start a second process."""
    if embedded.get():
        return False
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return processors > 1


def in_second_process(function: Callable[..., R], arguments: Iterable[tuple[Any, ...]]) -> Generator[R]:
    """Yield the results of a function for these arguments, in order; it must be a module's function without state.

    Where the other process ends before its time, or none can be started, this one does what is left.
    """
    pool = ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin)
    try:
        with _uninterrupted(), suppress(BrokenProcessPool, OSError):
            pool.submit(abs, 0)  # it starts the process: an interrupt amidst that would leave one that nobody ends
        yield from _mapped(pool, function, arguments)
    finally:
        pool.shutdown(cancel_futures=True)


def _mapped(pool: ProcessPoolExecutor, function: Callable[..., R], arguments: Iterable[tuple[Any, ...]]) -> Iterator[R]:
    waiting: deque[tuple[Future[R], tuple[Any, ...]]] = deque()
    left = iter(arguments)
    for given in left:
        try:
            waiting.append((pool.submit(function, *given), given))
        except (BrokenProcessPool, OSError):
            yield from _results(waiting, function, 0)
            yield function(*given)
            break
        yield from _results(waiting, function, AHEAD)
    else:
        yield from _results(waiting, function, 0)
    yield from starmap(function, left)


def _results(waiting: deque[tuple[Future[R], tuple[Any, ...]]], function: Callable[..., R], most: int) -> Iterator[R]:
    """Yield the first results, until no more than so many are waited for."""
    while len(waiting) > most:
        future, given = waiting.popleft()
        try:
            result = future.result()
        except BrokenProcessPool:
            result = function(*given)
        yield result


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
