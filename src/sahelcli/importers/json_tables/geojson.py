"""GeoJSON importer (RFC 7946): each feature is a row, properties are columns, and points give the coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sahelcli.diagnostics.finding import Location
from sahelcli.errors import UsageError
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.json_tables.json_parser import JsonElement, JsonReader, NoArray
from sahelcli.importers.json_tables.json_rows import raw_table, table_of
from sahelcli.importers.mapping import mapped_csv
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.file_opening import text_of
from sahelcli.importers.tables.table import Item, Note, Table
from sahelcli.phrases import count
from sahelcli.text.quoted_values import shown

_POINT = ("latitude", "longitude")
_WGS_84 = ("CRS84", "4326")


class NoFeatures(UsageError):
    """The file is no GeoJSON feature collection."""

    def __init__(self, path: str) -> None:
        super().__init__(f'{Location(path)} has no list "features", as a feature collection of GeoJSON has')


class OtherDegrees(UsageError):
    """The coordinates are in a reference system other than WGS 84."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(
            f"{Location(path)}: its coordinates are in {shown(name)}, and not in degrees of WGS 84",
            "write it anew in EPSG:4326",
        )


def form(options: ImportOptions) -> mapped_csv.MappedImport:
    """Return the converter of features into records; a point fills the coordinates of a place, or of `place.`."""
    given = {key for key, _column in options.maps}
    prefix = "" if options.kind == "place" else "place."
    takes = options.kind == "place" or any(key.startswith(prefix) for key in given)
    more = tuple((prefix + key, key) for key in _POINT if takes and prefix + key not in given)
    return mapped_csv.form(replace(options, maps=options.maps + more) if options.maps else options)


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open a feature collection; a SahelError if the file is not one."""
    features, notes = _read(path, options)
    wanted = replace(columns, required=set(columns.required) - set(_POINT))
    table = table_of(features, path, wanted, options.list_separator, notes)
    yield replace(table, rows=_counted(table.rows, features))


@contextmanager
def raw(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open a feature collection for a preview."""
    features, notes = _read(path, options)
    yield raw_table(features, path, options.list_separator, notes)


class _Features:
    """The features of a collection as objects of their properties; counts lines and areas, which give no point."""

    def __init__(self, elements: Iterator[JsonElement], path: str) -> None:
        self._elements, self._path = elements, path
        self.elsewhere = 0

    def __iter__(self) -> Iterator[JsonElement]:
        return self

    def __next__(self) -> JsonElement:
        try:
            element = next(self._elements)
        except NoArray:
            raise NoFeatures(self._path) from None
        return element._replace(value=self._row(element.value)) if isinstance(element.value, dict) else element

    def _row(self, feature: dict[str, Any]) -> dict[str, Any]:
        geometry = feature.get("geometry")
        geometry = geometry if isinstance(geometry, dict) else {}
        at = geometry.get("coordinates") if geometry.get("type") == "Point" else None
        is_point = isinstance(at, list) and len(at) >= 2
        self.elsewhere += bool(geometry) and not is_point
        point = {"longitude": at[0], "latitude": at[1]} if is_point and isinstance(at, list) else {}
        identifier = {"id": feature["id"]} if "id" in feature else {}
        properties = feature.get("properties")
        return identifier | point | (properties if isinstance(properties, dict) else {})


def _read(path: str, options: ImportOptions) -> tuple[_Features, list[Note]]:
    text, known = text_of(path, options)
    document = JsonReader(text, path).document()
    system = document.get("crs") if isinstance(document, dict) else None
    name = str(system.get("properties", {}).get("name", "")) if isinstance(system, dict) else ""
    if name and not name.endswith(_WGS_84):
        raise OtherDegrees(path, name)
    return _Features(JsonReader(text, path).elements(("features",)), path), [Note(f"{Location(path)}: read as {known}")]


def _counted(rows: Iterator[Item], features: _Features) -> Iterator[Item]:
    yield from rows
    if features.elsewhere:
        one = features.elsewhere == 1
        verb = "is a line or an area, and gives" if one else "are lines or areas, and give"
        yield Note(f"{count(features.elsewhere, 'feature')} {verb} no point: a centre would be invented")
