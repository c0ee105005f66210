"""What an index says, in a form that two of them can be compared by."""

from __future__ import annotations

import sqlite3
from typing import Any

_STATEMENTS = (
    "SELECT kind, id, span, first, last, known, undated, independent FROM records ORDER BY pos",
    "SELECT row FROM rows ORDER BY pos",
    (
        "WITH named AS (SELECT term, role, id FROM terms UNION ALL SELECT pos, kind, id FROM records"
        " UNION ALL SELECT -pos, 'event-actor', id FROM records)"
        " SELECT role, t.id, l.span, l.first, l.last, r.id FROM links AS l JOIN named AS t USING (term)"
        " JOIN records AS r ON r.pos = l.pos ORDER BY 1, 2, 3, 4, 5, 6"
    ),
    "SELECT n.kind, key, n.id, shown, r.id FROM names AS n LEFT JOIN records AS r ON r.pos = nullif(n.pos, 0)",
    "SELECT * FROM words",
    "SELECT said, r.id FROM allowed JOIN records AS r USING (pos) ORDER BY pos",
    "SELECT breadth, low, high, r.id FROM people JOIN records AS r USING (pos) ORDER BY 1, 2, 3, 4",
    "SELECT * FROM meta ORDER BY key",
)


def contents(index: sqlite3.Connection) -> list[list[Any]]:
    """Return the rows of each table, records in the order of the files, and all words with their places."""
    copy = sqlite3.connect(":memory:")
    index.backup(copy)
    copy.execute("CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, texts, instance)")
    words = (
        "SELECT term, r.kind, r.id, col, offset FROM temp.found JOIN records AS r ON r.pos = doc ORDER BY 1, 2, 3, 4, 5"
    )
    return [copy.execute(statement).fetchall() for statement in (*_STATEMENTS, words)]
