"""Document tree of a TOML text: its records, tables, keys and comments, which together are the text byte for byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sahelcli.toml import tokens

Key = tuple[str | int, ...]
"""What a node is known by in other versions: ("events", id, n), the nth of that id from 0; ("tags", "coup"), a key;
("#", text, n), a comment."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_END = re.compile(r"\r?\n\Z")


class Node(NamedTuple):
    """A record, a table, a key of a table or a comment that stands alone.

    `gap` is the text before it: the end of the line above and blank lines. `text` has no final line end,
    and includes comments directly above. A table in single brackets has its header as text, and `entries`.
    """

    key: Key
    gap: str
    text: str
    entries: tuple[Node, ...] | None = None

    @property
    def full_text(self) -> str:
        """The text with that of all entries."""
        return self.text + "".join(entry.gap + entry.full_text for entry in self.entries or ())


class Document(NamedTuple):
    """The nodes of a text, the first with the keys above all headers, and the text after the last node."""

    nodes: tuple[Node, ...]
    tail: str


def read_document(text: str, tables: Mapping[str, Any]) -> Document:
    """Return the tree of a valid TOML text, LF or CRLF; `tables` are its values."""
    builder = _Builder(tables)
    tail = ""
    for statement in _statements(text):
        if statement.kind == "end":
            tail = statement.gap
        else:
            builder.add(statement)
    return Document(builder.finish(), tail)


class _Statement(NamedTuple):
    """A header, a key with its value, or a comment by itself, with the comments directly above; or the "end"."""

    kind: str
    gap: str
    text: str
    line: str = ""  # the header or key itself, where its text begins with comments


def _statements(text: str) -> list[_Statement]:
    """Return the statements of a text; a comment right below one, and not right above another, belongs to it."""
    statements: list[_Statement] = []
    gap = above = ""
    for (kind, block), (following, _) in pairwise([*_blocks(text), ("end", "")]):
        if kind == "blank":
            gap += block
        elif kind == "comment" and following in ("header", "key"):
            above = block
        elif kind == "comment" and statements and _is_line_end(gap):
            upper = statements.pop()
            statements.append(upper._replace(text=upper.text + gap + _cut(block)))
            gap = _end_of(block)
        else:
            statements.append(_Statement(kind, gap, above + _cut(block), block))
            gap, above = _end_of(block), ""
    return [*statements, _Statement("end", gap, "")]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield (block, type) pairs; the type is a "header", a "key" with its value, "comment" lines, "blank" lines."""
    pending, lines = "", list[str]()
    for kind, line in _lines(text):
        if lines and (kind == "more" or (kind == pending and kind in ("comment", "blank"))):
            lines.append(line)
            continue
        if lines:
            yield pending, "".join(lines)
        pending, lines = kind, [line]
    if lines:
        yield pending, "".join(lines)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield each line with what it is: "header", "key", "comment", "blank", or "more" of the value above."""
    spans = iter([*_values_of_lines(text), (len(text), len(text))])
    start, end = next(spans)
    for match in _LINE.finditer(text):
        at, line = match.start(), match[0]
        while end <= at and start < len(text):
            start, end = next(spans)
        sign = line.lstrip()[:1]
        kind = {"": "blank", "#": "comment", "[": "header"}.get(sign, "key")
        yield ("more" if start < at < end else kind), line


def _values_of_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end offsets of values that may span lines."""
    depth = start = 0
    for token in tokens.structure(text):
        if token[0] in ("[", "{"):
            start = start if depth else token.start()
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
            if depth == 0:
                yield start, token.end()
        elif depth == 0 and tokens.is_block(token):
            yield token.span()


class _OpenNode:
    """A record or table whose end has not been read yet."""

    def __init__(self, key: Key, gap: str, text: str, is_table: bool) -> None:
        self.key = key
        self._gap = gap
        self.parts = [text]
        self.entries: list[Node] | None = [] if is_table else None

    def closed(self) -> Node:
        return Node(self.key, self._gap, "".join(self.parts), None if self.entries is None else tuple(self.entries))


class _Builder:
    """Builds nodes from statements."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._nodes: list[Node] = []
        self._open = _OpenNode((), "", "", is_table=True)
        self._loose: list[Node] = []  # comments since the last statement: of what they are a part shows later
        self._numbers = Counter[str]()
        self._alike = Counter[Key]()

    def add(self, statement: _Statement) -> None:
        """Add the next statement of the text."""
        if statement.kind == "comment":
            key = ("#", " ".join(statement.text.split()))
            self._loose.append(Node(self._numbered(key), statement.gap, statement.text))
        elif statement.kind == "key":
            self._add_key(statement)
        else:
            self._add_header(statement)

    def finish(self) -> tuple[Node, ...]:
        """Return the nodes."""
        return (*self._nodes, self._open.closed(), *self._loose)

    def _add_key(self, statement: _Statement) -> None:
        if self._open.entries is None:
            self._extend(statement)
            return
        names = _names(tokens.KEY_AND_EQUALS.match(statement.line.lstrip()))
        entry = Node((*self._open.key, *names), statement.gap, statement.text)
        self._open.entries += [*self._loose, entry]
        self._loose = []

    def _add_header(self, statement: _Statement) -> None:
        header = tokens.HEADER.match(statement.line.lstrip())
        names = _names(header)
        if self._open.entries is None and self._open.key[0] == names[0] and len(names) > 1:
            self._extend(statement)
            return
        is_list = header is not None and header["open"] == "[["
        key = self._numbered((".".join(names), self._id(names))) if is_list else names
        self._nodes += [self._open.closed(), *self._loose]
        self._open = _OpenNode(key, statement.gap, statement.text, not is_list)
        self._loose = []

    def _extend(self, statement: _Statement) -> None:
        """Add a statement to the open record, with the comments before."""
        self._open.parts += [*(node.gap + node.text for node in self._loose), statement.gap, statement.text]
        self._loose = []

    def _id(self, names: Sequence[str]) -> str:
        """Return the id of the record whose header comes next."""
        records = self._tables.get(names[0])
        number = self._numbers[names[0]]
        if len(names) > 1 or not isinstance(records, list):
            return ""
        self._numbers[names[0]] += 1
        return id_of(records[number])

    def _numbered(self, key: Key) -> Key:
        self._alike[key] += 1
        return (*key, self._alike[key] - 1)


def id_of(record: Any) -> str:
    """Return the id of a record as it is written, "" where it has none."""
    return str(record.get("id", "")) if isinstance(record, Mapping) else ""


def _names(dotted: re.Match[str] | None) -> tuple[str, ...]:
    return tuple(part.name for part in tokens.parts(dotted)) if dotted else ()


def _is_line_end(gap: str) -> bool:
    return gap in ("\n", "\r\n")


def _cut(line: str) -> str:
    return _END.sub("", line)


def _end_of(line: str) -> str:
    return line[len(_cut(line)) :]
