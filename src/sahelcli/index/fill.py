"""From the files of a dataset to its index: read all, or only what came to the end of them since."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.files.link import link
from sahelcli.files.reader import read_one, uncollected
from sahelcli.files.walk import Found
from sahelcli.index.additions import Unplain, additions, tail
from sahelcli.index.build import Placed, add, build, place
from sahelcli.index.head import RECENT, Head, Stamp, digest_of, publish, read_head
from sahelcli.index.open import said_of
from sahelcli.progress import BYTES, progress
from sahelcli.records.kinds import KINDS

if TYPE_CHECKING:
    from sahelcli.files.content import FileContent
    from sahelcli.records.dataset import Dataset

_GROUP = 128_000_000  # bytes of files that are read at once, if a dataset has much more
_CARELESS = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
"""


class Filled(NamedTuple):
    """An index that has been filled, what its files were, and whether nothing is wrong with them."""

    connection: sqlite3.Connection
    stamps: tuple[Stamp, ...]
    clean: bool


def make(place_of_head: Path, identity: str, found: Found, *, anew: bool) -> sqlite3.Connection:
    """Make the index beside its place, from the one that is there if that saves work, and return it, opened."""
    beside = place_of_head.with_name(f"{place_of_head.stem}.{os.getpid()}.part")
    old = None if anew else read_head(place_of_head)
    unread = tuple(said_of(found))
    try:
        extended = _extended(beside, place_of_head.parent, old, found) if old and old.identity == identity else None
        stamps, clean = extended or _whole(beside, found)
        publish(place_of_head, beside, lambda name, state: Head(identity, name, state, stamps, unread, clean))
    finally:
        beside.unlink(missing_ok=True)
    head = read_head(place_of_head)
    connection = head.open(place_of_head.parent) if head else None
    if connection is None:
        raise FileNotFoundError(place_of_head)
    return connection


@uncollected()
def fill(connect: Callable[[], sqlite3.Connection], found: Found) -> Filled:
    """Fill a new index with a dataset.

    A large one is read some files at a time, so that memory holds no more than files which name each other's records;
    where that is not plain, all of it.
    """
    states = _states(found.files)
    if sum(state.st_size for state in states.values()) > 2 * _GROUP and not found.diagnostics:
        with suppress(Unplain):
            return _fill_in_groups(connect(), found.files, states)
    contents = list(_read(found.files, states))
    dataset = link(contents, found.diagnostics)
    clean = not dataset.diagnostics
    connection = connect()
    build(connection, dataset, _in_files(enumerate(contents)) if clean else _in_a_row(dataset))
    _note_tags(connection, contents)
    return Filled(connection, _stamps(states, contents), clean)


def _fill_in_groups(
    connection: sqlite3.Connection, files: Sequence[str], states: Mapping[str, os.stat_result]
) -> Filled:
    stamps: list[Stamp] = []
    waiting: list[tuple[int, FileContent]] = []
    size, enough = 0, _GROUP
    is_new = True
    for rank, content in enumerate(_read(files, states)):
        size += len(content.page.data)
        waiting.append((rank, content))
        stamps += _stamps(states, [content])
        is_last = rank + 1 == len(files)
        if size < enough and not is_last:
            continue
        try:
            _add_group(connection, waiting, is_new=is_new)
        except Unplain:
            if is_last:
                raise
            enough = 2 * size  # what a record names comes later: twice as much at once, and in the end everything
            continue
        waiting, size, enough, is_new = [], 0, _GROUP, False
    connection.commit()
    return Filled(connection, tuple(stamps), clean=True)


def _read(files: Sequence[str], states: Mapping[str, os.stat_result]) -> Iterator[FileContent]:
    with progress("reading", total=sum(state.st_size for state in states.values()), unit=BYTES) as advance:
        for path in files:
            yield (content := read_one(path))
            advance(len(content.page.data))


def _add_group(connection: sqlite3.Connection, group: Sequence[tuple[int, FileContent]], *, is_new: bool) -> None:
    """Add files to an index, which they make if it is new; Unplain if anything is wrong with them by themselves."""
    contents = [content for _, content in group]
    if any(content.diagnostics for content in contents):
        raise Unplain
    if is_new:
        dataset = link(contents)
        if dataset.diagnostics:
            raise Unplain
        build(connection, dataset, _in_files(group))
        _note_tags(connection, contents)
    elif any(content.info or content.tags is not None for content in contents):
        raise Unplain
    else:
        add(connection, *additions(connection, group))


def _note_tags(connection: sqlite3.Connection, contents: Sequence[FileContent]) -> None:
    """Note whether a table of tags is there, so that no other tag is right."""
    tagged = any(content.tags is not None for content in contents)
    connection.execute("INSERT INTO meta VALUES ('tagged', ?)", ("yes" if tagged else "",))
    connection.commit()


def _whole(beside: Path, found: Found) -> tuple[tuple[Stamp, ...], bool]:
    def connect() -> sqlite3.Connection:
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside)
        connection.executescript(_CARELESS)
        return connection

    filled = fill(connect, found)
    filled.connection.close()
    return filled.stamps, filled.clean


@uncollected()
def _extended(beside: Path, folder: Path, old: Head, found: Found) -> tuple[tuple[Stamp, ...], bool] | None:
    """Copy the old index and add what is new in the files; None if more than that has changed, or would be wrong."""
    if not old.clean or found.diagnostics:
        return None
    connection = old.open(folder)
    if connection is None:
        return None
    states = _states(found.files)
    with closing(connection), suppress(Unplain, OSError):
        contents, stamps = _new_contents(old.stamps, found.files, states)
        dataset, placed = additions(connection, contents)
        shutil.copyfile(folder / old.name, beside)
        with closing(sqlite3.connect(beside)) as copy:
            copy.executescript(_CARELESS)
            add(copy, dataset, placed)
            copy.commit()
        return stamps, True
    return None


def _states(files: Iterable[str]) -> dict[str, os.stat_result]:
    """Return the state of each file before it is read: a change during the reading shows as one after it."""
    states = {}
    for file in files:
        with suppress(OSError):
            states[file] = Path(file).stat()
    return states


def _stamps(states: Mapping[str, os.stat_result], contents: Sequence[FileContent]) -> tuple[Stamp, ...]:
    now = time.time_ns()
    return tuple(
        _stamp(content.page.path, content.page.data, states.get(content.page.path), now) for content in contents
    )


def _stamp(path: str, data: bytes, state: os.stat_result | None, now: int) -> Stamp:
    """Return what a file was; one that could not be read, or grew meanwhile, has a size that does not hold."""
    changed = state.st_mtime_ns if state else 0
    return Stamp(Path(path).name, len(data), changed, digest_of(data), now - changed < RECENT)


def _new_contents(
    old: Sequence[Stamp], files: Sequence[str], states: Mapping[str, os.stat_result]
) -> tuple[list[tuple[int, FileContent]], tuple[Stamp, ...]]:
    """Return what is new in the files, by their number; Unplain if these are not the old ones, longer, and new ones."""
    if [stamp.name for stamp in old] != [Path(path).name for path in files[: len(old)]]:
        raise Unplain
    now = time.time_ns()
    contents, stamps = [], []
    for rank, path in enumerate(files):
        before = old[rank] if rank < len(old) else None
        if before and before.holds(path):
            stamps.append(before)
            continue
        data = Path(path).read_bytes()
        stamps.append(_stamp(path, data, states.get(path), now))
        contents.append((rank, tail(path, data, before)))
    return contents, tuple(stamps)


def _in_files(contents: Iterable[tuple[int, FileContent]]) -> Placed:
    """Return the records of files in which nothing is wrong, each at its place."""
    placed: dict[str, list[tuple[int, Any]]] = {kind.name: [] for kind in KINDS}
    for rank, content in contents:
        for kind, rows in content.rows.items():
            placed[kind] += enumerate(rows.records, place(kind, rank, 0))
    return placed


def _in_a_row(dataset: Dataset) -> Placed:
    """Return the records that are left of a dataset with errors, in their order."""
    return {
        kind.name: [(place(kind.name, 0, number), record) for number, record in enumerate(getattr(dataset, kind.table))]
        for kind in KINDS
    }
