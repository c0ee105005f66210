"""A large dataset a piece at a time, what others name before what names it, so that memory need not hold it all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.files.reader import read_file
from sahelcli.index.additions import Unplain, refuse_all_but_records
from sahelcli.index.head import Stamp, stamped

if TYPE_CHECKING:
    from sahelcli.files.content import FileContent

PIECE = 4_000_000  # bytes that are read at once
_LOOK = 1 << 16  # bytes in which the first header of a file stands
_HEADER = re.compile(rb"^\[\[([a-z]+)\]\]", re.MULTILINE)
_ORDER = ("places", "sources", "actors", "events", "quotes", "figures")  # each names what stands before it


class Piece(NamedTuple):
    """Some records of one file, its rank among the files of the dataset, and how many bytes they take."""

    rank: int
    content: FileContent
    size: int


class Pieces:
    """Reads files in pieces; Unplain for one of which anything is wrong. `stamps` are those of the files read."""

    def __init__(self, files: Sequence[str], states: Mapping[str, os.stat_result]) -> None:
        self._files = files
        self._states = states
        self._stamps: dict[int, Stamp] = {}

    def stamps(self) -> tuple[Stamp, ...]:
        """Return what the files were, in their order."""
        return tuple(self._stamps[rank] for rank in range(len(self._files)))

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces, files that hold what others name first."""
        ranks = sorted(range(len(self._files)), key=lambda rank: (_level(self._files[rank]), rank))
        for rank in ranks:
            yield from self._read(rank, self._files[rank])

    def _read(self, rank: int, path: str) -> Iterator[Piece]:
        seen, size = hashlib.sha256(), 0
        for data in cut(path):
            if size:
                refuse_all_but_records(data)
            seen.update(data)
            size += len(data)
            content = read_file(path, data)
            if content.diagnostics:
                raise Unplain
            yield Piece(rank, content, len(data))
        self._stamps[rank] = stamped(path, size, seen.hexdigest(), self._states.get(path))


def _level(path: str) -> int:
    with Path(path).open("rb") as stream:
        found = _HEADER.search(stream.read(_LOOK))
    name = found[1].decode() if found else ""
    return _ORDER.index(name) + 1 if name in _ORDER else 0


def cut(path: str) -> Iterator[bytes]:
    """Yield what a file holds in pieces that each begin with the header of a record, but for the first."""
    rest = b""
    with Path(path).open("rb") as stream:
        while block := stream.read(PIECE):
            data = rest + block
            cut = _last_header(data)
            if cut:
                yield data[:cut]
            rest = data[cut:]
    yield rest


def _last_header(data: bytes) -> int:
    """Return where the last header of a record begins, 0 where there is none but at the beginning."""
    at = len(data)
    while (at := data.rfind(b"\n[[", 0, at)) > 0:
        if _HEADER.match(data, at + 1):
            return at + 1
    return 0
