"""Findings about data as values: where, how grave, what, and what to do about it."""

from enum import StrEnum
from typing import NamedTuple

LONGEST_LINE = 300  # characters of one message line
_LONGEST_VALUE = 60  # characters of a value shown in a message
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


def shown(value: object, limit: int = _LONGEST_VALUE) -> str:
    """Return a value of the data for a message: text in double quotes, escaped and cut to `limit` characters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**limit else "a number of many digits"
    return f'"{cut(escaped(str(value)[: limit + 1]), limit)}"'


def with_article(noun: str) -> str:
    """Return `an event`, `a quote`."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def cut(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, an ellipsis in place of what is too much."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def cut_left(text: str, limit: int) -> str:
    """Return the end of a text, as `cut` returns the beginning: of a path, the end says most."""
    return text if len(text) <= limit else "…" + text[len(text) - limit + 1 :]


def escaped(text: str) -> str:
    r"""Return a text as one line, everything that could act on a terminal or deceive written as `\n` or `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    from sahelcli import harmless  # here: a query of a sound dataset shows no value of it

    return harmless.spelt_out(text)


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
