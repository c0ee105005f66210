"""JSONL format: the rows of the contract, one object a line, with nothing in it that any reader takes for its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sahelcli.formats.json import line

if TYPE_CHECKING:
    from sahelcli.formats import Style
    from sahelcli.report import Report


def render(report: Report, style: Style) -> Iterator[bytes]:
    """Yield one line a row."""
    for row in report.rows:
        yield line(row, style) + b"\n"
