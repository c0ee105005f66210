"""Import options: the parsed options of `sahel import`, without its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sahelcli.errors import UsageError
from sahelcli.progress import Advance, unwatched


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of `sahel import` as values; an empty text or tuple means the option was not given.

    `name` is the importer's. `maps` and `sets` are pairs of a key and columns or a fixed text, `date_formats` are in
    `strptime` or CLDR codes, `century` precedes two-digit years, `languages` are those of month names, `thousands`
    separates groups of digits, `missing` are words that are read as an empty cell, `advance` is called with the number
    of bytes after each piece of a file is read. `present` are the ids that the dataset has, by table, and that are not
    written again, `names` its ids by kind and folded name, `addresses` its source ids by `address_of` of their URLs.
    `allow_unknown` also writes records that refer to unknown ids, `dry_run` means that nothing is written. `sheet`
    names a sheet of a spreadsheet, `records` is the path of a list in JSON.
    `header_row` is the line with the column names, 0 for none, and `columns` are names that replace them.
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
    advance: Advance = unwatched


class NoSource(UsageError):
    """No --set gives a source for the entries of a format that has none."""

    def __init__(self, entry: str) -> None:
        hint = "say for all of them: --set source.title=TEXT --set source.publisher=NAME, or --set sources=ID"
        super().__init__(f"{entry} names no source, and an event needs one", hint)


def refuse_without_source(entry: str, options: ImportOptions) -> None:
    """Raise NoSource where --set gives no source; `entry` is what the format calls an event: "a slide"."""
    if not any(key.startswith(("sources", "source.")) for key, _text in options.sets):
        raise NoSource(entry)
