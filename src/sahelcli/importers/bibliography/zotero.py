"""Zotero CSV importer: each row is a source; the columns have Zotero's names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sahelcli.importers.bibliography.sources import BibliographyEntry, BibliographyImport, row_of
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.tables.column_layout import WantedColumns
from sahelcli.importers.tables.csv_table import open_table
from sahelcli.importers.tables.table import Item, Row, Table

form = BibliographyImport
_OWN = {
    "title": "Title", "container": "Publication Title", "publisher": "Publisher", "author": "Author",
    "published": "Date", "year": "Publication Year", "accessed": "Access Date", "url": "Url",
    "language": "Language",
}  # fmt: skip
_NOTES = ("Notes", "Extra")
_REST = {
    "Type": "Kind", "Volume": "Volume", "Issue": "Issue", "Number": "Number", "Pages": "Pages", "Edition": "Edition",
    "Series": "Series", "Place": "Place", "Editor": "Edited by", "Translator": "Translated by", "ISBN": "ISBN",
    "ISSN": "ISSN", "DOI": "DOI", "Archive": "Archive", "Archive Location": "Location in the archive",
    "Call Number": "Call number", "Rights": "Rights", "Section": "Section",
}  # fmt: skip  # fields that a citation may need, and their labels in a note
_COLUMNS = WantedColumns((*_OWN.values(), "Key", *_NOTES, *_REST), required={"Title"})


@contextmanager
def opened(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:  # noqa: ARG001  # ours are Zotero's
    """Open a library exported by Zotero as CSV; a SahelError if it is not one."""
    with open_table(path, _COLUMNS, options) as table:
        yield Table(path, table.notes, _rows(table))


def _rows(table: Table) -> Iterator[Item]:
    for item in table.rows:
        yield row_of(item.line, _entry(table.pick(item.cells))) if isinstance(item, Row) else item


def _entry(cells: tuple[str, ...]) -> BibliographyEntry:
    cell = dict(zip(_COLUMNS.wanted, cells, strict=True))
    more = [f"{label}: {cell[name]}" for name, label in _REST.items() if cell[name].strip()]
    doi = cell["DOI"].strip()
    entry = BibliographyEntry(
        **{key: cell[name] for key, name in _OWN.items()},
        note="\n".join(filter(None, (cell[name].strip() for name in _NOTES))),
        more="\n".join(more),
    )
    return entry._replace(url=entry.url.strip() or (doi and f"https://doi.org/{doi}"))
