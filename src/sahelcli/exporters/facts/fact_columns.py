"""Columns of facts: the records of a kind as a table of `engines.facts_schema`, a row a record."""

from __future__ import annotations

from typing import Any

from sahelcli.answers.stats import By, surely_in
from sahelcli.engines.facts_schema import FACTS
from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_lists import Columns, parted
from sahelcli.exporters.facts.arrow_schema import arrow_schema
from sahelcli.exporters.facts.cited_sources import cited_columns
from sahelcli.exporters.facts.indexed_records import Records
from sahelcli.exporters.facts.named_records import NamedRecords
from sahelcli.exporters.facts.record_words import record_words
from sahelcli.exporters.facts.row_fields import Fields
from sahelcli.index.selection import BEYOND
from sahelcli.phrases.label import label

SCHEMA = arrow_schema(FACTS)
_LABELLED = {
    "quote": ("kind", "text", "speaker", "reported", "reworded"),
    "figure": ("kind", "force", "counts", "place", "measure", "low", "high", "qualifier", "wording"),
}
_PERIODS = (By.YEAR, By.QUARTER, By.MONTH)
_DAYS = 4 * BEYOND  # more than there are from the first to the last


def fact_table(dataset: str, kind: str, records: Records, named: NamedRecords) -> pyarrow.Table:
    """Return records of a kind as a table with the columns of `FACTS`; those that the kind does not have are null."""
    number = len(records.pos)
    columns = {"dataset": pyarrow.repeat(dataset, number), "kind": pyarrow.repeat(kind, number)}
    columns |= _known(records) | _texts(kind, records) | _own(kind, records.fields)
    columns |= cited_columns(kind, records.fields, records.independent)
    columns |= named.of(kind, records.fields)
    arrays = [_array(columns.get(field.name), field.type, number) for field in SCHEMA]
    return pyarrow.Table.from_arrays(arrays, schema=SCHEMA)


def _array(values: Any, kind: pyarrow.DataType, number: int) -> pyarrow.Array:
    if isinstance(values, pyarrow.Array):
        return values
    return pyarrow.nulls(number, kind) if values is None else pyarrow.array(values, kind)


def _known(records: Records) -> Columns:
    """Return what the index knows of records, and in which period each surely lies."""
    first, last = (pyarrow.array(days, pyarrow.int32()) for days in (records.first, records.last))
    return {
        **{name: getattr(records, name) for name in ("pos", "known", "independent")},
        "id": records.fields["id"],
        "first_day": first,
        "last_day": last,
        "row": parted(records.lines, "\n"),
        "undated": list(map(bool, records.undated)),
        **_periods(first, last),
    }


def _periods(first: pyarrow.Array, last: pyarrow.Array) -> Columns:
    """Return the periods in which days surely lie, looked up once for all that have the same first and last day."""
    whole = pyarrow.compute.multiply(first.cast(pyarrow.int64()), _DAYS)
    coded = pyarrow.compute.add(whole, last).dictionary_encode()
    days = [divmod(both + BEYOND, _DAYS) for both in coded.dictionary.to_pylist()]
    names = ((by, [surely_in(by, begins, ends - BEYOND) for begins, ends in days]) for by in _PERIODS)
    return {f"in_{by}": pyarrow.array(each, pyarrow.string()).take(coded.indices) for by, each in names}


def _texts(kind: str, records: Records) -> Columns:
    words, note_words = record_words(kind, records.lines, records.fields)
    date = records.fields.get("published" if kind == "source" else "date")
    columns = {"words": words, "note_words": note_words, "title": _titles(kind, records.fields)}
    return columns if date is None else columns | {"date": date}


def _titles(kind: str, fields: Fields) -> Any:
    if kind not in _LABELLED:
        return fields["name" if kind in ("actor", "place") else "title"]
    return list(map(label, pyarrow.table({key: fields[key] for key in _LABELLED[kind]}).to_pylist()))


def _own(kind: str, fields: Fields) -> Columns:
    """Return the columns that records of one kind alone have."""
    if kind == "quote":
        return {"speaker": _id(fields["speaker"]), "utterance": fields["utterance"]}
    if kind == "figure":
        own = {name: fields[name] for name in ("measure", "counts", "low", "high")}
        return {"force": _id(fields["force"]), "place": _id(fields["place"]), **own}
    return {}


def _id(reference: pyarrow.Array) -> pyarrow.Array:
    return pyarrow.compute.struct_field(reference, "id")
