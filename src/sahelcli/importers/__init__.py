"""Importers: modules that turn foreign tables into records, one for each format, listed here by name.

Each module has `opened`, which opens a file as a table, and `form`, which returns the converter of rows into records.
Importers whose columns are given with --map also have `raw`, which opens a file for a preview without a mapping.

The output is TOML to keep beside one's own files. Every row becomes a record or is reported with its line. Ids are the
publisher's own or are made from the row's content, so the same table always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sahelcli.importers.import_options import ImportOptions
    from sahelcli.importers.pipeline import Piece
    from sahelcli.importers.preview.table_preview import TablePreview
    from sahelcli.importers.tables.table import Note


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of table: the name typed on the command line, the module here that reads it, and its purpose in words.

    `is_mapped`: --map and related options give the meaning of the columns. `is_set`: of these only --set is accepted.
    `is_printed`: rows already refer to other records by id; of these only --allow-unknown is accepted.
    """

    name: str
    module: str
    purpose: str
    is_mapped: bool = False
    is_set: bool = False
    is_printed: bool = False

    def load(self) -> Any:
        """Import and return the module of this importer."""
        return import_module(f"{__name__}.{self.module}")

    def read(self, paths: Sequence[str], options: ImportOptions) -> Iterator[Piece]:
        """Yield the records of the files as TOML, findings about rows, and notes for the user.

        A file `-` is standard input. Only this importer's module is imported. Raises UsageError if a table does not fit
        the options, another SahelError if a file cannot be read.
        """
        from sahelcli.importers.pipeline import read  # here, so that the register alone stays light

        module = self.load()
        options = replace(options, name=self.name)
        return read(module.form(options), module.opened, paths, options)

    def look(self, path: str, options: ImportOptions) -> tuple[TablePreview, tuple[Note, ...]]:
        """Return a preview of a table, and notes on how it was read; raises the same errors as `read`."""
        from sahelcli.importers.preview.table_preview import look

        module = self.load()
        with module.raw(path, options) as table:
            return look(path, table.rows), table.notes


IMPORTERS = (
    Importer("ucdp-ged", "ucdp.events", "the Georeferenced Event Dataset of Uppsala University's UCDP"),
    Importer("acled", "acled.events", "an export of the Armed Conflict Location & Event Data project"),
    Importer("csv", "mapping.mapped_csv", "any table with a row of names, as text", is_mapped=True),
    Importer("xlsx", "spreadsheets.xlsx", "any table in a spreadsheet: .xlsx, .ods or .xls", is_mapped=True),
    Importer("json", "json_tables.json_list", "any list of objects in JSON: --map title=headline.main", is_mapped=True),
    Importer("jsonl", "json_tables.json_lines", "any objects in JSON Lines, one a line", is_mapped=True),
    Importer("geojson", "json_tables.geojson", "features of GeoJSON: places, and what happened there", is_mapped=True),
    Importer("parquet", "parquet", "any table in Parquet", is_mapped=True),
    Importer("timelinejs", "timelinejs.events", "the sheet or the JSON of TimelineJS as events", is_set=True),
    Importer("ics", "ics", "the entries of a calendar as events", is_set=True),
    Importer("sahel", "sahel.records", "what sahel itself has printed: json, jsonl or csv", is_printed=True),
    Importer("csl", "bibliography.csl", "sources in CSL-JSON, as Zotero and Pandoc write it", is_set=True),
    Importer("bibtex", "bibliography.bibtex", "sources in BibTeX or biblatex", is_set=True),
    Importer("ris", "bibliography.ris", "sources in RIS", is_set=True),
    Importer("zotero", "bibliography.zotero", "sources in Zotero's own CSV", is_set=True),
)
