"""Date coverage of a dataset: a note where a question asks for days outside of it."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.dates.calendar import iso
from sahelcli.dates.formatting import words
from sahelcli.index.counts import covered
from sahelcli.index.open import Index
from sahelcli.query import Query
from sahelcli.text.quoting import with_article


def outside(index: Index, kinds: Sequence[str], noun: str, query: Query) -> str | None:
    """Return a sentence if the days asked about are before the first or after the last day of the dataset."""
    first, last, known = covered(index.connection, kinds)
    firsts = [window.first for window in (query.since, query.on) if window and window.first is not None]
    lasts = [window.last for window in (query.until, query.on) if window and window.last is not None]
    if first is None or last is None:
        return None
    if any(day > last for day in firsts) or any(day < first for day in lasts):
        return f"the {noun}s of this dataset run from {words(iso(first))} to {words(iso(last))}"
    if known is not None and query.known_by and query.known_by.last is not None and query.known_by.last < known:
        return f"the first source of {with_article(noun)} was published by {words(iso(known))}"
    return None
