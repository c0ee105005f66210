"""From the files of a dataset to its index: filled anew, or grown from the one that is there, and put in its place."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.files.lacking import lacking
from sahelcli.files.link import link, said_together
from sahelcli.files.reader import read_one, uncollected
from sahelcli.files.walk import Found
from sahelcli.index.additions import Unplain, additions
from sahelcli.index.beside import Beside, can_help
from sahelcli.index.build import Filler, in_a_row, in_files, told
from sahelcli.index.cited import Citing
from sahelcli.index.content_hash import ContentHash
from sahelcli.index.facts import Facts
from sahelcli.index.growth import grown
from sahelcli.index.head import Head, Stamp, digest_of, publish, read_head, stamped, states_of
from sahelcli.index.known import Nothing
from sahelcli.index.lacks import by_number, kept
from sahelcli.index.numbers import Numbers
from sahelcli.index.open import said_of
from sahelcli.index.pieces import PIECE, Piece, Pieces
from sahelcli.index.writer import Writer, Writing, unguarded
from sahelcli.progress import BYTES, Advance, progress

if TYPE_CHECKING:
    from sahelcli.files.content import FileContent
    from sahelcli.records.info import Info

_LARGE = 2 * PIECE  # bytes of files, from which they are read a piece at a time
_WORTHWHILE = 2_000_000  # bytes of files, from which a second process saves more time than it takes to start

Start = Callable[[], AbstractContextManager[Writing]]
"""Begins a new index, in the place of one that was begun before."""


class Filled(NamedTuple):
    """An index that has been filled, what its files were, and whether nothing is wrong with them."""

    connection: sqlite3.Connection
    stamps: tuple[Stamp, ...]
    clean: bool


def make(place_of_head: Path, identity: str, found: Found, *, anew: bool) -> tuple[Head, sqlite3.Connection]:
    """Make the index beside its place, from the one that is there if that saves work; return head and index."""
    beside = place_of_head.with_name(f"{place_of_head.stem}.{os.urandom(4).hex()}.part")
    old = None if anew else read_head(place_of_head)
    unread = tuple(said_of(found))
    try:
        more = grown(beside, place_of_head.parent, old, found) if old and old.identity == identity else None
        stamps, clean = more or _whole(beside, found)
        publish(place_of_head, beside, lambda name, state: Head(identity, name, state, stamps, unread, clean))
    finally:
        beside.unlink(missing_ok=True)
    head = read_head(place_of_head)
    connection = head.open(place_of_head.parent) if head else None
    if head is None or connection is None:
        raise FileNotFoundError(place_of_head)
    return head, connection


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
        return unguarded(beside)

    if _size(states_of(found.files)) > _WORTHWHILE and can_help():
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
    states = states_of(found.files)
    if _size(states) > _LARGE and not found.diagnostics:
        with suppress(Unplain, sqlite3.IntegrityError), start() as writing:
            return _fill_in_pieces(writing, found.files, states), True
    with start() as writing:
        contents = list(_read(found.files, states))
        dataset = link(contents, found.diagnostics)
        clean = not dataset.diagnostics
        placed = in_files(enumerate(contents), {}) if clean else in_a_row(dataset)
        numbers = Numbers()
        filler = Filler(writing, numbers, Citing(numbers), Nothing(), ContentHash())
        with progress("indexing", total=sum(map(len, placed.values())), unit="records") as advance:
            filler.add(placed, dataset.tags, advance)
        tagged = any(content.tags is not None for content in contents)
        lacks = kept(lacking(dataset, found), found)
        writing.take("meta", [*told(dataset.info, dataset.tags, lacks), ("tagged", "yes" if tagged else "")])
        _finish(writing)
    return _stamps(states, found.files, contents), clean


def _fill_in_pieces(writing: Writing, files: Sequence[str], states: Mapping[str, os.stat_result]) -> tuple[Stamp, ...]:
    pieces = Pieces(files, states)
    numbers = Numbers()
    citing = Citing(numbers)
    with closing(Facts(citing)) as facts, progress("indexing", total=_size(states), unit=BYTES) as advance:
        group = _Group(Filler(writing, numbers, citing, facts, ContentHash()), facts)
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
    del group
    gc.collect()  # here, where another process may still be writing, rather than when it has ended
    _finish(writing)
    return pieces.stamps()


class _Group:
    """Adds pieces to an index, some at a time; Unplain where they name what is not there."""

    def __init__(self, filler: Filler, facts: Facts) -> None:
        self._facts = facts
        self._filler = filler
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
        placed = in_files(contents, self._taken)
        share = sum(piece.size for piece in pieces) / max(1, sum(map(len, placed.values())))
        self._filler.add(placed, dataset.tags, lambda records: advance(round(records * share)), named)
        self._is_first = False

    def told(self) -> list[tuple[str, str]]:
        """Return the rows of `meta`."""
        info = said_together([self._infos[rank] for rank in sorted(self._infos)])
        return [*told(info, self._tags or {}), ("tagged", "" if self._tags is None else "yes")]


def _finish(writing: Writing) -> None:
    with progress("sorting") as advance:
        writing.finish(lambda: advance(0))


def _read(files: Sequence[str], states: Mapping[str, os.stat_result]) -> Iterator[FileContent]:
    with progress("reading", total=_size(states), unit=BYTES) as advance:
        for rank, path in enumerate(files):
            yield (content := read_one(path, name=by_number(rank)))
            advance(len(content.page.data))


def _size(states: Mapping[str, os.stat_result]) -> int:
    return sum(state.st_size for state in states.values())


def _stamps(
    states: Mapping[str, os.stat_result], files: Sequence[str], contents: Sequence[FileContent]
) -> tuple[Stamp, ...]:
    return tuple(
        stamped(path, len(data := content.page.data), digest_of(data), states.get(path))
        for path, content in zip(files, contents, strict=True)
    )
