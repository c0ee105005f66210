r"""TSV: the cells of the CSV, a tab between them and LF at the end of a line.

The media type text/tab-separated-values (IANA) has no quotation marks and no tabs or line ends in a cell. As Miller
and PostgreSQL's COPY do, these are written as the two characters `\t`, `\n`, `\r`, and a backslash as `\\`:
one record is one line, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.formats.cells import header, texts, values
from sahelcli.formats.csv import BOM, excel_cells

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

_TO_ESCAPE = re.compile(r"[\\\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the header, also where there are no rows, then one line a row."""
    names = header(report, style)
    yield (BOM if style.excel else "") + _line(names, style)
    for row in values(report, names):
        yield _line(row, style)


def _line(row: list[Any], style: Style) -> str:
    cells = excel_cells(row) if style.excel else texts(row)
    line = "\t".join(cells)
    if _TO_ESCAPE.search(line) or line.count("\t") >= len(cells):
        line = "\t".join(text.translate(_ESCAPES) for text in cells)
    return line + "\n"
