r"""TSV format: the cells of the CSV, a tab between them and LF at the end of a line.

The media type text/tab-separated-values (IANA) has no quotation marks and no tabs or line ends in a cell. As Miller
and PostgreSQL's COPY do, these are written as the two characters `\t`, `\n`, `\r`, and a backslash as `\\`:
one record is one line, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sahelcli.formats.cells import Column
from sahelcli.formats.csv import BOM
from sahelcli.formats.delimited import columns, header, provenance

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}  # the backslash first: the others make some


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the header, also where there are no rows, then some records after the other, one a line."""
    names = header(report, style)
    yield (BOM if style.excel else "") + _lines([[name] for name in (*names, *provenance(report, style))])
    for some in columns(report, style, names):
        yield _lines(some)


def _lines(cells: Sequence[Column]) -> str:
    rows = zip(*map(_escaped, cells), strict=True)
    return "\n".join([*map("\t".join, rows), ""])


def _escaped(column: Column) -> Column:
    """Return the cells of a column with tabs, line ends and backslashes escaped; few columns have any."""
    signs = [sign for sign in _ESCAPES if sign in "".join(column)]
    return [_without(signs, text) for text in column] if signs else column


def _without(signs: Sequence[str], text: str) -> str:
    for sign in signs:
        text = text.replace(sign, _ESCAPES[sign])
    return text
