"""Conditions of a selection, as one Ibis expression over the columns of `facts_schema`.

Nothing here is of one engine: no recursion, no function of ours, no dates of SQL. What is shown of the sources of a
record is the list `cited`, filtered; how many of them do not depend on each other was counted when the facts were
exported, for every day from which that changed. Only where sources are left out by name is it not known:
`Conditions.tells`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.engines.figure_comparison import compared
from sahelcli.engines.ibis_library import ibis
from sahelcli.index.record_search import Tally, narrows
from sahelcli.index.selection import ABOUT, BEHIND, BEYOND, Group, Selection

if TYPE_CHECKING:
    from sahelcli.index.phrase_search import SearchTerm

Table = Any
"""A table of Ibis."""
Value = Any
"""A value of Ibis: of each row of a table."""

_COLUMNS = {
    "actor": "actors",
    "event-actor": "event_actors",
    "place": "places",
    "tag": "tags",
    "event": "events",
    "source": "sources",
    "publisher": "publishers",
    "agency": "agencies",
}
_PLAIN = ("measure", "utterance")
_NO = False  # where nothing is said
ORDER = ("first_day", "last_day", "dataset", "pos")
"""The columns by which records are put in order."""


class NamedBy(NamedTuple):
    """The actors or sources (`role`) that a record names which one of the selections selects."""

    role: str
    selections: Sequence[Selection]


class Conditions:
    """Ibis conditions and queries of selections over the records of one table of facts.

    `knows_sources` says that the engine can look at each of the sources in `cited`; where it cannot, a selection that
    needs it has more records than match, and `tells` says so.
    """

    def __init__(self, facts: Table, *, knows_sources: bool = True) -> None:
        self.facts = facts
        self.knows_sources = knows_sources

    def tells(self, selection: Selection) -> bool:
        """Whether `matching` returns exactly the selected records; else it also has some to be judged by their rows."""
        if selection.taken and (selection.min_sources > 1 or selection.max_sources is not None):
            return False
        return self.knows_sources or not (narrows(selection) and (selection.taken or _asks_who(selection)))

    def may_match(self, selection: Selection) -> bool:
        """Whether records of the kind name anything in the roles of all groups."""
        return all(any(True for _ in _roles(selection.kind, group)) for group in selection.groups)

    def matching(self, *selections: Selection) -> Table:
        """Return the rows of the records that match one of the selections, in no order, whatever the limit.

        Several are those of one question: each of another kind, and all of them ask the same of the sources.
        """
        return self.facts.filter([*self._plain(*selections), *self._who_says(selections[0])])

    def in_order(self, selection: Selection, *columns: str) -> Table:
        """Return columns (those of `ORDER` among them) of the records that match, in order and up to the limit."""
        matching = self.matching(selection)
        chosen = compared(matching, selection.compared, columns) if selection.compared else matching.select(*columns)
        ordered = chosen.order_by(order(chosen, reverse=selection.reverse))
        return ordered if selection.limit is None else ordered.limit(selection.limit)

    def tallies(self, *selections: Selection) -> Table:
        """Return a row for each kind: how many records match and are left out, as `record_search.Tally` counts them.

        There is none for a kind of which that is no record.
        """
        if not narrows(selections[0]):
            matching = self.matching(*selections).select("kind")
            return matching.group_by("kind").aggregate(matching=matching.count())
        plain = self.facts.filter(self._plain(*selections))
        parts = zip(Tally._fields, self.of(plain).sorts(selections[0]), strict=True)
        return plain.group_by("kind").aggregate(**{name: plain.count(where=part) for name, part in parts})

    def sorts(self, selection: Selection) -> tuple[Value, Value, Value]:
        """Return three conditions: the record matches; it rests on undated sources alone; on left-out sources alone."""
        return self._matches(selection), self._rests_on_undated(selection), self._rests_on_taken(selection)

    def independent(self, selection: Selection) -> Value:
        """Return how many of the sources that are shown do not depend on each other; none may be left out by name."""
        if selection.known_by is None:
            return self.facts.independent
        days = self.facts.independent_days_undated if selection.undated else self.facts.independent_days
        return days.filter(lambda day: day <= selection.known_by).length()

    def naming(self, selections: Sequence[Selection], role: str, **values: Value) -> Table:
        """Return, one a row, the ids (`term`) that matching records name in a role, with more values of each record.

        For roles in `BEHIND` these are of the sources shown only. Of a role that is no list each record has a row, null
        where there is nothing.
        """
        matching = self.matching(*selections)
        if role in _PLAIN:
            return matching.select(term=self.facts[role], **values)
        rows = matching.select(terms=self._list(selections[0], role), **values)
        return rows.select(*values, term=rows.terms.unnest())

    def _list(self, selection: Selection, role: str) -> Value:
        if role not in BEHIND or not narrows(selection):
            return self.facts[_COLUMNS[role]]
        shown = self._shown(selection).filter(lambda source: source[role].notnull())
        return shown.map(lambda source: source[role]).unique()

    def of(self, facts: Table) -> Conditions:
        """Return the same conditions for another table of facts."""
        return Conditions(facts, knows_sources=self.knows_sources)

    def shown_ids(self, selection: Selection) -> Value:
        """Return the ids of the sources that are shown, a list."""
        return self._shown(selection).map(lambda source: source.source)

    def has(self, term: SearchTerm, *, but_notes: bool = False) -> Value:
        """Whether a record has the words of a term next to each other, in one of the ways to write them."""
        facts = self.facts
        columns = (facts.words,) if but_notes else (facts.words, facts.note_words)
        ways = [f" {' '.join(way)}{'' if term.is_beginning else ' '}" for way in term.ways]
        return any_of(column.contains(way) for way in ways for column in columns)

    def _plain(self, *selections: Selection) -> list[Value]:
        """Return the conditions on a record, without those on the sources that are shown.

        What is the same for all the selections is said once, and else for all kinds together of which it is the same.
        """
        each = [self._of_kind(selection) for selection in selections]
        common = [value for value in each[0] if all(value.op() in [other.op() for other in of] for of in each)]
        shared = {value.op() for value in common}
        own: dict[tuple[Any, ...], tuple[list[str], list[Value]]] = {}
        for selection, conditions in zip(selections, each, strict=True):
            others = [value for value in conditions if value.op() not in shared]
            own.setdefault(tuple(value.op() for value in others), ([], others))[0].append(selection.kind)
        parts = [any_of(all_of([self._is_of(*kinds), *others]) for kinds, others in own.values())] if any(own) else []
        return [self._is_of(*(selection.kind for selection in selections)), *common, *parts]

    def _is_of(self, *kinds: str) -> Value:
        return self.facts.kind == kinds[0] if len(kinds) == 1 else self.facts.kind.isin(kinds)

    def _of_kind(self, selection: Selection) -> list[Value]:
        """Return the conditions on a record of the kind, without those on the sources that are shown."""
        conditions = [*self._window(selection)]
        conditions += [self._names(selection.kind, group) for group in selection.groups]
        conditions += [~self._names(selection.kind, group) for group in selection.without]
        if selection.words:
            conditions.append(any_of(map(self.has, selection.words)))
        if selection.positions is not None:
            conditions.append(self._is_among(selection.positions))
        return conditions

    def _window(self, selection: Selection) -> Iterator[Value]:
        first, last = self.facts.first_day, self.facts.last_day
        if selection.last is not None:
            yield (last if selection.certain else first) <= selection.last
        if selection.first is not None:
            yield (first if selection.certain else last) >= selection.first
        if selection.first is not None or selection.last is not None:
            yield ~((first == -BEYOND) & (last == BEYOND))  # what has no date is in no window

    def _names(self, kind: str, group: Group) -> Value:
        """Whether a record of a kind names one of a group, as `index.selection` understands roles."""
        names: dict[str, list[str]] = {}
        for role, name in _roles(kind, group):
            names.setdefault(role, []).append(name)
        return any_of(self._has_one(role, some) for role, some in names.items())

    def _has_one(self, role: str, names: Sequence[str]) -> Value:
        if role in _PLAIN:
            return self.facts[role].isin(names)
        return any_of(map(self.facts[_COLUMNS[role]].contains, names))

    def _is_among(self, positions: Sequence[Any]) -> Value:
        if isinstance(positions, NamedBy):
            return self.facts.id.isin(self.naming(positions.selections, positions.role).term)
        by_dataset: dict[str, list[int]] = {}
        for dataset, pos in positions:
            by_dataset.setdefault(dataset, []).append(pos)
        facts = self.facts
        return any_of((facts.dataset == dataset) & facts.pos.isin(some) for dataset, some in by_dataset.items())

    def _who_says(self, selection: Selection) -> list[Value]:
        """Return the conditions on the sources that are shown; where `tells` is false more records may match."""
        facts, conditions = self.facts, []
        if narrows(selection):
            conditions.append(self._is_shown(selection))
        if selection.min_sources:
            conditions.append(facts.independent >= selection.min_sources)  # of all: what follows looks at fewer records
        if (selection.min_sources or selection.max_sources is not None) and not selection.taken:
            number = self.independent(selection)
            conditions += [number >= selection.min_sources] if selection.min_sources else []
            conditions += [number <= selection.max_sources] if selection.max_sources is not None else []
        elif selection.min_sources and self.knows_sources:
            conditions.append(self._shown(selection).length() > 0)
        return conditions + [condition for group in _behind(selection) for condition in self._cites(selection, group)]

    def _cites(self, selection: Selection, group: Group) -> Iterator[Value]:
        """Yield the conditions that one of the sources that are shown is of a group."""
        yield self._names(selection.kind, group)
        if narrows(selection) and self.knows_sources:
            yield self._shown(selection).filter(lambda source: _is_of(source, group)).length() > 0

    def _is_shown(self, selection: Selection) -> Value:
        """Whether a record is there with the sources that are shown."""
        facts, rests_on_none = self.facts, selection.known_by is None or selection.undated
        if not selection.taken or not self.knows_sources:
            if selection.known_by is None:
                return ibis.literal(value=True)
            known = (facts.known <= selection.known_by).fill_null(_NO)
            return known | facts.undated if selection.undated else known
        is_any = self._shown(selection).length() > 0
        return is_any | (facts.cited.length() == 0) if rests_on_none else is_any

    def _shown(self, selection: Selection) -> Value:
        """Return the sources of `cited` that are shown."""
        cited = self.facts.cited
        return cited.filter(lambda source: _is_shown_source(source, selection)) if narrows(selection) else cited

    def _matches(self, selection: Selection) -> Value:
        return all_of(self._who_says(selection))

    def _rests_on_undated(self, selection: Selection) -> Value:
        if selection.known_by is None or selection.undated:
            return ibis.literal(value=False)
        return ~self._is_shown(selection) & self._matches(selection._replace(undated=True))

    def _rests_on_taken(self, selection: Selection) -> Value:
        """Whether all sources of a record are left out by name, and it would match with them."""
        if not selection.taken or selection.kind == "source":  # a source that is left out itself: no wonder
            return ibis.literal(value=False)
        cited = self.facts.cited
        left = cited.filter(lambda source: ~_is_taken(source, selection))
        return (cited.length() > 0) & (left.length() == 0) & self._matches(selection._replace(taken=()))


def order(facts: Table, *, reverse: bool) -> list[Value]:
    """Return the sort keys of rows of facts."""
    return [ibis.desc(facts[name]) if reverse else facts[name] for name in ORDER]


def any_of(conditions: Iterable[Value]) -> Value:
    """Return the condition that at least one of these holds; false where there are none."""
    first, *others = [*conditions] or [ibis.literal(value=False)]
    return reduce(or_, others, first)


def all_of(conditions: Iterable[Value]) -> Value:
    """Return the condition that all of these hold."""
    first, *others = [*conditions] or [ibis.literal(value=True)]
    return reduce(and_, others, first)


def _behind(selection: Selection) -> list[Group]:
    return [group for group in selection.groups if group[0] in BEHIND]


def _asks_who(selection: Selection) -> bool:
    return bool(_behind(selection))


def _is_shown_source(source: Value, selection: Selection) -> Value:
    known = (
        [] if selection.known_by is None else [(source.published <= selection.known_by).fill_null(selection.undated)]
    )
    return all_of([*known, *(~_is_of(source, group) for group in selection.taken)])


def _is_taken(source: Value, selection: Selection) -> Value:
    return any_of(_is_of(source, group) for group in selection.taken)


def _is_of(source: Value, group: Group) -> Value:
    role, ids = group
    return source[role].isin(ids).fill_null(_NO)


def _roles(kind: str, group: Group) -> Iterator[tuple[str, str]]:
    """Yield the columns by their roles, and the values in them, by which a record of a kind is of a group."""
    role, ids = group
    if role == ABOUT:
        for of, _, name in (each.partition(":") for each in ids):
            yield of, name
            if (kind, of) == ("quote", "actor"):
                yield "event-actor", name
    else:
        bare = role.removeprefix("of-")
        if bare not in ("actor", "place") or (role != bare) == (kind == "actor"):
            yield from ((bare, name) for name in ids)
