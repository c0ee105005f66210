"""Source lookup: by id, the beginning of one, or words of publisher, agency, author and title."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from sqlite3 import Connection

from sahelcli.index.name_lookup import resolve
from sahelcli.index.phrase_search import SearchTerm, refuse_too_many, term
from sahelcli.text.search_words import split

_FOUND = """
    SELECT r.id, json_extract(CAST(r.stored AS TEXT), '$.publisher')
    FROM texts CROSS JOIN records AS r ON r.pos = texts.rowid WHERE texts MATCH ? AND r.kind = 'source'
"""


def resolve_source(connection: Connection, text: str) -> str:
    """Return the id of the source that the text names; UnknownName for none, AmbiguousName for several."""
    return resolve(connection, "source", text, lambda: _with_words(connection, text))


def _with_words(connection: Connection, text: str) -> dict[str, str]:
    """Return the sources that have all the words, and who published them."""
    refuse_too_many(len(split(text)))
    terms = [term(connection, word) for word in text.split() if split(word)]
    return sources_with(connection, terms) if terms else {}


@singledispatch
def sources_with(connection: Connection, terms: Sequence[SearchTerm]) -> dict[str, str]:
    """Return the sources that have all the terms, but in their notes, and who published them."""
    expression = " AND ".join(term.expression for term in terms)
    return dict(connection.execute(_FOUND, (f"{{head body}} : ({expression})",)))
