"""Row errors of an import, and the rollback of a rejected row's changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sahelcli.diagnostics.finding import Finding

RowError = Finding[None]
"""One thing wrong with the present row: its line is known to who reads the table."""


def row_error(message: str, code: str, hint: str | None = None) -> RowError:
    """Return an error of the current row."""
    return Finding(None, message, code, hint)


class RowRejected(Exception):
    """A row cannot become a record; `faults` are the reasons."""

    def __init__(self, *faults: RowError) -> None:
        super().__init__(*faults)
        self.faults = faults


class RowWaits(RowRejected):
    """A row refers to records that no earlier row describes, but a later one may.

    `record` is the (kind, id) of the row's own record, `unknown` are those that it refers to.
    """

    def __init__(self, record: tuple[str, str], unknown: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.record = record
        self.unknown = tuple(unknown)


Warn = Callable[[RowError], None]
"""Takes what is wrong with a row that becomes a record all the same."""


class RowUndo:
    """Rollback of the current row's changes to shared state, so that a rejected row leaves no trace."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def add(self, step: Callable[[], object]) -> None:
        """Register a function that undoes a change."""
        self._steps.append(step)

    @contextmanager
    def unless_taken(self) -> Iterator[None]:
        """Context manager that undoes the changes made inside, the last first, if the row is rejected there."""
        self._steps.clear()  # of what was changed before any row
        try:
            yield
        except RowRejected:
            for step in reversed(self._steps):
                step()
            raise
