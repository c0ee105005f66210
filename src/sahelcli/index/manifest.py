"""Manifest of an index: the file that holds it, and which files of a dataset it was made of.

The index itself is never changed once its manifest names it; a newer one is another file, and the manifest is replaced
in one step. So a reader meets the old or the new one, whole; a system that cannot remove open files keeps the old one
until it is cleared. The manifest has the state of the index too: who writes into that leaves another.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_CACHE = "PRAGMA cache_size = -8192"  # KiB: of a million records in order of date each then costs one page, not two
RECENT = 2_000_000_000  # nanoseconds: a change so shortly before may leave the time of change as it was
State = list[int]  # of a file: size, times of change of content and of entry (nanoseconds), number


class FileState(NamedTuple):
    """The state of a file of the dataset when it was read.

    Its name is without folders, which may be reached in more ways than one.
    `recent` says that it had changed so shortly before that a later change may have left its state as it was.
    """

    name: str
    state: State
    digest: str
    recent: bool

    @property
    def size(self) -> int:
        """How many bytes were read."""
        return self.state[0]

    def now(self, path: str) -> "FileState | None":
        """Return the current state of a file with unchanged content, None if it changed; OSError if it cannot be read.

        Its content is compared only where its state cannot tell: a file of another number or time may hold the same
        (a copy, a clone), and one of the same size and time something else (a link that leads elsewhere now).
        """
        state = state_of(Path(path))
        if state == self.state and not self.recent:
            return self
        if state[0] != self.size or digest_of(Path(path).read_bytes()) != self.digest:
            return None
        return self._replace(state=state, recent=is_recent(state, 2 * RECENT))


class Manifest(NamedTuple):
    """Manifest of an index: its dataset, the name and state of its file, the files it was made of, and those not read.

    `clean` says that nothing at all was found wrong with the dataset.
    """

    identity: str
    name: str
    state: State
    stamps: tuple[FileState, ...]
    unread: tuple[str, ...]
    clean: bool

    def now(self, identity: str, files: Sequence[str], unread: Sequence[str]) -> "Manifest | None":
        """Return the manifest of the same index with the files as they are now, None if it is not theirs."""
        is_same = self.identity == identity and self.unread == tuple(unread)
        if not is_same or [stamp.name for stamp in self.stamps] != [Path(file).name for file in files]:
            return None
        stamps = []
        for file, stamp in zip(files, self.stamps, strict=True):
            if (now := stamp.now(file)) is None:
                return None
            stamps.append(now)
        return self._replace(stamps=tuple(stamps))

    def open(self, folder: Path) -> sqlite3.Connection | None:
        """Return the index, or None if its file is not the one that was made."""
        path = folder / self.name
        try:
            if state_of(path) != self.state:
                return None
        except FileNotFoundError:
            return None
        connection = sqlite3.connect(f"{_uri(path)}?mode=ro&immutable=1", uri=True)
        connection.execute(_CACHE)
        return connection


def read_manifest(place: Path) -> Manifest | None:
    """Return the manifest at a path, or None if there is none that can be read."""
    try:
        identity, name, state, stamps, unread, clean = json.loads(place.read_bytes())
        return Manifest(
            identity, str(name), state, tuple(FileState(*stamp) for stamp in stamps), tuple(unread), bool(clean)
        )
    except (FileNotFoundError, ValueError, TypeError, RecursionError):
        return None


def publish(place: Path, made: Path, made_of: Callable[[str, State], Manifest]) -> None:
    """Rename a finished index to its final name and replace the manifest; the previous index is removed."""
    old = file_of(place)
    final = place.with_name(f"{place.stem}-{os.urandom(6).hex()}.index")
    with made.open("rb+") as stream:
        os.fsync(stream.fileno())
    made.rename(final)
    try:
        _write(place, made_of(final.name, state_of(final)))
    except BaseException:
        final.unlink(missing_ok=True)
        raise
    if old:
        with suppress(OSError):  # in use, on a system that removes no open files
            old.unlink()


def file_of(place: Path) -> Path | None:
    """Return the file of the index whose manifest is at a path, or None if there is none."""
    manifest = read_manifest(place)
    return place.with_name(manifest.name) if manifest and Path(manifest.name).name == manifest.name else None


def remove(place: Path) -> bool:
    """Remove an index with its manifest; return whether there was one. OSError if it cannot be removed."""
    file = file_of(place)
    was_there = place.exists()
    place.unlink(missing_ok=True)
    if file:
        file.unlink(missing_ok=True)
    return was_there


def settle(place: Path, before: Manifest, now: Manifest) -> None:
    """Store the new states of files whose content is unchanged, so that later changes show."""
    if now != before:
        with suppress(OSError):
            _write(place, now)


def _write(place: Path, manifest: Manifest) -> None:
    beside = place.with_name(f"{place.stem}.{os.urandom(4).hex()}.head-part")
    try:
        beside.write_bytes(json.dumps(manifest).encode())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _uri(path: Path) -> str:
    """Return the address of an absolute path; pathlib's own takes 3 ms to load."""
    named = path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if named.startswith('/') else '/'}{named}"


def state_of(path: Path) -> State:
    """Return the state of a file, which changes whenever the file is written to, moved or replaced."""
    return _state(path.stat())


def _state(status: os.stat_result) -> State:
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def states_of(files: Iterable[str]) -> dict[str, os.stat_result]:
    """Return the state of each file before it is read: a change during the reading shows as one after it."""
    states = {}
    for file in files:
        with suppress(OSError):
            states[file] = Path(file).stat()
    return states


def stamped(path: str, size: int, digest: str, state: os.stat_result | None) -> FileState:
    """Return the state of a file that was read, with size -1 if it was unreadable or grew meanwhile.

    `state` is that of before it was read: a change during the reading shows as one after it.
    """
    read = _state(state) if state else [-1, 0, 0, 0]
    return FileState(Path(path).name, read if read[0] == size else [-1, *read[1:]], digest, is_recent(read, RECENT))


def is_recent(state: State, span: int) -> bool:
    """Whether a file has changed in the last nanoseconds."""
    return time.time_ns() - max(state[1:3]) < span


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file."""
    import hashlib  # here: a dataset that has not changed is not read

    return hashlib.sha256(data).hexdigest()
