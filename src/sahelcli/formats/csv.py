"""CSV by RFC 4180: a header of the contract's names, CRLF line ends, quotation marks where a cell needs them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.formats.cells import cell, header, values

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

BOM = "\ufeff"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the header, also where there are no rows, then one record a row."""
    writer = csv.writer(_Echo())
    names = header(report, style)
    yield (BOM if style.excel else "") + writer.writerow(names)
    to_text = excel_cell if style.excel else cell
    for row in values(report, names):
        yield writer.writerow(map(to_text, row))


def excel_cell(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before text that begins like one."""
    text = cell(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


class _Echo:
    """A file that keeps nothing: `writerow` returns what `write` returns."""

    def write(self, text: str) -> str:
        return text
