"""Range search in figures: the figures whose number or range contains the range that is searched for."""

from __future__ import annotations

from sqlite3 import Connection

_MOST = 19  # digits of the largest number that an index holds
_LARGEST = 2**63 - 1


def breadth(difference: int) -> int:
    """Return the class of a range by its width: how many digits that has, 0 for one number."""
    return len(str(difference)) if difference else 0


def holding(connection: Connection, low: int, high: int) -> tuple[int, ...]:
    """Return the positions of the figures whose range contains `low` to `high`, in the order of the files."""
    if high > _LARGEST:
        return ()
    classes = range(breadth(high - low), _MOST + 1)
    arms = "SELECT pos FROM people WHERE breadth = ? AND low BETWEEN ? AND ? AND high >= ?"
    statement = " UNION ALL ".join([arms] * len(classes)) + " ORDER BY 1"
    least = [max(0, high - 10**number + 1) for number in classes]
    values = [value for number, from_low in zip(classes, least, strict=True) for value in (number, from_low, low, high)]
    return tuple(pos for (pos,) in connection.execute(statement, values))
