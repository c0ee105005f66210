"""Diagnostics: findings about data as values, with place, severity, message, code and hint."""

from enum import StrEnum
from typing import NamedTuple

from sahelcli.text.quoting import cut_left, escaped

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
        return ":".join([escaped(self.path), *(str(number) for number in (self.line, self.column) if number)])


class Excerpt(NamedTuple):
    """A line of a file, harmless to print and cut where it is long; `offset` and `length` are the span meant in it."""

    text: str
    offset: int
    length: int


class About(NamedTuple):
    """The record that is meant, by its kind and its id; None for an id that it has not, or that is none."""

    kind: str
    id: str | None


class Diagnostic(NamedTuple):
    """One finding: `message` is a sentence without capital and full stop, `code` the rule, `hint` the way out.

    `about` is None where it is about no record, or about one that could not be read.
    """

    location: Location
    severity: Severity
    message: str
    code: str
    hint: str | None = None
    excerpt: Excerpt | None = None
    about: About | None = None

    def one_line(self) -> str:
        """Return `data/events.toml:42:8: error: unknown actor "wagnr" [unknown-reference]`, at most 300 characters."""
        said = f": {self.severity}: {self.message} [{self.code}]"
        place = str(self.location)
        return f"{cut_left(place, LONGEST_LINE - len(said))}{said}"


def excerpt(line: str, column: int, length: int) -> Excerpt:
    """Return the part of a line about a column (from 1), its `length` characters marked; tabs become spaces."""
    start = max(0, min(column - 1 - _WINDOW // 2, len(line) - _WINDOW))
    before, after = ("…" if start else ""), ("…" if start + _WINDOW < len(line) else "")
    piece = line[start : start + _WINDOW].replace("\t", " ")
    at = column - 1 - start
    lead, marked = escaped(piece[:at]), escaped(piece[at : at + length])
    return Excerpt(
        f"{before}{lead}{marked}{escaped(piece[at + length :])}{after}", len(before + lead), max(len(marked), 1)
    )
