"""Where figures differ, in Markdown: for each a heading, which of them go together, and a table of the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sahelcli.dates.formatting import span
from sahelcli.formats.markdown.escape import escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.tables import rows_table
from sahelcli.phrases.figure_differences import extent, subject, together
from sahelcli.phrases.figure_numbers import telling

Row = dict[str, Any]


def differences(rows: Iterable[Row], notes: Footnotes) -> Iterator[str]:
    """Yield the blocks."""
    blocks = list(rows)
    whose = telling(blocks)
    for row in blocks:
        days = span(row["date_start"], row["date_end"])
        yield f"\n## {escaped(', '.join(filter(None, (subject(row, whose), days))))}\n\n{escaped(extent(row))}\n\n"
        said = together(row)
        yield from (f"- {escaped(text)}\n" for text in said)
        yield "\n" if said else ""
        yield from rows_table("figure", row["figures"], notes)
