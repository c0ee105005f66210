"""The table of names beside the facts: what things are called, and what the dataset says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from sahelcli.engines.facts_schema import NAMES, VERSION
from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_schema import arrow_schema
from sahelcli.exporters.facts.indexed_records import batches
from sahelcli.index.open import Index
from sahelcli.model import KIND_NAMES
from sahelcli.text.search_words import words

SCHEMA = arrow_schema(NAMES)
_META = ("title", "version", "licence", "content_hash")

_MANY = 50_000  # names that are held at a time
_CALLED = (
    "SELECT 'name', kind, key, id, shown, pos FROM names ORDER BY kind, key, id",
    "SELECT 'word', kind, word, id, '', 0 FROM words ORDER BY kind, word, id",
    "SELECT 'connected', '', together, parts, '', 0 FROM connected ORDER BY together, parts",
)
_ROWS = "SELECT count(*) FROM records WHERE kind = ?"
_Name = tuple[Any, ...]  # part, kind, key, id, shown, pos


def names_tables(index: Index, dataset: str) -> Iterator[pyarrow.Table]:
    """Yield the names of an index, many at a time, and what its dataset says of itself."""
    called = map(index.connection.execute, _CALLED)
    names: Iterator[_Name] = chain(*called, _described(index), _about(index))
    while listed := list(islice(names, _MANY)):
        columns = [[dataset] * len(listed), *zip(*listed, strict=True)]
        arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
        yield pyarrow.Table.from_arrays(arrays, schema=SCHEMA)


def _described(index: Index) -> Iterator[_Name]:
    for batch in batches(index.connection, "actor"):
        for record in batch:
            texts = [record.row["description"], *(role["title"] for role in record.row["roles"])]
            yield from (("described", "actor", word, record.id, "", 0) for word in sorted(_words(texts)))


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text)}


def _about(index: Index) -> Iterator[_Name]:
    meta = {name: index.meta(name) for name in _META}
    meta |= {"left_out": str(index.lacking.left_out), "schema": str(VERSION)}
    yield from (("about", "", name, value, "", 0) for name, value in meta.items())
    for kind in KIND_NAMES:
        ((number,),) = index.ask(_ROWS, (kind,))
        yield "about", kind, "rows", str(number), "", 0
