"""Files that are written whole or not at all: beside the place, onto the disk, then moved into it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_PREFIX = ".sahel-"  # and the number of the process that writes: what a killed one left is known by it


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes the place of `path` when the block ends well; else `path` stays as it was.

    A symbolic link is followed, an existing file's mode kept, and its owner where that is allowed. What is no regular
    file (a device, a pipe) is written to directly. OSError is the system's.
    """
    target = Path(os.path.realpath(path))
    before = target.stat() if target.exists() else None
    if before and not stat.S_ISREG(before.st_mode):
        with target.open("wb") as stream:
            yield stream
        return
    _clear(target.parent)
    beside = target.with_name(f"{_PREFIX}{os.getpid()}-{target.name[:50]}")
    try:
        with beside.open("xb") as stream:
            if before:
                _make_alike(stream.fileno(), before)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _make_alike(descriptor: int, before: os.stat_result) -> None:
    if os.name == "posix":
        for owner, group in (
            (-1, before.st_gid),
            (before.st_uid, -1),
        ):  # the group may be allowed where the owner is not
            with suppress(PermissionError):
                os.fchown(descriptor, owner, group)
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _clear(folder: Path) -> None:
    """Remove what processes that are no more have left in the folder."""
    for leaving in folder.glob(f"{_PREFIX}*-*"):
        number = leaving.name.removeprefix(_PREFIX).split("-", 1)[0]
        if number.isdecimal() and not _is_running(int(number)):
            leaving.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False  # this one has not begun
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # somebody else's
    return True


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems that keep folders in their own way
                raise
        finally:
            os.close(descriptor)
