"""The first records of an import, kept to be shown before anything is written: as a table of each kind, and as TOML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sahelcli.diagnostics.problem import Problem
from sahelcli.text.cell_width import beginning, cells, padded
from sahelcli.text.sanitize import one_line
from sahelcli.toml.parser import parse

_MOST = 3  # records of a kind
_WIDEST, _GAP = 32, 2  # cells of a column, and between two
_HEADER = re.compile(r"(?m)^\[(?:\[([a-z]+)\]|[a-z]+)\]$")  # of a record, or of what stands once in a document


class FirstRecords:
    """Takes the text of a document piece by piece; only whole records come in a piece."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._texts: list[str] = []

    def take(self, text: str) -> None:
        """Keep the records of a piece that are among the first of their kind."""
        headers = list(_HEADER.finditer(text))
        ends = [*(header.start() for header in headers[1:]), len(text)]
        for header, end in zip(headers, ends, strict=False):
            if header[1]:
                self._counts[header[1]] += 1
                if self._counts[header[1]] <= _MOST:
                    self._texts.append(text[header.start() : end].strip())

    def page(self, width: int) -> Iterator[str]:
        """Yield the lines of the first records: a table of each kind as wide as there is room, then all as TOML."""
        document = parse("\n\n".join(self._texts) + "\n")
        tables = {} if isinstance(document, Problem) else document
        for name, number in self._counts.items():
            records = [record for record in tables.get(name, []) if isinstance(record, dict)]
            yield f"{name}: {min(number, _MOST):,} of {number:,}"
            yield from _table(records, width)
            yield ""
        yield "\n\n".join(self._texts) or "no records"


def _table(records: list[dict[str, Any]], width: int) -> Iterator[str]:
    """Yield a line of names and one of values for each record, of as many keys as fit."""
    names = list(dict.fromkeys(key for record in records for key in record if key != "id"))
    rows = [names, *([_text(record.get(key)) for key in names] for record in records)]
    widths = [min(max(cells(row[place]) for row in rows), _WIDEST) for place in range(len(names))]
    fitting = [place for place in range(len(names)) if sum(widths[: place + 1]) + _GAP * (place + 1) <= width]
    for row in rows:
        those = (padded(beginning(row[place], widths[place]), widths[place]) for place in fitting)
        yield "".join(" " * _GAP + text for text in those).rstrip()


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(one_line(str(each)) for each in value)
    return "" if value is None else one_line(str(value))
