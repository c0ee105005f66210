"""Data package of a site (frictionless, version 1): the records as CSV, one file a kind, and what each column holds.

The files are those that `-f csv` prints. Where pyarrow is installed, the Parquet files of `export parquet` lie beside.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from sahelcli.errors import MissingLibrary
from sahelcli.exporters import EXPORTERS
from sahelcli.exporters.site.citation_file import licence_address
from sahelcli.exporters.site.folder_writer import SiteFile
from sahelcli.formats import Format, Style, render
from sahelcli.formats.cells import URLS
from sahelcli.json_contract import ROWS
from sahelcli.model import NOUNS, TABLE_NAMES
from sahelcli.model.row_json_schema import row_schema
from sahelcli.report import Report, Row
from sahelcli.text.json_text import encode, utf8
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.exporters.selection import SelectedRows
    from sahelcli.exporters.site.site import Site

Node = dict[str, Any]

PACKAGE = "datapackage.json"
_FOLDER = "data"
_TYPES = {bool: "boolean", int: "integer", float: "number"}
_DAYS = ("date_start", "date_end")
_ODD_DAY = re.compile(rb",-\d{4}-\d\d-\d\d,|,0000-\d\d-\d\d,")  # before the year 1, which no type of date knows
_URLS = "The addresses of the sources, one for each, empty where a source has none."
# Columns that name a record which is there whatever was selected: it comes with what names it.
_REFERENCES = {
    "quote": {"speaker": "actor"},
    "figure": {"force": "actor", "place": "place"},
    "place": {"part_of": "place"},
}


def data_package(site: Site) -> Iterator[SiteFile]:
    """Yield the files of the records, and `datapackage.json`, which describes them; nothing if none match."""
    kinds = kinds_of(site)
    resources = []
    for kind in kinds:
        file = SiteFile(csv_path(kind), _csv(kind, _rows(site, kind)))
        resources.append(_resource(kind, file, kinds))
        yield file
        yield from _parquet(site, TABLE_NAMES[kind])
    if resources:
        yield SiteFile(PACKAGE, utf8(json.dumps(_package(site, resources), ensure_ascii=False, indent=1)) + b"\n")


def kinds_of(site: Site) -> list[str]:
    """Return the kinds that have records in the site."""
    return [kind for kind in TABLE_NAMES if len(_rows(site, kind))]


def csv_path(kind: str) -> str:
    """Return the path of the CSV file of a kind."""
    return f"{_FOLDER}/{TABLE_NAMES[kind]}.csv"


def _rows(site: Site, kind: str) -> SelectedRows[Any]:
    rows: SelectedRows[Any] = getattr(site.document, TABLE_NAMES[kind])
    return rows


def _csv(kind: str, rows: Iterable[Any]) -> bytes:
    report = Report(kind, (Row(encode(row)) for row in rows))
    pieces = render(Format.CSV, report, Style())
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def _parquet(site: Site, table: str) -> Iterator[SiteFile]:
    """Yield the same records as Parquet, nothing where pyarrow is not installed."""
    exporter = next(each for each in EXPORTERS if each.name == "parquet")
    try:
        module = exporter.several
    except MissingLibrary:
        return
    out = BytesIO()
    module.export_part(site.document, table, out)
    yield SiteFile(f"{_FOLDER}/{table}{exporter.suffix}", out.getvalue())


def _package(site: Site, resources: list[Node]) -> Node:
    about, document = site.document.dataset, site.document
    name = about.licence
    licence: Node = {"path": licence_address(name)} if licence_address(name) else {"title": name}
    return {
        "profile": "tabular-data-package",
        "title": document.title,
        **({"description": about.description.strip()} if about.description.strip() else {}),
        **({"version": about.version} if about.version else {}),
        **({"homepage": address} if (address := site.options.base or web_address(about.homepage)) else {}),
        **({"licenses": [{"name": name, **licence}]} if name else {}),
        "keywords": list(site.tags),
        "x_content_hash": f"sha256:{about.content_hash}",
        "x_selection": document.selection,
        "resources": resources,
    }


def _resource(kind: str, file: SiteFile, kinds: Collection[str]) -> Node:
    return {
        "profile": "tabular-data-resource",
        "name": TABLE_NAMES[kind],
        "title": f"{NOUNS[kind].capitalize()}s",
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "schema": _schema(kind, file.content, kinds),
    }


def _schema(kind: str, content: bytes, kinds: Collection[str]) -> Node:
    """Return the Table Schema of a kind: of each column its type and what it means."""
    hints, meanings = get_type_hints(ROWS[kind]), row_schema(ROWS[kind])["$defs"][ROWS[kind].__name__]["properties"]
    fields = []
    for name, hint in hints.items():
        fields.append(_field(name, hint, meanings[name].get("description", ""), content))
        if name == "sources":
            fields.append({"name": URLS, "type": "string", "description": _URLS})
    keys = [
        {"fields": name, "reference": {"resource": "" if of == kind else TABLE_NAMES[of], "fields": "id"}}
        for name, of in _REFERENCES.get(kind, {}).items()
        if of in kinds
    ]
    return {"fields": fields, "primaryKey": "id", **({"foreignKeys": keys} if keys else {})}


def _field(name: str, hint: Any, meaning: str, content: bytes) -> Node:
    is_list = get_origin(hint) is list
    described = f"{meaning} Several are joined by a semicolon and a space.".lstrip() if is_list else meaning
    required = {"required": True} if name == "id" else {}
    unique = {"unique": True} if name == "id" else {}
    constant = {"enum": list(get_args(hint))} if get_origin(hint) is Literal else {}
    constraints = {**required, **unique, **constant}
    return {
        "name": name,
        "type": _type(name, hint, content),
        **({"description": described} if described else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _type(name: str, hint: Any, content: bytes) -> str:
    """Return the type of a column; days are dates, but where one lies before the year 1."""
    if name in _DAYS:
        return "string" if _ODD_DAY.search(content) else "date"
    for inner in get_args(hint) or (hint,):
        if inner in _TYPES:
            return _TYPES[inner]
    return "string"
