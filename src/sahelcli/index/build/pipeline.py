"""Build pipeline of an index: reads chunks, links records, writes rows, and puts it in place or grows the one there."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dataset.linking import link, merged_info
from sahelcli.dataset.reader import read_one, uncollected
from sahelcli.filesystem.discovery import DatasetFiles
from sahelcli.incompleteness import lacking
from sahelcli.index.build.appended_records import refuse_all_but_records
from sahelcli.index.build.chunk_adder import BatchInserter, Placed, hold_to
from sahelcli.index.build.chunks import (
    SIZE,
    Chunk,
    as_json,
    chunk_of,
    chunk_of_content,
    cut,
    in_reading_order,
    read_chunk,
)
from sahelcli.index.build.incremental import grown
from sahelcli.index.build.lookups import NotIncremental, UnknownReference
from sahelcli.index.build.writer import IndexWriter, unguarded
from sahelcli.index.manifest import FileState, Manifest, digest_of, publish, read_manifest, stamped, states_of
from sahelcli.index.stored_incompleteness import by_number, serialise
from sahelcli.model.base import ALLOW
from sahelcli.model.kinds import KINDS
from sahelcli.progress import BYTES, Advance, progress

if TYPE_CHECKING:
    from sahelcli.dataset.file_content import FileContent
    from sahelcli.model.dataset import Dataset, DatasetInfo

_LARGE = 4_000_000  # bytes of files, from which they are read a chunk at a time, where possible in a second process

States = Mapping[str, os.stat_result]


class BuiltIndex(NamedTuple):
    """A filled index, the states of its files, and whether no problem was found in them."""

    connection: sqlite3.Connection
    stamps: tuple[FileState, ...]
    clean: bool


def make(
    manifest_path: Path, identity: str, dataset_files: DatasetFiles, *, anew: bool
) -> tuple[Manifest, sqlite3.Connection]:
    """Make the index beside its place, from the one that is there if that saves work; return manifest and index."""
    beside = manifest_path.with_name(f"{manifest_path.stem}.{os.urandom(4).hex()}.part")
    old = None if anew else read_manifest(manifest_path)
    unread = tuple(dataset_files.messages)
    try:
        more = grown(beside, manifest_path.parent, old, dataset_files) if old and old.identity == identity else None
        stamps, clean = more or _build_anew(beside, dataset_files)
        publish(manifest_path, beside, lambda name, state: Manifest(identity, name, state, stamps, unread, clean))
    finally:
        beside.unlink(missing_ok=True)
    manifest = read_manifest(manifest_path)
    connection = manifest.open(manifest_path.parent) if manifest else None
    if manifest is None or connection is None:
        raise FileNotFoundError(manifest_path)
    return manifest, connection


def _build_anew(beside: Path, dataset_files: DatasetFiles) -> tuple[tuple[FileState, ...], bool]:
    def connect() -> sqlite3.Connection:
        beside.unlink(missing_ok=True)
        return unguarded(beside)

    filled = fill(connect, dataset_files)
    filled.connection.close()
    return filled.stamps, filled.clean


@uncollected()
def fill(connect: Callable[[], sqlite3.Connection], dataset_files: DatasetFiles) -> BuiltIndex:
    """Fill a new index with a dataset; `connect` begins one, in the place of one that was begun before.

    A large dataset is read a chunk at a time, so that memory holds no more than chunks which name each other's records;
    where that is not plain, all of it.
    """
    states = states_of(dataset_files.files)
    if _size(states) > _LARGE and dataset_files.are_lasting and not dataset_files.diagnostics:
        connection = connect()
        with suppress(
            NotIncremental, sqlite3.IntegrityError, OSError
        ):  # of files, whose reading as a whole tells of it
            return BuiltIndex(
                connection,
                _fill_in_chunks(IndexWriter(connection, is_new=True), dataset_files.files, states),
                clean=True,
            )
        connection.close()
    contents = list(_read_whole(dataset_files.files, states))
    dataset = link(contents, dataset_files.diagnostics)
    connection = connect()
    writer = IndexWriter(connection, is_new=True)
    clean = not dataset.diagnostics
    add_all(writer, starmap(chunk_of_content, enumerate(contents)) if clean else [in_a_row(dataset)])
    tagged = any(content.tags is not None for content in contents)
    incompleteness = serialise(lacking(dataset, dataset_files), dataset_files)
    writer.write(
        {"meta": [*meta_rows(dataset.info, dataset.tags, incompleteness), ("tagged", "yes" if tagged else "")]}
    )
    finish(writer)
    return BuiltIndex(connection, _stamps(states, dataset_files.files, contents), clean)


def add_all(writer: IndexWriter, chunks: Iterable[Chunk]) -> None:
    """Add to a new index chunks all of whose references lead to records among them."""
    adder = BatchInserter(writer, is_new=True, small=True)
    everything = [adder.place(chunk) for chunk in chunks]
    for chunk, first in everything:
        adder.facts.take(chunk.drafts, first)
    with progress("indexing", total=sum(chunk.number for chunk, _ in everything), unit="records") as advance:
        adder.add(everything, adder.linked(everything), advance)


def in_a_row(dataset: Dataset) -> Chunk:
    """Return the valid records of a dataset with errors as one chunk, in their order."""
    return chunk_of(0, 0, {kind.name: getattr(dataset, kind.table) for kind in KINDS}, dataset.info, dataset.tags)


def meta_rows(info: DatasetInfo, tags: Mapping[str, str], lacking: str = "") -> list[tuple[str, str]]:
    """Return the description of a whole dataset as rows of `meta`; `lacking` is from `serialise`."""
    info_rows = [
        (name, getattr(info, name) or "") for name in ("title", "description", "version", "licence", "homepage")
    ]
    return [
        *info_rows,
        ("for_rules", _for_rules(info)),
        ("lacking", lacking),
        ("tags", json.dumps(dict(tags), ensure_ascii=False)),
    ]


def _for_rules(info: DatasetInfo) -> str:
    """Return the parts of a dataset's description that rules of `check` read."""
    allowances = {name: value for name, value in (info.model_extra or {}).items() if name == ALLOW}
    return as_json({"homepage": info.homepage, **allowances})


def finish(writer: IndexWriter) -> None:
    """Sort the collected rows and commit them."""
    with progress("sorting") as advance:
        writer.finish(lambda: advance(0))


def _fill_in_chunks(writer: IndexWriter, files: Sequence[str], states: States) -> tuple[FileState, ...]:
    stamps: dict[int, FileState] = {}
    watched = progress("indexing", total=_size(states), unit=BYTES)
    with watched as advance, closing(BatchInserter(writer, is_new=True)) as adder:
        groups = _Groups(adder, advance)
        with closing(_chunks(_cut(files, states, stamps))) as chunks:
            for chunk in chunks:
                groups.take(chunk)
        groups.add()
    writer.write({"meta": groups.meta_rows()})
    finish(writer)
    return tuple(stamps[rank] for rank in range(len(files)))


class _Groups:
    """Adds chunks to an index as soon as the records they refer to have been added."""

    def __init__(self, adder: BatchInserter, advance: Advance) -> None:
        self._adder = adder
        self._advance = advance
        self._waiting: list[Placed] = []
        self._size, self._enough = 0, SIZE // 2
        self._infos: dict[int, DatasetInfo] = {}
        self._tags: dict[int, Mapping[str, str]] = {}
        self._is_first = True

    def take(self, chunk: Chunk | None) -> None:
        """Queue a chunk; NotIncremental where not all of it is valid records, or tags are new."""
        if chunk is None or (chunk.tags is not None and not self._is_first):
            raise NotIncremental
        if chunk.info:
            self._infos[chunk.rank] = chunk.info
        if chunk.tags is not None:
            self._tags[chunk.rank] = chunk.tags
        self._waiting.append(self._adder.place(chunk))
        self._size += chunk.size
        if self._size >= self._enough:
            try:
                self.add()
            except UnknownReference:  # it comes later: twice as much at once, and in the end everything
                self._enough = 2 * self._size

    def add(self) -> None:
        """Add the queued chunks; UnknownReference, and nothing is added, where they refer to what does not exist."""
        hold_to(self._adder.facts, self._waiting, self._all_tags if self._tags else None)
        linked = [*self._adder.linked(self._waiting)]
        share = self._size / max(1, sum(chunk.number for chunk, _ in self._waiting))
        self._adder.add(self._waiting, linked, lambda records: self._advance(round(records * share)))
        self._waiting, self._size, self._enough, self._is_first = [], 0, SIZE // 2, False

    @property
    def _all_tags(self) -> dict[str, str]:
        """The tags of all files, the first meaning of each."""
        return {tag: meaning for rank in sorted(self._tags, reverse=True) for tag, meaning in self._tags[rank].items()}

    def meta_rows(self) -> list[tuple[str, str]]:
        """Return the rows of `meta`."""
        info = merged_info([self._infos[rank] for rank in sorted(self._infos)])
        return [*meta_rows(info, self._all_tags), ("tagged", "yes" if self._tags else "")]


def _chunks(pieces: Iterable[tuple[int, str, bytes]]) -> Generator[Chunk | None]:
    from sahelcli.index.worker_process import (  # here: a small dataset needs no other process
        can_help,
        in_second_process,
    )

    if can_help():
        yield from in_second_process(read_chunk, pieces)
    else:
        yield from starmap(read_chunk, pieces)


def _cut(files: Sequence[str], states: States, stamps: dict[int, FileState]) -> Iterator[tuple[int, str, bytes]]:
    """Yield the chunks of files as `read_chunk` takes them; NotIncremental where one is more than records.

    The state of each file is added to `stamps`.
    """
    for rank in in_reading_order(files):
        path = files[rank]
        seen, size = sha256(), 0
        for data in cut(path):
            if size:
                refuse_all_but_records(data)
            seen.update(data)
            size += len(data)
            yield rank, path, data
        stamps[rank] = stamped(path, size, seen.hexdigest(), states.get(path))


def _read_whole(files: Sequence[str], states: States) -> Iterator[FileContent]:
    with progress("reading", total=_size(states), unit=BYTES) as advance:
        for rank, path in enumerate(files):
            yield (content := read_one(path, name=by_number(rank)))
            advance(len(content.page.data))


def _size(states: States) -> int:
    return sum(state.st_size for state in states.values())


def _stamps(states: States, files: Sequence[str], contents: Sequence[FileContent]) -> tuple[FileState, ...]:
    return tuple(
        stamped(path, len(data := content.page.data), digest_of(data), states.get(path))
        for path, content in zip(files, contents, strict=True)
    )
