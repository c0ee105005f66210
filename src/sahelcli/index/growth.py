"""Bring an index up to date with what came to the end of its files: a copy of it, and the new records added to that."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sahelcli.files.reader import uncollected
from sahelcli.files.walk import Found
from sahelcli.index.additions import Unplain, additions, last_places, tags_of, tail
from sahelcli.index.build import Filler, in_files
from sahelcli.index.cited import Citing
from sahelcli.index.content_hash import ContentHash
from sahelcli.index.earlier import InIndex
from sahelcli.index.head import Head, Stamp, digest_of, stamped, states_of
from sahelcli.index.numbers import Numbers
from sahelcli.index.writer import Writer, unguarded
from sahelcli.progress import progress

if TYPE_CHECKING:
    import os

    from sahelcli.files.content import FileContent


@uncollected()
def grown(beside: Path, folder: Path, old: Head, found: Found) -> tuple[tuple[Stamp, ...], bool] | None:
    """Copy the old index and add what is new in the files; None if more than that has changed, or would be wrong."""
    if not old.clean or found.diagnostics:
        return None
    connection = old.open(folder)
    if connection is None:
        return None
    states = states_of(found.files)
    with closing(connection), suppress(Unplain, OSError):
        contents, stamps = _new_contents(old.stamps, found.files, states)
        shutil.copyfile(folder / old.name, beside)
        with closing(unguarded(beside)) as copy:
            _add(Writer(copy, is_new=False), contents)
        return stamps, True
    return None


def _add(writer: Writer, contents: Sequence[tuple[int, FileContent]]) -> None:
    numbers = Numbers(writer.ask)
    citing = Citing(numbers)
    earlier = InIndex(writer.ask, citing)
    _, named = additions(earlier, contents, tags_of(writer.ask))
    ((before,),) = writer.ask("SELECT value FROM meta WHERE key = 'content_hash'")
    placed = in_files(contents, last_places(writer.ask, contents))
    with progress("indexing", total=sum(map(len, placed.values())), unit="records") as advance:
        Filler(writer, numbers, citing, earlier, ContentHash(before)).add(placed, (), advance, named)
    writer.finish(lambda: None)


def _new_contents(
    old: Sequence[Stamp], files: Sequence[str], states: Mapping[str, os.stat_result]
) -> tuple[list[tuple[int, FileContent]], tuple[Stamp, ...]]:
    """Return what is new in the files, by their number; Unplain if these are not the old ones, longer, and new ones."""
    if [stamp.name for stamp in old] != [Path(path).name for path in files[: len(old)]]:
        raise Unplain
    contents, stamps = [], []
    for rank, path in enumerate(files):
        before = old[rank] if rank < len(old) else None
        if before and (now := before.now(path)):
            stamps.append(now)
            continue
        data = Path(path).read_bytes()
        stamps.append(stamped(path, len(data), digest_of(data), states.get(path)))
        contents.append((rank, tail(path, data, before)))
    return contents, tuple(stamps)
