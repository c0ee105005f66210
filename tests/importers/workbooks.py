"""Workbooks for tests, as programs that are not ours write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

Cells = Sequence[Sequence[Any]]


def xlsx(path: Path, sheets: Mapping[str, Cells], formats: Mapping[str, str] | None = None) -> Path:
    """Write sheets with openpyxl; `formats` are number formats by cell, of the first sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cell, code in (formats or {}).items():
        book.worksheets[0][cell].number_format = code
    book.save(path)
    return path


def ods(path: Path, sheets: Mapping[str, Cells]) -> Path:
    """Write sheets of texts with odfpy."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        sheet = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                is_date = hasattr(value, "isoformat")
                kind = {"valuetype": "date", "datevalue": value.isoformat()} if is_date else {"valuetype": "string"}
                cell = TableCell(**kind)
                cell.addElement(P(text=str(value)))
                line.addElement(cell)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(str(path))
    return path


def xls(path: Path, sheets: Mapping[str, Cells], date_format: str = "YYYY-MM-DD") -> Path:
    """Write sheets with xlwt."""
    import xlwt

    book, style = xlwt.Workbook(), xlwt.XFStyle()
    style.num_format_str = date_format
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, style if hasattr(value, "isoformat") else xlwt.XFStyle())
    book.save(str(path))
    return path


def by_hand(path: Path, cells: str, *, texts: str = "", doctype: str = "", strict: bool = False) -> Path:
    """Write a workbook of one sheet, Log, whose rows are given as XML, as few programs would."""
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main" if strict else _MAIN
    parts = {
        "_rels/.rels": _relations("officeDocument", "/xl/workbook.xml"),
        "xl/workbook.xml": f'<x:workbook xmlns:x="{main}" xmlns:r="{_OFFICE}"><x:sheets>'
        '<x:sheet name="Log" sheetId="1" r:id="r0"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "one.xml", "sharedStrings", "texts.xml"),
        "xl/one.xml": f'{doctype}<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        "xl/texts.xml": f'<sst xmlns="{main}">{texts}</sst>',
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(*named: str) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(zip(named[::2], named[1::2], strict=True))
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
