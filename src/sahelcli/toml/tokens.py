"""Tokens of TOML 1.1 that show a document's structure, as patterns for text with LF line ends.

A string that is never closed is matched too, to the end of its line or of the text, so that a look at a broken document
takes linear time and goes on where a reader's eye would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import tomli

_BASIC = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*'
_LITERAL = r"'[^'\n]*"
_KEY = rf"(?:[A-Za-z0-9_-]+|{_BASIC}\"|{_LITERAL}')"
_DOTTED_KEY = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_BLOCK = (
    r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*(?:"{3,5}|(?P<open_basic_block>))'
    r"|'''[^']*(?:'(?!'')[^']*)*(?:'{3,5}|(?P<open_literal_block>))"
)
_STRING = rf"{_BLOCK}|{_BASIC}(?:\"|(?P<open_basic>))|{_LITERAL}(?:'|(?P<open_literal>))"

KEY_AND_EQUALS = re.compile(rf"(?P<key>{_DOTTED_KEY})[ \t]*=[ \t]*")
HEADER = re.compile(rf"(?P<open>\[{{1,2}})[ \t]*(?P<key>{_DOTTED_KEY})[ \t]*\]{{1,2}}")
_PART = re.compile(_KEY)
_SCALAR = re.compile(rf"{_STRING}|\d{{4}}-\d\d-\d\d \d[^\s,\]}}#]*|[^\s,\[\]{{}}#]+")
_GAP = re.compile(r"(?:[\s,]+|#[^\n]*)*")
_STRUCTURE = re.compile(rf"{_STRING}|#[^\n]*|[\[\]{{}}]")

_PLAIN_TEXT = rf'{_BASIC}"'
_PLAIN_VALUE = rf"(?:{_PLAIN_TEXT}|[\w.:+-]+|\[(?:{_PLAIN_TEXT}(?:, )?)*\])"
PLAIN_LINE = rf"[A-Za-z0-9_-]+ = {_PLAIN_VALUE}"
"""A line with a key and its whole value, as most are: what is written otherwise may be just as right."""


class KeyPart(NamedTuple):
    """One part of a dotted key, without quotes and escapes, and where it stands in the text."""

    name: str
    start: int
    end: int


def parts(dotted: re.Match[str]) -> list[KeyPart]:
    """Return the parts of the key of a KEY_AND_EQUALS or HEADER match."""
    start, end = dotted.span("key")
    return [KeyPart(_unquoted(part[0]), *part.span()) for part in _PART.finditer(dotted.string, start, end)]


def after_gap(text: str, at: int) -> int:
    """Return the offset of the next thing that is not white space, a comma or a comment."""
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def value_end(text: str, at: int) -> int:
    """Return where the value that begins at an offset ends; for a list or inline table, the end of its bracket."""
    value = _SCALAR.match(text, at)
    return value.end() if value else at + 1


def structure(text: str) -> Iterator[re.Match[str]]:
    """Return the strings, comments, brackets and braces of a text: in a valid one, what decides where headers stand."""
    return _STRUCTURE.finditer(text)


def is_open(token: re.Match[str]) -> bool:
    """Return whether a token of `structure` is a string without an end."""
    return token.lastgroup is not None


def is_block(token: re.Match[str]) -> bool:
    """Return whether a token of `structure` is a string that may hold several lines."""
    return token[0].startswith(('"""', "'''"))


def _unquoted(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] == '"':
        text: str = tomli.loads(f"key = {part}")["key"]
        return text
    return part
