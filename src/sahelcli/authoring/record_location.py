"""Location of a record: its file and line, looked for in the text, since the index does not store it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

from sahelcli.dataset.locate import SHIPPED, is_shipped
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.index.open import Index
from sahelcli.index.record_order import rank_of

_ID_LINE = rb"""(?m)^[ \t]*id[ \t]*=[ \t]*(?P<mark>["'])%b(?P=mark)[ \t]*(?:#[^\n]*)?\r?$"""
_HEADER = rb"[ \t]*\[\[[ \t]*%b[ \t]*\]\][ \t]*(?:#[^\n]*)?\r?\n"
_BLOCKS = (b'"""', b"'''")  # what begins and ends a text of several lines, in which anything may stand
_PIECE = 1 << 20  # bytes that are in memory at once


class RecordLocation(NamedTuple):
    """The file of a record and the line, from 1, where it begins; None where the file cannot be read again."""

    path: str
    line: int | None

    @property
    def shown(self) -> str:
        """The path as printed; a file of the dataset that comes with `sahel` is shown by the dataset's name."""
        return f"{SHIPPED}/{Path(self.path).name}" if is_shipped(self.path) else self.path


def record_location(index: Index, kind: str, record_id: str) -> RecordLocation:
    """Return the file and line of a record of the index.

    The index names the file; if the dataset has errors, all files are searched.
    """
    ((pos,),) = index.ask("SELECT pos FROM records WHERE kind = ? AND id = ?", (kind, record_id))
    path = index.files[rank_of(pos)]
    if line := line_of(path, kind, record_id):
        return RecordLocation(path, line)
    return next(location_by_text(index.files, (kind,), record_id), RecordLocation(path, None))


def location_by_text(files: Sequence[str], kinds: Sequence[str], record_id: str) -> Iterator[RecordLocation]:
    """Yield the location of each record with this id, including invalid records that no answer shows."""
    for path in files:
        for kind in kinds:
            if line := line_of(path, kind, record_id):
                yield RecordLocation(path, line)


def line_of(path: str, kind: str, record_id: str) -> int | None:
    """Return the line, from 1, of a record's header, or of its inline table; None if there is no such record."""
    if path == STANDARD_INPUT:
        return None
    table = f"{kind}s"  # as all tables are called
    with suppress(OSError, ValueError):  # ValueError: the file is empty, or no text
        with Path(path).open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
            if data.find(record_id.encode()) < 0:
                return None
            if line := _below_its_header(data, table, record_id):
                return line
        return _however_written(path, table, record_id)
    return None


def _below_its_header(data: mmap, table: str, record_id: str) -> int | None:
    """Return the line of the header above an id on its own line, the usual form; None for any other form."""
    for match in re.finditer(_ID_LINE % re.escape(record_id.encode()), data):
        start, end = _bracket_above(data, match.start()), match.start()
        is_outside = not any(_count(data, sign, at) % 2 for sign in _BLOCKS for at in (start, end))
        if is_outside and re.match(_HEADER % table.encode(), data[start:end]):
            return 1 + sum(data[at : min(at + _PIECE, start)].count(b"\n") for at in range(0, start, _PIECE))
    return None


def _bracket_above(data: mmap, at: int) -> int:
    """Return the offset of the last line before `at` that starts with a bracket, 0 if there is none."""
    while at > 0:
        start = data.rfind(b"\n", 0, at - 1) + 1
        if data[start:at].lstrip(b" \t").startswith(b"["):
            return start
        at = start
    return 0


def _count(data: mmap, sign: bytes, end: int) -> int:
    number, at = 0, data.find(sign, 0, end)
    while at >= 0:
        number, at = number + 1, data.find(sign, at + len(sign), end)
    return number


def _however_written(path: str, table: str, record_id: str) -> int | None:
    """Return the line of a record in any TOML form, by comparing each id of its table; slower."""
    from sahelcli.toml.record_positions import text_sections  # here: nearly every id has a line of its own

    with Path(path).open("rb") as stream:
        for section in text_sections(stream):
            for number in section.numbers(table) if record_id in section.text else ():
                written = section.find(table, number, ("id",))
                if section.text[written.value : written.value_end].strip("\"'") == record_id:
                    return section.place(path, section.find(table, number, ()).key)[0].line
    return None
