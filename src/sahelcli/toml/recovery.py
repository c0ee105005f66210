"""Recovery from TOML syntax errors: every record that is whole is read, and each error stands in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sahelcli.diagnostics.finding import Finding, Span, TextFinding
from sahelcli.model.kinds import KINDS
from sahelcli.toml import tokens
from sahelcli.toml.merge_conflicts import MergeConflict, one_side
from sahelcli.toml.parser import parse
from sahelcli.toml.parser_message import ParserMessage
from sahelcli.toml.source_file import blanked
from sahelcli.toml.syntax_errors import double_table

_NAME = r"[ \t]*[^\W\d][\w \t-]*"
_KINDS = "|".join(name for kind in KINDS for name in (kind.table, kind.name))
_HEADER = re.compile(
    rf"^[ \t]*(?:\[{{1,3}}{_NAME}\]{{1,3}}|\[\[{_NAME})[ \t]*(?:#.*)?$"
    # and one with a slip in it:
    rf"|^[^\w\"'#=\[\n]*\[{{1,2}}[^\w\"'\[\n]*(?:{_KINDS}|dataset|tags)\b(?![ \t]*[.=-])[^\n]*$",
    re.MULTILINE,
)
_OPENING = re.compile(r"[ \t]*(?P<brackets>\[{1,2})[ \t]*(?P<name>[\w-]+)")
_RECORD = re.compile(rf"[^\w\n]*(?:\[\[|\[[^\w\[\n]*(?:{_KINDS})\b)")
_NO_KEY = re.compile(r"[^\w\"'\n]")  # how a line begins that cannot be a key, even a misspelt one
_ELSEWHERE_COMMENT = re.compile(r"[ \t]*(?://|/\*|\*|;|--|<!--|%|>)")


class RecoveredTables(NamedTuple):
    """The tables that could be read, the problems, the pieces (start, end) that count as empty, and records in them."""

    tables: dict[str, Any]
    problems: list[TextFinding]
    blanks: tuple[tuple[int, int], ...]
    records: int


def salvage(text: str, problem: TextFinding | None, merges: Sequence[MergeConflict] = ()) -> RecoveredTables:
    """Read the records of a text that `parse` refuses, or in which merges are unsolved, each by itself.

    Where no single record can be blamed, nothing is read and the problem stays the only one.
    """
    starts = [0, *(start for start in record_starts(one_side(text, merges)) if not _is_inside(start, merges))]
    plain = blanked(text, tuple((merge.start, merge.end) for merge in merges))
    ends = [*starts[1:], len(text)]
    pieces = [_piece(plain, start, end, merges) for start, end in zip(starts, ends, strict=True)]
    pieces = list(_without_doubles(plain, starts, pieces))
    blanks = tuple((piece.lost, piece.end) for piece in pieces if piece.problems)
    problems = [problem for piece in pieces for problem in piece.problems]
    tables = parse(blanked(text, blanks))
    if isinstance(tables, Finding):  # each record is whole, and together they are not: a table is added to, say
        problems = [*(merge.problem for merge in merges), problem or tables]
        return RecoveredTables({}, problems, ((0, len(text)),), _records_in(text, 0, len(text)))
    return RecoveredTables(tables, problems, blanks, sum(piece.records for piece in pieces))


class _Piece(NamedTuple):
    """A piece of text from a header to the next: from where on it is lost, and how many records are with that."""

    end: int
    lost: int
    records: int
    problems: list[TextFinding]


def _piece(text: str, start: int, end: int, merges: Sequence[MergeConflict]) -> _Piece:
    inside = merges[_first_from(start, merges) : _first_from(end, merges)]
    problems = [merge.problem for merge in inside]
    in_merges = sum(merge.records for merge in inside)
    if inside and inside[0].of_records and not isinstance(parse(text[start : inside[0].start]), Finding):
        return _Piece(end, inside[0].start, in_merges, problems)
    if inside:
        return _Piece(end, start, in_merges + _records_in(text, start, end), problems)
    problem = parse(text[start:end])
    if not isinstance(problem, Finding):
        return _Piece(end, end, 0, [])
    problem = problem.at(Span(problem.place.start + start, problem.place.end + start))
    line = text.rfind("\n", 0, problem.place.start) + 1
    if line > start and _is_stray(text[line:end]) and not isinstance(parse(text[start:line]), Finding):
        return _Piece(end, line, 0, [problem])
    return _Piece(end, start, _records_in(text, start, end), [problem])


def _without_doubles(text: str, starts: Sequence[int], pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, as lost those whose table, in single brackets, stands twice or is the name of a list."""
    openings = [
        None if piece.problems else _OPENING.match(text, start, piece.end)
        for start, piece in zip(starts, pieces, strict=True)
    ]
    taken = {opening["name"] for opening in openings if opening and opening["brackets"] == "[["}
    for start, piece, opening in zip(starts, pieces, openings, strict=True):
        if opening and opening["brackets"] == "[":
            if opening["name"] in taken:
                problem = double_table(ParserMessage(text, start, ""))
                yield _Piece(piece.end, start, _records_in(text, start, piece.end), [problem])
                continue
            taken.add(opening["name"])
        yield piece


def _is_stray(text: str) -> bool:
    """Whether lines that cannot be read are no part of the record above: none is a key of it, even a misspelt one."""
    lines = [line.strip(" \t=") for line in text.split("\n") if not _ELSEWHERE_COMMENT.match(line)]
    return all(_NO_KEY.match(line) and "=" not in line for line in lines if line)


def _is_inside(offset: int, merges: Sequence[MergeConflict]) -> bool:
    at = _first_from(offset, merges)
    return at > 0 and offset < merges[at - 1].end


def _first_from(offset: int, merges: Sequence[MergeConflict]) -> int:
    return bisect_left(merges, offset, key=lambda merge: merge.start)


def _records_in(text: str, start: int, end: int) -> int:
    return sum(bool(_RECORD.match(header[0])) for header in _HEADER.finditer(text, start, end))


def record_starts(text: str) -> list[int]:
    """Return where records begin: at headers without a dot that lie in no string; nowhere if a string has no end."""
    blocks = [token for token in tokens.structure(text) if tokens.is_block(token)]
    if any(tokens.is_open(block) for block in blocks):
        return []
    inside = iter([*(block.span() for block in blocks), (len(text), len(text) + 1)])
    block_start, block_end = next(inside)
    starts = []
    for header in _HEADER.finditer(text):
        while block_end <= header.start():
            block_start, block_end = next(inside)
        if header.start() < block_start:
            starts.append(header.start())
    return starts
