"""Formats of an answer: one module each, with a `render(report, style)` that yields it in pieces."""

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from sahelcli.report import Report


class Format(StrEnum):
    """The values of `--format`, each the name of a module here; `table` is the one for terminals."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"


SUFFIXES = {
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TABLE,
}


class Screen(NamedTuple):
    """The terminal an answer is painted on: its width in cells, its abilities, its encoding."""

    width: int
    styles: bool = False
    links: bool = False
    encoding: str = "utf-8"


class Style(NamedTuple):
    """Options of rendering: keys (none: all), sources and ids under each row, and options of single formats.

    `excel` is for csv and tsv, `separator` for csv, `color` for plain text; without a `screen` the table format is
    plain text.
    """

    fields: tuple[str, ...] = ()
    sources: bool = False
    ids: bool = False
    provenance: bool = False
    excel: bool = False
    separator: str = ","
    color: bool = False
    screen: Screen | None = None


Piece = str | bytes
"""A part of a document: text, to be encoded for where it goes, or bytes, which are UTF-8 wherever they go (JSON)."""


class Render(Protocol):
    """The interface of each module here: the whole document in pieces, each a few lines long."""

    def __call__(self, report: Report, style: Style) -> Iterator[Piece]:
        """Yield the document in pieces."""
        ...


def render(format: Format, report: Report, style: Style) -> Iterator[Piece]:
    """Return the answer in a format, in pieces; only that format's module is imported."""
    name = "plain" if format is Format.TABLE and style.screen is None else format.value
    return cast("Render", import_module(f"{__name__}.{name}").render)(report, style)
