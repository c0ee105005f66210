"""What tests of importers share: the tables they read, and a document taken apart."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelcli.dataset.linking import link
from sahelcli.dataset.reader import read_file
from sahelcli.diagnostics.finding import Diagnostic, Finding
from sahelcli.importers import IMPORTERS
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.record_writer import Batch
from sahelcli.importers.tables.table import Note
from sahelcli.model.dataset import Dataset

TABLES = Path(__file__).parents[1] / "data" / "import"
GED = tuple(sorted(TABLES.glob("ged-*.csv")))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave: the document, what was wrong with rows, and what was said."""

    text: str
    found: tuple[Diagnostic, ...]
    notes: tuple[str, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The document as an independent reader of TOML has it."""
        return tomllib.loads(self.text)

    @property
    def dataset(self) -> Dataset:
        """The document as the reader of datasets has it."""
        return link([read_file("imported.toml", self.text.encode())])

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        """The records of a table, by id; each is there once."""
        records = self.document.get(name, [])
        result = {record["id"]: record for record in records}
        assert len(result) == len(records)
        return result

    @property
    def lines(self) -> list[str]:
        """What was wrong, as it is printed, without the path."""
        return [finding.one_line().partition(":")[2] for finding in self.found]


def imported(name: str, *paths: str | Path, options: ImportOptions | None = None) -> Imported:
    """Import tables as the command does."""
    importer = next(importer for importer in IMPORTERS if importer.name == name)
    pieces = list(importer.read([str(path) for path in paths], options or ImportOptions()))
    return Imported(
        "".join(piece.text for piece in pieces if isinstance(piece, Batch)),
        tuple(piece for piece in pieces if isinstance(piece, Finding)),
        tuple(piece.text for piece in pieces if isinstance(piece, Note)),
    )


def alone(**options: Any) -> ImportOptions:
    """Return what is asked of a table whose actors, places and sources are somewhere else."""
    return ImportOptions(allow_unknown=True, **options)


def pairs(*texts: str) -> tuple[tuple[str, str], ...]:
    """Return `date=Date` as a pair."""
    return tuple((key, value) for key, _, value in (text.partition("=") for text in texts))


def written(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    """Return a file with this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def places_above(document: dict[str, Any], place: str) -> Iterator[str]:
    """Yield the names of a place and of all it lies in."""
    known = {record["id"]: record for record in document["places"]}
    position: str | None = place
    while position is not None:
        yield known[position]["name"]
        position = known[position].get("part_of")
