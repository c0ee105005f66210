"""Titles that are longer than a line: cut, and kept whole in another text of the record."""

from __future__ import annotations

from typing import Any

from sahelcli.importers.cells.plain_values import title_of
from sahelcli.importers.row_errors import RowError, Warn


def shorten(kind: str, into: str, record: dict[str, Any], warn: Warn) -> None:
    """Cut a record's title that is too long or no line, and keep it whole in the text `into`."""
    title = record.get("title")
    if title is None:
        return
    record["title"], whole = title_of(title)
    if whole:
        record[into] = "\n\n".join(filter(None, (whole, record.get(into))))
        said = f"the {kind}'s title is no line of 200 characters: it is cut, and the {into} holds it whole"
        warn(RowError(said, "title"))
