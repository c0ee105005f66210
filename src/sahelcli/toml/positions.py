"""Positions of records, keys and values in a TOML text: a scanner that works only when somebody asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from sahelcli.model.reference_fields import Keys
from sahelcli.toml import DEEPEST, tokens


class KeyPosition(NamedTuple):
    """Offsets of a key and its value, in characters from 0, ends not included.

    A table's header and an element of a list are their own key and value.
    """

    key: int
    key_end: int
    value: int
    value_end: int


Marks = dict[Keys, KeyPosition]


class Positions:
    """Positions of the keys and values of a valid TOML text with LF line ends.

    A way (`Keys`) leads from the document inwards: `("events", 3, "actors", 0)` is the first actor of the fourth event.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._latest: tuple[Keys, Marks] = ((), {})

    def find(self, way: Keys) -> KeyPosition:
        """Return the position of the value that keys lead to, or of the innermost one on the way that the text has."""
        for length in range(len(way), 0, -1):
            if mark := self._under(_root(way)).get(way[:length]) or self._headless.get(way[:length]):
                return mark
        return KeyPosition(0, 0, 0, 0)

    def mark(self, way: Keys) -> KeyPosition | None:
        """Return the position of the value that keys lead to, None where the text has no such value."""
        return self._under(_root(way)).get(way) or self._headless.get(way)

    def count(self, table: str) -> int:
        """Return how many elements an array of tables has."""
        ways = (way for marks in (self._tables, self._headless) for way in marks if way[:1] == (table,))
        return len({way[1] for way in ways if len(way) > 1 and isinstance(way[1], int)})

    def everything(self) -> Marks:
        """Return all positions of the text, in its order."""
        marks: Marks = {}
        for table in self._in_order():
            _scan(self.text, table, marks)
        return marks

    def deepest(self) -> KeyPosition:
        """Return the first position that is nested deepest, or too deeply; the text need not be valid."""
        position, depth = KeyPosition(0, 0, 0, 0), 0
        for way, mark in chain.from_iterable(_one_by_one(self.text, table) for table in self._in_order()):
            if len(way) > depth:
                position, depth = mark, len(way)
            if depth == DEEPEST:
                break
        return position

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1 and in characters, of an offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : None if end < 0 else end]

    def _in_order(self) -> list[_Table]:
        return sorted((table for tables in self._tables.values() for table in tables), key=lambda table: table.start)

    def _under(self, root: Keys) -> Marks:
        if self._latest[0] != root:  # findings come record by record
            self._latest = (root, self._marks(root))
        return self._latest[1]

    @cached_property
    def _headless(self) -> Marks:
        """The marks above the first header, where anything may stand in inline form."""
        return self._marks(())

    def _marks(self, root: Keys) -> Marks:
        marks: Marks = {}
        for table in self._tables.get(root, ()):
            _scan(self.text, table, marks)
        return marks

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _tables(self) -> dict[Keys, list[_Table]]:
        """The pieces of the text from header to header, by the record or table they belong to."""
        headers = _headers(self.text)
        ends = [*(header.start() for header in headers), len(self.text)]
        tables: dict[Keys, list[_Table]] = defaultdict(list)
        tables[()].append(_Table((), None, 0, ends[0]))
        counts: dict[Keys, int] = {}
        for header, end in zip(headers, ends[1:], strict=True):
            path = _resolve(header, counts)
            tables[_root(path)].append(_Table(path, header, header.start(), end))
        return tables


def find_beneath(text: str, header: tuple[int, int], end: int, way: Keys) -> KeyPosition:
    """Return the position of the value that keys lead to from a header, or of the innermost one on the way.

    Where the lines before are plain to see, it is looked for from the line of its key on.
    """
    position, depth, at = KeyPosition(*header, *header), 0, header[1]
    if not way:
        return position
    if plain := _to_key(str(way[0])).match(text, at):
        at, value = plain.start("key"), plain.end()
        if len(way) == 1:
            return KeyPosition(*plain.span("key"), value, tokens.value_end(text, value))
    for path, mark in _beneath(text, (), at, end):
        if len(path) > depth and path == way[: len(path)]:
            position, depth = mark, len(path)
            if depth == len(way):
                break
    return position


@lru_cache
def _to_key(key: str) -> re.Pattern[str]:
    """Return a pattern for the rest of a line, lines each with a key and its whole value, and a key with its sign."""
    return re.compile(rf"[ \t]*\n(?:{tokens.PLAIN_LINE}\n)*?(?P<key>{re.escape(key)})[ \t]*=[ \t]*")


class _Table(NamedTuple):
    path: Keys
    header: re.Match[str] | None
    start: int
    end: int

    @property
    def content(self) -> int:
        """The offset behind the header."""
        return self.header.end() if self.header else self.start


class _Open:
    """A table or list that the scanner is inside of; `count` is how many elements of a list it has seen."""

    def __init__(self, path: Keys, is_list: bool) -> None:
        self.path = path
        self.is_list = is_list
        self.count = 0

    def next_element(self) -> Keys:
        self.count += 1
        return _step(self.path, self.count - 1)


def _step(path: Keys, step: str | int) -> Keys:
    return (*path, step) if len(path) < DEEPEST else path


def _root(way: Keys) -> Keys:
    return way[:2] if len(way) > 1 and isinstance(way[1], int) else way[:1]


def _headers(text: str) -> list[re.Match[str]]:
    """Return the matches of all table headers; what looks like one in a string, comment or list is none."""
    headers: list[re.Match[str]] = []
    depth = 0
    header_end = 0
    for token in tokens.structure(text):
        sign = token[0]
        if token.start() < header_end:
            continue
        if sign == "[" and depth == 0 and (header := _header_at(text, token.start())):
            headers.append(header)
            header_end = header.end()
        elif sign in ("[", "{"):
            depth += 1
        elif sign in ("]", "}"):
            depth -= 1
    return headers


def _header_at(text: str, at: int) -> re.Match[str] | None:
    line_start = text.rfind("\n", 0, at) + 1
    return None if text[line_start:at].strip() else tokens.HEADER.match(text, at)


def _resolve(header: re.Match[str], counts: dict[Keys, int]) -> Keys:
    """Return the way to the table that a header opens; `counts` holds how many elements each array of tables has."""
    names = [part.name for part in tokens.parts(header)]
    path: Keys = ()
    for number, name in enumerate(names, start=1):
        path = _step(path, name)
        if number == len(names) and header["open"] == "[[":
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = _step(path, counts[path] - 1)
    return path


def _scan(text: str, table: _Table, marks: Marks) -> None:
    """Add the marks of a header and of all keys, values and elements beneath it."""
    if table.header:
        _mark_header(table.header, table.path, marks)
    for path, mark in _beneath(text, table.path, table.content, table.end):
        marks.setdefault(path, mark)


def _one_by_one(text: str, table: _Table) -> Iterator[tuple[Keys, KeyPosition]]:
    """Yield what `_scan` adds of one table, reading no further than is asked for."""
    marks: Marks = {}
    if table.header:
        _mark_header(table.header, table.path, marks)
    yield from marks.items()
    yield from _beneath(text, table.path, table.content, table.end)


def _beneath(text: str, path: Keys, at: int, end: int) -> Iterator[tuple[Keys, KeyPosition]]:
    """Yield the marks of all keys, values and elements of a table, without recursion; of each way the first counts."""
    inside = [_Open(path, is_list=False)]
    while (at := tokens.after_gap(text, at)) < end:
        if text[at] in "]}":
            if len(inside) > 1:
                inside.pop()
            at += 1
            continue
        keys: list[tokens.KeyPart] = []
        path = inside[-1].path
        if inside[-1].is_list:
            path = inside[-1].next_element()
        elif match := tokens.KEY_AND_EQUALS.match(text, at):
            keys = tokens.parts(match)
            at = match.end()
        value, at = at, tokens.value_end(text, at)
        for part in keys:
            path = _step(path, part.name)
            yield path, KeyPosition(part.start, part.end, value, at)
        yield path, KeyPosition(value, at, value, at)
        if text[value] in "[{":
            inside.append(_Open(path, is_list=text[value] == "["))


def _mark_header(header: re.Match[str], path: Keys, marks: Marks) -> None:
    """Mark a table by its whole header, and what the header makes on the way (`[a.b]` makes `a`) by that part."""
    span = header.span()
    names = iter(tokens.parts(header))
    for length, step in enumerate(path[:-1], start=1):
        part = next(names) if isinstance(step, str) else None
        if part and path[:length] not in marks:
            marks[path[:length]] = KeyPosition(part.start, part.end, *span)
    marks[path] = KeyPosition(*span, *span)
