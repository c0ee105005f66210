"""The records that others name: looked up by their ids, whatever else there is."""

import json
from collections.abc import Collection, Iterator
from sqlite3 import Connection

_IN_ORDER = (
    "SELECT pos FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"
    " ORDER BY first, last, pos"
)
_ROWS = "SELECT row FROM json_each(?) AS named CROSS JOIN records AS r ON r.pos = named.value"
_HOLDERS = """
    WITH RECURSIVE outward (id) AS (
        SELECT value FROM json_each(?)
        UNION
        SELECT json_extract(CAST(row AS TEXT), '$.part_of.id')
        FROM outward CROSS JOIN records AS r ON r.kind = 'place' AND r.id = outward.id
    )
    SELECT id FROM outward WHERE id IS NOT NULL
"""


def rows_of(connection: Connection, kind: str, ids: Collection[str]) -> Iterator[bytes]:
    """Yield the rows of the records of a kind that have these ids, in the order of lists; rows are not held."""
    places = [pos for (pos,) in connection.execute(_IN_ORDER, (json.dumps([*ids]), kind))]
    return (row for (row,) in connection.execute(_ROWS, (json.dumps(places),)))


def holders(connection: Connection, places: Collection[str]) -> set[str]:
    """Return the ids of these places, of those that hold them, and of those that hold those."""
    return {place for (place,) in connection.execute(_HOLDERS, (json.dumps([*places]),))}
