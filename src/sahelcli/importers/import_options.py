"""Options of an import, beside its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _not_watched(_bytes: int) -> None:
    """Take a number of bytes read, where nobody watches."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of `sahel import` as values; an empty text or tuple was not given.

    `name` is the importer's. `maps` and `sets` are pairs of a key and columns or a fixed text, `date_formats` are in
    the signs of `strptime` or of CLDR, `century` stands before years that are written in two digits, `languages` are
    those in which months have their names, `thousands` stands between groups of digits, `missing` are words that are
    read as an empty cell, `advance` is told of every piece of the files that has been read, in bytes. `present` are the
    ids that are there already, by their table, and are not written again, `names` the ids of what is called by a folded
    name, by kind, `addresses` the sources by what `address_of` makes of their addresses. `allow_unknown` writes records
    that refer to what is not there, `dry_run` says that nothing is written at all. `sheet` is the one of a spreadsheet,
    `records` the path of a list in JSON.
    `header_row` is the line that has the names of columns, 0 for none, and `columns` are names in their place.
    """

    name: str = "csv"
    kind: str = "event"
    maps: tuple[tuple[str, str], ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    separator: str = ""
    encoding: str = ""
    date_formats: tuple[str, ...] = ()
    century: str = ""
    languages: tuple[str, ...] = ("en",)
    thousands: str = ""
    list_separator: str = ";"
    missing: tuple[str, ...] = ()
    release: str = ""
    header_row: int | None = None
    columns: tuple[str, ...] = ()
    sheet: str = ""
    records: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    present: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    allow_unknown: bool = False
    dry_run: bool = False
    advance: Callable[[int], None] = _not_watched
