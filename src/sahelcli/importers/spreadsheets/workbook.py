"""Workbook interface: sheets by name, and the rows of a sheet as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, Protocol, Self

from sahelcli.importers.tables.table import Row


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, and in `inside` its location in the file."""

    name: str
    is_hidden: bool
    inside: str


class UnusableCell(str):  # noqa: SLOT000  # few cells are, and `why` needs a place
    """A cell without a usable value, such as a formula error; `why` is the reason in words."""

    why: str

    def __new__(cls, text: str, why: str) -> Self:
        """Return the cell with its text, such as #REF!."""
        cell = super().__new__(cls, text)
        cell.why = why
        return cell


def under_merged(place: str) -> str:
    """Return the note on cells below the first row of a merged range; `place` names one of them."""
    return (
        f"below the first row of a merged cell ({place}): read as empty, as they are; where its value is that of each "
        "row, unmerge and fill down in the spreadsheet"
    )


class Workbook(Protocol):
    """An open workbook; `notes` are sentences on cells whose text differs from the stored value, with counts."""

    sheets: tuple[Sheet, ...]
    notes: Counter[str]

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the non-empty rows of a sheet, in order, with their row numbers from 1."""
        ...


class BadWorkbook(Exception):
    """A workbook cannot be read; the message gives the reason."""
