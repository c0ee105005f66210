"""The table of names beside the facts: what things are called, and what the dataset says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sahelcli.engines.facts_schema import NAMES, VERSION
from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_schema import arrow_schema
from sahelcli.exporters.facts.indexed_records import batches
from sahelcli.exporters.facts.record_words import of_each, words_of
from sahelcli.exporters.facts.row_fields import Fields
from sahelcli.index.open import Index
from sahelcli.model import KIND_NAMES
from sahelcli.text.search_words import BETWEEN

SCHEMA = arrow_schema(NAMES)
_KEYS, _TYPES = SCHEMA.names[2:], SCHEMA.types[2:]
_META = ("title", "version", "licence", "content_hash")
_MANY = 50_000  # names that are held at a time
_CALLED = {
    "name": "SELECT kind, key, id, shown, pos FROM names ORDER BY kind, key, id",
    "word": "SELECT kind, word, id FROM words ORDER BY kind, word, id",
    "connected": "SELECT '', together, parts FROM connected ORDER BY together, parts",
}
_ROWS = "SELECT count(*) FROM records WHERE kind = ?"


def names_tables(index: Index, dataset: str) -> Iterator[pyarrow.Table]:
    """Yield the names of an index, many at a time, and what its dataset says of itself."""
    for part, statement in _CALLED.items():
        yield from _tables(dataset, part, index.connection.execute(statement))
    for records in batches(index.connection, "actor"):
        yield from _tables(dataset, "described", _described(records.fields))
    yield from _tables(dataset, "about", _about(index))


def _tables(dataset: str, part: str, names: Iterable[tuple[Any, ...]]) -> Iterator[pyarrow.Table]:
    """Yield names of a part, each of at least its kind, key and id, as the columns of `NAMES` come after `part`."""
    left = iter(names)
    while listed := list(islice(left, _MANY)):
        columns = dict(zip(_KEYS, map(pyarrow.array, zip(*listed, strict=True), _TYPES), strict=False))
        same = {"dataset": dataset, "part": part, "shown": "", "pos": 0}
        repeated = {name: pyarrow.repeat(value, len(listed)) for name, value in same.items()}
        columns = repeated | columns
        yield pyarrow.Table.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _described(fields: Fields) -> Iterator[tuple[str, str, str]]:
    """Yield the words of the description and the roles of actors."""
    words = words_of([fields["description"], of_each(fields["roles"], "title")])
    for record_id, text in zip(fields["id"].to_pylist(), words.to_pylist(), strict=True):
        yield from (("actor", word, record_id) for word in sorted({*text.split()} - {BETWEEN.strip()}))


def _about(index: Index) -> Iterator[tuple[str, str, str]]:
    meta = {name: index.meta(name) for name in _META}
    meta |= {"left_out": str(index.lacking.left_out), "schema": str(VERSION)}
    yield from (("", name, value) for name, value in meta.items())
    for kind in KIND_NAMES:
        ((number,),) = index.ask(_ROWS, (kind,))
        yield kind, "rows", str(number)
