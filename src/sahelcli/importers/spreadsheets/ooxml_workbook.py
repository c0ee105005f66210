"""Office Open XML workbooks (ECMA-376, `.xlsx`): the list of sheets, and the rows of a sheet, streamed."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from sahelcli.importers.cells.spreadsheet_dates import DateParts, shows
from sahelcli.importers.spreadsheets.ooxml_cells import SharedTexts, SheetRows
from sahelcli.importers.spreadsheets.workbook import BadWorkbook, Sheet
from sahelcli.importers.spreadsheets.xml_stream import Attributes, BadXml, ElementHandler, feed
from sahelcli.importers.tables.table import Row

_MAIN = "xl/workbook.xml"


class OoxmlWorkbook:
    """An open workbook; raises BadWorkbook if the file is not one."""

    def __init__(self, file: IO[bytes]) -> None:
        self.notes: Counter[str] = Counter()
        self._texts: list[str] | None = None
        with _plainly():
            self._zip = zipfile.ZipFile(file)
            main = _Main()
            self._read(self._main(), main)
        parts = self._parts(self._main())
        self._since_1904 = main.since_1904
        self._strings = next((path for path, kind in parts.values() if kind == "sharedStrings"), "")
        self._styles = next((path for path, kind in parts.values() if kind == "styles"), "")
        self.sheets = tuple(
            Sheet(name, is_hidden, parts[part][0])
            for name, is_hidden, part in main.sheets
            if parts.get(part, ("", ""))[1] == "worksheet"
        )

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the non-empty rows of a sheet."""
        with _plainly():
            rows = SheetRows(self._shared(), self._formats(), self.notes, since_1904=self._since_1904)
            with self._zip.open(sheet.inside) as file:
                for _ in feed(file, rows):
                    yield from rows.taken()

    def _main(self) -> str:
        if "_rels/.rels" not in self._zip.namelist():
            return _MAIN
        return next((path for path, kind in self._parts("").values() if kind == "officeDocument"), _MAIN)

    def _parts(self, of: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part of the workbook: (path in the file, type) by id."""
        folder, name = posixpath.split(of)
        relations = _Relations(folder)
        with _plainly():
            self._read(posixpath.join(folder, "_rels", f"{name}.rels"), relations)
        return relations.parts

    def _shared(self) -> list[str]:
        if self._texts is None:
            texts = SharedTexts()
            if self._strings:
                self._read(self._strings, texts)
            self._texts = texts.texts
        return self._texts

    def _formats(self) -> list[DateParts]:
        styles = _Styles()
        if self._styles:
            self._read(self._styles, styles)
        return [shows(number, styles.codes.get(number)) for number in styles.numbers]

    def _read(self, path: str, handler: ElementHandler) -> None:
        with self._zip.open(path) as file:
            for _ in feed(file, handler):
                pass


class _Main(ElementHandler):
    """The sheets of a workbook: name, whether hidden, and the id of the sheet's part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), is_hidden, attributes.get("id", "")))


class _Relations(ElementHandler):
    """Relationships (part 2, section 6.5) of a part in a folder, parsed from XML."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.parts: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            self.parts[attributes.get("Id", "")] = (path.lstrip("/"), attributes.get("Type", "").rpartition("/")[2])


class _Styles(ElementHandler):
    """Cell styles: the number format of each, and the format codes of custom number formats."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []
        self._inside = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if name in ("numFmts", "cellStyleXfs", "cellXfs", "dxfs"):
            self._inside = name
        elif name == "numFmt" and self._inside == "numFmts":
            self.codes[_number(attributes, "numFmtId")] = attributes.get("formatCode", "")
        elif name == "xf" and self._inside == "cellXfs":
            self.numbers.append(_number(attributes, "numFmtId"))


def _number(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@contextmanager
def _plainly() -> Iterator[None]:
    """Context manager that turns exceptions from reading the archive into BadWorkbook."""
    try:
        yield
    except BadXml as error:
        raise BadWorkbook(str(error)) from error
    except KeyError as error:
        raise BadWorkbook("it is a zip file, and lacks a part that a workbook has") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BadWorkbook("it is damaged or cut off: fetch or copy it again") from error
    except (NotImplementedError, RuntimeError) as error:
        raise BadWorkbook("it is encrypted, or packed as no spreadsheet program does") from error
