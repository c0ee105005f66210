"""CSV format (RFC 4180): a header of the contract's names, CRLF line ends, quotation marks where a cell needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sahelcli.formats.cells import Column
from sahelcli.formats.delimited import columns, header, provenance

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

BOM = "\ufeff"


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the header, also where there are no rows, then some records after the other, one a row."""
    names = header(report, style)
    yield (BOM if style.excel else "") + _lines(
        [[name] for name in (*names, *provenance(report, style))], style.separator
    )
    for some in columns(report, style, names):
        yield _lines(some, style.separator)


def _lines(cells: Sequence[Column], separator: str) -> str:
    rows = zip(*(_quoted(column, separator) for column in cells), strict=True)
    lines = [*map(separator.join, rows), ""]
    if len(cells) == 1:  # a line that holds nothing would be no record
        lines[:-1] = [line or '""' for line in lines[:-1]]
    return "\r\n".join(lines)


def _quoted(column: Column, separator: str) -> Column:
    """Return the cells of a column, quoted where they contain a separator, quote or line end; few columns do."""
    if not _needs_quotes("".join(column), separator):
        return column
    return ['"{}"'.format(text.replace('"', '""')) if _needs_quotes(text, separator) else text for text in column]


def _needs_quotes(text: str, separator: str) -> bool:
    return separator in text or '"' in text or "\n" in text or "\r" in text
