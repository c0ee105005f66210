"""Selection of records in the order of dates, as one SQL statement: short ranges of one B-tree."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache, singledispatch
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sahelcli.index.record_order import within
from sahelcli.model import KIND_NAMES

if TYPE_CHECKING:
    from sahelcli.index.phrase_search import SearchTerm

BEYOND = 10_000_000  # days: an open end lies further from day 0 than any four-digit year
SPANS = (1, 31, 366, 2 * BEYOND + 1)  # the greatest width, in days, of each class of date

SAYS = "texts MATCH ? AND texts.rowid BETWEEN ? AND ?"  # records of one kind stand together
_NO_TERM = 0  # terms are numbered from 1: what no record names is looked for as any other, and not found

Compared = Literal["", "differ", "latest"]
"""How figures are compared that are selected: not at all, where they differ, or the newest on each subject."""
Group = tuple[str, tuple[str, ...]]  # a role and ids of that role: a record that names one of them matches

ABOUT = "about"  # a role whose ids are `actor:ID` and `place:ID`, for every way in which a record names these
BEHIND = ("source", "publisher", "agency")  # the roles of what is said by whom


class Selection(NamedTuple):
    """The conditions of a query: one kind, days `first` to `last` (None is unbounded), and ids known to exist.

    `groups` must each match, none of `without` may; of `words` one must, where there are any.
    `known_by` is a day number; `undated` also lets in what rests on undated sources alone. `taken` are groups of
    sources, publishers and agencies which are not shown, as if they were not there. `min_sources` and `max_sources`
    count sources that do not depend on each other. Of `positions`, which are those of `SelectedRecord` or what
    `counts.named_by` returns, nothing else matches.

    `compared` says that figures are asked for only as far as they may differ from others that match, or are the newest
    on their subject: who has the means to leave some of the others out may do so.

    The functions of this module know what is shown of the sources of a record only as far as `known_by` alone says it:
    `index.record_search` knows all of it.
    """

    kind: str
    first: int | None = None
    last: int | None = None
    certain: bool = False
    groups: tuple[Group, ...] = ()
    without: tuple[Group, ...] = ()
    words: tuple["SearchTerm", ...] = ()
    known_by: int | None = None
    undated: bool = False
    taken: tuple[Group, ...] = ()
    min_sources: int = 0
    max_sources: int | None = None
    limit: int | None = None
    reverse: bool = False
    positions: Sequence[Any] | None = None
    compared: Compared = ""


class SelectedRecord(NamedTuple):
    """A record that matches: its row in UTF-8, the days its date covers (an open end lies `BEYOND`), and its place."""

    row: bytes
    first: int
    last: int
    pos: Any


@lru_cache(maxsize=16_384)  # a chronology has the same days again and again
def spanned(kind: str, first: int | None, last: int | None) -> tuple[int, int, int]:
    """Return the span of a record, its first and its last day; a record without a date is open at both ends."""
    begins, ends = -BEYOND if first is None else first, BEYOND if last is None else last
    return _span(kind, next(number for number, width in enumerate(SPANS) if ends - begins < width)), begins, ends


def _span(kind: str, number: int) -> int:
    """Return the number of a kind and a class of width."""
    return KIND_NAMES.index(kind) * len(SPANS) + number


@singledispatch
def select(connection: Connection, selection: Selection) -> Iterator[SelectedRecord]:
    """Return the records that match, ordered by first day, then the narrower before the wider, then as in the files."""
    arms, values = _arms(connection, selection, "d.first AS first, d.last AS last, d.pos AS pos")
    order = ", ".join(f"{column} DESC" if selection.reverse else column for column in ("first", "last", "pos"))
    limit = "" if selection.limit is None else f" LIMIT {selection.limit:d}"
    hits = f"({arms} ORDER BY {order}{limit}) AS hits"
    row = "(SELECT row FROM rows WHERE rows.pos = hits.pos)"  # a join would lose the order
    statement = f"SELECT {row}, first, last, pos FROM {hits}"
    return map(SelectedRecord._make, connection.execute(statement, values))


@singledispatch
def counted(connection: Connection, selection: Selection) -> tuple[int, int, int]:
    """Return how many records match, whatever the limit, and how many are left out, as `record_search.Tally` says."""
    return count(connection, selection), _undated(connection, selection), 0


def count(connection: Connection, selection: Selection) -> int:
    """Return how many records match, whatever the limit."""
    arms, values = _arms(connection, selection, "d.pos")
    (number,) = connection.execute(f"SELECT count(*) FROM ({arms})", values).fetchone()
    return int(number)


def _undated(connection: Connection, selection: Selection) -> int:
    """Return how many records `known_by` leaves out because they rest on undated sources alone."""
    if selection.known_by is None or selection.undated:
        return 0
    return count(connection, selection._replace(undated=True)) - count(connection, selection)


@singledispatch
def grouped(connection: Connection, selection: Selection) -> Iterator[tuple[int, int, int, int]]:
    """Yield each pair of first and last day, with the numbers of its records and of those with one source."""
    arms, values = _arms(connection, selection, "d.first AS first, d.last AS last, d.pos, d.independent")
    columns = "first, last, count(*), sum(independent = 1)"
    yield from connection.execute(f"SELECT {columns} FROM ({arms}) GROUP BY first, last", values)


def spans_of(kind: str) -> tuple[int, int]:
    """Return the least and the greatest number of a kind and a class of width."""
    return _span(kind, 0), _span(kind, len(SPANS) - 1)


def conditions_of(connection: Connection, selection: Selection) -> tuple[list[str], list[Any]]:
    """Return the conditions on a record or link `d` of the kind, whatever the width of its date, and their values."""
    window, bounds = _window(selection, None)
    conditions, values = _conditions(connection, selection, _groups(connection, selection))
    return [*window, *conditions], [*bounds, *values]


def _arms(connection: Connection, selection: Selection, columns: str) -> tuple[str, list[Any]]:
    """Return the statement for the records that match, and its values; it reads ranges of a B-tree, in order."""
    groups = _groups(connection, selection)
    if not groups:
        return _spans(selection, columns, "records AS d", *_conditions(connection, selection, []))
    first, *others = groups
    conditions, values = _conditions(connection, selection, others)
    distinct = "DISTINCT " if len(first) > 1 else ""
    drive = "links AS d LEFT JOIN records AS r ON r.pos = d.pos"
    return _spans(
        selection, f"{distinct}{columns}", drive, [f"d.term IN ({_marks(first)})", *conditions], [*first, *values]
    )


def _spans(
    selection: Selection, columns: str, drive: str, conditions: list[str], values: list[Any]
) -> tuple[str, list[Any]]:
    """Return one SELECT for each class of width, put together."""
    arms, everything = [], []
    for number, width in enumerate(SPANS):
        window, bounds = _window(selection, width)
        where = " AND ".join(["d.span = ?", *window, *conditions])
        arms.append(f"SELECT {columns} FROM {drive} WHERE {where}")
        everything += [_span(selection.kind, number), *bounds, *values]
    return " UNION ALL ".join(arms), everything


def _window(selection: Selection, width: int | None) -> tuple[list[str], list[Any]]:
    """Return the conditions on the days of dates at most `width` days wide, or of any width."""
    conditions: list[str] = []
    values: list[Any] = []
    if selection.last is not None:
        conditions.append("d.last <= ?" if selection.certain else "d.first <= ?")
        values.append(selection.last)
    if selection.first is not None:
        conditions.append("d.first >= ?" if selection.certain else "d.last >= ?")
        values.append(selection.first)
        if width is not None and not selection.certain:
            conditions.append("d.first >= ?")  # follows from the other one, and tells where in the B-tree to begin
            values.append(selection.first - width + 1)
    if conditions:
        conditions.append(f"NOT (d.first = {-BEYOND} AND d.last = {BEYOND})")  # what has no date is in no window
    return conditions, values


def _conditions(connection: Connection, selection: Selection, groups: list[list[int]]) -> tuple[list[str], list[Any]]:
    """Return the conditions that are the same for every date, with their values in order."""
    conditions: list[str] = []
    values: list[Any] = []
    for terms in groups:
        conditions.append(_names(terms))
        values += terms
    for group in selection.without:
        terms = _terms(connection, selection.kind, group)
        conditions.append(f"NOT {_names(terms)}")
        values += terms
    if selection.words:
        conditions.append(f"d.pos IN (SELECT rowid FROM texts WHERE {SAYS})")
        values += [" OR ".join(term.expression for term in selection.words), *within(selection.kind)]
    if selection.known_by is not None:
        conditions.append("(known <= ? OR undated)" if selection.undated else "known <= ?")
        values.append(selection.known_by)
    if selection.min_sources:
        conditions.append("d.independent >= ?")
        values.append(selection.min_sources)
    if selection.max_sources is not None:
        conditions.append("d.independent <= ?")
        values.append(selection.max_sources)
    if selection.positions is not None:
        conditions.append("d.pos IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(selection.positions))
    return conditions, values


def _names(terms: list[int]) -> str:
    same = " AND ".join(f"l.{column} = d.{column}" for column in ("span", "first", "last", "pos"))
    return f"EXISTS (SELECT 1 FROM links AS l WHERE l.term IN ({_marks(terms)}) AND {same})"


def _groups(connection: Connection, selection: Selection) -> list[list[int]]:
    return [_terms(connection, selection.kind, group) for group in selection.groups]


def _terms(connection: Connection, kind: str, group: Group) -> list[int]:
    terms = [term for role, ids in _roles(kind, group) for (term,) in _numbers(connection, role, ids)]
    return terms or [_NO_TERM]


def _roles(kind: str, group: Group) -> list[Group]:
    """Return the roles of a group as they are indexed of records of a kind.

    `of-actor` and `of-place`, the actor and the place of an actor's roles, match records of actors alone.
    """
    role, ids = group
    if role != ABOUT:
        linked = role.removeprefix("of-")
        leads = linked not in ("actor", "place") or (role != linked) == (kind == "actor")
        return [(linked, ids)] if leads else []
    named = (name.split(":") for name in ids)
    return [(way, (record_id,)) for of, record_id in named for way in _ways(kind, of)]


def _ways(kind: str, of: str) -> tuple[str, ...]:
    """Return the roles in which records of a kind may be about an actor or a place."""
    return ("actor", "event-actor") if (kind, of) == ("quote", "actor") else (of,)


def _numbers(connection: Connection, role: str, ids: tuple[str, ...]) -> Iterator[tuple[int]]:
    table, named = terms_of(role)
    return connection.execute(f"SELECT term FROM {table} WHERE id IN ({_marks(ids)})", (named, *ids))


def terms_of(role: str) -> tuple[str, str]:
    """Return a table expression for the ids of a role with their term numbers, and the value it binds."""
    if role == "event-actor":
        return "(SELECT -pos AS term, id FROM records WHERE kind = ?)", "actor"
    if role in KIND_NAMES:
        return "(SELECT pos AS term, id FROM records WHERE kind = ?)", role
    return "(SELECT term, id FROM terms WHERE role = ?)", role


def _marks(values: tuple[str, ...] | list[int]) -> str:
    return ", ".join("?" * len(values))
