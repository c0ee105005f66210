"""Plain text format, for a table off a terminal: one record a line, a tab between its columns, nothing wrapped or cut.

Dates are EDTF, the id stands last. Each source asked for with `--sources` follows as a line that begins with a tab:
publisher, date, address. A record that holds others, a profile, is followed by theirs, each line headed by its kind.
A record in full is a line for each thing it says: the key of the contract, and its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelcli.formats.cells import cell
from sahelcli.formats.plain_columns import COLUMNS, DIM, PARTS
from sahelcli.phrases import in_order, publisher, sources_of
from sahelcli.text.sanitize import one_line

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report
    from sahelcli.row_types import AnyRow


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield one line a record."""
    if report.kind == "page" and not style.fields:
        from sahelcli.formats.plain_page import pages  # here: lists need none of it

        yield from map(_line, pages(row.data() for row in report.rows))
        return
    for row in report.rows:
        data: AnyRow = row.data()
        parts = () if style.fields else PARTS.get(report.kind, ())
        yield from _record(report.kind, data, style, label=bool(parts))
        for key, kind in parts:
            for part in data[key]:
                yield from _record(kind, part, style, label=True)


def _record(kind: str, data: AnyRow, style: Style, label: bool) -> Iterator[str]:
    if style.fields:
        fields = (*style.fields, "id") if style.ids and "id" not in style.fields else style.fields
        yield _line((cell(data.get(field)), "") for field in fields)
    else:
        cells = ((column.text(data), column.weight if style.color else "") for column in COLUMNS[kind])
        yield _line([(kind, ""), *cells] if label else cells)
    if style.sources:
        for source in in_order(sources_of(data)):
            weight = DIM if style.color else ""
            texts = ("", publisher(source), source["published"] or "", source["url"] or "")
            yield _line((text, weight) for text in texts)


def _line(cells: Iterable[tuple[str, str]]) -> str:
    return "\t".join(_styled(one_line(text), weight) for text, weight in cells) + "\n"


def _styled(text: str, weight: str) -> str:
    return f"\x1b[{weight}m{text}\x1b[0m" if weight and text else text
