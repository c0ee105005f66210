"""Columns of facts: the records of a kind as a table of `engines.facts_schema`, a row a record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sahelcli.answers.stats import By, surely_in
from sahelcli.engines.facts_schema import FACTS
from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_schema import arrow_schema
from sahelcli.exporters.facts.cited_sources import cited_columns
from sahelcli.exporters.facts.indexed_records import IndexedRecord
from sahelcli.exporters.facts.named_records import Named, NamedRecords
from sahelcli.exporters.facts.record_words import record_words
from sahelcli.phrases.label import label

SCHEMA = arrow_schema(FACTS)
_FIGURE = ("measure", "counts", "low", "high")


def fact_table(dataset: str, kind: str, records: Sequence[IndexedRecord], named: NamedRecords) -> pyarrow.Table:
    """Return records of a kind as a table with the columns of `FACTS`."""
    rows = [record.row for record in records]
    columns: dict[str, Any] = {"dataset": [dataset] * len(rows), "kind": [kind] * len(rows)}
    columns |= _known(records) | _texts(kind, rows) | _own(kind, rows)
    columns |= cited_columns([record.cited for record in records])
    columns |= zip(Named._fields, zip(*named.of(kind, records), strict=True), strict=True)
    arrays = [_array(columns[field.name], field.type) for field in SCHEMA]
    return pyarrow.Table.from_arrays(arrays, schema=SCHEMA)


def _array(values: Any, kind: pyarrow.DataType) -> pyarrow.Array:
    return values if isinstance(values, pyarrow.Array) else pyarrow.array(values, kind)


def _known(records: Sequence[IndexedRecord]) -> dict[str, Any]:
    """Return what the index knows of records, and in which period each surely lies."""
    made: dict[str, Any] = dict(zip(IndexedRecord._fields, zip(*records, strict=True), strict=True))
    first, last = made.pop("first"), made.pop("last")
    in_year, in_quarter, in_month = zip(*map(_periods, first, last), strict=True)
    return {
        **{name: made[name] for name in ("pos", "known", "independent", "id")},
        "first_day": first,
        "last_day": last,
        "row": made["json"],
        "undated": list(map(bool, made["undated"])),
        "in_year": in_year,
        "in_quarter": in_quarter,
        "in_month": in_month,
    }


@lru_cache(65_536)  # a chronology has the same days again and again
def _periods(first: int, last: int) -> tuple[str, ...]:
    return tuple(surely_in(by, first, last) for by in (By.YEAR, By.QUARTER, By.MONTH))


def _texts(kind: str, rows: Sequence[Any]) -> dict[str, Any]:
    words, note_words = record_words(kind, rows)
    date = "published" if kind == "source" else "date"
    titles = list(map(label, rows))
    return {"words": words, "note_words": note_words, "title": titles, "date": [row.get(date) for row in rows]}


def _own(kind: str, rows: Sequence[Any]) -> dict[str, Any]:
    """Return the columns that records of one kind alone have, of others all null."""
    is_quote, is_figure = kind == "quote", kind == "figure"
    nothing = [None] * len(rows)
    return {
        "speaker": [row["speaker"]["id"] for row in rows] if is_quote else nothing,
        "utterance": [row["utterance"] for row in rows] if is_quote else nothing,
        "force": [row["force"] and row["force"]["id"] for row in rows] if is_figure else nothing,
        "place": [row["place"]["id"] for row in rows] if is_figure else nothing,
        **{name: [row[name] for row in rows] if is_figure else nothing for name in _FIGURE},
    }
