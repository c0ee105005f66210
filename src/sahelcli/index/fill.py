"""From the files of a dataset to its index: read all, or only what came to the end of them since."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.files.link import link
from sahelcli.files.reader import read_one, uncollected
from sahelcli.files.walk import Found
from sahelcli.index.additions import Unplain, additions, last_places, tags_of, tail
from sahelcli.index.beside import Beside, can_help
from sahelcli.index.build import Filler, Placed, place, told, told_of
from sahelcli.index.earlier import InIndex
from sahelcli.index.facts import Facts
from sahelcli.index.head import Head, Stamp, digest_of, publish, read_head, stamped
from sahelcli.index.known import Nothing
from sahelcli.index.open import said_of
from sahelcli.index.pieces import PIECE, Piece, Pieces
from sahelcli.index.writer import Writer, Writing
from sahelcli.progress import BYTES, Advance, progress
from sahelcli.records.info import Info
from sahelcli.records.kinds import KINDS

if TYPE_CHECKING:
    from sahelcli.files.content import FileContent
    from sahelcli.records.dataset import Dataset

_LARGE = 2 * PIECE  # bytes of files, from which they are read a piece at a time
_WORTHWHILE = 2_000_000  # bytes of files, from which a second process saves more time than it takes to start
_CARELESS = """
    PRAGMA page_size = 8192; PRAGMA cache_size = -65536;
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF; PRAGMA locking_mode = EXCLUSIVE;
"""

Start = Callable[[], AbstractContextManager[Writing]]
"""Begins a new index, in the place of one that was begun before."""


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


def fill(connect: Callable[[], sqlite3.Connection], found: Found) -> Filled:
    """Fill a new index with a dataset, in this process."""
    made: list[sqlite3.Connection] = []

    @contextmanager
    def start() -> Iterator[Writing]:
        while made:
            made.pop().close()
        made.append(connect())
        yield Writer(made[-1], is_new=True)

    stamps, clean = _fill(start, found)
    return Filled(made[-1], stamps, clean)


def _whole(beside: Path, found: Found) -> tuple[tuple[Stamp, ...], bool]:
    def connect() -> sqlite3.Connection:
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside)
        connection.executescript(_CARELESS)
        return connection

    if _size(_states(found.files)) > _WORTHWHILE and can_help():
        return _fill(lambda: Beside(connect, lambda: beside.unlink(missing_ok=True)), found)
    filled = fill(connect, found)
    filled.connection.close()
    return filled.stamps, filled.clean


@uncollected()
def _fill(start: Start, found: Found) -> tuple[tuple[Stamp, ...], bool]:
    """Fill a new index with a dataset.

    A large one is read a piece at a time, so that memory holds no more than pieces which name each other's records;
    where that is not plain, all of it.
    """
    states = _states(found.files)
    if _size(states) > _LARGE and not found.diagnostics:
        with suppress(Unplain, sqlite3.IntegrityError), start() as writing:
            return _fill_in_pieces(writing, found.files, states), True
    with start() as writing:
        contents = list(_read(found.files, states))
        dataset = link(contents, found.diagnostics)
        clean = not dataset.diagnostics
        placed = _in_files(enumerate(contents), {}) if clean else _in_a_row(dataset)
        filler = Filler(writing, Nothing())
        with progress("indexing", total=sum(map(len, placed.values())), unit="records") as advance:
            filler.add(placed, dataset.tags, advance)
        tagged = any(content.tags is not None for content in contents)
        writing.take("meta", [*told(dataset), ("tagged", "yes" if tagged else "")])
        _finish(writing)
    return _stamps(states, contents), clean


def _fill_in_pieces(writing: Writing, files: Sequence[str], states: Mapping[str, os.stat_result]) -> tuple[Stamp, ...]:
    pieces = Pieces(files, states)
    with closing(Facts()) as facts, progress("indexing", total=_size(states), unit=BYTES) as advance:
        group = _Group(writing, facts)
        waiting: list[Piece] = []
        size, enough = 0, PIECE
        for piece in pieces:
            waiting.append(piece)
            size += piece.size
            if size >= enough:
                try:
                    group.add(waiting, advance)
                except Unplain:  # what a record names comes later: twice as much at once, and in the end everything
                    enough = 2 * size
                else:
                    waiting, size, enough = [], 0, PIECE
        if waiting:
            group.add(waiting, advance)
    writing.take("meta", group.told())
    _finish(writing)
    return pieces.stamps()


class _Group:
    """Adds pieces to an index, some at a time; Unplain where they name what is not there."""

    def __init__(self, writing: Writing, facts: Facts) -> None:
        self._facts = facts
        self._filler = Filler(writing, facts)
        self._infos: dict[int, Info] = {}
        self._tags: Mapping[str, str] | None = None
        self._is_first = True
        self._taken: dict[tuple[str, int], int] = {}

    def add(self, pieces: Sequence[Piece], advance: Advance) -> None:
        """Add pieces, and tell of their bytes."""
        contents = [(piece.rank, piece.content) for piece in pieces]
        if not self._is_first and any(content.tags is not None for _, content in contents):
            raise Unplain
        dataset, named = additions(self._facts, contents, self._tags)
        if self._is_first and any(content.tags is not None for _, content in contents):
            self._tags = dataset.tags
        self._infos |= {rank: content.info for rank, content in contents if content.info}
        placed = _in_files(contents, self._taken)
        share = sum(piece.size for piece in pieces) / max(1, sum(map(len, placed.values())))
        self._filler.add(placed, dataset.tags, lambda records: advance(round(records * share)), named)
        self._is_first = False

    def told(self) -> list[tuple[str, str]]:
        """Return the rows of `meta`."""
        info = self._infos[min(self._infos)] if self._infos else Info()
        return [*told_of(info, self._tags or {}), ("tagged", "" if self._tags is None else "yes")]


def _finish(writing: Writing) -> None:
    with progress("sorting") as advance:
        writing.finish(lambda: advance(0))


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
        shutil.copyfile(folder / old.name, beside)
        with closing(sqlite3.connect(beside)) as copy:
            copy.executescript(_CARELESS)
            _add(Writer(copy, is_new=False), contents)
        return stamps, True
    return None


def _add(writer: Writer, contents: Sequence[tuple[int, FileContent]]) -> None:
    earlier = InIndex(writer.ask)
    _, named = additions(earlier, contents, tags_of(writer.ask))
    placed = _in_files(contents, last_places(writer.ask, contents))
    with progress("indexing", total=sum(map(len, placed.values())), unit="records") as advance:
        Filler(writer, earlier, writer.ask).add(placed, (), advance, named)
    writer.finish(lambda: None)


def _read(files: Sequence[str], states: Mapping[str, os.stat_result]) -> Iterator[FileContent]:
    with progress("reading", total=_size(states), unit=BYTES) as advance:
        for path in files:
            yield (content := read_one(path))
            advance(len(content.page.data))


def _states(files: Iterable[str]) -> dict[str, os.stat_result]:
    """Return the state of each file before it is read: a change during the reading shows as one after it."""
    states = {}
    for file in files:
        with suppress(OSError):
            states[file] = Path(file).stat()
    return states


def _size(states: Mapping[str, os.stat_result]) -> int:
    return sum(state.st_size for state in states.values())


def _stamps(states: Mapping[str, os.stat_result], contents: Sequence[FileContent]) -> tuple[Stamp, ...]:
    return tuple(
        stamped(path := content.page.path, len(content.page.data), digest_of(content.page.data), states.get(path))
        for content in contents
    )


def _new_contents(
    old: Sequence[Stamp], files: Sequence[str], states: Mapping[str, os.stat_result]
) -> tuple[list[tuple[int, FileContent]], tuple[Stamp, ...]]:
    """Return what is new in the files, by their number; Unplain if these are not the old ones, longer, and new ones."""
    if [stamp.name for stamp in old] != [Path(path).name for path in files[: len(old)]]:
        raise Unplain
    contents, stamps = [], []
    for rank, path in enumerate(files):
        before = old[rank] if rank < len(old) else None
        if before and before.holds(path):
            stamps.append(before)
            continue
        data = Path(path).read_bytes()
        stamps.append(stamped(path, len(data), digest_of(data), states.get(path)))
        contents.append((rank, tail(path, data, before)))
    return contents, tuple(stamps)


def _in_files(contents: Iterable[tuple[int, FileContent]], taken: dict[tuple[str, int], int]) -> Placed:
    """Return the records of files in which nothing is wrong, each at its place after those that are taken already."""
    placed: dict[str, list[tuple[int, Any]]] = {kind.name: [] for kind in KINDS}
    for rank, content in contents:
        for kind, rows in content.rows.items():
            number = taken.get((kind, rank), 0)
            placed[kind] += enumerate(rows.records, place(kind, rank, number))
            taken[kind, rank] = number + len(rows.records)
    return placed


def _in_a_row(dataset: Dataset) -> Placed:
    """Return the records that are left of a dataset with errors, in their order."""
    return {
        kind.name: [(place(kind.name, 0, number), record) for number, record in enumerate(getattr(dataset, kind.table))]
        for kind in KINDS
    }
