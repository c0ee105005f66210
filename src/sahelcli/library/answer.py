"""Answer of the Python interface: the rows of `--json`, the total number of matches, and notes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints, overload

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from sahelcli.output.capture import Capture

from sahelcli.cli.list_printing import NOUNS

RowT = TypeVar("RowT")


class Answer(Sequence[RowT], Generic[RowT]):
    """Rows that answer a question, each a dictionary of the JSON contract: of the shape of its `kind` in docs/json.md.

    `total` is how many match, also where a limit gives fewer; `notes` are the sentences that the command line prints on
    standard error: what was left out, and why. `single` says that it is one record, which `--json` prints as an object.
    `dataset` is what answered: its title, version and the content_hash of its records; of `check` nothing.
    """

    def __init__(self, capture: Capture, ask_again: Callable[[int], Capture]) -> None:
        report = capture.report
        self.kind = report.kind
        self.single = report.single
        self.total = len(capture.lines) if report.total is None else report.total
        self.notes = tuple(capture.notes)
        self.dataset = capture.dataset
        self._capture = capture
        self._ask_again = ask_again
        self._noun = report.noun or NOUNS.get(report.kind, report.kind)

    @cached_property
    def _rows(self) -> list[RowT]:
        rows: list[RowT] = json.loads(b"[%b]" % b",".join(self._capture.lines))
        return rows

    def __len__(self) -> int:
        return len(self._capture.lines)

    @overload
    def __getitem__(self, index: int) -> RowT: ...
    @overload
    def __getitem__(self, index: slice) -> list[RowT]: ...
    def __getitem__(self, index: int | slice) -> RowT | list[RowT]:
        return self._rows[index]

    def __repr__(self) -> str:
        from sahelcli.phrases import count

        total = count(self.total, self._noun)
        how_many = total if len(self) == self.total else f"{len(self):,} of {total}"
        return "\n".join([f"<{how_many}>", *(f"note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        """Return the HTML for a notebook: the first hundred rows as people read them, their sources, and the notes."""
        from sahelcli.library.notebook import as_html  # here: few answers are looked at in a notebook

        return as_html(self._capture, self._ask_again)

    def to_arrow(self) -> pyarrow.Table:
        """Return the rows as a table of Arrow; SahelError where pyarrow is not installed."""
        from sahelcli.library import frames  # here, and below: few answers become such a table

        return frames.to_arrow(self, self._columns)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame of pandas; SahelError where pandas is not installed."""
        from sahelcli.library import frames

        return frames.to_pandas(self, self._columns)

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a data frame of Polars; SahelError where Polars is not installed."""
        from sahelcli.library import frames

        return frames.to_polars(self, self._columns)

    @property
    def _columns(self) -> dict[str, Any]:
        """The keys of the rows, with their types."""
        from sahelcli.formats.findings import FindingRow
        from sahelcli.json_contract import ROWS

        keys = get_type_hints(FindingRow if self.kind == "finding" else ROWS[self.kind])
        return {name: keys[name] for name in self._capture.fields or keys}
