"""Locks between processes (file locks): of a folder, so that those who write in it take turns, and of an open file."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sahelcli.errors import SahelError
from sahelcli.text.quoted_values import shown

SECONDS = 10.0
_NAME = ".sahel.lock"  # begins with a dot: no file of the dataset
_PAUSE = 0.02  # seconds between two tries
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_Got = TypeVar("_Got")


class LockTimeout(SahelError):
    """Another process holds the lock of the folder for too long."""

    def __init__(self, folder: Path, seconds: float) -> None:
        super().__init__(
            f"another sahel has been writing in {shown(str(folder), 200)} for {seconds:g} seconds",
            "nothing was changed; try again when it has ended",
        )


@contextmanager
def locked(folder: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Hold the lock of a folder within the block; LockTimeout after `seconds` of waiting, OSError is the system's.

    The lock is the system's own on a file that is there only meanwhile: it ends with the process, however that ends,
    and what a killed process leaves of it is an empty file that the next one takes over and removes.
    """
    path = folder / _NAME
    if (descriptor := _waited(lambda: _taken(path), seconds)) is None:
        raise LockTimeout(folder, seconds)
    try:
        yield
    finally:
        _give_back(path, descriptor)


@contextmanager
def locked_if_free(path: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock of a file that stays, made where it is not there; False after `seconds` of waiting for others.

    The lock ends with the process that holds it, however that ends; OSError is the system's.
    """
    with path.open("ab") as file:
        yield _waited(lambda: take(file.fileno()) or None, seconds) is not None


def _waited(attempt: Callable[[], _Got | None], seconds: float) -> _Got | None:
    """Repeat `attempt` until it returns something, for at most `seconds`."""
    end = time.monotonic() + seconds
    while (got := attempt()) is None and time.monotonic() <= end:
        time.sleep(_PAUSE)
    return got


def _taken(path: Path) -> int | None:
    """Return the open file whose lock is ours now, or None where somebody else has it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError:
        if path.exists():  # somebody else's, made a moment ago
            return None
        raise
    try:
        _open_to_all(descriptor)
        if take(descriptor) and is_at(path, descriptor):
            return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def is_at(path: Path, descriptor: int) -> bool:
    """Whether an open file is still the one of that name: the process that had its lock may have removed it."""
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    return False


def _open_to_all(descriptor: int) -> None:
    if os.name == "posix":
        with suppress(PermissionError):
            os.fchmod(descriptor, 0o666)  # whoever else may write in the folder has to open it too


def take(descriptor: int) -> bool:
    """Take the lock of an open file, if nobody has it; OSError is the system's, where there are no locks."""
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _give_back(path: Path, descriptor: int) -> None:
        os.close(descriptor)
        with suppress(OSError):  # it cannot be removed while another process waits with it open
            path.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(path: Path, descriptor: int) -> None:
        with suppress(OSError):  # the folder may be gone, and then so is the lock
            path.unlink()
        os.close(descriptor)
