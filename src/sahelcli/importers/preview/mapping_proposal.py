"""Mapping proposal for the columns of a table, for the user to read and correct; it imports nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sahelcli.importers.cells import clock_times
from sahelcli.importers.cells.date_format import has_names
from sahelcli.importers.cells.month_names import ENGLISH
from sahelcli.importers.mapping.column_names import named
from sahelcli.importers.preview.cell_kinds import DATE, EDTF, GROUPED, LINK, TEXT, TIME, YEAR
from sahelcli.importers.preview.table_preview import PreviewedColumn, TablePreview
from sahelcli.importers.preview.usual_column_names import (
    COUNTRY,
    DATES,
    LATITUDE,
    NAMES,
    OUTLETS,
    PARTS,
    PLACE,
    QUOTES,
    SOURCE_TITLE,
    SPEAKERS,
    TABLES,
    TITLES,
    URL,
)
from sahelcli.importers.record_ids import slug

_NEEDED = {
    "event": {"date": "", "title": ""},
    "quote": {"date": "", "text": "", "language": ""},
    "figure": {"date": "", "measure": "", "low": ""},
    "actor": {"name": "", "kind": "organization", "description": "Named in {name}."},
    "place": {"name": "", "kind": "city"},
    "source": {"title": "", "publisher": ""},
}
"""The keys that a record needs, and what may stand for all rows where no column has it."""


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """The proposed options of `sahel import`: names and values, in the order in which they are typed.

    `keys` are the keys by column name, `unused` the columns without a known key, `lacking` the keys that a record needs
    and nothing fills.
    """

    kind: str
    keys: dict[str, str]
    options: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    lacking: tuple[str, ...]
    doubts: tuple[str, ...]


def propose(look: TablePreview, kind: str = "", name: str = "", given: dict[str, str] | None = None) -> MappingProposal:
    """Return a proposed mapping, from the columns' names and contents.

    `kind` is the requested kind of record or "", `given` are known keys by column, `name` is the table's.
    """
    of = kind or _likely_kind(look.columns)
    keys = _keys(look.columns, of) if given is None else given
    sets = dict(_fixed(of, keys.values(), name))
    options = [] if look.line is not None else [("--header-row", "none")]
    options += [("--as", of)] if of != "event" else []
    options += [*_dates(look.columns, keys), *_missing(look.columns, keys)]
    options += [("--map", f"{key}={names}") for key, names in _by_key(look.columns, keys).items()]
    options += [("--map", f"source.title={named(column)}") for column in _instead_of_titles(keys)]
    options += [("--set", f"{key}={value}") for key, value in sets.items()]
    unused = tuple(column.name for column in look.columns if column.name not in keys and column.filled)
    return MappingProposal(
        of, keys, tuple(options), unused, tuple(_lacking(of, keys)), tuple(_doubts(look.columns, keys))
    )


def known_to(columns: Sequence[PreviewedColumn]) -> str:
    """Return the name of the importer made for these columns, "" if there is none."""
    called = {slug(column.name) for column in columns}
    return next((name for name, names in TABLES.items() if called.issuperset(names.split())), "")


def _likely_kind(columns: Sequence[PreviewedColumn]) -> str:
    """Return the likely kind of the rows: quotations if there are speakers, else places, sources or events."""
    called = {slug(column.name) for column in columns}

    def has(names: str) -> bool:
        return not called.isdisjoint(names.split())

    if has(QUOTES) and has(SPEAKERS):
        return "quote"
    if has(LATITUDE) and not has(DATES) and not any(column.kind in (DATE, TIME) for column in columns):
        return "place"
    return "source" if has(TITLES) and has(OUTLETS) and has(URL) and not has(PLACE) else "event"


def _keys(columns: Sequence[PreviewedColumn], kind: str) -> dict[str, str]:
    """Return the likely key of each column that has one, in the order of the columns."""
    columns_by_key = dict(_parts(columns)) if "date" in NAMES[kind] else {}
    for exact in (True, False):
        for key, names in NAMES[kind].items():
            if key not in columns_by_key.values():
                fitting = (column for column in columns if column.filled and column.name not in columns_by_key)
                if column := next(
                    (each for each in fitting if _is_called(each.name, names.split(), exact=exact)), None
                ):
                    columns_by_key[column.name] = key
    _by_values(columns, kind, columns_by_key)
    return {column.name: columns_by_key[column.name] for column in columns if column.name in columns_by_key}


def _parts(columns: Sequence[PreviewedColumn]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a date, and of its end, that is split into year, month and day, with the key they fill."""
    for before, key in (("", "date"), ("end-", "date.end")):
        called = [[f"{before}{name}" for name in names.split()] for names in PARTS]
        parts = [[column.name for column in columns if slug(column.name) in names] for names in called]
        if parts[0] and parts[1]:
            yield from ((name, key) for names in parts for name in names[:1])


def _by_key(columns: Sequence[PreviewedColumn], keys: dict[str, str]) -> dict[str, str]:
    """Return the columns of each key in the form of --map, those of a split date in the order year, month, day."""
    columns_by_key: dict[str, str] = {}
    parts = [name for name, _key in _parts(columns)]
    for column in sorted(keys, key=lambda name: parts.index(name) if name in parts else -1):
        key = keys[column]
        columns_by_key[key] = f"{columns_by_key[key]},{named(column)}" if key in columns_by_key else named(column)
    return {key: columns_by_key[key] for key in dict.fromkeys(keys.values())}


def _is_called(name: str, names: Iterable[str], *, exact: bool = False) -> bool:
    words = slug(name)
    return words in names if exact else any(word in names for word in words.split("-"))


def _by_values(columns: Sequence[PreviewedColumn], kind: str, columns_by_key: dict[str, str]) -> None:
    """Add columns for the date, the link and the title by their contents, for keys that no column name matched."""
    link = "url" if kind == "source" else "source.url"
    for column in columns:
        if column.name not in columns_by_key:
            if column.kind == LINK and link not in columns_by_key.values() and kind not in ("actor", "place"):
                columns_by_key[column.name] = link
            elif column.kind in (DATE, TIME) and "date" not in columns_by_key.values() and "date" in NAMES[kind]:
                columns_by_key[column.name] = "date"
    if link == "source.url":
        linked = {_stem(name) for name, key in columns_by_key.items() if key == link}
        more = (column.name for column in columns if column.kind == LINK and _stem(column.name) in linked)
        columns_by_key |= {name: link for name in more if name not in columns_by_key}
    if kind == "event" and "title" not in columns_by_key.values():
        headlines = [name for name, key in columns_by_key.items() if key == "source.title"]
        columns_by_key |= dict.fromkeys(headlines, "title")
    if kind == "event" and "title" not in columns_by_key.values():
        texts = [column for column in columns if _is_like_a_title(column) and column.name not in columns_by_key]
        if texts:
            most = max(texts, key=lambda column: (len(column.distinct), sum(map(len, column.samples))))
            columns_by_key[most.name] = "title"
        else:  # a long text is cut as title, and stays whole in the summary
            columns_by_key |= {name: "title" for name, key in columns_by_key.items() if key == "summary"}


def _is_like_a_title(column: PreviewedColumn) -> bool:
    """Whether a column has words that differ from row to row and are not names of countries."""
    is_often_the_same = column.filled > 2 and 2 * len(column.distinct) <= column.filled
    return column.kind == TEXT and not is_often_the_same and not _is_called(column.name, COUNTRY.split())


def _stem(name: str) -> str:
    """Return the common part of column names such as link-1 and link-2."""
    return slug(name).rstrip("0123456789-")


def _fixed(kind: str, keys: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield fixed values for required keys that no column fills, of the records and of described places and actors."""
    keys = set(keys)
    for key, value in _NEEDED[kind].items():
        if value and key not in keys:
            yield key, value.format(name=name)
    for other in ("place", "actor"):
        if f"{other}.name" in keys:
            for key, value in _NEEDED[other].items():
                if value and f"{other}.{key}" not in keys:
                    yield f"{other}.{key}", value.format(name=name)


def _instead_of_titles(keys: dict[str, str]) -> list[str]:
    """Return columns to use as source titles: headlines, else publishers; [] if titles are mapped or no source is."""
    if "source.title" in keys.values() or not any(key.startswith("source.") for key in keys.values()):
        return []
    headlines = [name for name, key in keys.items() if key == "title" and _is_called(name, SOURCE_TITLE.split())]
    return headlines or [name for name, key in keys.items() if key == "source.publisher"]


def _lacking(kind: str, keys: dict[str, str]) -> Iterator[str]:
    """Yield the required keys of a record and its source that neither a column nor a default text fills."""
    filled = set(keys.values())
    yield from (key for key, value in _NEEDED[kind].items() if not value and key not in filled)
    if kind in ("event", "quote", "figure"):
        if not any(key.startswith("source.") for key in filled):
            yield "sources"
        elif "source.publisher" not in filled:
            yield "source.publisher"
            if "source.title" not in filled and not _instead_of_titles(keys):
                yield "source.title"
    if kind in ("quote", "figure"):
        key, other = ("speaker", "actor.name") if kind == "quote" else ("place", "place.name")
        if not {key, other} & filled:
            yield key


def _dates(columns: Sequence[PreviewedColumn], keys: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the date formats of mapped columns, where only one format reads their dates."""
    dated = [column for column in columns if _is_date(keys.get(column.name, ""))]
    sure = [ways[0] for column in dated for ways in column.only_forms() if len(ways) == 1 and ways[0] != EDTF]
    yield from (("--date-format", form) for form in dict.fromkeys(way.form for way in sure))
    languages = dict.fromkeys(way.language for way in sure if has_names(way.form))
    if set(languages) - {ENGLISH}:
        yield from (("--language", language) for language in languages)


def _is_date(key: str) -> bool:
    return key.rpartition(".")[2] in ("date", "end", "published", "accessed")


def _missing(columns: Sequence[PreviewedColumn], keys: dict[str, str]) -> Iterator[tuple[str, str]]:
    words = {word: None for column in columns if column.name in keys for word in column.like_empty}
    yield from (("--missing", word) for word in words)


def _doubts(columns: Sequence[PreviewedColumn], keys: dict[str, str]) -> Iterator[str]:
    """Yield questions that only the user can answer: which of two date formats, and which century."""
    for column in columns:
        key = keys.get(column.name, "")
        if not _is_date(key) or list(keys.values()).count(key) > 1:
            continue
        for ways in column.only_forms():
            if len(ways) > 1:
                yield f"{column.name}: dates can be read in two ways, {' or '.join(way.options() for way in ways)}"
            if any("%y" in way.form for way in ways):
                yield f"{column.name}: years have two digits, --century 19 or --century 20 says which they are"
        if column.kinds[TIME]:
            fault = clock_times.fault_of(column.first[TIME], column.name)
            yield f"{column.name}: dates have a clock time; {fault.hint if fault else ''}"
        if not (column.kinds[DATE] or column.kinds[TIME] or column.kinds[YEAR]):
            yield f"{column.name}: its dates are in no form that is known here; --date-format says how they are written"
    for column in columns:
        if column.name in keys and column.kind == GROUPED:
            yield f"{column.name}: numbers have a sign between groups of digits"
