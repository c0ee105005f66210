"""`sahel import`: foreign tables as records."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated

from sahelcli import output
from sahelcli.cli import options
from sahelcli.cli.completion import FILES, of_words
from sahelcli.cli.import_options import MappingOptions, TableOptions, import_options
from sahelcli.cli.import_preview import save_map, show_first, show_look
from sahelcli.cli.saved_import_options import SavedImportOptions, with_file
from sahelcli.diagnostics.finding import Diagnostic, Finding, Location, Severity
from sahelcli.errors import NoError, UsageError
from sahelcli.filesystem.discovery import size_of
from sahelcli.importers import IMPORTERS
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.pipeline import Piece
from sahelcli.importers.record_writer import Batch
from sahelcli.option_values import ExcludeEachOther, choice, stated
from sahelcli.output import streams
from sahelcli.output.output_options import OutputOptions, refuse_protected
from sahelcli.phrases import count
from sahelcli.progress import BYTES, progress, unwatched
from sahelcli.text.quoted_values import shown

_OUTPUT = "Output"


class NotAllImported(NoError):
    """Rows were left out, each of which has been reported."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{count(number, 'row')} not imported", "each is reported above, with its line")


def import_(
    name: Annotated[
        str,
        options.argument("NAME", "What the file is, as listed above.", of_words(*(each.name for each in IMPORTERS))),
    ],
    files: Annotated[
        list[str], options.argument("FILE...", "A table, or - for standard input; several make one dataset.", FILES)
    ],
    reading: TableOptions,
    mapping: MappingOptions,
    keeping: SavedImportOptions,
    data: options.DatasetOptions,
    file: Annotated[
        str | None,
        options.output_file(_OUTPUT),
    ] = None,
    quiet: Annotated[bool, options.without_notes(_OUTPUT)] = False,
) -> None:
    """Turn a table, another publisher's or yours, into records.

    Every row becomes a record or is reported with its line; the exit code is 1 if any was not imported. A row keeps the
    id its publisher gave it, and the same table gives the same bytes. What a table does not tell is not guessed.

    With --data, records that this dataset has already are left out and counted: both can then be read together.

    \b
    Tables:
      ucdp-ged    the Georeferenced Event Dataset of Uppsala University's UCDP
      acled       an export of the Armed Conflict Location & Event Data project
      csv         any table with a row of names, as text
      xlsx        any table in a spreadsheet: .xlsx, .ods or .xls
      json        any list of objects in JSON: --map title=headline.main
      jsonl       any objects in JSON Lines, one a line
      geojson     features of GeoJSON: places, and what happened there
      parquet     any table in Parquet
      timelinejs  the sheet or the JSON of TimelineJS as events
      ics         the entries of a calendar as events
      sahel       what sahel itself has printed: json, jsonl or csv
      csl         sources in CSL-JSON, as Zotero and Pandoc write it
      bibtex      sources in BibTeX or biblatex
      ris         sources in RIS
      zotero      sources in Zotero's own CSV

    What the columns of csv, xlsx, json, jsonl, geojson and parquet mean is said with --map. Without
    it nothing is imported: what the table holds is shown, with a command line to
    read, correct and go on with. --save-map keeps the options in a file, and
    --map-file takes them for the next table.

    \b
    Examples:
      sahel import csv notes.csv
      sahel import ucdp-ged GEDEvent_v25_1.csv --release 25.1 -o ged.toml
      sahel import csv notes.csv --map date=Day --map title=What \\
          --map source.title=Source --set source.publisher=Me -o notes.toml
      sahel import ucdp-ged GEDEvent_v25_0_1.csv --data ged.toml -o newer.toml
      sahel timeline --data ged.toml --data newer.toml --place mali
    """
    importer = next(importer for importer in IMPORTERS if importer.name == _named(name))
    if keeping.save_map is not None:
        stated("--save-map", (keeping.save_map,))
    if keeping.map_file is not None:
        reading, mapping = with_file(keeping.map_file, reading, mapping)
    if importer.is_mapped and not mapping.map and file is None and not keeping.dry_run:
        chosen = show_look(importer, files, reading, mapping, keeping.save_map, quiet)
        if chosen is None:
            return
        reading, mapping, file = chosen
    if keeping.dry_run and file is not None:
        raise ExcludeEachOther("--dry-run", "--output")
    target = OutputOptions(output=file)
    refuse_protected(target, [path for path in files if path != "-"], "a file to import")
    if "-" in files and "-" in data.data:
        raise UsageError("FILE and --data are both standard input", "name a file for one of them")
    ready = _present(import_options(importer, reading, mapping, unwatched), data, target, quiet)
    on_screen = target.path is None and streams.is_terminal(sys.stdout)
    with progress("importing", total=_size(files), unit=BYTES, shown=not (quiet or on_screen)) as advance:
        wanted = replace(ready, advance=advance, dry_run=keeping.dry_run)
        messages = _MessagePrinter(quiet)
        if wanted.century:
            output.note(f"years of two digits are read as {wanted.century}00 to {wanted.century}99", quiet=quiet)
        batches = messages.batches_of(importer.read(files, wanted))
        texts = (batch.text for batch in batches)
        taken = show_first(batches) if keeping.dry_run else _write(texts, target.path, quiet)
    if keeping.save_map is not None:
        save_map(keeping.save_map, reading, mapping, files, quiet)
    if taken and messages.errors:
        raise NotAllImported(messages.errors)


class _MessagePrinter:
    """Passes records on, and prints the rest on standard error: notes, and findings about rows, each hint once."""

    def __init__(self, quiet: bool) -> None:
        self.errors = 0  # rows that are not imported
        self._quiet = quiet
        self._hints: set[str] = set()
        self._last: Location | None = None

    def batches_of(self, pieces: Iterator[Piece]) -> Iterator[Batch]:
        """Yield the records of the document."""
        for piece in pieces:
            if isinstance(piece, Batch):
                yield piece
            elif isinstance(piece, Finding):
                self._tell(piece)
            else:
                output.note(piece.text, quiet=self._quiet)

    def _tell(self, finding: Diagnostic) -> None:
        if finding.severity is Severity.ERROR and finding.place != self._last:  # a row may have several
            self.errors += 1
            self._last = finding.place
        output.note(finding.one_line())
        if finding.hint and finding.hint not in self._hints:
            self._hints.add(finding.hint)
            output.note(f"hint: {finding.hint}")


def _present(wanted: ImportOptions, data: options.DatasetOptions, target: OutputOptions, quiet: bool) -> ImportOptions:
    """Return the options with the ids, names and addresses of the dataset of --data; unchanged without --data."""
    if not data.data:
        return wanted
    from sahelcli.importers.record_writer import addresses_of, ids_of, names_of

    index = data.open(quiet)
    refuse_protected(target, index.files)
    return replace(wanted, present=ids_of(index), names=names_of(index), addresses=addresses_of(index))


def _named(text: str) -> str:
    return choice("NAME", text, tuple(importer.name for importer in IMPORTERS))


def _size(paths: list[str]) -> int | None:
    """Return how many bytes the files have, None where one is no file whose size is known."""
    known = [None if path == "-" else size_of(path) for path in paths]
    return None if None in known else sum(filter(None, known))


def _write(pieces: Iterator[str], path: Path | None, quiet: bool) -> bool:
    """Write the document, if there is any; False where the reader of standard output has gone before its end."""
    if path is None:
        return streams.print_out(pieces, "utf-8")
    for first in pieces:
        with output.stored(path, quiet) as out:
            streams.write(chain([first], pieces), out, "utf-8")
        return True
    output.note(f"{shown(path)} is not written, as no row is a record", quiet=quiet)
    return True
