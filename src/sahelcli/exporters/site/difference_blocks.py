"""Blocks of figures that differ, in words, for the pages of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dates.formatting import span
from sahelcli.phrases.figures import extent, subject, subject_names, together

if TYPE_CHECKING:
    from sahelcli.json_contract import DifferenceRow


class DifferenceBlock(NamedTuple):
    """Figures that differ, in words: their subject and days, how far they are apart, and which of them agree."""

    title: str
    days: str
    extent: str
    groups: list[str]
    row: DifferenceRow


def block(row: DifferenceRow) -> DifferenceBlock:
    """Return the block, in words, of a row of figures that differ."""
    days = span(row["date_start"], row["date_end"])
    title = ", ".join(filter(None, (subject(row, subject_names([row])), days)))
    return DifferenceBlock(title, days or "these days", extent(row), together(row), row)
