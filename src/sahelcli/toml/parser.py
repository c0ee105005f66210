"""Parser of TOML 1.1: the one place where text becomes tables, and where a parser's refusal becomes a finding.

Keys and numbers without end, for which the parser takes all memory, are refused before it is asked. The parser itself
refuses at once what is nested without end; it bears more levels than whatever works on values later.
"""

from __future__ import annotations

import re
from typing import Any

import tomli

from sahelcli.diagnostics.finding import Finding, Span, TextFinding
from sahelcli.toml import DEEPEST


def parse(text: str) -> dict[str, Any] | TextFinding:
    """Return the tables of a text with LF line ends, or what is wrong with it, with the place."""
    tables = parse_at_any_depth(text)
    return too_deep(text) if not isinstance(tables, Finding) and is_too_deep(tables) else tables


def parse_at_any_depth(text: str) -> dict[str, Any] | TextFinding:
    """Return the result of `parse`, but for tables that may be nested too deeply (`is_too_deep`).

    To look for these takes a tenth of the time of parsing. Records that are valid have none but in keys of the user's.
    """
    if problem := beyond(text):
        return problem
    try:
        tables: dict[str, Any] = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from sahelcli.toml.syntax_errors import in_plain_words  # here and below: most texts are right

        return in_plain_words(text, error.msg, error.pos)
    except RecursionError:
        return too_deep(text)
    return tables


_PARTS = 50  # of a dotted key: what the parser remembers of each grows with their square
_DIGITS = 600  # of a number: Python may be told to read no more than 640 decimal ones
_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_PARTS}}}")
_LONG_NUMBER = re.compile(rf"(?<!\w)[0-9][0-9A-Fa-f_box]{{{_DIGITS}}}")
_MANY_DOTS = re.compile(rf"\.(?:[^.\n]*+\.){{{_PARTS - 1}}}")  # in a line
_RUN = re.compile(rf"[0-9A-Fa-f_box]{{{_DIGITS // 2}}}")  # each longer number has one at a multiple of its length


def beyond(text: str) -> TextFinding | None:
    """Return a finding for a key or number of a text (LF line ends) that is too long for the parser, else None."""
    if not (_MANY_DOTS.search(text) or any(_RUN.match(text, at) for at in range(0, len(text), _DIGITS // 2))):
        return None
    outside = _outside_of_strings(text)
    if match := _LONG_KEY.search(outside):
        message, hint = f"a key of more than {_PARTS} parts", "a key of a record has one part: no dot stands in it"
        return Finding(Span(*match.span()), message, "syntax", hint)
    if match := _LONG_NUMBER.search(outside):
        hint = "the largest is 9223372036854775807"
        return Finding(Span(*match.span()), "this number has too many digits", "syntax", hint)
    return None


_NESTED = frozenset((dict, list))  # the parser makes no types of its own


def is_too_deep(tables: dict[str, Any]) -> bool:
    """Whether lists and tables are nested too deeply for the functions that work on values."""
    level: list[dict[str, Any] | list[Any]] = [tables]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if type(inner) in _NESTED
        ]
        if not level:
            return False
    return True


def too_deep(text: str) -> TextFinding:
    """Return the finding for a text that is nested too deeply, at the first such place."""
    from sahelcli.toml.positions import Positions

    key, _, value, _ = Positions(text).deepest()
    message, hint = "lists or tables are nested too deeply", "no record needs more than three levels"
    start = max(key, value)
    return Finding(Span(start, start + 1), message, "syntax", hint)


def _outside_of_strings(text: str) -> str:
    """Return the text with strings as plain letters and comments as blanks, every offset kept."""
    from sahelcli.toml import tokens

    pieces, at = [], 0
    for token in tokens.structure(text):
        if token[0] not in "[]{}":
            pieces += [text[at : token.start()], (" " if token[0][0] == "#" else "x") * len(token[0])]
            at = token.end()
    return "".join([*pieces, text[at:]])
