"""Findings about data as values: place, message, code of the rule, and hint."""

from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from sahelcli.text.quoted_values import cut_left, escaped

LONGEST_LINE = 300  # characters of one message line
_WINDOW = 160  # characters of a line shown as excerpt


class Severity(StrEnum):
    """An error keeps its record out of every answer; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Location(NamedTuple):
    """A place in a file: line and column from 1, in characters; 0 where the whole file is meant."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{escaped(self.path)}{line}:{self.column}" if self.column else escaped(self.path) + line


class Excerpt(NamedTuple):
    """A line of a file, harmless to print and cut where it is long; `offset` and `length` are the span meant in it."""

    text: str
    offset: int
    length: int


class About(NamedTuple):
    """The record that is meant, by its kind and its id; None for an id that it has not, or that is none."""

    kind: str
    id: str | None


class Span(NamedTuple):
    """A place in a text: from `start` to `end`, in characters from 0; no end means the whole file."""

    start: int
    end: int


class TablePlace(NamedTuple):
    """A place inside a TOML table: the keys that lead to it from there.

    `on_key` says that the key is meant, not its value; `lacking` is the key that is missing, if that is what is wrong.
    """

    keys: tuple[str | int, ...] = ()
    on_key: bool = False
    lacking: str = ""


Place = TypeVar("Place")
Other = TypeVar("Other")


class Finding(NamedTuple, Generic[Place]):
    """One finding: `message` is a sentence without capital and full stop, `code` the rule, `hint` the way out.

    Its place is as exact as is known so far, from a `TablePlace` or a `Span` to a `Location`. `about` is None where it
    is about no record, or about one that could not be read; `excerpt` is the line of a file.
    """

    place: Place
    message: str
    code: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    about: About | None = None
    excerpt: Excerpt | None = None

    def at(self, place: Other, excerpt: Excerpt | None = None) -> "Finding[Other]":
        """Return the same finding at a place that is known better."""
        return Finding(place, self.message, self.code, self.hint, self.severity, self.about, excerpt)

    def one_line(self) -> str:
        """Return `data/events.toml:42:8: error: unknown actor "wagnr" [unknown-reference]`, at most 300 characters."""
        rest = f": {self.severity}: {self.message} [{self.code}]"
        return f"{cut_left(str(self.place), LONGEST_LINE - len(rest))}{rest}"


Diagnostic = Finding[Location]
"""A finding with its place in a file, as people see it."""

TextFinding = Finding[Span]
"""A finding in a text that is not known to be a file's."""


def excerpt(line: str, column: int, length: int) -> Excerpt:
    """Return the part of a line about a column (from 1), its `length` characters marked; tabs become spaces."""
    start = max(0, min(column - 1 - _WINDOW // 2, len(line) - _WINDOW))
    before, after = ("…" if start else ""), ("…" if start + _WINDOW < len(line) else "")
    piece = line[start : start + _WINDOW].replace("\t", " ")
    at = column - 1 - start
    parts = (piece[:at], piece[at : at + length], piece[at + length :])
    lead, marked, rest = parts if escaped(piece) == piece else map(escaped, parts)
    return Excerpt(f"{before}{lead}{marked}{rest}{after}", len(before + lead), max(len(marked), 1))
