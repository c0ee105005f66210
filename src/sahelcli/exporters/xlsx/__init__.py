"""Workbook export (`.xlsx`, ECMA-376): one sheet a kind, and a first sheet that describes the workbook.

Every text is a text, whatever it begins with, and nothing is a formula; dates are the EDTF of the data, with their
first and last day beside. A text that no cell can hold goes on in a sheet of its own, and so do rows beyond the last
that a sheet can have: both are said. The file carries no time of its making.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sahelcli.exporters.selection import ExportSelection, SelectedRows
from sahelcli.exporters.table_columns import Column, columns_of
from sahelcli.exporters.xlsx.about_sheet import write_about
from sahelcli.exporters.xlsx.sheets import MOST_ROWS, Book, Table
from sahelcli.model import TABLE_NAMES
from sahelcli.phrases import count

if TYPE_CHECKING:
    from sahelcli.row_types import RecordRow


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write the workbook, made in the temporary folder; return notes on text and rows moved to other sheets."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "export.xlsx")
        notes = _make(file, document)
        with file.open("rb") as made:
            shutil.copyfileobj(made, out)
    return notes


def _make(file: Path, document: ExportSelection) -> tuple[str, ...]:
    book = Book(file, document.title, _comments(document))
    about = book.sheet("about")
    columns = {kind: columns_of(kind) for kind in TABLE_NAMES}
    tables: list[Table] = []
    for kind, name in TABLE_NAMES.items():
        tables.append(_table(book, name, columns[kind], getattr(document, name)))
    notes = (*_split(tables), *_continued(book))
    write_about(about, book.formats, document, columns, notes)
    book.close()
    return notes


def _table(book: Book, name: str, columns: list[Column], rows: SelectedRows[RecordRow]) -> Table:
    table = Table(book, name, columns)
    for row in rows:
        table.write([column.value(row) for column in columns])
    table.close()
    return table


def _comments(document: ExportSelection) -> str:
    """Return the properties of the file: its provenance, a line each."""
    return "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in document.provenance_for_people().items())


def _split(tables: list[Table]) -> list[str]:
    """Return notes on the tables that one sheet cannot hold."""
    most = f"a sheet has at most {MOST_ROWS:,} rows"
    return [f"{table.names[0]} fill {count(len(table.names), 'sheet')}: {most}" for table in tables if table.names[1:]]


def _continued(book: Book) -> list[str]:
    """Return a note on the texts that one cell cannot hold."""
    if not book.long_texts:
        return []
    goes = "goes" if book.long_texts == 1 else "go"
    return [f"{count(book.long_texts, 'text')} longer than a cell can be {goes} on in the sheet “long texts”"]
