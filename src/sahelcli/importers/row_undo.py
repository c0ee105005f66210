"""What a row has changed before it turns out that it cannot be a record, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sahelcli.importers.row_errors import RowRejected


class RowUndo:
    """The steps that take back what the present row has changed: nothing of a refused row is written."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def add(self, step: Callable[[], object]) -> None:
        """Remember how to take back a change that is being made."""
        self._steps.append(step)

    @contextmanager
    def unless_taken(self) -> Iterator[None]:
        """Take back, the last first, what is changed inside if the row is refused there."""
        self._steps.clear()  # of what was changed before any row
        try:
            yield
        except RowRejected:
            for step in reversed(self._steps):
                step()
            raise
