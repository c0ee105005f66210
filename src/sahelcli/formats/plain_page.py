"""Page of a record as plain text: a line for each value, headed by its key; several lines for a list.

Dates are EDTF and texts as they are; the id of what is named stands last. An empty line parts two records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sahelcli.formats.cells import cell
from sahelcli.phrases import in_order, publisher

if TYPE_CHECKING:
    from sahelcli.row_types import RecordPage

Cells = list[tuple[str, str]]


def pages(rows: Iterable[RecordPage]) -> Iterator[Cells]:
    """Yield the cells of each line, each with an empty weight."""
    for number, row in enumerate(rows):
        if number:
            yield []
        for key, value in row.items():
            for texts in _values(key, value):
                yield [(text, "") for text in (key, *texts)]


def _values(key: str, value: Any) -> Iterator[list[str]]:
    """Yield the values of a key, a list of cells for each line; nothing where it is empty."""
    if key == "sources":
        for source in in_order(value):
            yield [publisher(source), source["published"] or "", source["title"], source["url"] or "", source["id"]]
    elif isinstance(value, list):
        yield from map(_listed, value)
    elif value is not None:
        yield _listed(value)


def _listed(value: Any) -> list[str]:
    match value:
        case {"kind": kind, "date": date, "title": title, "id": identifier}:
            return [kind, date or "", title, identifier]
        case {"title": title, "of": body, "since": since, "until": until}:
            return [title, body["name"], f"{since or ''}/{until or ''}" if since or until else "", body["id"]]
        case {"id": identifier}:
            return [value.get("name") or value["title"], identifier]
        case _:
            return [cell(value)]
