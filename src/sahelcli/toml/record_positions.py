"""Positions of records in a large valid TOML file, read one section at a time.

So a place is found in a file of any size, and no more than a section of its text is in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from sahelcli.diagnostics.finding import Location
from sahelcli.filesystem.decoding import decode
from sahelcli.model.kinds import TABLES
from sahelcli.model.reference_fields import Keys

if TYPE_CHECKING:
    from sahelcli.toml.positions import KeyPosition, Positions

_SIZE = 1_000_000  # bytes
_TABLE = "|".join(TABLES)
_HEADER = re.compile(rf"\[\[(?:{_TABLE})\]\]".encode())
_PLAIN = re.compile(rf"\[\[(?<=^\[\[)({_TABLE})\]\]", re.MULTILINE)  # it looks for brackets, not at each line
_INDENTED = re.compile(r"\n[ \t]+\[")
_ABOVE = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\n)*+\[")  # nothing but comments, and a header
_PIECE = 32_000  # characters: what is made of them a processor keeps at hand
_BLOCKS = '"""', "'''"  # what may begin a text of several lines, in which anything stands


class _Plain(NamedTuple):
    """The headers of records that stand each between its header and the next, and the numbers of those by table."""

    headers: Sequence[re.Match[str]]
    by_table: Mapping[str, Sequence[int]]


class TextSection:
    """A piece of a text, but for the first from the header of a record.

    So many lines precede it, and so many records of each table.
    """

    def __init__(self, text: str, lines: int, before: Counter[str]) -> None:
        self.text = text
        self._before = before
        self._counted, self._lines = 0, lines

    def __reduce__(self) -> tuple[type[TextSection], tuple[str, int, Counter[str]]]:
        """Pass to another process without what was looked up in it; before the first `place`."""
        return TextSection, (self.text, self._lines, self._before)

    def numbers(self, table: str) -> range:
        """Return the numbers, from 0, that records of a table have among all of their table in the file."""
        count = self._positions.count(table) if self._plain is None else len(self._plain.by_table[table])
        return range(self._before[table], self._before[table] + count)

    def find(self, table: str, number: int, keys: Keys) -> KeyPosition:
        """Return the position of a value of a record, or of the innermost one on the way."""
        own = number - self._before[table]
        if self._plain is None:
            return self._positions.find((table, own, *keys))
        from sahelcli.toml.positions import find_beneath  # here and below: who makes an index asks for no position

        headers, by_table = self._plain
        which = by_table[table][own]
        end = headers[which + 1].start() if which + 1 < len(headers) else len(self.text)
        return find_beneath(self.text, headers[which].span(), end, keys)

    def mark(self, way: Keys) -> KeyPosition | None:
        """Return the position of a value outside all records, None where it is not in this section."""
        return self._positions.mark(way)

    def place(self, path: str, offset: int) -> tuple[Location, str]:
        """Return line and column of an offset, and the line's text; quick where offsets ascend."""
        start = self.text.rfind("\n", 0, offset) + 1
        if start < self._counted:
            self._lines -= self.text.count("\n", start, self._counted)
        self._lines += self.text.count("\n", self._counted, start)
        self._counted = start
        end = self.text.find("\n", offset)
        return Location(path, self._lines + 1, offset - start + 1), self.text[start : end if end >= 0 else None]

    @property
    def is_open(self) -> bool:
        """Whether a text of several lines begins in it that does not end there."""
        if not self._may_have_blocks:
            return False
        from sahelcli.toml import tokens

        return any(map(tokens.is_open, tokens.structure(self.text)))

    @cached_property
    def _may_have_blocks(self) -> bool:
        return any(sign in self.text for sign in _BLOCKS)

    @cached_property
    def _plain(self) -> _Plain | None:
        """The headers of the section; None where some are unusual or texts have lines: these need a closer look."""
        headers = list(_PLAIN.finditer(self.text))
        above = self.text[: headers[0].start()] if headers else self.text
        if "=" in above or self._may_have_blocks or len(headers) < _lines_with_brackets(self.text):
            return None
        by_table: dict[str, list[int]] = {table: [] for table in TABLES}
        for number, header in enumerate(headers):
            by_table[header[1]].append(number)
        return _Plain(headers, by_table)

    @cached_property
    def _positions(self) -> Positions:
        from sahelcli.toml.positions import Positions

        return Positions(self.text)


def text_sections(stream: BinaryIO) -> Iterator[TextSection]:
    """Yield the sections of a file, in its order."""
    rest, lines, before = b"", 0, Counter[str]()
    while True:
        block = stream.read(_SIZE)
        data = rest + block
        cut = last_header(data) if block else len(data)
        section = TextSection(decode(data[:cut])[0], lines, before)
        if block and (not cut or section.is_open):
            rest = data
            continue
        yield section
        if not block:
            return
        rest, lines = data[cut:], lines + section.text.count("\n")
        before = Counter({table: section.numbers(table).stop for table in TABLES})


def pieces(text: str) -> Iterator[str]:
    """Yield a text (LF line ends) in pieces, each but the first from the header of a record on.

    What the pieces hold is what a valid text holds, as long as no table but those of records stands in two of them. A
    text with keys above all headers is one piece, for these may be records too. A header that stands within a text of
    several lines is cut at as well: the piece above it has no end then, and is no valid TOML.
    """
    start = 0
    if _ABOVE.match(text):
        while header := _PLAIN.search(text, start + _PIECE):
            yield text[start : header.start()]
            start = header.start()
    yield text[start:]


def last_header(data: bytes) -> int:
    """Return where the last header of a record begins, 0 where there is none but at the beginning."""
    at = len(data)
    while (at := data.rfind(b"\n[[", 0, at)) > 0:
        if _HEADER.match(data, at + 1):
            return at + 1
    return 0


def _lines_with_brackets(text: str) -> int:
    """Return how many lines begin with a bracket, indented or not."""
    return text.lstrip(" \t").startswith("[") + text.count("\n[") + len(_INDENTED.findall(text))
