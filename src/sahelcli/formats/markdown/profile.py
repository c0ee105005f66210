"""Profile of an actor in Markdown: who they are, with all events, quotations and figures, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelcli.formats.markdown.escape import block_quotation, escaped
from sahelcli.formats.markdown.footnotes import Footnotes
from sahelcli.formats.markdown.quotes import quotations
from sahelcli.formats.markdown.tables import rows_table
from sahelcli.phrases import part, role
from sahelcli.phrases.actor_profile import nature, role_dates, summary
from sahelcli.phrases.renderings import is_match
from sahelcli.phrases.source_order import in_order

if TYPE_CHECKING:
    from sahelcli.json_contract import Profile


def profiles(rows: Iterable[Profile], notes: Footnotes) -> Iterator[str]:
    """Yield a page for each profile."""
    for row in rows:
        yield f"# {escaped(row['name'])}\n\n{escaped(nature(row))}{notes.identified(row)}\n"
        if row["aliases"]:
            yield f"\nAlso {escaped(', '.join(row['aliases']))}\n"
        yield f"\n{_paragraphs(row['description'])}{''.join(map(notes.cite, in_order(row['sources'])))}\n"
        if row["roles"]:
            yield "\n"
        for item in row["roles"]:
            yield f"- {escaped(', '.join(filter(None, (role(item), role_dates(item)))))}\n"
        yield f"\n{escaped(summary(row))}\n"
        if row["events"]:
            yield f"\n## Events{part(len(row['events']), row['total_events'])}\n\n"
            yield from rows_table("event", row["events"], notes)
        if row["quotes"]:
            yield f"\n## Quotations{part(sum(map(is_match, row['quotes'])), row['total_quotes'])}\n"
            yield from quotations(row["quotes"], notes, level=3)
        if row["figures"]:
            yield f"\n## Figures{part(len(row['figures']), row['total_figures'])}\n\n"
            yield from rows_table("figure", row["figures"], notes)


def _paragraphs(text: str) -> str:
    return block_quotation(text).replace("\n>", "\n").removeprefix("> ")
