"""Writer of a folder: files that replace those of the last time, and touch nothing that somebody else put there.

A list in the folder (`.sahel-site.json`) names what was written. It is extended before anything is moved into its
place, and shortened when all is done: so whatever ends a run, the next one knows which files are its own.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sahelcli.errors import SahelError
from sahelcli.filesystem.atomic_write import whole_file
from sahelcli.filesystem.lock import locked
from sahelcli.filesystem.temporary_files import folder_of, made_folder, refuse_file, unfinished
from sahelcli.text.quoted_values import shown

LIST = ".sahel-site.json"
_MADE_BY = "sahel export site"
_NAMED = 3  # of files in the way
_MANY = 50  # files


class SiteFile(NamedTuple):
    """A file of the folder: its path from there, with slashes, and its bytes."""

    path: str
    content: bytes


class Written(NamedTuple):
    """The result of writing a folder: how many files were written, removed, and already up to date."""

    written: int
    removed: int
    unchanged: int


class NotOurs(SahelError):
    """Files that `sahel` did not write stand where files of the site belong."""

    def __init__(self, folder: Path, paths: Sequence[str]) -> None:
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        names = ", ".join(shown(path, 60) for path in paths[:_NAMED])
        where = shown(str(folder), 80)
        super().__init__(
            f"nothing was written: in {where} are files in the way that sahel did not write: {names}{more}",
            "move them, or name another folder with -o",
        )


class NotAList(SahelError):
    """The list of written files cannot be read."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"nothing was written: {shown(str(file), 150)} is not the list of files that sahel keeps there",
            "name another folder with -o, or empty this one",
        )


def write_folder(folder: Path, files: Iterable[SiteFile], last: str) -> Written:
    """Write the files into the folder and remove those of an earlier run; the file called `last` is moved in last.

    A file is old or new, never half, and one that is as it should be stays untouched. What the list names and is no
    longer among the files is removed. NotOurs where something else is in the way, before anything is written; OSError
    is the system's, after which the folder is as it was, or is mended by the next run.
    """
    target = Path(os.path.realpath(folder))
    refuse_file(target)
    with made_folder(target), locked(target):
        return _write(target, files, last)


def _write(target: Path, files: Iterable[SiteFile], last: str) -> Written:
    before = _read_list(target / LIST)
    with unfinished(target / "site") as (held_path, _):
        staging = folder_of(held_path)
        staging.mkdir()
        staged, now = _stage(target, files, staging, before)
        _write_list(target / LIST, before | now)
        for path in sorted(staged, key=last.__eq__):  # stable: as they came, but for the last
            place = target / path
            place.parent.mkdir(parents=True, exist_ok=True)
            staged[path].replace(place)
    gone = before - now
    _remove(target, gone)
    _write_list(target / LIST, now)
    return Written(len(staged), len(gone), len(now) - len(staged))


def _stage(
    target: Path, files: Iterable[SiteFile], staging: Path, before: set[str]
) -> tuple[dict[str, Path], set[str]]:
    """Write new files into the staging folder; return them by path, and the paths of all files of the new state."""
    staged, now, in_the_way = dict[str, Path](), set[str](), list[str]()
    ways = _Ways(target)
    for path, content in files:
        if path in now:
            raise ValueError(f"{path} is written twice")
        now.add(path)
        if (obstacle := ways.obstacle(path)) or not _may_write(target / path, content, is_ours=path in before):
            in_the_way.append(obstacle or path)
        elif not _is_same(target / path, content):
            staged[path] = staging / str(len(staged))
            staged[path].write_bytes(content)
    if in_the_way:
        raise NotOurs(target, list(dict.fromkeys(in_the_way)))
    _sync_all(staged.values())
    return staged, now


class _Ways:
    """Knows which folders on the way to a file are something else: a file, or a link that leads elsewhere."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._known: dict[PurePosixPath, str] = {PurePosixPath("."): ""}

    def obstacle(self, path: str) -> str:
        """Return the path of what is in the way where a folder should be, "" where nothing is."""
        return self._folder(PurePosixPath(path).parent)

    def _folder(self, folder: PurePosixPath) -> str:
        if folder not in self._known:
            self._known[folder] = self._folder(folder.parent) or self._here(folder)
        return self._known[folder]

    def _here(self, folder: PurePosixPath) -> str:
        try:
            mode = (self._target / folder).lstat().st_mode
        except FileNotFoundError:
            return ""
        return "" if stat.S_ISDIR(mode) else str(folder)


def _may_write(place: Path, content: bytes, *, is_ours: bool) -> bool:
    """Say whether a place is free, holds a file of ours, or the very same bytes."""
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        return True
    return not stat.S_ISDIR(mode) if is_ours else stat.S_ISREG(mode) and _is_same(place, content)


def _is_same(place: Path, content: bytes) -> bool:
    with suppress(OSError):
        about = place.lstat()
        return stat.S_ISREG(about.st_mode) and about.st_size == len(content) and place.read_bytes() == content
    return False


def _sync_all(files: Collection[Path]) -> None:
    """See to it that files are on the disk: many with all else that waits for it, as one by one takes minutes."""
    if len(files) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for file in files:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())


def _remove(target: Path, paths: Iterable[str]) -> None:
    """Remove files of ours that are gone from the data, and folders that are empty without them."""
    ways = _Ways(target)
    for path in sorted(paths):
        place = target / path
        if ways.obstacle(path) or (place.is_dir() and not place.is_symlink()):
            continue  # somebody has put something else there
        place.unlink(missing_ok=True)
        with suppress(OSError):  # not empty
            while (place := place.parent) != target:
                place.rmdir()


def _read_list(file: Path) -> set[str]:
    """Return the listed paths; NotAList if the file is no such list, or names paths outside the folder."""
    try:
        content = json.loads(file.read_bytes())
        files = content["files"]
        if content["made_by"] == _MADE_BY and all(map(_is_below, files)):
            return set(files)
    except FileNotFoundError:
        return set()
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise NotAList(file)


def _is_below(path: object) -> bool:
    """Say whether a path of a list stays within its folder: others may have written it."""
    return isinstance(path, str) and not {"", ".", ".."} & set(path.split("/")) and not set("\\:\0") & set(path)


def _write_list(file: Path, paths: Iterable[str]) -> None:
    content = json.dumps({"made_by": _MADE_BY, "files": sorted(paths)}, ensure_ascii=False, indent=0).encode() + b"\n"
    if not _is_same(file, content):
        with whole_file(file) as stream:
            stream.write(content)
