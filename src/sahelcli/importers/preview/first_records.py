"""First records of an import, for its preview: as one table for each kind, and as TOML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sahelcli.importers.record_writer import NewRecord
from sahelcli.text.cell_width import beginning, cells, padded
from sahelcli.text.sanitize import one_line
from sahelcli.toml.writer import record

_MOST = 3  # records of a kind
_WIDEST, _GAP = 32, 2  # cells of a column, and between two


class FirstRecords:
    """Counts the records of an import, and stores the first ones of each table."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: list[NewRecord] = []

    def take(self, records: Iterable[NewRecord]) -> None:
        """Count records, in the order in which they will be written."""
        for made in records:
            self._counts[made.table] += 1
            if self._counts[made.table] <= _MOST:
                self._first.append(made)

    def page(self, width: int) -> Iterator[str]:
        """Yield the lines of the preview, at most `width` columns wide: a table for each kind, then all as TOML."""
        for name, number in self._counts.items():
            yield f"{name}: {min(number, _MOST):,} of {number:,}"
            yield from _table([_with_value(made.keys) for made in self._first if made.table == name], width)
            yield ""
        yield "\n".join(record(*made).strip("\n") + "\n" for made in self._first).rstrip("\n") or "no records"


def _with_value(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value not in (None, "", (), [])}


def _table(records: list[dict[str, Any]], width: int) -> Iterator[str]:
    """Yield a header line and a line for each record, with as many keys as fit."""
    names = list(dict.fromkeys(key for record in records for key in record if key != "id"))
    rows = [names, *([_text(record.get(key)) for key in names] for record in records)]
    widths = [min(max(cells(row[place]) for row in rows), _WIDEST) for place in range(len(names))]
    fitting = [place for place in range(len(names)) if sum(widths[: place + 1]) + _GAP * (place + 1) <= width]
    for row in rows:
        those = (padded(beginning(row[place], widths[place]), widths[place]) for place in fitting)
        yield "".join(" " * _GAP + text for text in those).rstrip()


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(one_line(str(each)) for each in value)
    return "" if value is None else one_line(str(value))
