"""Directory entries: the files at or below a path, and findings on unusable ones, without hanging or looping."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sahelcli.diagnostics.finding import Diagnostic, Finding, Location
from sahelcli.filesystem.sync_copies import SUFFIX, originals_of
from sahelcli.progress import Advance, unwatched

STANDARD_INPUT = "-"
LEAVINGS = (".", "#", "~")  # hidden files and what editors leave behind; their other leavings have other suffixes
LEADS_BACK = "this link leads back to a folder it lies in"
_OPENED = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")  # pipes that a shell has opened wait for no writer


class FileEntry(NamedTuple):
    """A file to read, and its identity on disk whatever its name; `original` is the path of which it is a copy."""

    path: str
    identity: tuple[int, int]
    original: str | None = None


def is_toml(name: str) -> bool:
    """Say whether a file is one of a dataset, by its suffix."""
    return name.lower().endswith(SUFFIX)


def read_bytes(path: str) -> bytes | Diagnostic:
    """Return the content of a file or of standard input (`-`), or a Diagnostic of why it cannot be read."""
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read() if sys.stdin else b""
        return Path(path).read_bytes()
    except OSError as error:
        return _unreadable(path, error)


def entries(path: str, advance: Advance = unwatched) -> Iterator[FileEntry | Diagnostic]:
    """Return the files a path names or holds, unordered, and a Diagnostic for each that cannot be used.

    `advance` is told of folders.
    """
    if path == STANDARD_INPUT:
        yield FileEntry(path, (-1, -1))
        return
    status = _status(path)
    if isinstance(status, Finding):
        yield status
    elif stat.S_ISDIR(status.st_mode):
        yield from _below(path, _identity(status), advance)
    else:
        yield FileEntry(path, _identity(status))


def _below(top: str, identity: tuple[int, int], advance: Advance) -> Iterator[FileEntry | Diagnostic]:
    folders = [top]
    entered = {identity}
    while folders:
        listed = _listed(folder := folders.pop())
        advance(1)
        if isinstance(listed, Finding):
            yield listed
            continue
        originals = originals_of(listed)
        for path in listed:
            status = _status(path)
            if isinstance(status, Finding):
                yield status
            elif not stat.S_ISDIR(status.st_mode):
                yield FileEntry(path, _identity(status), originals.get(path))
            elif (identity_of_folder := _identity(status)) not in entered:
                entered.add(identity_of_folder)
                folders.append(path)
            elif Path(folder).resolve().is_relative_to(Path(path).resolve()):
                yield _refused(path, LEADS_BACK, "take the link out")


def _listed(folder: str) -> list[str] | Diagnostic:
    """Return the paths of the TOML files and the folders in a folder."""
    try:
        with os.scandir(folder) as listing:
            return [entry.path for entry in listing if not entry.name.startswith(LEAVINGS) and _is_wanted(entry)]
    except OSError as error:
        return _unreadable(folder, error)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    try:
        return is_toml(entry.name) or entry.is_dir()
    except OSError:  # a loop of links with another suffix is none of ours
        return False


def _status(path: str) -> os.stat_result | Diagnostic:
    """Return the status of a file or folder, or a Diagnostic for a pipe or device, which may never end."""
    try:
        status = Path(path).stat()
    except OSError as error:
        return _unreadable(path, error)
    is_opened = stat.S_ISFIFO(status.st_mode) and path.startswith(_OPENED)
    if stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode) or is_opened:
        return status
    return _refused(path, "this is a pipe, a socket or a device, not a file", "give - to read standard input")


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _unreadable(path: str, error: OSError) -> Diagnostic:
    if error.errno == errno.ENOENT and Path(path).is_symlink():
        return _refused(path, "this link leads nowhere", "mend it or take it out")
    message, hint = _REASONS.get(error.errno or 0, (None, None))
    return _refused(path, message or f"cannot be read: {os.strerror(error.errno or errno.EIO).lower()}", hint)


def _refused(path: str, message: str, hint: str | None) -> Diagnostic:
    return Finding(Location(path), message, "unreadable", hint)


_REASONS = {
    errno.EACCES: ("you may not read this", "change its permissions, or those of its folder"),
    errno.EPERM: ("you may not read this", "change its permissions, or those of its folder"),
    errno.ELOOP: ("this link is part of a loop of links", "take it out"),
    errno.ENOENT: ("this does not exist", "it may have been moved just now"),
}
