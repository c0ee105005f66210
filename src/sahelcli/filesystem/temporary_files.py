"""Temporary files and folders, locked by their writer: one that nobody has locked was left behind and is removed.

A lock is known to all containers and hosts that share a folder; the number of a process says nothing there.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from sahelcli.filesystem.lock import is_at, take

_NAME = re.compile(r"\.sahel-[0-9a-f]{8}-.*", re.DOTALL)  # a random number, which no other writer has


@contextmanager
def made_folder(target: Path) -> Iterator[None]:
    """Make a folder and those above it where they are missing; what was made and is empty goes again after an error."""
    missing = [folder for folder in (target, *target.parents) if not folder.exists()]
    target.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def refuse_file(path: Path) -> None:
    """Raise NotADirectoryError for a path at which something else than a folder is."""
    if path.exists() and not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


@contextmanager
def unfinished(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Yield the path of a new file in the folder of `target`, and the open, locked file; OSError is the system's.

    If it is still there when the block ends it is removed, and so is what killed processes have left in the folder.
    """
    _clear(target.parent)
    path, stream = _begun(target)
    with stream:
        try:
            yield path, stream
        finally:
            _remove(path)


def folder_of(path: Path) -> Path:
    """Return the folder that belongs to an unfinished file; it is created by the caller and removed with the file."""
    return path.with_name(f"{path.name}.d")


def _remove(path: Path) -> None:
    if (folder := folder_of(path)).is_dir():
        import shutil  # here: it loads much, and only a folder needs it

        shutil.rmtree(folder, ignore_errors=True)
    path.unlink(missing_ok=True)


def _begun(target: Path) -> tuple[Path, IO[bytes]]:
    while True:
        path = target.with_name(f".sahel-{os.urandom(4).hex()}-{target.name[:50]}")
        stream = path.open("xb")
        if _is_ours(path, stream.fileno()):
            return path, stream
        stream.close()  # somebody took it for a leaving before it was locked


def _is_ours(path: Path, descriptor: int) -> bool:
    """Lock a file that was made a moment ago; also True on a system without locks."""
    try:
        return take(descriptor) and is_at(path, descriptor)
    except OSError:
        return True


def _clear(folder: Path) -> None:
    for path in folder.glob(".sahel-*"):
        if _NAME.fullmatch(path.name):
            with suppress(OSError):  # somebody else's, gone meanwhile, or where there are no locks: it stays
                _clear_one(path)


def _clear_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        if take(descriptor) and is_at(path, descriptor):
            _remove(path)
    finally:
        os.close(descriptor)
