"""Reading and validation of records appended to a dataset since its index was built.

Additions alone leave everything else as it was: in a dataset without errors every reference leads somewhere already.
Where that is not so plain, `NotIncremental` is raised, and the dataset is read anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from sahelcli.index.build.chunk_adder import Placed, hold_to
from sahelcli.index.build.chunks import Chunk, read_chunk
from sahelcli.index.build.lookups import Lookups, NotIncremental
from sahelcli.index.manifest import FileState, digest_of
from sahelcli.index.record_order import Ask, taken
from sahelcli.model.kinds import KINDS, TABLES

_MARK = b"\xef\xbb\xbf"  # a byte order mark is one at the beginning of a file alone
_BEGINNING = re.compile(
    rb"(?:%b)?(?:[ \t]*(?:#[^\n]*|\r)?\n)*(?:\[|\Z)" % _MARK
)  # nothing stands above the first header
_OTHER_TABLE = re.compile(rf"\n[ \t]*\[(?!\[[ \t]*(?:{'|'.join(TABLES)})[ \t]*[.\]])".encode())


def tail(rank: int, path: str, data: bytes, before: FileState | None) -> Chunk:
    """Return the chunk of records appended to a file, all if it is new; NotIncremental for anything but records."""
    size = before.size if before else 0
    if before and (len(data) < size or digest_of(data[:size]) != before.digest):
        raise NotIncremental
    old, new = data[:size], data[size:]
    if old and not (old.endswith(b"\n") or new.startswith((b"\n", b"\r\n"))):
        raise NotIncremental
    return at_end(rank, path, new, BytesIO(old) if old else None)


def at_end(rank: int, path: str, new: bytes, old: Iterable[bytes] | None) -> Chunk:
    """Return the chunk of a text that is appended to a file on a line of its own; NotIncremental if not records.

    `old` are the lines of the file, of which no more are read than stand above its first header; None where it is new.
    """
    if old is not None and (new.startswith(_MARK) or not _BEGINNING.match(_above_headers(old))):
        raise NotIncremental
    refuse_all_but_records(new)
    if (chunk := read_chunk(rank, path, new)) is None:
        raise NotIncremental
    return chunk


def refuse_all_but_records(data: bytes) -> None:
    """Raise NotIncremental for keys or tables that may stand in the text before too, where that is an error."""
    if not _BEGINNING.match(data) or _OTHER_TABLE.search(b"\n" + data):
        raise NotIncremental


def _above_headers(lines: Iterable[bytes]) -> bytes:
    """Return the lines up to the first that is no comment and not empty."""
    above = []
    for line in lines:
        above.append(line)
        text = line.removeprefix(_MARK).strip()
        if text and not text.startswith(b"#"):
            break
    return b"".join(above)


def hold_additions_to(facts: Lookups, placed: Sequence[Placed], tags: Mapping[str, str] | None) -> None:
    """Raise NotIncremental if chunks conflict with each other or the index; `tags` as `hold_to` takes them."""
    for kind in KINDS:
        ids = [record_id for chunk, _ in placed for record_id in chunk.ids(kind.name)]
        if len(set(ids)) < len(ids) or facts.has_any(kind.name, ids):
            raise NotIncremental
    hold_to(facts, placed, tags)


def tags_of(index: Ask) -> Mapping[str, str] | None:
    """Return the tags of an index, None where its files have no table of them."""
    meta: dict[str, str] = dict(index("SELECT key, value FROM meta WHERE key IN ('tags', 'tagged')", ()))
    tags: dict[str, str] = json.loads(meta["tags"])
    return tags if meta["tagged"] else None


def last_places(index: Ask, chunks: Sequence[Chunk]) -> dict[tuple[str, int], int]:
    """Return how many places the records of each kind and file take up in the index."""
    return {(kind, chunk.rank): taken(index, kind, chunk.rank) for chunk in chunks for kind in chunk.drafts}
