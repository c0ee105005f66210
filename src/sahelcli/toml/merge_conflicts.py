"""Merge conflicts of git in a TOML text: both sides, between lines of signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sahelcli.diagnostics.finding import Finding, Span, TextFinding
from sahelcli.toml.source_file import blanked

_BEGINNING = "<<<<<<< "
_CONFLICT = (  # this and the next patterns are compiled where there is a conflict
    r"(?m)^<{7} [^\n]*\n(?P<ours>(?:(?!<{7} |={7}\n|>{7} |\|{7} )[^\n]*\n)*)"
    r"(?:\|{7} [^\n]*\n(?:(?!<{7} |={7}\n|>{7} )[^\n]*\n)*)?"  # what both sides come from, where git is set to show it
    r"={7}\n(?P<theirs>(?:(?!<{7} |={7}\n|>{7} )[^\n]*\n)*)>{7} [^\n]*(?:\n|\Z)"
)
_HEADER = r"(?m)^[ \t]*\[\["
_ID = r"(?m)^[ \t]*id[ \t]*=[ \t]*([^ \t\n]+)"
_LINE = r"(?m)^[ \t]*([^ \t\n#])"
_HINT = "choose one of its sides and delete the lines of signs, or go back: `git merge --abort`"


class MergeConflict(NamedTuple):
    """A conflict from its first line of signs to the end of its last, and how many records it costs.

    `of_records` says that each side is made of whole records: what stands above is none of its business. `ours` is
    where the first side begins and ends.
    """

    start: int
    end: int
    records: int
    of_records: bool
    ours: tuple[int, int]
    problem: TextFinding


def unsolved(text: str) -> list[MergeConflict]:
    """Return the conflicts of a text with LF line ends, in their order, also those within strings."""
    if _BEGINNING not in text:
        return []
    return [_merge(text, match) for match in re.finditer(_CONFLICT, text)]


def one_side(text: str, merges: Sequence[MergeConflict]) -> str:
    """Return the text with our side of each conflict alone, every offset kept: strings that begin there end as well."""
    blanks = ((merge.start, merge.ours[0], merge.ours[1], merge.end) for merge in merges)
    return blanked(text, tuple(pair for start, first, last, end in blanks for pair in ((start, first), (last, end))))


def _merge(text: str, match: re.Match[str]) -> MergeConflict:
    first = text.count("\n", 0, match.start()) + 1
    last = first + match[0].rstrip("\n").count("\n")
    sides = (match["ours"], match["theirs"])
    beginnings = [re.search(_LINE, side) for side in sides]
    problem = Finding(
        Span(match.start(), text.index("\n", match.start())),
        f"an unsolved merge of git, in lines {first} to {last}",
        "unsolved-merge",
        _HINT,
    )
    return MergeConflict(
        *match.span(),
        max(len(set(re.findall(_ID, "\n".join(sides)))), *(len(re.findall(_HEADER, side)) for side in sides)),
        all(line and line[1] == "[" for line in beginnings),
        match.span("ours"),
        problem,
    )
