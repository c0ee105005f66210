"""Columns of facts: the records of a kind as a table of `engines.facts_schema`, a row a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow

from sahelcli.answers.stats import By, surely_in
from sahelcli.engines.facts_schema import FACTS
from sahelcli.exporters.facts.arrow_schema import arrow_schema
from sahelcli.exporters.facts.cited_sources import cited_sources
from sahelcli.exporters.facts.indexed_records import IndexedRecord
from sahelcli.exporters.facts.named_records import NamedRecords
from sahelcli.exporters.facts.record_words import record_words
from sahelcli.phrases.label import label

SCHEMA = arrow_schema(FACTS)
_FIGURE = ("measure", "counts", "low", "high")


def fact_table(dataset: str, kind: str, records: Sequence[IndexedRecord], named: NamedRecords) -> pyarrow.Table:
    """Return records of a kind as a table with the columns of `FACTS`."""
    rows = [record.row for record in records]
    columns: dict[str, Any] = {"dataset": [dataset] * len(rows), "kind": [kind] * len(rows)}
    columns |= _known(records) | _texts(kind, rows) | _own(kind, rows)
    for values in (named.of(kind, records), [cited_sources(kind, row) for row in rows]):
        columns |= zip(values[0]._fields, zip(*values, strict=True), strict=True)
    return pyarrow.Table.from_arrays(
        [pyarrow.array(columns[field.name], field.type) for field in SCHEMA], schema=SCHEMA
    )


def _known(records: Sequence[IndexedRecord]) -> dict[str, Any]:
    """Return what the index knows of records, and in which period each surely lies."""
    made = dict(zip(IndexedRecord._fields, zip(*records, strict=True), strict=True))
    days = [made.pop("first"), made.pop("last")]
    periods = {f"in_{by}": list(map(surely_in, [by] * len(records), *days)) for by in (By.YEAR, By.QUARTER, By.MONTH)}
    undated = list(map(bool, made.pop("undated")))
    del made["row"]
    return {**made, "first_day": days[0], "last_day": days[1], "undated": undated, "row": made.pop("json"), **periods}


def _texts(kind: str, rows: Sequence[Any]) -> dict[str, Any]:
    words, note_words = zip(*record_words(kind, rows), strict=True)
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
