"""Ranking of search results among the records that are selected: the best, and how many there are."""

from collections.abc import Callable
from sqlite3 import Connection
from typing import Any

from sahelcli.index.record_order import within
from sahelcli.index.selection import SAYS, SelectedRecord, Selection, conditions_of

Ranked = tuple[int, float, SelectedRecord]
"""A find with its two ranks, of which the least is the best. The first is 0 where all is found in what names or makes
up a record, 1 where with its account, 2 where with the note; the second, among these, weighs how often and how rare,
by BM25."""

_OF_ONE_RANK = 500  # finds: more of the same rank are rare


def search(connection: Connection, selection: Selection, expression: str) -> tuple[list[Ranked], int]:
    """Return the best matches of a full-text expression among the selected records, and how many match.

    Of a selection with a limit at least those that may be among as many, whatever else puts finds of the same rank in
    order (in reverse the last); rows are read of no others.
    """
    spoken = (expression, *within(selection.kind))
    if not (number := _number(connection, "texts", [SAYS], spoken)):
        return [], 0
    conditions, values = conditions_of(connection, selection)
    drive = "texts CROSS JOIN records AS d ON d.pos = texts.rowid" if conditions else "texts"
    place, place_values = _place(connection, selection.kind, expression, number)
    where = " AND ".join([SAYS, *conditions])
    ranks = (
        f"SELECT texts.rowid AS pos, {place} AS place, bm25(texts, 8.0, 3.0, 1.0) AS score FROM {drive} WHERE {where}"
    )

    def ranked(order: str = "") -> list[Ranked]:
        joined = f"({ranks}{order}) AS hits CROSS JOIN rows AS r ON r.pos = hits.pos"
        statement = f"SELECT place, score, row, first, last, r.pos FROM {joined}"
        rows = connection.execute(statement, (*place_values, *spoken, *values))
        return [(place, score, SelectedRecord(*hit)) for place, score, *hit in rows]

    if selection.limit is None:
        best = ranked()
        return best, len(best)
    if conditions:
        number = _number(connection, drive, [SAYS, *conditions], (*spoken, *values))
    return _best(ranked, selection.limit, reverse=selection.reverse), number


def _number(connection: Connection, drive: str, conditions: list[str], values: tuple[Any, ...]) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {drive} WHERE {' AND '.join(conditions)}", values).fetchone()
    return int(number)


def _place(connection: Connection, kind: str, expression: str, number: int) -> tuple[str, list[Any]]:
    """Return the first rank, and its values; to count costs less than to look for each find where no other is."""
    beyond: list[str] = []
    values: list[Any] = []
    for columns in ("head", "head body"):
        spoken = (f"{{{columns}}} : ({expression})", *within(kind))
        inside = _number(connection, "texts", [SAYS], spoken)
        if not inside:
            beyond.append("1")
        elif inside < number:
            beyond.append(f"(texts.rowid NOT IN (SELECT rowid FROM texts WHERE {SAYS}))")
            values += spoken
    return " + ".join(beyond) or "0", values


def _best(ranked: Callable[[str], list[Ranked]], limit: int, *, reverse: bool) -> list[Ranked]:
    """Return the first finds in the order of their ranks, and more, until all of the rank of the last are there."""
    down = " DESC" if reverse else ""
    number = limit + _OF_ONE_RANK
    while True:
        rows = ranked(f" ORDER BY place{down}, score{down} LIMIT {number:d}")
        ranks = sorted((find[:2] for find in rows), reverse=reverse)
        if len(rows) < number or ranks[max(0, limit - 1)] != ranks[-1]:
            return rows
        number *= 16
