"""Mapped CSV importer: columns of a table with a header row become keys of one kind of record, assigned with --map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sahelcli.errors import UsageError
from sahelcli.importers.cells.html_markup import MarkupReader
from sahelcli.importers.cells.plain_values import shorten
from sahelcli.importers.cells.split_dates import with_ends
from sahelcli.importers.cells.web_addresses import address_of, each_address, warn_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.mapping.column_mapping import MappedTwice, WantedCells, columns_of, fill, read_all, sources
from sahelcli.importers.mapping.column_names import named
from sahelcli.importers.mapping.column_readers import OF_SOURCE, ColumnReader, fixed, of_names, reader, readers
from sahelcli.importers.mapping.described_records import OTHERS, described, role
from sahelcli.importers.mapping.undescribed_references import UndescribedReferences
from sahelcli.importers.mapping.validated_record import FilledKeys, in_order, validate
from sahelcli.importers.pipeline import RowImporter
from sahelcli.importers.record_ids import SeenIds, digest, slug
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowError, RowRejected, RowWaits, Warn, row_error
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.csv_table import open_raw, open_table
from sahelcli.model.kinds import KINDS, Kind
from sahelcli.model.reference_fields import references
from sahelcli.text.normalize import key as key_of
from sahelcli.text.quoted_values import shown

_SOURCE = next(kind for kind in KINDS if kind.name == "source")
_NAMED_BY = {
    "event": ("date", "title"),
    "quote": ("date", "speaker", "text"),
    "figure": ("date", "force", "measure", "counts", "place", "low", "high"),
    "actor": ("name",),
    "place": ("name",),
    "source": ("publisher", "published", "title"),
}
_SHARED = ("actor", "place", "source")  # rows come to speak of them again and again
_DESCRIBED = (OF_SOURCE, *(f"{kind}." for kind in OTHERS))
_LONGEST_NAME = 80  # characters of an id made of a row


class NothingMapped(UsageError):
    """No --map was given."""

    def __init__(self) -> None:
        super().__init__(
            "no column is named",
            'say which key each fills: --map date=Date --map "title=What happened"; '
            "without -o and --dry-run the table is looked at, and a command line proposed",
        )


opened = open_table
raw = open_raw


def form(options: ImportOptions) -> MappedImport:
    """Return the converter of one import's rows into records; UsageError if --map and --set are invalid together."""
    if not options.maps:
        raise NothingMapped
    return MappedImport(options)


class MappedImport(RowImporter):
    """State of one import: the column mappings, and the ids written so far."""

    def __init__(self, options: ImportOptions) -> None:
        self._importer = options.name
        self._kind = next(kind for kind in KINDS if kind.name == options.kind)
        self._separator = options.list_separator
        self._markup = MarkupReader()
        known = self._readers(options)
        maps = columns_of(options.maps)
        wanted = tuple(dict.fromkeys(name for columns in maps.values() for names in columns for name in names))
        self._wanted_cells = WantedCells(wanted)
        self.columns = WantedColumns(wanted, wanted)
        places = {key: tuple(map(self._wanted_cells.place, columns)) for key, columns in maps.items()}
        keys = (*maps, *(key for key, _text in options.sets))
        read = {key: reader(key, options.kind, known, self._markup.read) for key in keys}
        self._keys = frozenset(keys)
        always: dict[str, Any] = {}
        for key, text in options.sets:
            if key in always or key in maps:
                raise MappedTwice(key)
            always[key] = fixed(key, text, read[key])
        self._fills = [fill(key, places[key], read[key]) for key in maps if not key.startswith(_DESCRIBED)]
        self._sources = sources(_of_source(places), _of_source(read))
        self._present = {kind.name: options.present.get(kind.table, frozenset()) for kind in KINDS}
        self._others = described(self._kind, places, read, always, self._present)
        self._fixed_of_source = _of_source(always)
        self._fixed = {key: value for key, value in always.items() if not key.startswith(_DESCRIBED)}
        self._known = {kind.name: SeenIds() for kind in KINDS}  # ids, with a digest of the values
        self._names = options.names
        self._addresses = options.addresses
        self._referring = [
            (field.path[0], field.kinds[0]) for field in references(self._kind.model) if len(field.path) == 1
        ]
        columns = {key: named(columns[0][0]) for key, columns in maps.items()}
        self._may_wait = not options.allow_unknown
        self._unknown = UndescribedReferences(self._kind, columns, options.name, options.allow_unknown)

    def _readers(self, options: ImportOptions) -> dict[str, ColumnReader]:
        own = readers(self._kind, options, self._markup.read)
        if "sources" in own:
            own |= {f"{OF_SOURCE}{key}": read for key, read in readers(_SOURCE, options, self._markup.read).items()}
        for kind in (kind for kind in KINDS if kind.name in OTHERS and role(self._kind, kind.name)):
            of_it = {**readers(kind, options, self._markup.read), "name": of_names(options)}
            own |= {f"{kind.name}.{key}": read for key, read in of_it.items()}
        return own

    def head(self) -> str:
        """Return a comment for the top of the file; the table has no data about itself."""
        return f"# Imported from a table with `sahel import {self._importer}`.\n"

    def tail(self) -> Iterator[NewRecord]:
        """Yield the places and actors that rows described."""
        for each in self._others:
            yield from each.records()

    def notes(self) -> Iterator[str]:
        """Yield notes on converted HTML, and on references to records that are neither written nor in the dataset."""
        yield from self._markup.notes()
        yield from self._unknown.notes(self.knows)

    def row(self, cells: tuple[str, ...], warn: Warn) -> list[NewRecord]:
        """Return the record of a row, after the sources that it is the first to describe."""
        cells, faults, cells_of_html = self._wanted_cells.of(cells), list[RowError](), self._markup.cells
        keys = self._fixed | read_all(self._fills, cells, faults)
        described = self._sources.read(cells, self._fixed_of_source, faults)
        for record_keys in (keys, *described):
            faults += with_ends(record_keys)
        keys = self._resolved(keys)
        others = [each.read(cells, keys, self._called, faults) for each in self._others]
        if faults:
            raise RowRejected(*faults)
        each = [one for source in described for one in each_address(source, self._separator)]
        source_ids = [self._source_id(source, keys, warn) for source in each]
        if self._is_shared(keys):
            return []
        values = _values(keys)
        checked = self._checked(self._kind, keys, warn)
        wholes = [each.checked() for each in others]
        named = {(each.of.kind.name, one["id"]) for each in others for one in each.each}
        named |= {(_SOURCE.name, source["id"]) for source in source_ids}
        unknown = self._unknown.names(checked, lambda *name: name in named or self.knows(*name))
        if unknown and self._may_wait:
            self._markup.cells = cells_of_html
            raise RowWaits((self._kind.name, checked["id"]), unknown)
        if faults := self._unknown.faults(unknown):
            raise RowRejected(*faults)
        for each_kind, records in zip(others, wholes, strict=True):
            each_kind.take(records, warn)
        self._known[self._kind.name][checked["id"]] = values
        return [*self._new_sources(source_ids), NewRecord(self._kind.table, checked)]

    def knows(self, kind: str, name: str) -> bool:
        """Whether an earlier row is or describes the record with this kind and id, or the dataset has it."""
        return (
            name in self._known[kind]
            or (kind, name) in self._expected
            or name in self._present[kind]
            or any(name in each.ids for each in self._others if each.kind.name == kind)
        )

    def _called(self, kind: str, name: str) -> str:
        """Return the id of the dataset's record with this id, name or alias; else the given id."""
        return name if name in self._present[kind] else self._names.get(kind, {}).get(key_of(name), name)

    def _resolved(self, keys: dict[str, Any]) -> dict[str, Any]:
        """Return the keys with names of the dataset's records replaced by their ids."""
        if not self._names:
            return keys
        resolved = dict(keys)
        for key, kind in self._referring:
            if value := keys.get(key):
                is_one = isinstance(value, str)
                ids = [self._called(kind, name) for name in ([value] if is_one else value)]
                resolved[key] = ids[0] if is_one else list(dict.fromkeys(ids))
        return resolved

    def _new_sources(self, described: list[dict[str, Any]]) -> Iterator[NewRecord]:
        """Yield the sources that have not been written yet."""
        for source in described:
            if source["id"] not in self._known[_SOURCE.name]:
                self._known[_SOURCE.name].add(source["id"])
                yield NewRecord(_SOURCE.table, source)

    def _is_shared(self, keys: Mapping[str, Any]) -> bool:
        """Whether an earlier row gave the same place, actor or source with the same values."""
        name = keys.get("id") or _name(self._kind, keys)
        return self._kind.name in _SHARED and self._known[self._kind.name].get(name) == _values(keys)

    def _source_id(self, keys: dict[str, Any], cites: dict[str, Any], warn: Warn) -> dict[str, Any]:
        """Return the source that a row describes, or the dataset's with the same URL; add its id to `cites`."""
        page = self._addresses.get(address_of(keys.get("url", "")), "") if "id" not in keys else ""
        if page:
            keys = {"id": page} | keys  # the writer skips present ids, and counts them
        elif "id" not in keys:
            identifier = slug(f"{keys.get('publisher', '')} {keys.get('published', '')}")
            keys["id"] = f"{identifier}-{digest(*map(str, keys.values()))}"
        cites["sources"] = list(dict.fromkeys([*cites.get("sources", ()), keys["id"]]))
        return keys if page or keys["id"] in self._known["source"] else self._checked(_SOURCE, keys, warn)

    def _checked(self, kind: Kind, keys: dict[str, Any], warn: Warn) -> dict[str, Any]:
        """Return the keys of a validated record; RowRejected for anything that a dataset's reader would reject."""
        checked = {"id": _name(kind, keys)} | keys
        shorten(kind.name, "summary" if "summary" in kind.model.model_fields else "note", checked, warn)
        checked = in_order(kind, checked)
        if kind is _SOURCE:
            warn_of(checked, warn)
        validate(kind, checked, FilledKeys(self._keys, OF_SOURCE if kind is not self._kind else ""))
        if checked["id"] in self._known[kind.name]:
            hint = "give each row an id of its own: --map id=COLUMN"
            other = " and other values" if kind.name in _SHARED else ""
            message = f"a row before this one has the id {shown(checked['id'])}{other}"
            raise RowRejected(row_error(message, "duplicate-id", hint))
        return checked


def _of_source(keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the source that a row describes, without the prefix `source.`."""
    return {key.removeprefix(OF_SOURCE): value for key, value in keys.items() if key.startswith(OF_SOURCE)}


def _values(keys: Mapping[str, Any]) -> str:
    return digest(*(f"{key}={value}" for key, value in sorted(keys.items())), digits=16)


def _name(kind: Kind, keys: Mapping[str, Any]) -> str:
    """Return an id made from the keys that identify records of a kind."""
    return slug(" ".join(str(keys[key]) for key in _NAMED_BY[kind.name] if key in keys), _LONGEST_NAME)
