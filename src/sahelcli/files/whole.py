"""Files and folders that are written whole or not at all: beside the place, onto the disk, then moved into it."""

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


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill with files; when the block ends well it is `path`, else `path` stays as it was.

    A folder that is there already keeps all else that is in it, and gets the files when all of them are written.
    Folders above that are missing are made. OSError is the system's.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    missing = [folder for folder in target.parents if not folder.exists()]
    above = target if target.exists() else target.parent
    above.mkdir(parents=True, exist_ok=True)
    _clear(above)
    beside = above / f"{_PREFIX}{os.getpid()}-{target.name[:50]}"
    try:
        beside.mkdir()
        yield beside
        for file in beside.iterdir():
            _sync(file)
        _sync_folder(beside)
        if above == target:
            _move_all(beside, target)
        else:
            beside.replace(target)
    except BaseException:
        _remove(beside)
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise
    _sync_folder(above)


def _move_all(beside: Path, target: Path) -> None:
    """Move the files of one folder into another, all of them or none."""
    before, moved = beside / "before", list[str]()
    before.mkdir()
    names = sorted(file.name for file in beside.iterdir() if file != before)
    try:
        for name in names:
            with suppress(FileNotFoundError):
                (target / name).rename(before / name)
            moved.append(name)
            (beside / name).rename(target / name)
    except BaseException:
        for name in moved:
            with suppress(FileNotFoundError):
                (target / name).replace(beside / name)
            with suppress(FileNotFoundError):
                (before / name).replace(target / name)
        raise
    _remove(beside)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil  # here: it loads much, and only a folder needs it

        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


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
            _remove(leaving)


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


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


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
