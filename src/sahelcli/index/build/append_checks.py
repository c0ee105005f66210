"""Validation of records before they are appended, against the index alone, without reading the dataset.

The index vouches for the files it was made of: their state is compared first, their content where that cannot tell.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sahelcli.index.build.appended_records import at_end, hold_additions_to, tags_of
from sahelcli.index.build.chunk_adder import Placed
from sahelcli.index.build.linking import Linker
from sahelcli.index.build.lookups import IndexedRecords, Lookups, NotIncremental
from sahelcli.index.manifest import Manifest, digest_of
from sahelcli.index.open import Index, index_at_hand, kept_index
from sahelcli.index.record_order import taken
from sahelcli.index.term_numbers import TermNumbers

if TYPE_CHECKING:
    from sahelcli.index.build.chunks import Chunk


def files_of(kind: str, paths: Sequence[str]) -> Collection[str] | None:
    """Return the files of a dataset that have records of a kind, None without an up-to-date, error-free index."""
    with suppress(OSError, sqlite3.Error, NotIncremental), _without_errors(index_at_hand(paths)) as (index, _):
        return [path for rank, path in enumerate(index.files) if taken(index.ask, kind, rank)]
    return None


def stays_right(paths: Sequence[str], texts: Mapping[str, str], contents_by_path: Mapping[str, bytes | None]) -> bool:
    """Return whether the index proves that a dataset has no errors, nor will have with these texts appended.

    Only the texts are parsed. `contents_by_path` are the contents of the files that have been read, None for one
    that is absent: these must match what the index was made of. On False the caller must read and validate all files.
    """
    with suppress(OSError, sqlite3.Error, NotIncremental), _without_errors(kept_index(paths)) as (index, manifest):
        ranks = {os.path.realpath(path): rank for rank, path in enumerate(index.files)}
        placed = []
        for path, text in texts.items():
            rank = ranks.setdefault(os.path.realpath(path), len(ranks))
            digest = manifest.stamps[rank].digest if rank < len(manifest.stamps) else ""
            end = _end(rank, path, text, contents_by_path, digest)
            placed.append(Placed(end, {}))  # nothing is written: no place is needed
        facts = Lookups(numbers := TermNumbers(index.ask, is_new=False), IndexedRecords(index.ask))
        hold_additions_to(facts, placed, tags_of(index.ask))
        linker = Linker(facts, numbers)
        for chunk, _ in placed:
            for kind, drafts in chunk.drafts.items():
                deque(map(getattr(linker, kind), drafts), maxlen=0)  # it raises for a reference that leads nowhere
        return True
    return False


@contextmanager
def _without_errors(index: Index | None) -> Iterator[tuple[Index, Manifest]]:
    """Yield an index and its manifest, then close it; NotIncremental if there is none or its dataset has errors."""
    if index is None:
        raise NotIncremental
    with closing(index.connection):
        if not (index.manifest and index.manifest.clean):
            raise NotIncremental
        yield index, index.manifest


def _end(rank: int, path: str, text: str, contents_by_path: Mapping[str, bytes | None], digest: str) -> Chunk:
    """Return the records of a text; `digest` is that of the file by the index, empty where the dataset lacks the file.

    NotIncremental for a file that is not what the index was made of, and where the text reads otherwise at its end.
    """
    if "\r" in text:  # before a line end of the file's own it would be one too many
        raise NotIncremental
    if not digest:
        if os.path.lexists(path):
            raise NotIncremental
        return at_end(rank, path, text.encode(), None)
    if path not in contents_by_path:
        with Path(path).open("rb") as lines:
            return at_end(rank, path, text.encode(), lines)
    data = contents_by_path[path]
    if data is None or digest_of(data) != digest:
        raise NotIncremental
    return at_end(rank, path, text.encode(), BytesIO(data))
