"""Sheets of a workbook, written row by row with XlsxWriter; text and rows that do not fit go into further sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sahelcli.errors import MissingLibrary
from sahelcli.exporters.table_columns import Column, Value
from sahelcli.text.cell_width import cells
from sahelcli.text.sanitize import web_address

try:
    import xlsxwriter
    from xlsxwriter.utility import xl_col_to_name
except ImportError as error:
    raise MissingLibrary("xlsx needs", "XlsxWriter", "xlsx") from error

_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)  # XlsxWriter writes one; this is the first that a zip file can say
MOST_ROWS = 1_048_576  # of a sheet, its header included
LONGEST = 32_767  # UTF-16 units of a cell
_LONGEST_ADDRESS = 2_079  # of a link, and so many links has a sheet:
_MOST_LINKS = 65_530
_NARROWEST = 6
_RAGGED = 4  # cells at the end of a line that a word has no room in
_LINE = 15  # points
_HEIGHTS = ("row_info", "set_rows", "row_sizes")  # where XlsxWriter, newer and older, holds on to the heights of rows
_ARROW = 3  # cells that the button of a filter covers
_CONTINUED = "… (continued in the sheet “long texts”)"
_PIECE = LONGEST - len(_CONTINUED)


class _Formats(NamedTuple):
    """How cells look. All texts are marked as such, so that no spreadsheet makes a formula of one that is edited."""

    header: Any
    text: Any
    wrapped: Any
    whole: Any
    number: Any
    link: Any
    title: Any


class Book:
    """A workbook that is being written; `long_texts` counts the texts that no cell can hold."""

    def __init__(self, path: Path, title: str, comments: str) -> None:
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.use_zip64()
        self._book.set_properties({"title": title, "comments": comments, "created": _NO_TIME})
        self.formats = self._formats()
        self._long: Table | None = None
        self.long_texts = 0

    def close(self) -> None:
        """Finish the sheet of long texts and write the file."""
        if self._long:
            self._long.close()
        self._book.close()

    def sheet(self, name: str) -> Any:
        """Add a sheet."""
        return self._book.add_worksheet(name)

    def keep_whole(self, sheet: str, record: str, column: str, text: str) -> str:
        """Put a text that is too long for a cell into the sheet of long texts; return the text for its own cell."""
        if self._long is None:
            self._long = Table(self, "long texts", LONG_TEXTS)
        self.long_texts += 1
        pieces = split(text, _PIECE)
        for number, piece in enumerate(pieces, 1):
            self._long.write([sheet, record, column, number, piece])
        return pieces[0] + _CONTINUED

    def _formats(self) -> _Formats:
        made = self._book.add_format
        text = {"valign": "top", "quote_prefix": True}
        return _Formats(
            header=made({"bold": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE", "quote_prefix": True}),
            text=made(text),
            wrapped=made(text | {"text_wrap": True}),
            whole=made({"valign": "top", "num_format": "0"}),  # the usual one shows 1E+12 for a trillion
            number=made({"valign": "top"}),
            link=made(text | {"font_color": "#0563C1", "underline": 1}),
            title=made(text | {"bold": True, "font_size": 14}),
        )


class Table:
    """Rows under a header, in one sheet and in as many more as they need: each has its header, filters and widths."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column]) -> None:
        self.names: list[str] = []
        self._book, self._name, self._columns = book, name, columns
        self._begin()

    def write(self, values: Sequence[Value]) -> None:
        """Write a row; the first value of the tables of records is the id."""
        if self._row == MOST_ROWS:
            self.close()
            self._begin()
        filled = [(place, value) for place, value in enumerate(values) if value != ""]
        lines = max(self._write(place, value, str(values[0])) for place, value in filled)
        set_height(self._sheet, self._row, lines)
        self._row += 1

    def close(self) -> None:
        """Set what is known now: widths, filters, and that texts that look like numbers are meant as texts."""
        last_row, last_column = max(self._row - 1, 1), len(self._columns) - 1
        self._sheet.autofilter(0, 0, last_row, last_column)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(last_column)}{last_row + 1}"})
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width + 1)

    def _begin(self) -> None:
        number = len(self.names) + 1
        self.names.append(self._name if number == 1 else f"{self._name} {number}")
        self._sheet = self._book.sheet(self.names[-1])
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._links = 0
        self._widths = [max(_NARROWEST, len(column.name) + _ARROW) for column in self._columns]
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.name, self._book.formats.header)
        self._row = 1

    def _write(self, place: int, value: Value, record: str) -> int:
        """Write a cell and return how many lines it takes."""
        formats, column = self._book.formats, self._columns[place]
        if not isinstance(value, str):
            self._sheet.write_number(
                self._row, place, value, formats.whole if isinstance(value, int) else formats.number
            )
            return 1
        text = value if units(value) <= LONGEST else self._book.keep_whole(self.names[-1], record, column.name, value)
        lines = self._widen(place, column, text)
        if column.is_link and (address := web_address(text)) and self._may_link(address):
            self._sheet.write_url(self._row, place, address, formats.link, text)
            return 1
        self._sheet.write_string(self._row, place, text, formats.wrapped if lines > 1 else formats.text)
        return lines

    def _may_link(self, address: str) -> bool:
        self._links += 1
        return len(address) <= _LONGEST_ADDRESS and self._links <= _MOST_LINKS

    def _widen(self, place: int, column: Column, text: str) -> int:
        """Make a column as wide as a text, but no wider than it may be; return how many lines the text takes there."""
        if 2 * len(text) <= self._widths[place] and "\n" not in text:
            return 1
        width = max(map(cells, text.split("\n")))
        self._widths[place] = max(self._widths[place], min(width, column.room.width))
        return min(lines_of(text, self._widths[place]), column.room.lines)


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, as far as this can be told without its font."""
    return sum(1 if cells(line) <= width else -(-cells(line) // (width - _RAGGED)) for line in text.split("\n"))


def set_height(sheet: Any, row: int, lines: int) -> None:
    """Make the row that was written last as high as it must be: LibreOffice does not, where it believes Excel has."""
    for heights in _HEIGHTS:  # of the rows before it, which have gone to the file
        getattr(sheet, heights, {}).clear()
    if lines > 1:
        sheet.set_row(row, _LINE * lines)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as spreadsheets count: characters beyond U+FFFF count twice."""
    return len(text) if len(text) * 2 <= LONGEST else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, most: int) -> list[str]:
    """Return a text in pieces of at most so many units; no character is cut."""
    pieces, begin, size = [], 0, 0
    for place, sign in enumerate(text):
        width = 1 + (sign > "\uffff")
        if size + width > most:
            pieces.append(text[begin:place])
            begin, size = place, 0
        size += width
    return [*pieces, text[begin:]]


def _plain(name: str, meaning: str) -> Column:
    return Column(name, meaning, lambda row: row[name])


LONG_TEXTS = (
    _plain("sheet", "The sheet of the cell."),
    _plain("id", "The record of its row."),
    _plain("column", "Its column."),
    _plain("part", "Which piece of the text this is; the first stands in the cell too."),
    _plain("text", "The piece: all of them, one after the other, are the text."),
)
