"""Exporters: the documents a selection can become for other people's tools, one module each.

Each document names its dataset, the state of that, the filters and the licence; the same
dataset and selection give the same bytes. Values that a format cannot express are left out, counted, and returned as
notes.
"""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from sahelcli.exporters.selection import ExportSelection


class FileExporter(Protocol):
    """The interface of an exporter module whose format is a single file."""

    def export(self, document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
        """Write the document whole, as bytes, and return notes on what was left out."""


class FolderExporter(Protocol):
    """The interface of an exporter module whose format is a folder of several files."""

    def export_part(self, document: ExportSelection, part: str, out: IO[bytes]) -> None:
        """Write the file called `part` whole."""


class Exporter(NamedTuple):
    """A format of `sahel export`: its name on the command line, the suffix of its files, and its purpose.

    `binary` ones are never printed on a terminal; what `is_read` has quotations as people read them. One with `parts`
    is a folder with a file for each, one that `is_site` a folder whose files the records decide (`site.export_site`),
    and one that `is_whole_dataset` a folder that no option narrows (`facts.export_folder`). Only the module of the form
    that is asked for is imported.
    """

    name: str
    suffix: str
    purpose: str
    binary: bool = False
    is_read: bool = False
    parts: tuple[str, ...] = ()
    is_site: bool = False
    is_whole_dataset: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether the format is a folder of files."""
        return self.is_site or self.is_whole_dataset or bool(self.parts)

    @property
    def single(self) -> FileExporter:
        """The module of a format that is one file."""
        return cast("FileExporter", import_module(f"{__name__}.{self.name}"))

    @property
    def several(self) -> FolderExporter:
        """The module of a format that has parts; SahelError if a library it needs is not installed."""
        return cast("FolderExporter", import_module(f"{__name__}.{self.name}"))


EXPORTERS = (
    Exporter("html", ".html", "one self-contained page to read, print and publish", is_read=True),
    Exporter("site", "", "a folder of pages, one for each record, to publish", is_read=True, is_site=True),
    Exporter("ics", ".ics", "iCalendar: the events of known days, for calendars"),
    Exporter("timelinejs", ".json", "TimelineJS: the events, for its slides", is_read=True),
    Exporter("csl", ".json", "CSL-JSON: the sources, for Zotero, Pandoc and word processors"),
    Exporter("bibtex", ".bib", "biblatex: the sources, for LaTeX"),
    Exporter("geojson", ".geojson", "GeoJSON: events and figures at their places, for maps"),
    Exporter("sqlite", ".db", "a SQLite database with keys and views, for SQL and Datasette", binary=True),
    Exporter(
        "parquet",
        ".parquet",
        "a folder of Parquet files, for DuckDB, ClickHouse, data frames",
        binary=True,
        parts=("events", "quotes", "figures", "actors", "places", "sources"),
    ),
    Exporter("xlsx", ".xlsx", "a workbook with a sheet for each kind, for colleagues", binary=True),
    Exporter("facts", "", "a folder of all facts, for --engine: DuckDB, ClickHouse, Spark …", is_whole_dataset=True),
    Exporter("ftm", ".json", "FollowTheMoney: entities, for Aleph and OpenAleph"),
    Exporter("timesketch", ".jsonl", "Timesketch: what has a first day, for its timelines"),
)
