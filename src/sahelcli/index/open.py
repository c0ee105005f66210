"""Find the index of a dataset, make it when there is none that is true, and open it."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from sahelcli.files.walk import STANDARD_INPUT, find_files

VERSION = "1"  # of what is stored: another one is another index
_ON_LINUX: bool = sys.platform == "linux"
_RECENT = 2_000_000_000  # nanoseconds: a change so shortly before reading may leave the time of change as it was


class Index(NamedTuple):
    """An open index; `files` are those of the dataset, `left_out` counts the records that are not valid."""

    connection: sqlite3.Connection
    files: tuple[str, ...]

    def meta(self, name: str) -> str:
        """Return what the index knows of its dataset: title, version, licence, tags, left_out, errors."""
        (value,) = self.connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return str(value)

    @property
    def left_out(self) -> int:
        """How many records the dataset has that are not valid."""
        return int(self.meta("left_out"))


def open_index(paths: Sequence[str]) -> Index:
    """Return the index of the dataset that the paths name, built now if there is none that is true.

    An index that cannot be kept (no home, a full or read-only disk) is made in memory: the answer is the same.
    """
    files = tuple(find_files(paths).files)
    if STANDARD_INPUT in files:
        return _in_memory(paths, files)
    identity = _identity(paths)
    with suppress(OSError, sqlite3.Error):
        place = _place(identity)
        if connection := _open_if_true(place, identity, files):
            return Index(connection, files)
        _build_beside(place, identity, paths)
        if connection := _open_if_true(place, identity, files):
            return Index(connection, files)
    return _in_memory(paths, files)


def _identity(paths: Sequence[str]) -> str:
    """Return what a dataset is known by: the version of what is stored, and the resolved paths."""
    return "\n".join([VERSION, *(ascii(os.path.realpath(path)) for path in paths)])


def _place(identity: str) -> Path:
    """Return where the index of a dataset is, in the user's cache folder.

    The name need not be unique, only rarely shared: the index holds the identity too, and that is compared.
    """
    named = identity.encode()
    return cache_folder() / f"{zlib.crc32(named):08x}{zlib.adler32(named):08x}.index"


def cache_folder() -> Path:
    """Return the folder of all indexes."""
    if _ON_LINUX:  # what platformdirs gives there, without the 5 ms that it takes to load
        return _xdg_cache() / "sahel"
    from platformdirs import user_cache_path

    return user_cache_path("sahel", appauthor=False)


def _xdg_cache() -> Path:
    """Return the folder that the XDG Base Directory Specification names; FileNotFoundError where there is no home."""
    kept = Path(os.environ.get("XDG_CACHE_HOME", "").strip())
    home = kept if kept.is_absolute() else Path("~", ".cache")
    try:
        return home.expanduser()
    except RuntimeError:
        raise FileNotFoundError("there is no home") from None


def _open_if_true(place: Path, identity: str, files: Sequence[str]) -> sqlite3.Connection | None:
    """Return the index if it is whole and its files are those of now, byte for byte as far as their times can tell."""
    if not place.is_file():
        return None
    connection = sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)
    try:
        if connection.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone() != (identity,):
            return None
        known = {row[0]: row[1:] for row in connection.execute("SELECT path, size, mtime, digest, recent FROM files")}
        if len(known) == len(files) and all(_same(file, known.get(file)) for file in files):
            return connection
    except (sqlite3.DatabaseError, ValueError):  # truncated, foreign or not a database at all
        pass
    connection.close()
    return None


def _same(file: str, known: tuple[int, int, str, int] | None) -> bool:
    if known is None:
        return False
    size, changed, digest, recent = known
    status = Path(file).stat()
    if (status.st_size, status.st_mtime_ns) != (size, changed):
        return False
    return not recent or _digest(file) == digest


def _build_beside(place: Path, identity: str, paths: Sequence[str]) -> None:
    """Make the index beside its place and move it there in one step, so that nobody meets half of one."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(beside)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            _fill(connection, paths)
            connection.execute("INSERT INTO meta VALUES ('identity', ?)", (identity,))
            connection.commit()
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _in_memory(paths: Sequence[str], files: tuple[str, ...]) -> Index:
    connection = sqlite3.connect(":memory:")
    _fill(connection, paths)
    return Index(connection, files)


def _fill(connection: sqlite3.Connection, paths: Sequence[str]) -> None:
    from sahelcli.files.reader import read_dataset  # here: only a dataset that changed is parsed and validated
    from sahelcli.index.build import build

    before = time.time_ns()
    states = {file: Path(file).stat() for file in find_files(paths).files if file != STANDARD_INPUT}
    dataset = read_dataset(paths)
    build(connection, dataset)
    connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?)", _stamps(states, before))


def _stamps(states: dict[str, os.stat_result], before: int) -> Iterator[tuple[str, int, int, str, bool]]:
    for file, state in states.items():
        yield file, state.st_size, state.st_mtime_ns, _digest(file), before - state.st_mtime_ns < _RECENT


def _digest(file: str) -> str:
    import hashlib  # here: a query of files that have not changed for a while needs no digest

    with Path(file).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
