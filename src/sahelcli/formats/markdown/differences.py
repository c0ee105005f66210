"""Differences between figures in Markdown: a heading for each, which go together, and a table of the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelcli.dates.formatting import span
from sahelcli.formats.markdown.escape import escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.tables import rows_table
from sahelcli.phrases.figure_differences import extent, subject, together
from sahelcli.phrases.figure_numbers import subject_names

if TYPE_CHECKING:
    from sahelcli.json_rows import DifferenceRow


def differences(rows: Iterable[DifferenceRow], notes: Footnotes) -> Iterator[str]:
    """Yield the blocks."""
    blocks = list(rows)
    whose = subject_names(blocks)
    for row in blocks:
        days = span(row["date_start"], row["date_end"])
        yield f"\n## {escaped(', '.join(filter(None, (subject(row, whose), days))))}\n\n{escaped(extent(row))}\n\n"
        groups = together(row)
        yield from (f"- {escaped(text)}\n" for text in groups)
        yield "\n" if groups else ""
        yield from rows_table("figure", row["figures"], notes)
