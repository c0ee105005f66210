"""Search for records: by a selection, which also decides which of their sources are shown, or by ids.

What is said of a record is said of the sources that are shown: how many they are, whose, whether all reword. Where all
are shown, or all that is asked is which records were known by a day, the index itself tells; else each record that may
match is judged by its row. To count what some sources are left out of, only the records that cite these are judged.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import chain, islice
from json import JSONDecoder
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.index import selection as plain
from sahelcli.index.selection import BEHIND, Compared, SelectedRecord, Selection

if TYPE_CHECKING:
    from sahelcli.index.search_ranking import Ranked
    from sahelcli.index.source_visibility import Source, Visibility


_IN_ORDER = (
    "SELECT pos FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"
    " ORDER BY first, last, pos"
)
_ROWS = "SELECT row FROM json_each(?) AS named CROSS JOIN rows AS r ON r.pos = named.value"
_OUTWARD = """
    WITH RECURSIVE outward (place, id) AS (
        SELECT {place}, value FROM json_each(?)
        UNION
        SELECT place, json_extract(CAST(stored AS TEXT), '$.part_of.id')
        FROM outward CROSS JOIN records AS r ON r.kind = 'place' AND r.id = outward.id
    )
    SELECT place, id FROM outward WHERE id IS NOT NULL ORDER BY place, id
"""
_HOLDERS, _HOLDERS_BY_PLACE = _OUTWARD.format(place="NULL"), _OUTWARD.format(place="value")


def rows_of(connection: Connection, kind: str, ids: Collection[str]) -> Iterator[bytes]:
    """Yield the rows of the records of a kind that have these ids, in the order of lists; rows are not held."""
    places = [pos for (pos,) in connection.execute(_IN_ORDER, (json.dumps([*ids]), kind))]
    return (row for (row,) in connection.execute(_ROWS, (json.dumps(places),)))


def all_ids(connection: Connection, kind: str) -> Iterator[str]:
    """Yield the ids of all records of a kind."""
    return (name for (name,) in connection.execute("SELECT id FROM records WHERE kind = ?", (kind,)))


def holders(connection: Connection, places: Collection[str]) -> set[str]:
    """Return the ids of these places, of those that hold them, and of those that hold those."""
    return {place for _, place in connection.execute(_HOLDERS, (json.dumps([*places]),))}


def holders_by_place(connection: Connection, places: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return each of these places with its own id, and with that of each that holds it, in the order of ids."""
    return connection.execute(_HOLDERS_BY_PLACE, (json.dumps([*places]),))


_SOURCES = b', "sources": '  # as no text holds it: quotation marks in one are escaped
_read = JSONDecoder().raw_decode


class Tally(NamedTuple):
    """The numbers of records that match, whatever the limit, and of those left out because of their sources.

    `undated` on undated sources, where it is asked what was known by a day; `without` on sources that are asked to be
    left out.
    """

    matching: int = 0
    undated: int = 0
    without: int = 0


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of several tallies."""
    return Tally(*map(sum, zip(Tally(), *tallies, strict=True)))


def tally(connection: Connection, selection: Selection) -> Tally:
    """Count the records that match, and those left out because of their sources."""
    if tells(connection, selection):
        return Tally(*plain.counted(connection, selection))
    unaffected = all_shown(connection, selection)
    counted = Counter(_sort_of(verdict, selection) for _, verdict in _judged_in_part(connection, selection))
    judged = Tally(*(counted[sort] for sort in Tally._fields))
    return total([judged, Tally(*plain.counted(connection, unaffected))] if unaffected else [judged])


def select(connection: Connection, selection: Selection) -> Iterator[SelectedRecord]:
    """Return the records that match, ordered by first day, then the narrower before the wider, then as in the files."""
    if tells(connection, selection):
        hits = plain.select(connection, selection)
        return _as_shown(hits, selection) if narrows(selection) else hits
    judged = (_narrowed(hit, verdict) for hit, verdict in _judged(connection, selection) if verdict.matches)
    return islice(judged, selection.limit)


def _as_shown(hits: Iterable[SelectedRecord], selection: Selection) -> Iterator[SelectedRecord]:
    judge = _judge(selection)
    return (_narrowed(hit, judge(hit)) for hit in hits)


@singledispatch
def load(_connection: Connection, _selections: Sequence[Selection], *, rows: bool = True) -> None:
    """Have an engine count and select at once what several selections of one question match, which are asked for next.

    Each is of another kind, but for those that no record can match. Without `rows` they are counted alone. An index
    has all of it at hand.
    """


def select_each(connection: Connection, selections: Sequence[Selection]) -> Iterator[SelectedRecord]:
    """Return the records that match one selection after the other, each of another kind."""
    load(connection, selections)
    return chain.from_iterable(select(connection, selection) for selection in selections)


@singledispatch
def row_of(connection: Connection, kind: str, record_id: str) -> bytes:
    """Return the row of the record that has exactly this id, which there is."""
    (row,) = connection.execute("SELECT row FROM rows WHERE kind = ? AND id = ?", (kind, record_id)).fetchone()
    return bytes(row)


@singledispatch
def ids_beginning(connection: Connection, kinds: Sequence[str], beginning: str) -> list[tuple[str, str]]:
    """Return kind and id of the records of some kinds whose ids begin so, at most a thousand of each kind."""
    statement = "SELECT id FROM records WHERE kind = ? AND id >= ? AND id < ? ORDER BY id LIMIT 1000"
    bounds = (beginning, beginning + "\U0010ffff")
    return [(kind, name) for kind in kinds for (name,) in connection.execute(statement, (kind, *bounds))]


def search(connection: Connection, selection: Selection, expression: str) -> "tuple[list[Ranked], Tally]":
    """Return the matching records that a full-text expression finds, with their ranks: the least is the best.

    At least those that are among as many as the limit says; the number is that of all.
    """
    from sahelcli.index import search_ranking  # here: most questions search no texts

    if not narrows(selection):
        hits, number = search_ranking.search(connection, selection, expression)
        return hits, Tally(number)
    judge, (may_match, _) = _judge(selection), search_ranking.search(connection, _may_match(selection), expression)
    judged = [(ranked, judge(ranked[-1])) for ranked in may_match]
    counted = Counter(_sort_of(verdict, selection) for _, verdict in judged)
    hits = [(place, score, _narrowed(hit, verdict)) for (place, score, hit), verdict in judged if verdict.matches]
    return hits, Tally(len(hits), counted["undated"], counted["without"])


@singledispatch
def all_shown(_: Connection, selection: Selection) -> Selection | None:
    """Return a selection of the records that match and of which all sources are shown, None where rows alone tell."""
    return (
        selection._replace(without=(*selection.without, *selection.taken), taken=())
        if selection.known_by is None
        else None
    )


def matching_in_part(
    connection: Connection, selection: Selection
) -> "Iterator[tuple[SelectedRecord, bool, list[Source]]]":
    """Yield each record that matches and is not among those `all_shown`, in no order.

    With it whether it rests on one source, and the sources that are shown.
    """
    from sahelcli.index.source_visibility import number_of

    for hit, verdict in _judged_in_part(connection, selection):
        if verdict.matches:
            yield hit, number_of(verdict.shown) == 1, list(verdict.shown)


def narrows(selection: Selection) -> bool:
    """Whether not all sources are shown."""
    return selection.known_by is not None or bool(selection.taken)


@singledispatch
def positions(connection: Connection, kind: str, ids: Iterable[str]) -> tuple[Any, ...]:
    """Return the positions of the records of a kind that have these ids."""
    statement = "SELECT pos FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"
    return tuple(pos for (pos,) in connection.execute(statement, (json.dumps([*ids]), kind)))


def as_shown(row: bytes, selection: Selection) -> bytes:
    """Return the row of a record, whether it matches or not, with those of its sources that are shown."""
    if not narrows(selection):
        return row
    sources = sources_of(row, selection.kind)
    shown = _judge(selection)(SelectedRecord(row, 0, 0, 0)).shown
    return row if len(shown) == len(sources) else _with(row, shown)


def sources_of(row: bytes, kind: str) -> "list[Source]":
    """Return the sources of a row; a source is its own, a place has none."""
    if kind == "source":
        return [_read(row.decode())[0]]
    at = row.rfind(_SOURCES)
    sources: list[Source] = _read(row[at + len(_SOURCES) :].decode())[0] if at >= 0 else []
    return sources


@singledispatch
def tells(_: Connection, selection: Selection) -> bool:
    """Whether the index itself knows which records match, though not which of their sources are shown."""
    asks_more = (
        selection.min_sources
        or selection.max_sources is not None
        or any(role in BEHIND for role, _ in selection.groups)
    )
    return not selection.taken and (selection.known_by is None or not asks_more)


def _may_match(selection: Selection) -> Selection:
    """Return a selection of records that match or are left out for their sources, as far as the index tells."""
    compared: Compared = "differ" if selection.compared == "differ" else ""  # the newest may not match
    return selection._replace(undated=True, taken=(), max_sources=None, limit=None, compared=compared)


def _judged(connection: Connection, selection: Selection) -> "Iterator[tuple[SelectedRecord, Visibility]]":
    judge = _judge(selection)
    for hit in plain.select(connection, _may_match(selection)):
        yield hit, judge(hit)


def _judged_in_part(connection: Connection, selection: Selection) -> "Iterator[tuple[SelectedRecord, Visibility]]":
    """Judge the records that may match and are not among those `all_shown`, in no order."""
    if all_shown(connection, selection) is None:
        yield from _judged(connection, selection)
        return
    judge, may_match = _judge(selection), _may_match(selection)
    for number, group in enumerate(selection.taken):  # each record once: with the first of the groups that it names
        others = (*may_match.without, *selection.taken[:number])
        # without a day: by one, an engine looks for the group among the sources known by then, and misses later ones
        affected = may_match._replace(groups=(group, *may_match.groups), without=others, known_by=None)
        yield from ((hit, judge(hit)) for hit in plain.select(connection, affected))


def _judge(selection: Selection) -> "Callable[[SelectedRecord], Visibility]":
    from sahelcli.index.source_visibility import SourceVisibility  # here: most questions show all sources

    judge = SourceVisibility(selection)
    return lambda hit: judge.verdict(sources_of(hit.row, selection.kind))


def _sort_of(verdict: "Visibility", selection: Selection) -> str:
    if verdict.matches:
        return "matching"
    if verdict.undated:
        return "undated"
    return (
        "without" if verdict.without and selection.kind != "source" else ""
    )  # that are themselves left out: no wonder


def _narrowed(hit: SelectedRecord, verdict: "Visibility") -> SelectedRecord:
    """Return a record with only the sources that are shown, and the keys that depend on them recomputed."""
    return hit._replace(row=_with(hit.row, verdict.shown)) if verdict.hidden else hit


def _with(row: bytes, shown: "Sequence[Source]") -> bytes:
    from sahelcli.text.json_text import encode

    data = _read(row.decode())[0] | {"sources": shown}
    if "reworded" in data:
        data["reworded"] = all(source["reworded"] for source in shown)
    return encode(data)
