"""Cells of an Office Open XML sheet (ECMA-376 part 1, section 18.3.1), each converted to text.

A number is written as stored, a date as its cell shows it; a formula is replaced by its last computed value.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from sahelcli.importers.cells.spreadsheet_dates import DateParts, text_of
from sahelcli.importers.spreadsheets.workbook import BadWorkbook, UnusableCell, under_merged
from sahelcli.importers.spreadsheets.xml_stream import Attributes, ElementHandler
from sahelcli.importers.tables.table import Row

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile("([A-Za-z]{1,3})[0-9]+")
_RANGE = re.compile("([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})")
_WIDEST = 16_384  # columns
_LONGEST_TEXT = 1 << 20  # characters of one cell; spreadsheet programs hold at most 32,767
_MOST_TEXT = 1 << 29  # characters of all texts that cells share
_LESS = {
    DateParts.MONTH: "with a date whose day is not shown: read as months",
    DateParts.YEAR: "with a date of which the year alone is shown: read as years",
}


class SharedTexts(ElementHandler):
    """The shared string table (section 18.4), without the phonetic guides of East Asian texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._is_text, self._is_aid = False, False
        self._size = 0

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002  # they matter nowhere here
        """Handle the start of an element."""
        self._is_text = name == "t"
        self._is_aid = self._is_aid or name == "rPh"
        if name == "si":
            self._parts.clear()

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        self._is_text = False
        if name == "rPh":
            self._is_aid = False
        elif name == "si":
            self.texts.append(_unescaped("".join(self._parts)))

    def text(self, text: str) -> None:
        """Collect text inside a value."""
        if self._is_text and not self._is_aid:
            self._size += len(text)
            if self._size > _MOST_TEXT:
                raise BadWorkbook(f"its texts have more than {_MOST_TEXT:,} characters")
            self._parts.append(text)


class SheetRows(ElementHandler):
    """Parser of a sheet's rows; each is available once its element has ended."""

    def __init__(
        self, shared: Sequence[str], formats: Sequence[DateParts], notes: Counter[str], *, since_1904: bool
    ) -> None:
        self._shared, self._formats, self._since_1904, self._notes = shared, formats, since_1904, notes
        self._rows: list[Row] = []
        self._number, self._cells = 0, list[str]()
        self._attributes: Attributes = {}
        self._column, self._merged = 0, ""
        self._parts: list[str] = []
        self._size, self._is_value, self._is_formula, self._is_aid = 0, False, False, False

    def taken(self) -> Iterator[Row]:
        """Yield the rows that have ended since the last call."""
        yield from self._rows
        self._rows.clear()

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        self._is_value = name in ("v", "t")
        if name == "row":
            self._number = _index(attributes["r"]) if "r" in attributes else self._number + 1
            self._cells = []
        elif name == "c":
            self._attributes = attributes
            self._column = self._place(attributes.get("r", ""))
            self._parts.clear()
            self._size, self._is_formula, self._is_aid = 0, False, False
        elif name == "f":
            self._is_formula = True
        elif name == "rPh":
            self._is_aid = True
        elif name == "mergeCell":  # these come after all rows
            self._tell_of_merged(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """Collect text inside a value."""
        if self._is_value and not self._is_aid:
            self._size += len(text)
            if self._size <= _LONGEST_TEXT:
                self._parts.append(text)

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        self._is_value = False
        if name == "rPh":
            self._is_aid = False
        elif name == "c":
            cell = self._cell("".join(self._parts))
            self._cells += [""] * (self._column - len(self._cells))
            self._cells.append(cell)
        elif name == "row" and any(self._cells):
            self._rows.append(Row(self._number, self._cells))

    def _tell_of_merged(self, place: str) -> None:
        if match := _RANGE.fullmatch(place):
            columns = _column(match[3]) - _column(match[1]) + 1
            below = int(match[4]) - int(match[2])
            if columns > 0 and below > 0:
                self._merged = self._merged or place
                self._notes[under_merged(self._merged)] += below * columns

    def _place(self, name: str) -> int:
        """Return the column index of a cell reference, from 0: AA5 gives 26; without a reference the next column."""
        match = _PLACE.fullmatch(name)
        if not match:
            return len(self._cells)
        column = _column(match[1])
        if column > _WIDEST or column <= len(self._cells):
            raise BadWorkbook(f"the cell {name} stands where none can")
        return column - 1

    def _cell(self, text: str) -> str:
        if self._size > _LONGEST_TEXT:
            return UnusableCell("…", f"has {self._size:,} characters, more than any spreadsheet program writes")
        kind = self._attributes.get("t", "n")
        if not text:
            return UnusableCell("=", NOT_COMPUTED) if self._is_formula and kind != "str" else ""
        if kind == "e":
            return UnusableCell(text, f"holds the error {text}")
        read: dict[str, Callable[[str], str]]
        read = {"s": self._of_shared, "str": _unescaped, "inlineStr": _unescaped, "b": _truth, "d": str}
        return read.get(kind, self._written)(text)

    def _of_shared(self, text: str) -> str:
        place = _index(text)
        return self._shared[place] if place < len(self._shared) else _broken(text)

    def _written(self, text: str) -> str:
        """Return a number as text; if its format shows a date, that date."""
        style = _index(self._attributes.get("s", "0"))
        shows = self._formats[style] if style < len(self._formats) else DateParts.NUMBER
        try:
            number = float(text)
        except ValueError:
            return _broken(text)
        if shows is DateParts.NUMBER:
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else _plain(number, text)
        date = text_of(number, shows, since_1904=self._since_1904)
        if date is None:
            return UnusableCell(text, f"is shown as a date, and {text} stands for none")
        if shows in _LESS:
            self._notes[_LESS[shows]] += 1
        return date


NOT_COMPUTED = "has a formula whose value was never computed: open and save the file in a spreadsheet program"


def _index(text: str) -> int:
    """Return a text as a non-negative index; if it is none, an index that is always out of range."""
    return int(text) if text.isdecimal() and len(text) < 10 else sys.maxsize


def _truth(text: str) -> str:
    return {"0": "false", "1": "true"}.get(text, text)


def _plain(number: float, text: str) -> str:
    return repr(number) if 1e-4 <= abs(number) < 1e15 else text


def _broken(text: str) -> UnusableCell:
    return UnusableCell(text, "holds no value that can be read")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code in (9, 10, 13) or (code >= 32 and not 0xD800 <= code < 0xE000) else match[0]


def _column(letters: str) -> int:
    """Return the number of a column, from 1: A gives 1, AA gives 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
