"""A table as text: its encoding and separator found out and said, its rows with the line each begins on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, NamedTuple, TextIO

from sahelcli.importers.asked import Asked
from sahelcli.importers.encoding import encoding_of
from sahelcli.importers.layout import SEPARATORS, Columns, Layout, lay_out
from sahelcli.importers.opening import CannotRead, Watched, opened
from sahelcli.importers.refused import Fault
from sahelcli.phrases import count
from sahelcli.records.diagnostic import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from _csv import Reader

_LONGEST_CELL = 1 << 24  # characters; the module's own limit is 131,072
_BEGINNING = 1 << 16  # bytes that hold the first row of any table
_PIECE = 1 << 18
_HXL = re.compile(r"#[a-z]+[0-9]*(?:\s*[+][a-z0-9_]+)*")


class Row(NamedTuple):
    """The line a row begins on (from 1), and its cells, one for each column."""

    line: int
    cells: list[str]


class Note(NamedTuple):
    """Something to say that is nobody's fault."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open: its name, how it is laid out, what is to be said of that, and its text.

    `last_quote` returns the number of the last line that has a quotation mark, 0 where none has.
    """

    path: str
    layout: Layout
    note: Note
    text: TextIO
    last_quote: Callable[[], int]

    def rows(self) -> Iterator[Row | Diagnostic | Note]:
        """Yield the rows below the names, an empty cell added to each, and what cannot be one; empty rows are none."""
        width, names_expected, tags_expected, empty = len(self.layout.names), self.layout.named, True, 0
        for row in self._cut():
            if not isinstance(row, Row):
                names_expected = tags_expected = False
                yield row
            elif not any(map(str.strip, row.cells)):
                empty += bool(row.cells)
            elif names_expected:
                names_expected = False
            elif tags_expected and _is_hxl(row.cells):
                tags_expected = False
                yield Note(f"{Location(self.path, row.line)}: the row of HXL tags is no record, and is passed over")
            else:
                tags_expected = False
                if len(row.cells) != width and (len(row.cells) < width or any(map(str.strip, row.cells[width:]))):
                    said = f"the row has {count(len(row.cells), 'cell')}, and the table {count(width, 'column')}"
                    yield self.fault(row.line, Fault(said, "columns"))
                else:
                    row.cells[width:] = [""]
                    yield row
        if empty:
            verb = "is" if empty == 1 else "are"
            yield Note(f"{Location(self.path)}: {count(empty, 'row')} {verb} empty, and {verb} passed over")

    def _cut(self) -> Iterator[Row | Diagnostic]:
        """Yield every row cut into cells, from the first on, and what cannot be cut.

        After a fault nobody knows whether the broken cell ended with its line: what follows may be its inside as long
        as a quotation mark that could close it is still to come. Such lines are refused.
        """
        csv.field_size_limit(_LONGEST_CELL)
        reader, before = self._reader(), 0
        while True:
            line = before + reader.line_num + 1
            try:
                yield Row(line, next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                last = before + reader.line_num
                yield self.fault(line, _in_plain_words(str(error), self.layout.separator, line, last))
                reader, before = self._reader(), max(last, self.last_quote())
                yield from self._doubtful(line, range(last + 1, before + 1))
            except UnicodeDecodeError as error:
                raise CannotRead(self.path, "it has changed while it was read") from error

    def _reader(self) -> Reader:
        return csv.reader(self.text, delimiter=self.layout.separator, strict=True)

    def _doubtful(self, broken: int, lines: range) -> Iterator[Diagnostic]:
        """Read lines after one with a broken cell, and refuse each that is not empty."""
        hint = f"mend line {broken} and import again: lines are refused as long as a quotation mark follows"
        for number, text in zip(lines, self.text, strict=False):
            if text.strip():
                said = f"the line may be the inside of the cell that is broken on line {broken}"
                yield self.fault(number, Fault(said, "quoting", hint))

    def fault(self, line: int, fault: Fault, severity: Severity = Severity.ERROR) -> Diagnostic:
        """Return what is wrong with the row that begins on a line."""
        return Diagnostic(Location(self.path, line), severity, fault.message, fault.code, fault.hint)


@contextmanager
def open_table(path: str, columns: Columns, asked: Asked) -> Iterator[Table]:
    """Open a table whose columns are wanted; a SahelError where it cannot be read or is not such a table."""
    with opened(path) as file:
        codec, known = encoding_of(file, path, asked.encoding)
        layout = lay_out(_beginning(file, codec), columns, path, asked.separator)
        sign = SEPARATORS.get(layout.separator, layout.separator)
        said = f"{Location(path)}: read as {known}, with the separator {sign}"
        if not layout.named:
            said += f", and without a row of names, as a table of {len(layout.names)} columns is published"
        file.seek(0)
        with io.BufferedReader(Watched(file, asked.advance), _PIECE) as watched:
            text = io.TextIOWrapper(watched, codec, newline="")
            yield Table(path, layout, Note(said), text, partial(_last_quote, file, codec))


def _beginning(file: IO[bytes], codec: str) -> str:
    file.seek(0)
    return file.read(_BEGINNING).decode(codec, errors="ignore")


def _is_hxl(cells: list[str]) -> bool:
    """Whether most cells that are not empty are hashtags of the Humanitarian Exchange Language (hxlstandard.org)."""
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(1 for cell in filled if _HXL.fullmatch(cell.strip())) > len(filled)


def _last_quote(file: IO[bytes], codec: str) -> int:
    """Return the number of the last line of a file that has a quotation mark, 0 for none; it stays where it is read."""
    place = file.tell()
    file.seek(0)
    unwatched = io.BufferedReader(Watched(file, lambda _bytes: None), _PIECE)
    text = io.TextIOWrapper(unwatched, codec, newline="", errors="replace")
    last = max((number for number, line in enumerate(text, 1) if '"' in line), default=0)
    text.detach()
    file.seek(place)
    return last


def _in_plain_words(error: str, separator: str, line: int, last: int) -> Fault:
    """Return what is wrong with a row that begins on a line and was read up to the last one."""
    if "unexpected end of data" in error:
        lost = f": lines {line} to {last} are lost" if last > line else ""
        return Fault(f"a quotation mark that opens a cell is never closed{lost}", "quoting", 'close it with "')
    if "expected after" in error:
        where = f" on line {last}" if last > line else ""
        lost = f": lines {line} to {last} are lost" if last > line else ""
        return Fault(
            f"after the closing quotation mark of a cell{where} comes no {SEPARATORS.get(separator, separator)}{lost}",
            "quoting",
            'a quotation mark inside a quoted cell is written ""',
        )
    if "field larger" in error:
        return Fault(f"a cell has more than {_LONGEST_CELL:,} characters", "quoting", "is a quotation mark missing?")
    return Fault("the row cannot be cut into cells", "quoting")
