"""Replacement of a folder as a whole: its content, at any depth, is the old or the new, never a mixture.

The new folder is filled beside the old one and put onto the disk. Then the old one is moved away, the new one moved
into its place, and the old one removed. A process that is ended between the two moves leaves the old folder beside its
place, called as `moved_away` says: whoever reads can tell that something is missing, and the next writer clears it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sahelcli.filesystem.atomic_write import sync_file, sync_folder
from sahelcli.filesystem.lock import locked
from sahelcli.filesystem.temporary_files import folder_of, made_folder, refuse_file, unfinished

_AWAY = ".replaced-"


def moved_away(target: Path) -> Path:
    """Return where a folder is while it makes room for the one that replaces it."""
    return target.with_name(f"{_AWAY}{target.name}")


def places_of_moved_away(folder: Path) -> list[Path]:
    """Return the places of folders that have been moved away, and into which nothing has been moved."""
    places = (left.with_name(left.name.removeprefix(_AWAY)) for left in folder.glob(f"{_AWAY}*"))
    return sorted(place for place in places if not place.exists())


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """Yield a folder to fill that replaces `target` when the block ends without error; else `target` is unchanged.

    Folders above it are made where they are missing. OSError is the system's, LockTimeout where another process is
    replacing folders there.
    """
    refuse_file(target)
    with made_folder(target.parent), unfinished(target) as (new_folder, _):
        beside = folder_of(new_folder)
        beside.mkdir()
        yield beside
        _sync_all(beside)
        with locked(target.parent):
            _exchange(beside, target)


def _exchange(beside: Path, target: Path) -> None:
    away = moved_away(target)
    if target.exists():
        shutil.rmtree(away, ignore_errors=True)
        target.rename(away)
    try:
        beside.rename(target)
    except BaseException:
        with suppress(FileNotFoundError):
            away.rename(target)
        raise
    sync_folder(target.parent)
    shutil.rmtree(away, ignore_errors=True)


def _sync_all(folder: Path) -> None:
    for above, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync_file(Path(above, name))
        sync_folder(Path(above))
