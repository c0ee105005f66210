"""Counts of the records that match a selection, by day or name, and of those that rest on one source alone."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import singledispatch
from sqlite3 import Connection
from typing import Any

from sahelcli.index import selection as plain
from sahelcli.index.record_search import all_shown, matching_in_part, positions
from sahelcli.index.selection import BEHIND, BEYOND, Selection, conditions_of, spans_of, terms_of

Term = tuple[str, int, int, int | None, int | None]

_DAYS = f"min(nullif(d.first, {-BEYOND})), max(nullif(d.last, {BEYOND}))"


@singledispatch
def ranked(
    connection: Connection, selections: Sequence[Selection], role: str, limit: int | None, *, reverse: bool = False
) -> tuple[list[tuple[Any, ...]], int]:
    """Return the ids of a role that most records name, of which all sources are shown, and how many ids there are.

    Each with how many records that name it rest on one source, their first and last day (None where it is open in all
    of them), and how many they are, kind by kind. Of those beyond the limit no more is read than what counts them.
    """
    named, values = _naming(connection, selections)
    numbers = ", ".join("sum(d.span BETWEEN {} AND {})".format(*spans_of(each.kind)) for each in selections)
    order = "GROUP BY t.id ORDER BY count(*) {}, t.id {}".format(*(("ASC", "DESC") if reverse else ("DESC", "ASC")))
    links, *whom = _links(role)
    number = None
    if limit is not None:
        first = f"SELECT t.term, count(*) OVER () FROM {links} WHERE {named} {order} LIMIT {max(1, limit):d}"
        terms = connection.execute(first, (*whom, *values)).fetchall()
        number = terms[0][1] if terms else 0
        links = f"json_each(?) AS first CROSS JOIN {links} AND t.term = first.value"
        whom.insert(0, json.dumps([term for term, _ in terms[:limit]]))
    statement = f"SELECT t.id, sum(d.independent = 1), {_DAYS}, {numbers} FROM {links} WHERE {named} {order}"
    rows = connection.execute(statement, (*whom, *values)).fetchall()
    return rows, len(rows) if number is None else number


def _links(role: str) -> tuple[str, str]:
    """Return the SQL join of a role's terms with the links to them, and the value that it binds."""
    table, named = terms_of(role)
    return f"{table} AS t CROSS JOIN links AS d ON d.term = t.term", named


def _naming(connection: Connection, selections: Sequence[Selection]) -> tuple[str, list[Any]]:
    """Return the SQL condition, with its values, that a link's record matches one of the selections (one a kind)."""
    spans = [spans_of(each.kind) for each in selections]
    each_of, values = [], list(map(int, (min(spans)[0], max(spans)[1])))
    for each, between in zip(selections, spans, strict=True):
        conditions, of_each = conditions_of(connection, each)
        each_of.append(" AND ".join(["+d.span BETWEEN ? AND ?", *conditions]))
        values += [*between, *of_each]
    return f"d.span BETWEEN ? AND ? AND ({' OR '.join(each_of)})", values


def grouped(connection: Connection, selection: Selection) -> Iterator[tuple[int, int, int, int]]:
    """Yield each pair of first and last day, with the numbers of its records and of those with one source.

    Days come twice where some of the records that have them cite a source that is not shown.
    """
    if unaffected := all_shown(connection, selection):
        yield from plain.grouped(connection, unaffected)
    numbers, single = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for hit, is_single, _ in matching_in_part(connection, selection):
        numbers[hit.first, hit.last] += 1
        single[hit.first, hit.last] += is_single
    yield from ((*days, number, single[days]) for days, number in numbers.items())


def by_term(connection: Connection, selection: Selection, role: str) -> Iterator[Term]:
    """Yield each id of a role: how many records name it, how many of these have one source, their first and last day.

    A day is None where it is open in all of them. An id comes twice where some of the records that name it cite a
    source that is not shown.
    """
    if unaffected := all_shown(connection, selection):
        yield from by_term_plainly(connection, unaffected, role)
    if role in BEHIND:
        yield from _by_source(connection, selection, role)
    elif in_part := [(hit.pos, is_single) for hit, is_single, _ in matching_in_part(connection, selection)]:
        among = Selection(selection.kind)
        alone = among._replace(positions=tuple(pos for pos, is_single in in_part if is_single))
        single = {term: number for term, number, *_ in by_term_plainly(connection, alone, role)}
        every = among._replace(positions=tuple(pos for pos, _ in in_part))
        for term, number, _, first, last in by_term_plainly(connection, every, role):
            yield term, number, single.get(term, 0), first, last


@singledispatch
def named_by(connection: Connection, role: str, selections: Sequence[Selection]) -> Sequence[Any]:
    """Return, as `Selection.positions`, the actors or the sources that a record names which one selection selects."""
    names = {term for selection in selections for term, *_ in by_term(connection, selection, role)}
    return positions(connection, role, names)


@singledispatch
def by_term_plainly(connection: Connection, selection: Selection, role: str) -> Iterator[Term]:
    """Yield the rows of `by_term` from links alone; `known_by` must not be set, as links do not have it."""
    named, values = _naming(connection, [selection])
    columns = f"t.id, count(*), sum(d.independent = 1), {_DAYS}"
    links, whom = _links(role)
    yield from connection.execute(f"SELECT {columns} FROM {links} WHERE {named} GROUP BY t.id", (whom, *values))


@singledispatch
def covered(connection: Connection, kinds: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    """Return the first and last day that records of some kinds are known for, and by when the first had a source."""
    marks, condition = ", ".join("?" * len(kinds)), f"NOT (first = {-BEYOND} AND last = {BEYOND})"
    statement = (
        f"SELECT min(nullif(first, {-BEYOND})), max(nullif(last, {BEYOND})), min(known)"
        f" FROM records WHERE kind IN ({marks}) AND {condition}"
    )
    row: tuple[int | None, int | None, int | None] = connection.execute(statement, tuple(kinds)).fetchone()
    return row


def _by_source(connection: Connection, selection: Selection, role: str) -> Iterator[Term]:
    from sahelcli.index.source_visibility import terms_of

    numbers, single = Counter[str](), Counter[str]()
    days: dict[str, list[tuple[int, int]]] = {}
    for hit, is_single, shown in matching_in_part(connection, selection):
        for term in {term for source in shown if (term := terms_of(source, role)) is not None}:
            numbers[term] += 1
            single[term] += is_single
            days.setdefault(term, []).append((hit.first, hit.last))
    for term, number in numbers.items():
        first = min((first for first, _ in days[term] if first != -BEYOND), default=None)
        last = max((last for _, last in days[term] if last != BEYOND), default=None)
        yield term, number, single[term], first, last
