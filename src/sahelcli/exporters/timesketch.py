"""Timesketch export: events, quotations and figures as JSON lines, for its timelines.

Timesketch places what it reads at a moment. That is the first day of a date, at 00:00 UTC; the date as it is, in EDTF,
stands in the message and in `date`. What has no first day is left out and counted, as are the days before the year 1.
JSON lines, since its reader of CSV takes the text "NA" for nothing, 2023 for a number, and drops what was before 1700.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from sahelcli.exporters.selection import ExportSelection
from sahelcli.exporters.table_columns import Column, columns_of
from sahelcli.model import NOUNS
from sahelcli.phrases import count
from sahelcli.phrases.label import label
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.row_types import FactRow

Item = dict[str, Any]
_YEAR_1 = "0001"
_KINDS = ("event", "quote", "figure")


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write one record a line, with its provenance; return notes on the records left out."""
    columns = {kind: columns_of(kind) for kind in _KINDS}
    provenance = document.provenance()
    left_out = Counter[tuple[str, str]]()
    facts: Iterable[FactRow] = chain(document.events, document.quotes, document.figures)
    for row in facts:
        first = row["date_start"]
        if first is None:
            left_out["without a first day", NOUNS[row["kind"]]] += 1
        elif first < _YEAR_1:  # years before it begin with a sign, or are 0000
            left_out["before the year 1", NOUNS[row["kind"]]] += 1
        else:
            out.write(encode(_item(row, first, columns[row["kind"]]) | provenance) + b"\n")
    return tuple(_notes(left_out))


def _item(row: FactRow, first: str, columns: Sequence[Column]) -> Item:
    """Return a record as Timesketch takes it: three fields that it needs, then those that the record has."""
    needed: Item = {
        "message": f"{row['date']} {label(row)}",
        "datetime": f"{first}T00:00:00+00:00",
        "timestamp_desc": f"{_which_day(row)} of the {NOUNS[row['kind']]}",
        "data_type": f"sahel:{row['kind']}",
    }
    values = ((column.name, column.value(row)) for column in columns)
    tags = {"tag": row["tags"]} if row["kind"] == "event" and row["tags"] else {}  # Timesketch shows these as its own
    return needed | tags | {name: value for name, value in values if value != ""}


def _which_day(row: FactRow) -> str:
    """Return what the moment is: the day of the date, or the first of the days that the date covers."""
    is_day = row["date_start"] == row["date_end"] and row["date_qualifier"] is None
    return "Day" if is_day else "First day"


def _notes(left_out: Counter[tuple[str, str]]) -> Iterable[str]:
    for reason in dict.fromkeys(reason for reason, _ in left_out):
        counted = [count(number, noun) for (why, noun), number in left_out.items() if why == reason]
        yield f"{' and '.join(counted)} left out: {reason}"
