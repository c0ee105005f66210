"""Delimited rows (CSV, TSV): many rows at a time as the cells of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sahelcli.formats.cells import URLS, CellReader, Column, harmless, texts
from sahelcli.json_contract import ROWS
from sahelcli.model import KIND_NAMES

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report

_AT_ONCE = 64  # rows: what is made of them fits a processor's cache


def header(report: Report, style: Style) -> list[str]:
    """Return the columns: the fields asked for, else the keys of the kind; `source_urls` after `sources`."""
    names = list(style.fields or ROWS[report.kind].__annotations__)
    if "sources" in names:
        names.insert(names.index("sources") + 1, URLS)
    return names


def provenance(report: Report, style: Style) -> dict[str, str]:
    """Return the provenance columns, where they are asked for: their names and values."""
    if not (style.provenance and report.provenance):
        return {}
    made = report.provenance()._asdict()
    return dict(zip(made, harmless(tuple(made.values()), tuple(made.values())), strict=True)) if style.excel else made


def columns(report: Report, style: Style, names: Sequence[str]) -> Iterator[list[Column]]:
    """Yield the columns of the next rows, some at a time; with `excel` no spreadsheet takes a cell for a formula."""
    constant = provenance(report, style).values()
    reading = _reading(report.kind, names)
    rows = reading.values(map(attrgetter("json"), report.rows))
    while some := list(islice(rows, _AT_ONCE)):
        values = dict(zip(reading.keys, zip(*some, strict=True), strict=True))
        made = [(values[key], to_cells(values[key])) for key, to_cells in reading.columns]
        cells = [harmless(*column) if style.excel else column[1] for column in made]
        yield [*cells, *([value] * len(some) for value in constant)]


def _reading(kind: str, names: Sequence[str]) -> CellReader:
    if kind in KIND_NAMES:
        from sahelcli.formats.row_decoder import reading  # here: other rows are few

        return reading(kind, names)
    return _as_it_comes(names)


def _as_it_comes(names: Sequence[str]) -> CellReader:
    """Return a reader for rows of any content, which decodes each row by itself."""
    import json

    def values(rows: Iterable[bytes]) -> Iterator[list[Any]]:
        for row in rows:
            data = json.loads(row.decode())
            data[URLS] = [source["url"] for source in data.get("sources", ())]
            yield [*map(data.get, names)]

    return CellReader(values, names, [(name, texts) for name in names])
