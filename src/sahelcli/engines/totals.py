"""Totals of selected records, by day or by the actors, places and other terms they name, as Ibis expressions."""

from __future__ import annotations

from collections.abc import Sequence

from sahelcli.engines.conditions import Conditions, Table, Value
from sahelcli.engines.ibis_library import ibis
from sahelcli.index.selection import BEYOND, Selection


def by_days(conditions: Conditions, selection: Selection) -> Table:
    """Return each pair of first and last day, with the numbers of its records and of those with one source."""
    matching = conditions.matching(selection).select("first_day", "last_day", single=_single(conditions, selection))
    grouped = matching.group_by("first_day", "last_day").aggregate(
        number=matching.count(), single=matching.single.sum()
    )
    return grouped.select("first_day", "last_day", "number", "single")


def by_term(conditions: Conditions, selection: Selection, role: str) -> Table:
    """Return each id of a role, how many records name it, how many of these have one source, first and last day."""
    rows = _naming(conditions, [selection], role)
    return rows.group_by("term").aggregate(number=rows.count(), single=rows.single.sum(), **_days(rows))


def ranked(conditions: Conditions, selections: Sequence[Selection], role: str, *, reverse: bool) -> Table:
    """Return ids as `index.counts.ranked` does, and in that order: with how many records of each kind name them."""
    rows = _naming(conditions, selections, role, kind=conditions.facts.kind)
    numbers = {each.kind: rows.count(where=rows.kind == each.kind) for each in selections}
    totals = rows.group_by("term").aggregate(single=rows.single.sum(), **_days(rows), total=rows.count(), **numbers)
    by = (totals.total, ibis.desc(totals.term)) if reverse else (ibis.desc(totals.total), totals.term)
    return totals.order_by(by).select("term", "single", "first", "last", *numbers)


def by_period(conditions: Conditions, selections: Sequence[Selection], column: str, *, reverse: bool) -> Table:
    """Return in order of time how many records of each kind surely lie in a period, the imprecise last; or by kind."""
    rows = conditions.matching(*selections).select(
        "first_day",
        "last_day",
        "kind",
        value=conditions.facts[column],
        single=_single(conditions, selections[0]),
    )
    numbers = {f"{each.kind}s": rows.count(where=rows.kind == each.kind) for each in selections}
    grouped = rows.group_by("value").aggregate(
        **numbers, total=rows.count(), single_source=rows.single.sum(), **_days(rows)
    )
    last = grouped.value == "imprecise"
    if column == "kind":
        ordered = grouped.order_by("value")
    elif reverse:
        ordered = grouped.order_by(ibis.desc(last), ibis.desc("first"), ibis.desc("value"))
    else:
        ordered = grouped.order_by(last, "first", "value")
    return ordered.select("value", *numbers, "total", "single_source", "first", "last")


def covered(facts: Table, kinds: Sequence[str]) -> Table:
    """Return first and last day of the records of some kinds, and the day on which the first source was published."""
    dated = facts.filter(facts.kind.isin([*kinds]), ~((facts.first_day == -BEYOND) & (facts.last_day == BEYOND)))
    return dated.aggregate(**_days(dated), known=dated.known.min())


def _naming(conditions: Conditions, selections: Sequence[Selection], role: str, **more: Value) -> Table:
    """Return, one a row, the ids that matching records name, with their days and whether each rests on one source."""
    facts = conditions.facts
    days, single = {"first_day": facts.first_day, "last_day": facts.last_day}, _single(conditions, selections[0])
    rows = conditions.naming(selections, role, **days, single=single, **more)
    return rows.filter(rows.term.notnull())


def _single(conditions: Conditions, selection: Selection) -> Value:
    """Return 1 for a record that rests on one source, else 0."""
    return (conditions.independent(selection) == 1).ifelse(1, 0)


def _days(rows: Table) -> dict[str, Value]:
    """Return the first and the last day of rows, null where it is open in all of them."""
    return {"first": rows.first_day.nullif(-BEYOND).min(), "last": rows.last_day.nullif(BEYOND).max()}
