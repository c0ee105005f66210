"""CSV tables: detects and reports encoding and separator, and splits lines into cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, TextIO

from sahelcli.diagnostics.finding import Diagnostic, Location
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.row_errors import RowError, row_error
from sahelcli.importers.tables.column_layout import WantedColumns, how_named, lay_out
from sahelcli.importers.tables.file_opening import PIECE, CannotRead, CountingFile, opened, text_stream
from sahelcli.importers.tables.table import Note, Row, Table, fault_at, left_out, rows_below
from sahelcli.importers.tables.text_encoding import NotTextTable, encoding_of
from sahelcli.option_values import SEPARATORS
from sahelcli.progress import unwatched

if TYPE_CHECKING:
    from _csv import Reader


_FIRST = 50  # rows


def likely_separator(beginning: str) -> str:
    """Return the separator that gives most of the first rows the same number of cells, for a preview; else a comma."""
    return max(SEPARATORS, key=lambda sign: _evenness(beginning, sign))


def _evenness(beginning: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows share a number of cells, more than one, and that number."""
    widths: Counter[int] = Counter()
    try:
        for cells in islice(csv.reader(io.StringIO(beginning, newline=""), delimiter=separator), _FIRST):
            widths[len(cells)] += 1
    except csv.Error:
        pass
    widths = Counter({width: number for width, number in widths.items() if width > 1})
    return next(((number, width) for width, number in widths.most_common(1)), (0, 0))


_SEPARATOR_LINE = re.compile(r'"?sep=(?P<sign>[^"\r\n])"?(?P<end>\r\n?|\n)', re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"(?:[^\"\\]|\\.)*\"\s*:")
_LONGEST_CELL = 1 << 24  # characters; the module's own limit is 131,072
_BEGINNING = 1 << 16  # bytes that hold the first row of any table


@contextmanager
def open_table(path: str, columns: WantedColumns, options: ImportOptions) -> Iterator[Table]:
    """Open a table that has the wanted columns; a SahelError if the file cannot be read or lacks them."""
    with opened(path) as file:
        codec, known = encoding_of(file, path, options.encoding)
        beginning = _Beginning.of(file, codec, path, options)
        layout = lay_out(beginning.text, columns, path, beginning.options)
        how = _how(path, known, layout.separator)
        if layout.line != 1 or options.columns:
            how += f"; {how_named(layout, options)}"
        with text_stream(file, codec, options.advance) as text:
            lines = _Lines(path, layout.separator, text, partial(_last_quote, file, codec), beginning.passed_over)
            notes = (Note(how), *beginning.notes(path), *left_out(layout.left_out))
            yield Table(path, notes, rows_below(lines.cut(), layout, path), layout.pick)


@contextmanager
def open_raw(path: str, options: ImportOptions) -> Iterator[Table]:
    """Open a table for a preview: all its rows, split by the given separator or the likeliest."""
    with opened(path) as file:
        codec, known = encoding_of(file, path, options.encoding)
        beginning = _Beginning.of(file, codec, path, options)
        separator = beginning.options.separator or likely_separator(beginning.text)
        with text_stream(file, codec, options.advance) as text:
            lines = _Lines(path, separator, text, partial(_last_quote, file, codec), beginning.passed_over)
            yield Table(path, (Note(_how(path, known, separator)), *beginning.notes(path)), lines.cut())


def _how(path: str, known: str, separator: str) -> str:
    return f"{Location(path)}: read as {known}, with the separator {SEPARATORS.get(separator, separator)}"


class _Beginning(NamedTuple):
    """The beginning of a table, the options with its separator, and the number of lines to skip.

    Spreadsheets write a first line such as `sep=;`. It is replaced by an empty line, so that line numbers stay right.
    """

    text: str
    options: ImportOptions
    passed_over: int

    @classmethod
    def of(cls, file: IO[bytes], codec: str, path: str, options: ImportOptions) -> _Beginning:
        """Read the beginning of a file; NotTextTable for JSON. A given separator overrides the file's `sep=` line."""
        file.seek(0)
        text = file.read(_BEGINNING).decode(codec, errors="ignore")
        if _JSON.match(text):
            raise NotTextTable(path, "JSON", "`sahel import json` reads a list of objects, `jsonl` an object a line")
        named = _SEPARATOR_LINE.match(text)
        if not named:
            return cls(text, options, 0)
        separator = options.separator or named["sign"]
        return cls(text[named.start("end") :], replace(options, separator=separator), 1)

    def notes(self, path: str) -> tuple[Note, ...]:
        """Return the note on a first line that only names the separator."""
        message = "the line names the separator, and is passed over"
        return (Note(f"{Location(path, 1)}: {message}"),) if self.passed_over else ()


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a table; `last_quote` returns the number of the last one with a quotation mark, 0 for none.

    The first `passed_over` lines are skipped.
    """

    path: str
    separator: str
    text: TextIO
    last_quote: Callable[[], int]
    passed_over: int

    def cut(self) -> Iterator[Row | Diagnostic]:
        """Yield each row split into cells, and an error for each that cannot be split.

        After an error the broken cell may continue on the next lines, as long as a quotation mark that could close it
        follows. Such lines are rejected.
        """
        csv.field_size_limit(_LONGEST_CELL)
        before = sum(1 for _line in islice(self.text, self.passed_over))
        reader = self._reader()
        while True:
            line = before + reader.line_num + 1
            try:
                yield Row(line, next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                last = before + reader.line_num
                yield fault_at(self.path, line, _in_plain_words(str(error), self.separator, line, last))
                reader, before = self._reader(), max(last, self.last_quote())
                yield from self._doubtful(line, range(last + 1, before + 1))
            except UnicodeDecodeError as error:
                raise CannotRead(self.path, "it has changed while it was read") from error

    def _reader(self) -> Reader:
        return csv.reader(self.text, delimiter=self.separator, strict=True)

    def _doubtful(self, broken: int, lines: range) -> Iterator[Diagnostic]:
        """Read the lines after one with a broken cell, and reject each that is not empty."""
        hint = f"mend line {broken} and import again: lines are refused as long as a quotation mark follows"
        for number, text in zip(lines, self.text, strict=False):
            if text.strip():
                message = f"the line may be the inside of the cell that is broken on line {broken}"
                yield fault_at(self.path, number, row_error(message, "quoting", hint))


def _last_quote(file: IO[bytes], codec: str) -> int:
    """Return the number of a file's last line with a quotation mark, 0 for none; the file position is unchanged."""
    place = file.tell()
    file.seek(0)
    uncounted = io.BufferedReader(CountingFile(file, unwatched), PIECE)
    text = io.TextIOWrapper(uncounted, codec, newline="", errors="replace")
    last = max((number for number, line in enumerate(text, 1) if '"' in line), default=0)
    text.detach()
    file.seek(place)
    return last


def _in_plain_words(error: str, separator: str, line: int, last: int) -> RowError:
    """Return the error for a row between two lines, in plain words instead of the csv module's."""
    if "unexpected end of data" in error:
        lost = f": lines {line} to {last} are lost" if last > line else ""
        return row_error(f"a quotation mark that opens a cell is never closed{lost}", "quoting", 'close it with "')
    if "expected after" in error:
        where = f" on line {last}" if last > line else ""
        lost = f": lines {line} to {last} are lost" if last > line else ""
        return row_error(
            f"after the closing quotation mark of a cell{where} comes no {SEPARATORS.get(separator, separator)}{lost}",
            "quoting",
            'a quotation mark inside a quoted cell is written ""',
        )
    if "field larger" in error:
        return row_error(
            f"a cell has more than {_LONGEST_CELL:,} characters", "quoting", "is a quotation mark missing?"
        )
    return row_error("the row cannot be cut into cells", "quoting")
