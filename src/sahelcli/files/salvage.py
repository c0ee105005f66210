"""What can still be read of a TOML text with syntax errors: every record that is whole, and each error in its place."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sahelcli.files import tokens
from sahelcli.files.page import blanked
from sahelcli.files.problem import Problem
from sahelcli.files.toml import parse

_NAME = r"[ \t]*[A-Za-z_][\w-]*[ \t]*"
_RECORD = re.compile(rf"^[ \t]*(?:\[\[{_NAME}\]\]|\[{_NAME}\])[ \t]*(?:#.*)?$", re.MULTILINE)


class Salvage(NamedTuple):
    """The tables that could be read, the problems, and the pieces (start, end) that count as empty."""

    tables: dict[str, Any]
    problems: list[Problem]
    blanks: tuple[tuple[int, int], ...]


def salvage(text: str, problem: Problem) -> Salvage:
    """Read the records of a text that `parse` refuses, each by itself.

    Where no single record can be blamed, nothing is read and the problem stays the only one.
    """
    problems: list[Problem] = []
    blanks: list[tuple[int, int]] = []
    starts = [0, *record_starts(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        found = parse(text[start:end])
        if isinstance(found, Problem):
            problems.append(found._replace(start=found.start + start, end=found.end + start))
            blanks.append((start, end))
    tables = parse(blanked(text, tuple(blanks)))
    if isinstance(tables, Problem):  # each record is whole, and together they are not: a table stands twice
        return Salvage({}, [problem], ((0, len(text)),))
    return Salvage(tables, problems, tuple(blanks))


def record_starts(text: str) -> list[int]:
    """Return where records begin: at headers without a dot that lie in no string; nowhere if a string has no end."""
    blocks = [token for token in tokens.structure(text) if tokens.is_block(token)]
    if any(tokens.is_open(block) for block in blocks):
        return []
    inside = iter([*(block.span() for block in blocks), (len(text), len(text) + 1)])
    block_start, block_end = next(inside)
    starts = []
    for header in _RECORD.finditer(text):
        while block_end <= header.start():
            block_start, block_end = next(inside)
        if header.start() < block_start:
            starts.append(header.start())
    return starts
