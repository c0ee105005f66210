"""How many of the records that answer a selection have one day, or one name, and rest on one source alone."""

from collections import Counter
from collections.abc import Iterator
from sqlite3 import Connection

from sahelcli.index import selection as plain
from sahelcli.index.found import matching, narrows
from sahelcli.index.selection import BEHIND, BEYOND, Selection

Term = tuple[str, int, int, int | None, int | None]


def grouped(connection: Connection, asked: Selection) -> Iterator[tuple[int, int, int, int]]:
    """Yield each first and last day that records have, how many have these, and how many of those one source."""
    if not narrows(asked):
        yield from plain.grouped(connection, asked)
        return
    numbers, single = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for hit, is_single, _ in matching(connection, asked):
        numbers[hit.first, hit.last] += 1
        single[hit.first, hit.last] += is_single
    yield from ((*days, number, single[days]) for days, number in numbers.items())


def by_term(connection: Connection, asked: Selection, role: str) -> Iterator[Term]:
    """Yield each id of a role: how many records name it, how many of these have one source, their first and last day.

    A day is None where it is open in all of them.
    """
    if not narrows(asked):
        yield from plain.by_term(connection, asked, role)
    elif role in BEHIND:
        yield from _by_source(connection, asked, role)
    else:
        found = [(hit.pos, is_single) for hit, is_single, _ in matching(connection, asked)]
        among = Selection(asked.kind)
        alone = among._replace(positions=tuple(pos for pos, is_single in found if is_single))
        single = {term: number for term, number, *_ in plain.by_term(connection, alone, role)}
        every = among._replace(positions=tuple(pos for pos, _ in found))
        for term, number, _, first, last in plain.by_term(connection, every, role):
            yield term, number, single.get(term, 0), first, last


def _by_source(connection: Connection, asked: Selection, role: str) -> Iterator[Term]:
    from sahelcli.index.shown import terms_of

    numbers, single = Counter[str](), Counter[str]()
    days: dict[str, list[tuple[int, int]]] = {}
    for hit, is_single, shown in matching(connection, asked):
        for term in {term for source in shown if (term := terms_of(source, role)) is not None}:
            numbers[term] += 1
            single[term] += is_single
            days.setdefault(term, []).append((hit.first, hit.last))
    for term, number in numbers.items():
        first = min((first for first, _ in days[term] if first != -BEYOND), default=None)
        last = max((last for _, last in days[term] if last != BEYOND), default=None)
        yield term, number, single[term], first, last
