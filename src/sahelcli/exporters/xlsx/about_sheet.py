"""First sheet of a workbook: title, provenance, filters, what is left out, and the meaning of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from sahelcli.exporters.selection import ExportSelection
from sahelcli.exporters.xlsx.sheets import LONGEST, lines_of, set_height, split
from sahelcli.model import TABLE_NAMES
from sahelcli.phrases import count

if TYPE_CHECKING:
    from sahelcli.exporters.table_columns import Column

_READING = (
    "A row is one record. An id is how records name one another.",
    "Dates are as the data has them, in EDTF: 2023-09 is some day of that month, ~ about, ? uncertain, ../b by b.",
    "date_start and date_end are the first and the last day that a date covers, to sort by; empty is open or unknown.",
    "Several values in one cell are joined by “; ”, or stand one a line.",
    "Numbers of people are as the sources give them: low alone is at least, high alone at most. Nothing is averaged.",
    "Nothing in this file is a formula. A number of more than 15 digits is a text, as spreadsheets keep no more.",
)
_WIDTHS = (24, 24, 90)
_TITLE_HEIGHT = 24  # points

Line = tuple[str, str, str]


def write_about(
    sheet: Any, formats: Any, document: ExportSelection, columns: Mapping[str, Sequence[Column]], notes: Sequence[str]
) -> None:
    """Write the sheet; `notes` say which text and rows stand in other sheets."""
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, document.title[: LONGEST // 2], formats.title)
    for number, line in enumerate(chain.from_iterable(map(_cut, _lines(document, columns, notes))), 1):
        is_heading = not any(line[1:])
        for place, text in enumerate(line):
            if text or is_heading:
                sheet.write_string(number, place, text, formats.header if is_heading else formats.wrapped)
        set_height(sheet, number, lines_of(line[-1], _WIDTHS[-1]))


def _cut(line: Line) -> Iterator[Line]:
    """Yield a line, and below it the rest of a text that its cell cannot hold."""
    first, *others = split(line[-1], LONGEST)
    yield (*line[:-1], first)
    yield from (("", "", text) for text in others)


def _lines(document: ExportSelection, columns: Mapping[str, Sequence[Column]], notes: Sequence[str]) -> Iterator[Line]:
    yield from _provenance(document)
    yield _heading("What is here")
    for kind, name in TABLE_NAMES.items():
        yield name, str(len(getattr(document, name))), _WHICH[kind]
    yield _heading("What is left out, or stands elsewhere")
    for note in [*_left_out(document), *notes] or ["Nothing."]:
        yield "", "", note
    yield _heading("How to read it")
    yield from (("", "", text) for text in _READING)
    yield _heading("Columns")
    for kind, name in TABLE_NAMES.items():
        yield from ((name, column.name, column.meaning) for column in columns[kind])
    if document.dataset.tags:
        yield _heading("Tags")
        yield from (("events", tag, meaning) for tag, meaning in document.dataset.tags.items())


_WHICH = {
    "event": "What happened, as selected.",
    "quote": "Quotations, as selected.",
    "figure": "Numbers of people, as selected.",
    "actor": "The actors that these name.",
    "place": "The places that these name, and those they lie in.",
    "source": "The sources that these cite.",
}


def _heading(text: str) -> Line:
    return text, "", ""


def _provenance(document: ExportSelection) -> Iterator[Line]:
    if document.dataset.description:
        yield "description", "", document.dataset.description
    for name, value in document.provenance().items():
        if name != "incomplete":  # stands below, with what else is left out
            yield name.replace("_", " "), "", value
    yield "cite as", "", _citation(document)


def _citation(document: ExportSelection) -> str:
    provenance = document.provenance_for_people()
    version = f"version {provenance['version']}" if "version" in provenance else None
    named = (provenance["dataset"], version, provenance["content_hash"], provenance.get("homepage"))
    return ", ".join(filter(None, (*named, provenance.get("licence"))))


def _left_out(document: ExportSelection) -> Iterator[str]:
    """Yield the rows on what could not be read, and on records left out because of their sources."""
    if document.incomplete:
        yield f"{document.incomplete}: sahel check shows why."
    if document.tally.undated:
        yield f"{count(document.tally.undated, 'record')} that rest on undated sources alone."
    if document.tally.without:
        yield f"{count(document.tally.without, 'record')} that rest on the sources left out alone."
