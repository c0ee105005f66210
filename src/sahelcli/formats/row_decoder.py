"""Decoder of record rows by msgspec, which decodes only the keys that the cells need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from msgspec import Struct, defstruct, json
from msgspec.structs import astuple

from sahelcli.formats.cells import URLS, CellReader, Column, texts
from sahelcli.json_contract import ROWS, Citation, EventReference, PlaceReference, Reference


class _Named(Struct, gc=False):
    """A reference in a row, of which only the id is decoded."""

    id: str


class _Cited(_Named, gc=False):
    """A source in a row, of which the id and the address are decoded."""

    url: str | None


_id, _url = attrgetter("id"), attrgetter("url")


def reading(kind: str, names: Sequence[str]) -> CellReader:
    """Return the decoder for the rows of a kind of record."""
    hints = ROWS[kind].__annotations__ | {"kind": str}
    keys = [name for name in names if name != URLS]
    decode = json.Decoder(defstruct("Row", [(key, _read_as(hints[key])) for key in keys], gc=False)).decode
    columns = [("sources", _urls) if name == URLS else (name, _cells_of(hints[name])) for name in names]
    return CellReader(lambda rows: map(astuple, map(decode, rows)), keys, columns)


def _read_as(hint: Any) -> Any:
    """Return the msgspec type by which values of a contract's type are decoded."""
    return _CELLS[hint][0] if hint in _CELLS else Any


def _cells_of(hint: Any) -> Callable[[Sequence[Any]], Column]:
    """Return the function that turns a column of values of a contract's type into cells."""
    return _CELLS[hint][1] if hint in _CELLS else texts


def _texts(values: Sequence[str]) -> Column:
    return values


def _optional_texts(values: Sequence[str | None]) -> Column:
    return [value or "" for value in values] if None in values else values  # type: ignore[return-value]


def _flags(values: Sequence[bool]) -> Column:
    return ["true" if value else "false" for value in values]


def _lists(values: Sequence[list[str]]) -> Column:
    return [*map("; ".join, values)]


def _ids(values: Sequence[_Named | None]) -> Column:
    return [value.id if value else "" for value in values]


def _id_lists(values: Sequence[list[_Named]]) -> Column:
    return [items[0].id if len(items) == 1 else "; ".join(map(_id, items)) for items in values]


def _urls(values: Sequence[list[_Cited]]) -> Column:
    try:
        return ["; ".join(map(_url, sources)) for sources in values]
    except TypeError:  # of the few that have no address, one is among these
        return ["; ".join([source.url or "" for source in sources]) for sources in values]


_CELLS: dict[Any, tuple[Any, Callable[[Sequence[Any]], Column]]] = {
    str: (str, _texts),
    str | None: (str | None, _optional_texts),
    bool: (bool, _flags),
    list[str]: (list[str], _lists),
    Reference | None: (_Named | None, _ids),
    PlaceReference: (_Named, _ids),
    EventReference | None: (_Named | None, _ids),
    list[Reference]: (list[_Named], _id_lists),
    list[PlaceReference]: (list[_Named], _id_lists),
    list[EventReference]: (list[_Named], _id_lists),
    list[Citation]: (list[_Cited], _id_lists),
}
"""By the type that the contract gives a value: the type it is read as, and what makes cells of such values.

What is not here is read as anything.
"""
