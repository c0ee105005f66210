"""Figures that differ, as a page of a site says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dates.formatting import span
from sahelcli.phrases.figure_differences import extent, subject, together
from sahelcli.phrases.figure_numbers import subject_names

if TYPE_CHECKING:
    from sahelcli.json_rows import DifferenceRow


class DifferenceBlock(NamedTuple):
    """Figures that differ, as a page says it: of what and when, how far apart, and which go together."""

    title: str
    days: str
    extent: str
    groups: list[str]
    row: DifferenceRow


def block(row: DifferenceRow) -> DifferenceBlock:
    """Return figures that differ in words."""
    days = span(row["date_start"], row["date_end"])
    title = ", ".join(filter(None, (subject(row, subject_names([row])), days)))
    return DifferenceBlock(title, days or "these days", extent(row), together(row), row)
