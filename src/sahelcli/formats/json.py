"""JSON format: one document, the bare array of the contract's rows, one row a line; a single record is an object.

Text is UTF-8 as RFC 8259 says, with letters as they are. Escaped beyond what it demands: control characters,
direction overrides and the line separators U+0085, U+2028 and U+2029, so that no terminal and no reader by lines
is misled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report, Row
    from sahelcli.row_types import AnyRow


def render(report: Report, style: Style) -> Iterator[bytes]:
    """Yield the array, or the object of a single record."""
    rows = (line(row, style) for row in report.rows)
    first = next(rows, None)
    if report.single:
        yield (first or b"null") + b"\n"
    elif first is None:
        yield b"[]\n"
    else:
        yield b"[\n" + first
        for row in rows:
            yield b",\n" + row
        yield b"\n]\n"


def line(row: Row, style: Style) -> bytes:
    """Return a row as one line of JSON, with the keys asked for, in the order asked for."""
    if not style.fields:
        return row.json
    from sahelcli.text.json_text import encode  # here, because a whole row is printed as it is

    data: AnyRow = row.data()
    return encode({field: data[field] for field in style.fields})
