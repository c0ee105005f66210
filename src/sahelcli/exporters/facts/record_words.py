"""The words by which a record is found, as columns of facts: those of its own texts, and of the names that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sahelcli.exporters.facts.arrow_library import pyarrow
from sahelcli.exporters.facts.arrow_lists import parted
from sahelcli.exporters.facts.row_fields import Fields, read_fields
from sahelcli.text.search_words import COLUMN_END, FIELD_END, folded_columns

_ESCAPED_END = re.compile(rb"((?<!\\)(?:\\\\)*)\\u001[cd]")  # in JSON: a sign that ends fields and columns
_PARTED = bytes(
    code if code > 127 or chr(code) == COLUMN_END else ord(chr(code).lower() if chr(code).isalnum() else " ")
    for code in range(256)
)
_join = pyarrow.compute.binary_join


def record_words(kind: str, lines: bytes, fields: Fields) -> tuple[pyarrow.Array, pyarrow.Array]:
    """Return the words of each record of a kind but those of its note, and those of its note."""
    if b"\\u001" in lines:
        fields = read_fields(kind, _ESCAPED_END.sub(rb"\1 ", lines))
    return words_of(_TEXTS[kind](fields)), words_of([fields["note"]])


def words_of(texts: Iterable[pyarrow.Array]) -> pyarrow.Array:
    """Return the words of texts, of which each record has one in every column, or none.

    Each word has a space on both sides, so that one text holds another, its words next to each other, where the one
    holds the other with a space on both sides. What parts two fields is a word that nothing is folded to; a sign beyond
    ASCII is part of a word, as in the index.
    """
    columns = folded_columns(_joined(texts), set())  # which words are connected is known from the index
    words = f" {f' {COLUMN_END} '.join(columns)} ".encode().translate(_PARTED)
    while b"  " in words:
        words = words.replace(b"  ", b" ")
    column = parted(words, COLUMN_END)
    return pyarrow.compute.if_else(pyarrow.compute.equal(column, " "), "", column)


def _joined(texts: Iterable[pyarrow.Array]) -> str:
    """Return texts as `folded_columns` takes them, a column a record; what is empty is left out."""
    columns = pyarrow.compute.binary_join_element_wise(*texts, FIELD_END, null_handling="replace")
    text: str = _join(pyarrow.ListArray.from_arrays([0, len(columns)], columns), COLUMN_END)[0].as_py()
    while FIELD_END * 2 in text:
        text = text.replace(FIELD_END * 2, FIELD_END)
    return text.replace(FIELD_END + COLUMN_END, COLUMN_END).replace(COLUMN_END + FIELD_END, COLUMN_END).strip(FIELD_END)


def _event(fields: Fields) -> Iterable[pyarrow.Array]:
    own = (fields[key] for key in ("title", "summary", "attributed_to"))
    return *own, _join(fields["tags"], FIELD_END), *(of_each(fields[key], "name") for key in ("actors", "places"))


def _quote(fields: Fields) -> Iterable[pyarrow.Array]:
    return *(fields[key] for key in ("text", "speaker_label", "venue")), _name(fields["speaker"])


def _figure(fields: Fields) -> Iterable[pyarrow.Array]:
    own = (fields[key] for key in ("counts", "wording", "attributed_to", "measure"))
    return *own, _name(fields["force"]), _name(fields["place"])


def _actor(fields: Fields) -> Iterable[pyarrow.Array]:
    return *_place(fields), fields["description"], of_each(fields["roles"], "title")


def _place(fields: Fields) -> Iterable[pyarrow.Array]:
    return fields["name"], _join(fields["aliases"], FIELD_END)


def _source(fields: Fields) -> Iterable[pyarrow.Array]:
    return [fields[key] for key in ("title", "publisher", "agency", "author")]


def _name(reference: pyarrow.Array) -> pyarrow.Array:
    return pyarrow.compute.struct_field(reference, "name")


def of_each(objects: pyarrow.ListArray, key: str) -> pyarrow.Array:
    """Return what the objects in a list have at a key, together."""
    return _join(pyarrow.ListArray.from_arrays(objects.offsets, objects.values.field(key)), FIELD_END)


_TEXTS = {"event": _event, "quote": _quote, "figure": _figure, "actor": _actor, "place": _place, "source": _source}
