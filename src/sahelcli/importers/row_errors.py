"""Row errors of an import, and the rollback of what a rejected row has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sahelcli.diagnostics.finding import Finding

RowError = Finding[None]
"""One thing wrong with the present row: its line is known to who reads the table."""


def row_error(message: str, code: str, hint: str | None = None) -> RowError:
    """Return what is wrong with the present row."""
    return Finding(None, message, code, hint)


class RowRejected(Exception):
    """A row cannot become a record, for these reasons."""

    def __init__(self, *faults: RowError) -> None:
        super().__init__(*faults)
        self.faults = faults


class RowWaits(RowRejected):
    """A row refers to what no row before it describes; one below may. `record` and `unknown` are kinds with ids."""

    def __init__(self, record: tuple[str, str], unknown: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.record = record
        self.unknown = tuple(unknown)


Warn = Callable[[RowError], None]
"""Takes what is wrong with a row that becomes a record all the same."""


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
