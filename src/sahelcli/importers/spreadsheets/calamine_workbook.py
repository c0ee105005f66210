"""OpenDocument workbooks (`.ods`) and binary Excel workbooks (`.xls`), read with calamine."""

from __future__ import annotations

import datetime
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import IO

from sahelcli.errors import MissingLibrary
from sahelcli.importers.spreadsheets.workbook import BadWorkbook, Sheet, under_merged
from sahelcli.importers.tables.table import Row

try:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
except ImportError as error:
    otherwise = ", or save the file as .xlsx or as CSV"
    raise MissingLibrary(".ods and .xls need", "python-calamine", "spreadsheets", otherwise) from error

_LARGEST = 1 << 29  # bytes, unpacked: calamine holds the whole workbook in memory
_DAYS = "with a date: read as days, as how much of it is shown is told by .xlsx alone"


class CalamineReader:
    """An open workbook; raises BadWorkbook if the file is not one."""

    def __init__(self, file: IO[bytes]) -> None:
        self.notes: Counter[str] = Counter()
        _of_size(file)
        try:
            self._workbook = CalamineWorkbook.from_filelike(file)
        except CalamineError as error:
            raise BadWorkbook(f"it is damaged, or protected by a password ({error})") from error
        self.sheets = tuple(
            Sheet(sheet.name, sheet.visible is not SheetVisibleEnum.Visible, sheet.name)
            for sheet in self._workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
        )

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the non-empty rows of a sheet."""
        try:
            cells = self._workbook.get_sheet_by_name(sheet.inside)
        except CalamineError as error:
            raise BadWorkbook(str(error)) from error
        merged = sorted((above, below) for above, below in cells.merged_cell_ranges or () if below[0] > above[0])
        for (top, left), (bottom, right) in merged:
            self.notes[under_merged(f"in row {merged[0][0][0] + 1}")] += (bottom - top) * (right - left + 1)
        for number, row in enumerate(cells.iter_rows(), 1):
            texts = [self._text(cell) for cell in row]
            if any(texts):
                yield Row(number, texts)

    def _text(self, cell: object) -> str:
        """Return the value of a cell as text."""
        if isinstance(cell, bool):
            return str(cell).lower()
        if isinstance(cell, float):
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        if isinstance(cell, datetime.date):
            self.notes[_DAYS] += not isinstance(cell, datetime.datetime)
            return cell.isoformat()
        return str(cell)


def _of_size(file: IO[bytes]) -> None:
    """Raise BadWorkbook for a file that would use too much memory when unpacked."""
    if not zipfile.is_zipfile(file):
        file.seek(0)
        return
    try:
        with zipfile.ZipFile(file) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as error:
        raise BadWorkbook("it is damaged or cut off: fetch or copy it again") from error
    if size > _LARGEST:
        raise BadWorkbook(f"it unpacks to more than {_LARGEST:,} bytes")
    file.seek(0)
