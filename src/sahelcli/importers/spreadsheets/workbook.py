"""Workbook interface: sheets by name, and the rows of one as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, Protocol, Self

from sahelcli.importers.tables.table import Row


class Sheet(NamedTuple):
    """A sheet as its workbook names it; `inside` is where the workbook keeps it."""

    name: str
    is_hidden: bool
    inside: str


class UnusableCell(str):  # noqa: SLOT000  # few cells are, and `why` needs a place
    """A cell that holds no value that anyone could take over: `why` says so in words."""

    why: str

    def __new__(cls, text: str, why: str) -> Self:
        """Return the cell with its text, such as #REF!."""
        cell = super().__new__(cls, text)
        cell.why = why
        return cell


def under_merged(place: str) -> str:
    """Return the note on cells below the first row of a merged range; one of them is named."""
    return (
        f"below the first row of a merged cell ({place}): read as empty, as they are; where its value is that of each "
        "row, unmerge and fill down in the spreadsheet"
    )


class Workbook(Protocol):
    """A workbook that is open; `notes` counts, in words, what was made of cells that show less than they hold."""

    sheets: tuple[Sheet, ...]
    notes: Counter[str]

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of a sheet that hold anything, from the first on, by the numbers that people see."""
        ...


class BadWorkbook(Exception):
    """Why a workbook cannot be read, in words."""
