"""The foreign tables that can become records: one module each, found by its name.

A module has `opened`, which opens a file as a table, and `form`, which returns what turns rows into TOML. Where --map
says what its columns are, `raw` opens a file to look at, before anything is known of it.

What comes out is text to keep beside one's own files. Every row is a record or is reported with its line; ids are the
publisher's, or made of what the row says, so that the same table gives the same bytes whenever it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelcli.importers.asked import Asked
    from sahelcli.importers.look import Look
    from sahelcli.importers.reading import Piece
    from sahelcli.importers.table import Note


@dataclass(frozen=True, slots=True)
class Importer:
    """What is imported as its kind is typed, and what it is.

    `is_mapped` says that --map and its like say what columns are, `is_set` that --set alone is heeded.
    """

    name: str
    purpose: str
    is_mapped: bool = False
    is_set: bool = False

    def read(self, paths: Sequence[str], asked: Asked) -> Iterator[Piece]:
        """Yield the records of the files as TOML, what is wrong with rows, and what is to be said.

        A file `-` is standard input. Only this importer's module is imported. UsageError where the tables are not what
        was asked for, other SahelErrors where a file cannot be read.
        """
        from sahelcli.importers.reading import read  # here, so that the register alone stays light

        module = import_module(f"{__name__}.{self.name.replace('-', '_')}")
        asked = replace(asked, name=self.name)
        return read(module.form(asked), module.opened, paths, asked)

    def look(self, path: str, asked: Asked) -> tuple[Look, tuple[Note, ...]]:
        """Return what a table holds as it stands, and how it was read; errors as `read` has them."""
        from sahelcli.importers.look import look

        module = import_module(f"{__name__}.{self.name.replace('-', '_')}")
        with module.raw(path, asked) as table:
            return look(path, table.rows), table.notes


IMPORTERS = (
    Importer("ucdp-ged", "the Georeferenced Event Dataset of Uppsala University's UCDP"),
    Importer("acled", "an export of the Armed Conflict Location & Event Data project"),
    Importer("csv", "any table with a row of names, as text", is_mapped=True),
    Importer("xlsx", "any table in a spreadsheet: .xlsx, .ods or .xls", is_mapped=True),
    Importer("json", "any list of objects in JSON: --map title=headline.main", is_mapped=True),
    Importer("jsonl", "any objects in JSON Lines, one a line", is_mapped=True),
    Importer("geojson", "features of GeoJSON: places, and what happened there", is_mapped=True),
    Importer("parquet", "any table in Parquet", is_mapped=True),
    Importer("timelinejs", "the sheet or the JSON of TimelineJS as events", is_set=True),
    Importer("ics", "the entries of a calendar as events", is_set=True),
    Importer("sahel", "what sahel itself has printed: json, jsonl or csv"),
    Importer("csl", "sources in CSL-JSON, as Zotero and Pandoc write it", is_set=True),
    Importer("bibtex", "sources in BibTeX or biblatex", is_set=True),
    Importer("ris", "sources in RIS", is_set=True),
    Importer("zotero", "sources in Zotero's own CSV", is_set=True),
)
