"""Cells of a table: values of the JSON contract as one text each, of one row or of many rows by their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

URLS = "source_urls"  # the one column that is no key of the contract: the addresses of the sources
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

Column = Sequence[str]
"""The cells of some rows under one name."""


class CellReader(NamedTuple):
    """Reader of rows: from each in UTF-8 to the values of some keys; then, of each column, its key and its cells."""

    values: Callable[[Iterable[bytes]], Iterator[Sequence[Any]]]
    keys: Sequence[str]
    columns: Sequence[tuple[str, Callable[[Sequence[Any]], Column]]]


def texts(values: Sequence[Any]) -> list[str]:
    """Return values as cells; most are texts, or nothing."""
    return [value if type(value) is str else "" if value is None else cell(value) for value in values]


def cell(value: Any) -> str:
    """Return a JSON value as text: null empty, a reference its id, a list its items joined by `; `."""
    if isinstance(value, list):
        return "; ".join(texts(value))
    if isinstance(value, dict):
        return cell(value["id"]) if "id" in value else _without_id(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def harmless(values: Sequence[Any], cells: Column) -> Column:
    """Return cells that no spreadsheet takes for formulas: an apostrophe before text that begins like one."""
    return [
        f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text
        for value, text in zip(values, cells, strict=True)
    ]


def _without_id(value: dict[str, Any]) -> str:
    match value:
        case {"row": row}:
            return cell(row)
        case {"figures": figures}:
            return ", ".join(figures)
        case {"field": field, "old": old, "new": new}:
            return f"{field}: {cell(old)} → {cell(new)}"
        case {"title": title, "of": body, "since": since, "until": until}:
            dates = f"{since or '..'}/{until or '..'}" if since or until else ""
            return ", ".join(filter(None, (title, cell(body), dates)))
        case _:
            return str(value)
