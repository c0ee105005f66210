"""What is wrong with a row, before it has a file and a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class RowError(NamedTuple):
    """One thing wrong with a row: message, code and hint as a Diagnostic has them."""

    message: str
    code: str
    hint: str | None = None


class RowRejected(Exception):
    """A row cannot become a record, for these reasons."""

    def __init__(self, *faults: RowError) -> None:
        super().__init__(*faults)
        self.faults = faults


Warn = Callable[[RowError], None]
"""Takes what is wrong with a row that becomes a record all the same."""
