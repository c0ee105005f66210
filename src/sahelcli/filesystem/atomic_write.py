"""Atomic writing of files and folders: whole or not at all, written beside their place and moved into it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from sahelcli.filesystem.file_attributes import make_alike
from sahelcli.filesystem.temporary_files import folder_of, made_folder, refuse_file, unfinished
from sahelcli.text.quoted_values import shown

_WRITING = 0o222  # the bits of a mode that allow somebody to write

_WAYS_OUT = {
    errno.EBUSY: "it is mounted alone into this place: mount its folder",
    errno.ENOENT: "its folder is not there: make that first",
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "you must be allowed to write in its folder"),
}


class WriteProtected(PermissionError):
    """The mode or the access list of a file forbids to write it."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "it is protected from writing")


def refuse_protected(file: Path) -> None:
    """Raise WriteProtected for an existing file that one may not write; for root, one that nobody may write."""
    mode, own = file.stat().st_mode, os.access in os.supports_effective_ids
    if mode & _WRITING and os.access(file, os.W_OK, effective_ids=own):
        return
    with suppress(PermissionError):
        descriptor = os.open(file, os.O_WRONLY)  # what else may be the reason is said by the system
        os.close(descriptor)
        if mode & _WRITING:
            return
    raise WriteProtected


def way_out(error: OSError) -> str | None:
    """Return the hint for a file that could not be written, None where there is none."""
    if isinstance(error, WriteProtected):
        return "its owner can allow it: chmod u+w"
    return _WAYS_OUT.get(error.errno or 0)


Tell = Callable[[str], None]
"""What takes a note: what of an old file could not be kept."""


@contextmanager
def whole_file(path: Path, tell: Tell = lambda _: None) -> Iterator[IO[bytes]]:
    """Yield a file to write that replaces `path` when the block ends without error; else `path` is unchanged.

    A symbolic link is followed, and an existing file's mode, owner, access list and attributes are kept where that is
    allowed; `tell` is told what is not. What is no regular file (a device, a pipe) is written to directly. OSError is
    the system's, and WriteProtected for a file that one may not write, whatever its folder allows.
    """
    target = Path(os.path.realpath(path))
    is_there = target.exists()
    if is_there and not stat.S_ISREG(target.stat().st_mode):
        with target.open("wb") as stream:
            yield stream
        return
    if is_there:
        refuse_protected(target)
    with unfinished(target) as (beside, stream):
        if is_there:
            _keep(stream.fileno(), target, tell)
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
        if os.name != "posix":
            stream.close()  # what is open cannot be moved there
        beside.replace(target)
    sync_folder(target.parent)


@contextmanager
def whole_folder(path: Path, tell: Tell = lambda _: None) -> Iterator[Path]:
    """Yield a folder to fill, which becomes `path` when the block ends without error; else `path` is unchanged.

    A folder that is there already keeps all else that is in it, and gets the files when all of them are written, each
    as `whole_file` does. Folders above that are missing are made. OSError is the system's.
    """
    target = Path(os.path.realpath(path))
    refuse_file(target)
    above = target if target.exists() else target.parent
    with made_folder(above), unfinished(above / target.name) as (new_folder, _):
        beside = folder_of(new_folder)
        beside.mkdir()
        yield beside
        _finish(beside, target, tell)
    sync_folder(above)


def _finish(beside: Path, target: Path, tell: Tell) -> None:
    """Flush the files of a folder to the disk, then move them into place."""
    for file in beside.iterdir():
        sync_file(file)
    sync_folder(beside)
    if target.exists():
        _move_all(beside, target, tell)
    else:
        beside.replace(target)


def _keep(descriptor: int, target: Path, tell: Tell) -> None:
    for lost in make_alike(descriptor, target):
        tell(f"{shown(target, 150)}: {lost} could not be kept")


def _move_all(beside: Path, target: Path, tell: Tell) -> None:
    """Move the files of one folder into another, all of them or none."""
    before, moved = beside / "before", list[str]()
    names = sorted(file.name for file in beside.iterdir())
    for name in names:
        if (target / name).exists():
            refuse_protected(target / name)
            with (beside / name).open("rb+") as stream:
                _keep(stream.fileno(), target / name, tell)
    before.mkdir()
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


def sync_file(file: Path) -> None:
    """Flush a written file to the disk; OSError is the system's."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Flush the entries of a folder to the disk, where a system needs that; OSError is the system's."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems that keep folders in their own way
                raise
        finally:
            os.close(descriptor)
