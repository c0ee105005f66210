"""Cache directory of the indexes: their paths, the lock of the builder, and the removal of unused ones."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

VERSION = "23"  # of what is stored: another one is another index
_ON_LINUX: bool = sys.platform == "linux"
_PATIENCE = 120.0  # seconds for which one waits for another that builds
_PRIME = 2**64 - 59  # the remainder of a name is a hash of it, for which nothing has to be loaded
_DAY = 86_400
_UNUSED = 30 * _DAY


def identity_of(paths: Sequence[str]) -> str:
    """Return the identity of a dataset's index: the version of its schema, and the resolved paths."""
    return "\n".join([VERSION, *(ascii(os.path.realpath(path)) for path in paths)])


def place_of(identity: str) -> Path | None:
    """Return the path of the manifest of a dataset's index; None without a home.

    The name need not be unique, only rarely shared: the manifest holds the identity too, and that is compared.
    """
    folder = cache_folder()
    return folder and folder / f"{int.from_bytes(identity.encode()) % _PRIME:016x}.head"


def cache_folder() -> Path | None:
    """Return the folder of all indexes, which need not exist; None without a home."""
    if _ON_LINUX:  # what platformdirs gives there, without the 5 ms that it takes to load
        return _xdg_cache()
    from platformdirs import user_cache_path

    folder = user_cache_path("sahel", appauthor=False)
    return folder if folder.is_absolute() else None


def _xdg_cache() -> Path | None:
    """Return our folder in the one that the XDG Base Directory Specification names."""
    path = Path(os.environ.get("XDG_CACHE_HOME", "").strip())
    try:
        home = path if path.is_absolute() else Path("~", ".cache").expanduser()
    except RuntimeError:
        return None
    return home / "sahel" if home.is_absolute() else None


def make_folder(folder: Path) -> None:
    """Make the folder, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Hold the lock for building an index; on a timeout go on without it, which at worst does the work twice."""
    from sahelcli.filesystem.lock import locked_if_free  # here: most questions find their index made

    with locked_if_free(place.with_suffix(".lock"), _PATIENCE):
        yield


def touch(place: Path) -> None:
    """Remember, once a day, that an index is used."""
    with suppress(OSError):
        if time.time() - place.stat().st_mtime > _DAY:
            os.utime(place)


def clear(folder: Path) -> None:
    """Remove indexes that were not used for a month, and files that killed processes left a day ago."""
    now = time.time()
    with os.scandir(folder) as entries:
        ages = {entry.name: _age(entry, now) for entry in entries}
    used = {name.removesuffix(".head") for name, age in ages.items() if name.endswith(".head") and age < _UNUSED}
    for name, age in ages.items():
        is_used = name.partition(".")[0].partition("-")[0] in used
        is_left = ".part" in name or name.endswith(".head-part")
        if age > (_DAY if is_left else _UNUSED) and (is_left or not is_used):
            with suppress(OSError):
                (folder / name).unlink()


def _age(entry: os.DirEntry[str], now: float) -> float:
    try:
        return now - entry.stat().st_mtime
    except OSError:
        return 0.0
