"""What no parser is given: nesting, keys and numbers without end, which could cost all memory, or end the process."""

from __future__ import annotations

import re

from sahelcli.files import tokens
from sahelcli.files.problem import Problem

_DEEP = 50  # levels of lists and tables
_PARTS = 50  # of a dotted key
_DIGITS = 4_000  # of a number: Python reads up to 4,300
_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_PARTS}}}")
_LONG_NUMBER = re.compile(rf"(?<![0-9_])[0-9_]{{{_DIGITS}}}")
_WINDOW = 2_000  # characters: a run of twice as many holds a window that is all of it
_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s.=,/"']+)"""
_RUN = re.compile(  # of signs, digits or parts of a key; in a text they are rare, and only make it be read more slowly
    rf"[0-9_]{{{_WINDOW}}}|[-+=\s]{{{_WINDOW}}}|[^.\n]{{0,{_WINDOW}}}(?:[ \t]*\.[ \t]*{_PART}){{{_PARTS}}}"
)


def beyond(text: str) -> Problem | None:
    """Return what of a text, with LF line ends, is beyond all bounds; it takes linear time."""
    outside = _outside_of_strings(text)
    if found := _LONG_KEY.search(outside):
        message, hint = f"a key of more than {_PARTS} parts", "a key of a record has one part: no dot stands in it"
        return Problem(found.start(), found.end(), message, "syntax", hint)
    if found := _LONG_NUMBER.search(outside):
        hint = "the largest is 9223372036854775807"
        return Problem(*found.span(), "this number has too many digits", "syntax", hint)
    depth = 0
    for bracket in re.finditer(r"[\[{\]}]", outside):
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        if depth > _DEEP:
            message, hint = "lists or tables are nested too deeply", "no record needs more than three levels"
            return Problem(bracket.start(), bracket.end(), message, "syntax", hint)
    return None


def may_be_beyond(text: str) -> bool:
    """Whether a text may hold a run without end, at a look here and there that takes next to no time."""
    return any(_RUN.match(text, at) for at in range(0, len(text), _WINDOW))


def _outside_of_strings(text: str) -> str:
    """Return the text with strings as plain letters and comments as blanks, every offset kept."""
    pieces, at = [], 0
    for token in tokens.structure(text):
        if token[0] not in "[]{}":
            pieces += [text[at : token.start()], (" " if token[0][0] == "#" else "x") * len(token[0])]
            at = token.end()
    return "".join([*pieces, text[at:]])
