"""A profile in Markdown: who the actor is, with all events, quotations and figures, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sahelcli.formats.markdown.escape import block_quotation, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.quotes import quotations
from sahelcli.formats.markdown.tables import rows_table
from sahelcli.phrases import part, role
from sahelcli.phrases.actor_profile import held, nature, summary
from sahelcli.phrases.source_order import in_order


def profiles(rows: Iterable[dict[str, Any]], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each profile."""
    for row in rows:
        yield f"# {escaped(row['name'])}\n\n{escaped(nature(row))}{notes.identified(row)}\n"
        if row["aliases"]:
            yield f"\nAlso {escaped(', '.join(row['aliases']))}\n"
        yield f"\n{_paragraphs(row['description'])}{''.join(map(notes.cite, in_order(row['sources'])))}\n"
        if row["roles"]:
            yield "\n"
        for item in row["roles"]:
            yield f"- {escaped(', '.join(filter(None, (role(item), held(item)))))}\n"
        yield f"\n{escaped(summary(row))}\n"
        if row["events"]:
            yield f"\n## Events{part(row, 'events')}\n\n"
            yield from rows_table("event", row["events"], notes)
        if row["quotes"]:
            yield f"\n## Quotations{part(row, 'quotes')}\n"
            yield from quotations(row["quotes"], notes, level=3)
        if row["figures"]:
            yield f"\n## Figures{part(row, 'figures')}\n\n"
            yield from rows_table("figure", row["figures"], notes)


def _paragraphs(text: str) -> str:
    return block_quotation(text).replace("\n>", "\n").removeprefix("> ")
