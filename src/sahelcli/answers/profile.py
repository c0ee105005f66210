"""An actor in full: their own record, first and last event, and everything that names them, newest first."""

from __future__ import annotations

from sahelcli.index.names import resolve
from sahelcli.index.open import Index
from sahelcli.query import Query, ask, record
from sahelcli.report import Row


def profile(index: Index, name: str, query: Query) -> Row:
    """Return the profile (see `records.rows.Profile`) of the actor called so; the query narrows its lists."""
    actor = resolve(index.connection, "actor", name)
    own = record(index, "actor", actor)
    asked = query._replace(speaker=actor, reverse=True)
    events, quotes, figures = (
        [row.json for row in ask(index, kind, asked).rows] for kind in ("event", "quote", "figure")
    )
    last, first = (events[0], events[-1]) if events else (b"null", b"null")
    template = b'%b, "first_event": %b, "last_event": %b, "events": [%b], "quotes": [%b], "figures": [%b]}'
    return Row(template % (own.json[:-1], first, last, *map(b", ".join, (events, quotes, figures))))
