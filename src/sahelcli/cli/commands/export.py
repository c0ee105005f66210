"""`sahel export`: a selection as a document for other people's tools."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple

from sahelcli import output
from sahelcli.cli import list_printing, options
from sahelcli.cli.completion import FILES, of_words
from sahelcli.cli.site_export import SiteExport, SiteExportOptions
from sahelcli.command_hints import OPTIONS
from sahelcli.errors import UsageError
from sahelcli.exporters import EXPORTERS, Exporter
from sahelcli.exporters.selection import ExportSelection, gather
from sahelcli.filesystem.atomic_write import whole_folder
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.index.open import Index
from sahelcli.option_values import choice, stated
from sahelcli.output.output_options import OutputOptions, refuse_protected
from sahelcli.output.streams import WriteFailed, is_terminal, writing
from sahelcli.progress import progress
from sahelcli.query import EVERYTHING, Query
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from sahelcli.exporters.html import PageOptions

_NAMES = tuple(exporter.name for exporter in EXPORTERS)


class PageExportOptions(NamedTuple):
    """How the page of `export html` is made."""

    title: Annotated[
        str | None,
        options.option("Output", "--title", metavar="TEXT", help="html: its title, else that of the dataset."),
    ] = None
    intro: Annotated[
        str | None,
        options.option(
            "Output",
            "--intro",
            metavar="FILE",
            offer=FILES,
            help="html: an introduction in Markdown; - is standard input.",
        ),
    ] = None
    fragment: Annotated[
        bool, options.option("Output", "--fragment", help="html: an element to embed in another page.")
    ] = False

    @property
    def read_files(self) -> tuple[str, ...]:
        """The input files of the page, which an export must not overwrite."""
        return (self.intro,) if self.intro else ()

    def of(self, form: str) -> "PageOptions | None":
        """Return the options as the exporter of a form takes them, None where none is given.

        UsageError if the form is not a page; UnreadableIntroduction if the introduction file is not text.
        """
        given = {"--title": self.title, "--intro": self.intro, "--fragment": self.fragment or None}
        options_given = [name for name, value in given.items() if value is not None]
        if not options_given:
            return None
        if form != "html":
            raise UsageError(f"{options_given[0]} is for html, not for {form}", f"leave {options_given[0]} out")
        from sahelcli.exporters.html import PageOptions  # here: no other form has these
        from sahelcli.exporters.html.introduction import read_introduction

        stated("--title", () if self.title is None else (self.title,))
        stated("--intro", () if self.intro is None else (self.intro,))
        return PageOptions(self.title or "", "" if self.intro is None else read_introduction(self.intro), self.fragment)


class NotForTerminals(UsageError):
    """A binary document was to be printed on a terminal."""

    def __init__(self, exporter: Exporter) -> None:
        super().__init__(f"{exporter.name} is not text for a terminal", f"write a file: -o export{exporter.suffix}")


class NeedsFolder(UsageError):
    """A document of several files was to be printed on standard output."""

    def __init__(self, exporter: Exporter) -> None:
        number = f"{len(exporter.parts)} files" if exporter.parts else "files"
        super().__init__(f"{exporter.name} is a folder of {number}", "name the folder: -o FOLDER")


class OfWholeDataset(UsageError):
    """An option would narrow a form that takes whole datasets alone."""

    def __init__(self, exporter: Exporter, option: str) -> None:
        hint = f"leave it out, and ask the facts: sahel timeline {option} … --engine duckdb:///FOLDER"
        super().__init__(f"{option}: {exporter.name} are always of a whole dataset", hint)


def export(
    name: Annotated[
        str,
        options.argument(
            "NAME",
            f"The form: {', '.join(_NAMES[:-1])} or {_NAMES[-1]}.",
            of_words(*_NAMES),
        ),
    ],
    data: options.DatasetOptions,
    when: options.DateOptions,
    what: options.SubjectOptions,
    says: options.SourceOptions,
    site: SiteExportOptions,
    page: PageExportOptions,
    file: Annotated[
        str | None,
        options.output_file("Output"),
    ] = None,
    quiet: Annotated[bool, options.without_notes("Output")] = False,
) -> None:
    """Write what matches, with its sources, for other tools.

    \b
    Forms:
      html        one self-contained page to read, print and publish
      site        a folder of pages, one for each record, to publish
      ics         iCalendar: the events of known days, for calendars
      timelinejs  TimelineJS: the events, for its slides
      csl         CSL-JSON: the sources, for Zotero, Pandoc and word processors
      bibtex      biblatex: the sources, for LaTeX
      geojson     GeoJSON: events and figures at their places, for maps
      sqlite      a SQLite database with keys and views, for SQL and Datasette
      parquet     a folder of Parquet files, for DuckDB, ClickHouse, data frames
      xlsx        a workbook with a sheet for each kind, for colleagues
      facts       a folder of all facts, for --engine: DuckDB, ClickHouse, Spark …
      ftm         FollowTheMoney: entities, for Aleph and OpenAleph
      timesketch  Timesketch: what has a first day, for its timelines

    \b
    Examples:
      sahel export html --place niger --on 2023-09 -o niger.html
      sahel export html --tag coup --intro coups.md -o coups.html
      sahel export bibtex --actor macron > sources.bib
    """
    chosen = next(exporter for exporter in EXPORTERS if exporter.name == _name(name))
    target = OutputOptions(output=file)
    query = options.QueryOptions(when, what, says, options.LimitOptions()).query
    if not chosen.is_site:
        site.refuse(chosen.name)
    refuse_protected(target, page.read_files, "the file of the introduction")
    if STANDARD_INPUT in page.read_files and STANDARD_INPUT in data.data:
        raise UsageError("--intro and --data are both standard input", "name a file for one of them")
    page_options = page.of(chosen.name)
    if target.path is None:
        _refuse_to_print(chosen)
    elif chosen.is_site:
        SiteExport(data, query, target.path, site, quiet).run()
        return
    if chosen.is_whole_dataset:
        _refuse_to_narrow(chosen, query)
    index = data.open(quiet)
    refuse_protected(target, index.files)
    if chosen.is_whole_dataset and target.path:
        _export_dataset(index, target.path, quiet)
        return
    with progress("exporting", unit="rows", shown=not quiet and not _on_screen(target.path)) as advance:
        document = gather(index, query, advance, is_read=chosen.is_read)
        notes = _write(chosen, document, target.path, quiet, page_options)
    list_printing.say_the_rest(index, query, document.tally, quiet=quiet)
    for note in notes:
        output.note(note, quiet=quiet)


def _name(text: str) -> str:
    return choice("NAME", text, _NAMES)


def _refuse_to_print(exporter: Exporter) -> None:
    if exporter.is_folder:
        raise NeedsFolder(exporter)
    if exporter.binary and _on_screen(None):
        raise NotForTerminals(exporter)


def _refuse_to_narrow(exporter: Exporter, query: Query) -> None:
    for field, option in OPTIONS.items():
        if getattr(query, field, None) != getattr(EVERYTHING, field, None):
            raise OfWholeDataset(exporter, option)


def _on_screen(path: Path | None) -> bool:
    """Say whether the document itself goes to a terminal."""
    return path is None and is_terminal(sys.stdout)


def _write(
    exporter: Exporter, document: ExportSelection, path: Path | None, quiet: bool, page: "PageOptions | None"
) -> tuple[str, ...]:
    if path is None:
        return _print(exporter, document, page)
    if exporter.parts:
        return _fill_folder(exporter, document, path, quiet)
    with output.stored(path, quiet) as out:
        return _export(exporter, page)(document, out)


def _export(
    exporter: Exporter, page: "PageOptions | None"
) -> "Callable[[ExportSelection, IO[bytes]], tuple[str, ...]]":
    if page is None:
        return exporter.single.export
    from sahelcli.exporters import html

    return partial(html.export, options=page)


def _fill_folder(exporter: Exporter, document: ExportSelection, path: Path, quiet: bool) -> tuple[str, ...]:
    module = exporter.several
    with writing(shown(path, 200)), whole_folder(path, partial(output.note, quiet=quiet)) as folder:
        for part in exporter.parts:
            with (folder / f"{part}{exporter.suffix}").open("xb") as out:
                module.export_part(document, part, out)
    return ()


def _export_dataset(index: Index, path: Path, quiet: bool) -> None:
    from sahelcli.exporters.facts import export_folder  # here: no other form needs it

    with writing(shown(path, 200)), progress("exporting", unit="records", shown=not quiet) as advance:
        notes = export_folder(index, path, advance)
    for note in notes:
        output.note(note, quiet=quiet)


def _print(exporter: Exporter, document: ExportSelection, page: "PageOptions | None") -> tuple[str, ...]:
    """Write on standard output itself, past its text layer; a reader that has gone ends it quietly."""
    if sys.stdout is None or sys.stdout.closed:
        raise WriteFailed("standard output", "it is closed")
    with suppress(BrokenPipeError), writing("standard output"), open(sys.stdout.fileno(), "wb", closefd=False) as out:
        return _export(exporter, page)(document, out)
    return ()
