"""Any table with a row of names: the columns named with --map become the keys of one kind of record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from sahelcli.errors import UsageError
from sahelcli.files.wording import Finding, findings
from sahelcli.importers.addresses import each_address, warn_of
from sahelcli.importers.asked import Asked
from sahelcli.importers.column_names import named
from sahelcli.importers.date_parts import with_ends
from sahelcli.importers.ids import digest, slug
from sahelcli.importers.keys import OF_SOURCE, Reader, fixed, reader, readers
from sahelcli.importers.layout import Columns
from sahelcli.importers.likely_forms import hint_for
from sahelcli.importers.mapping import MappedTwice, columns_of, fill, read_all, sources
from sahelcli.importers.refused import Fault, Refused, Warn
from sahelcli.importers.text_table import open_raw, open_table
from sahelcli.importers.titles import shorten
from sahelcli.importers.toml import record
from sahelcli.importers.unknown import Unknown
from sahelcli.records.diagnostic import shown
from sahelcli.records.kinds import KINDS, Kind

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
_LONGEST_NAME = 80  # characters of an id made of a row


class NothingMapped(UsageError):
    """No --map was given."""

    def __init__(self) -> None:
        super().__init__("no column is named", 'say which key each fills: --map date=Date --map "title=What happened"')


opened = open_table
raw = open_raw


def form(asked: Asked) -> Table:
    """Return what turns the rows of one import into records; a UsageError where --map and --set make no sense."""
    if not asked.maps:
        raise NothingMapped
    return Table(asked)


class Table:
    """One import: what each column becomes, and the ids written so far."""

    def __init__(self, asked: Asked) -> None:
        self._importer = asked.name
        self._kind = next(kind for kind in KINDS if kind.name == asked.kind)
        self._separator = asked.list_separator
        known = self._readers(asked)
        maps = columns_of(asked.maps)
        wanted = tuple(dict.fromkeys(column for columns in maps.values() for column in columns))
        self.columns = Columns(wanted, wanted)
        self.missing: frozenset[str] = frozenset()
        places = {key: tuple(map(wanted.index, columns)) for key, columns in maps.items()}
        read = {key: reader(key, asked.kind, known) for key in (*maps, *(key for key, _text in asked.sets))}
        self._fills = [fill(key, places[key], read[key]) for key in maps if not key.startswith(OF_SOURCE)]
        self._sources = sources(_of_source(places), _of_source(read))
        self._fixed: dict[str, Any] = {}
        for key, text in asked.sets:
            if key in self._fixed or key in maps:
                raise MappedTwice(key)
            self._fixed[key] = fixed(key, text, read[key])
        self._fixed_of_source = _of_source(self._fixed)
        self._fixed = {key: value for key, value in self._fixed.items() if not key.startswith(OF_SOURCE)}
        self._known: dict[str, dict[str, str]] = {kind.name: {} for kind in KINDS}  # ids, with a digest of the values
        self._present = {kind.name: asked.present.get(kind.table, frozenset()) for kind in KINDS}
        self._unknown = Unknown(self._kind, {key: named(columns[0]) for key, columns in maps.items()}, asked.name)

    def _readers(self, asked: Asked) -> dict[str, Reader]:
        own = readers(self._kind, asked)
        if "sources" in own:
            own |= {f"{OF_SOURCE}{key}": read for key, read in readers(_SOURCE, asked).items()}
        return own

    def head(self) -> str:
        """Return a comment: the table says nothing of itself."""
        return f"# Imported from a table with `sahel import {self._importer}`.\n"

    def tail(self) -> str:
        """Return nothing: every row has been written."""
        return ""

    def said(self, files: tuple[str, ...]) -> Iterator[str]:
        """Yield what the records refer to that is neither written nor there already."""
        known = {kind: {*self._known[kind], *self._present[kind]} for kind in self._known}
        return self._unknown.said(known, files)

    def row(self, cells: tuple[str, ...], warn: Warn) -> str:
        """Return the record of a row, and before it the sources it describes, if no row before it did."""
        faults: list[Fault] = []
        keys = self._fixed | read_all(self._fills, cells, faults)
        described = self._sources.read(cells, self._fixed_of_source, faults)
        for record_keys in (keys, *described):
            faults += with_ends(record_keys)
        if faults:
            raise Refused(*faults)
        each = [one for source in described for one in each_address(source, self._separator)]
        told = [self._described(source, keys, warn) for source in each]
        if self._is_shared(keys):
            return ""
        values = _values(keys)
        checked = self._checked(self._kind, keys, warn)
        self._known[self._kind.name][checked["id"]] = values
        self._unknown.collect(checked)
        return "".join(map(self._written, told)) + record(self._kind.table, checked)

    def _written(self, source: dict[str, Any]) -> str:
        """Return a source as TOML, nothing where it is written already."""
        if source["id"] in self._known[_SOURCE.name]:
            return ""
        self._known[_SOURCE.name][source["id"]] = ""
        return record(_SOURCE.table, source)

    def _is_shared(self, keys: Mapping[str, Any]) -> bool:
        """Whether a row before this one described the same place, actor or source with the same values."""
        name = keys.get("id") or _name(self._kind, keys)
        return self._kind.name in _SHARED and self._known[self._kind.name].get(name) == _values(keys)

    def _described(self, keys: dict[str, Any], cites: dict[str, Any], warn: Warn) -> dict[str, Any]:
        """Return the source that a row describes, which the record comes to cite."""
        if "id" not in keys:
            told = slug(f"{keys.get('publisher', '')} {keys.get('published', '')}")
            keys["id"] = f"{told}-{digest(*map(str, keys.values()))}"
        cites["sources"] = list(dict.fromkeys([*cites.get("sources", ()), keys["id"]]))
        return keys if keys["id"] in self._known["source"] else self._checked(_SOURCE, keys, warn)

    def _checked(self, kind: Kind, keys: dict[str, Any], warn: Warn) -> dict[str, Any]:
        """Return the keys as a record has them; Refused for whatever the reader of a dataset would not take."""
        checked = {"id": _name(kind, keys)} | keys
        shorten(kind.name, "summary" if "summary" in kind.model.model_fields else "note", checked, warn)
        checked = {key: checked[key] for key in kind.model.model_fields if key in checked} | checked
        if kind is _SOURCE:
            warn_of(checked, warn)
        try:
            kind.model.model_validate(checked)
        except ValidationError as error:
            found = findings(error, kind.model, kind.name, checked)
            raise Refused(*(_fault(finding, checked) for finding in found)) from None
        if checked["id"] in self._known[kind.name]:
            hint = "give each row an id of its own: --map id=COLUMN"
            other = " and other values" if kind.name in _SHARED else ""
            said = f"a row before this one has the id {shown(checked['id'])}{other}"
            raise Refused(Fault(said, "duplicate-id", hint))
        return checked


def _of_source(keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the source that a row describes, without what stands before them."""
    return {key.removeprefix(OF_SOURCE): value for key, value in keys.items() if key.startswith(OF_SOURCE)}


def _values(keys: Mapping[str, Any]) -> str:
    return digest(*(f"{key}={value}" for key, value in sorted(keys.items())), digits=16)


def _name(kind: Kind, keys: Mapping[str, Any]) -> str:
    """Return an id made of what tells records of a kind apart."""
    return slug(" ".join(str(keys[key]) for key in _NAMED_BY[kind.name] if key in keys), _LONGEST_NAME)


def _fault(found: Finding, keys: Mapping[str, Any]) -> Fault:
    if found.code != "date" or not found.keys:
        return Fault(found.message, found.code, found.hint)
    key = str(found.keys[0])
    return Fault(f"{key} {shown(keys[key])}: {found.message}", found.code, hint_for(str(keys[key])))
