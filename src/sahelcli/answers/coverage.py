"""The days that a dataset covers, told to those who asked about days on which it has nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.dates.calendar import iso
from sahelcli.dates.formatting import words
from sahelcli.index.open import Index
from sahelcli.index.selection import BEYOND
from sahelcli.query import Query
from sahelcli.text.quoting import with_article


def outside(index: Index, kinds: Sequence[str], noun: str, query: Query) -> str | None:
    """Return a sentence if the days that were asked about are before the first or after the last of the dataset's."""
    first, last, known = _covered(index, kinds)
    firsts = [window.first for window in (query.since, query.on) if window and window.first is not None]
    lasts = [window.last for window in (query.until, query.on) if window and window.last is not None]
    if first is None or last is None:
        return None
    if any(day > last for day in firsts) or any(day < first for day in lasts):
        return f"the {noun}s of this dataset run from {words(iso(first))} to {words(iso(last))}"
    if known is not None and query.known_by and query.known_by.last is not None and query.known_by.last < known:
        return f"the first source of {with_article(noun)} was published by {words(iso(known))}"
    return None


def _covered(index: Index, kinds: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    """Return the first and last day that records of some kinds are known for, and by when the first had a source."""
    marks, condition = ", ".join("?" * len(kinds)), f"NOT (first = {-BEYOND} AND last = {BEYOND})"
    statement = (
        f"SELECT min(nullif(first, {-BEYOND})), max(nullif(last, {BEYOND})), min(known)"  # noqa: S608  # our own words
        f" FROM records WHERE kind IN ({marks}) AND {condition}"
    )
    found: tuple[int | None, int | None, int | None] = index.connection.execute(statement, tuple(kinds)).fetchone()
    return found
