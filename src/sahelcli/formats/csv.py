"""CSV by RFC 4180: a header of the contract's names, CRLF line ends, quotation marks where a cell needs them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.formats.cells import cell, header, texts, values

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

BOM = "\ufeff"
_QUOTED = re.compile('["\r\n]').search  # besides the comma, what asks for quotation marks
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the header, also where there are no rows, then one record a row."""
    quoting = csv.writer(_Echo()).writerow
    names = header(report, style)
    yield (BOM if style.excel else "") + quoting(names)
    to_texts = excel_cells if style.excel else texts
    for row in values(report, names):
        cells = to_texts(row)
        line = ",".join(cells)
        is_bare = line and line.count(",") < len(cells) and not _QUOTED(line)
        yield f"{line}\r\n" if is_bare else quoting(cells)


def excel_cells(values: list[Any]) -> list[str]:
    """Return values as cells that no spreadsheet takes for formulas."""
    return [*map(excel_cell, values)]


def excel_cell(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before text that begins like one."""
    text = cell(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


class _Echo:
    """A file that keeps nothing: `writerow` returns what `write` returns."""

    def write(self, text: str) -> str:
        return text
