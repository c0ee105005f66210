"""Incremental build: a copy of the index, with the records that came to the end of the dataset's files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sahelcli.dataset.reader import uncollected
from sahelcli.filesystem.discovery import DatasetFiles
from sahelcli.index.build.appended_records import hold_additions_to, last_places, tags_of, tail
from sahelcli.index.build.chunk_adder import BatchInserter
from sahelcli.index.build.lookups import NotIncremental
from sahelcli.index.build.writer import IndexWriter, unguarded
from sahelcli.index.manifest import FileState, Manifest, digest_of, stamped, states_of
from sahelcli.progress import progress

if TYPE_CHECKING:
    import os

    from sahelcli.index.build.chunks import Chunk


@uncollected()
def grown(
    beside: Path, folder: Path, old: Manifest, dataset_files: DatasetFiles
) -> tuple[tuple[FileState, ...], bool] | None:
    """Copy the old index and add the records appended to the files; None if anything else changed or is invalid."""
    if not old.clean or dataset_files.diagnostics:
        return None
    connection = old.open(folder)
    if connection is None:
        return None
    states = states_of(dataset_files.files)
    with closing(connection), suppress(NotIncremental, OSError):
        chunks, stamps = _new_chunks(old.stamps, dataset_files.files, states)
        shutil.copyfile(folder / old.name, beside)
        with closing(unguarded(beside)) as copy:
            _add(IndexWriter(copy, is_new=False), chunks)
        return stamps, True
    return None


def _add(writer: IndexWriter, chunks: Sequence[Chunk]) -> None:
    ((before,),) = writer.ask("SELECT value FROM meta WHERE key = 'content_hash'")
    adder = BatchInserter(writer, is_new=False, content=before, taken=last_places(writer.ask, chunks))
    placed = [adder.place(chunk) for chunk in chunks]
    hold_additions_to(adder.facts, placed, tags_of(writer.ask))
    with progress("indexing", total=sum(chunk.number for chunk in chunks), unit="records") as advance:
        adder.add(placed, adder.linked(placed), advance)
    writer.finish(lambda: None)


def _new_chunks(
    old: Sequence[FileState], files: Sequence[str], states: Mapping[str, os.stat_result]
) -> tuple[list[Chunk], tuple[FileState, ...]]:
    """Return the chunks appended to the files; NotIncremental unless each file is new, unchanged or only longer."""
    if [stamp.name for stamp in old] != [Path(path).name for path in files[: len(old)]]:
        raise NotIncremental
    chunks: list[Chunk] = []
    stamps: list[FileState] = []
    for rank, path in enumerate(files):
        before = old[rank] if rank < len(old) else None
        if before and (now := before.now(path)):
            stamps.append(now)
            continue
        data = Path(path).read_bytes()
        stamps.append(stamped(path, len(data), digest_of(data), states.get(path)))
        chunks.append(tail(rank, path, data, before))
    return chunks, tuple(stamps)
