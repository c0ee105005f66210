"""SQL statements of a query over tables of exported facts, for users who run them in a client of their own.

They are made from the same expressions that `--engine` runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from sahelcli.engines import totals
from sahelcli.engines.conditions import ORDER, Conditions, NamedBy, Table, Value, all_of, any_of, order
from sahelcli.engines.facts_schema import FACTS
from sahelcli.engines.ibis_library import ibis
from sahelcli.errors import UsageError
from sahelcli.index.record_search import narrows
from sahelcli.index.selection import BEHIND, Selection

DIALECTS = {
    "duckdb": "duckdb",
    "clickhouse": "clickhouse",
    "spark": "pyspark",
    "trino": "trino",
    "postgres": "postgres",
    "bigquery": "bigquery",
}
"""The dialects as they are typed, and as Ibis calls them."""
PERIODS = {"year": "in_year", "quarter": "in_quarter", "month": "in_month", "kind": "kind"}

_COLUMNS = ("kind", "id", "date", "title", *ORDER, "cited", "row")  # what is printed, or says in which order


class NoStatement(UsageError):
    """The query cannot be written as one SQL statement, because sources must be judged one by one."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "ask with --engine, which looks at the rows too, or leave one of the two out")


class Statements:
    """The statements of one dialect over one table of facts, which may be called `database.table`."""

    def __init__(self, dialect: str, table: str) -> None:
        self._dialect = dialect
        database, _, name = table.rpartition(".")
        columns = {column.name: column.type if column.nullable else f"!{column.type}" for column in FACTS}
        facts = ibis.table(columns, name=name, database=database or None)
        self._conditions = Conditions(facts, knows_sources=dialect != "postgres")

    def listed(self, selection: Selection, naming: Sequence[Selection] = ()) -> str:
        """Return the statement for the records that match, in order, with what is certain and the sources shown.

        One of `naming`, where there are any, must name them.
        """
        whole = self._named(selection, naming)
        return self._printed(self._shown(self._conditions.in_order(whole, *_COLUMNS), whole))

    def listed_by_kind(self, selections: Sequence[tuple[Selection, Sequence[Selection]]]) -> str:
        """Return the statement for the records of several kinds, those of one after those of the other."""
        whole = [self._named(*each) for each in selections]
        arms = [self._arm(number, each) for number, each in enumerate(whole)]
        together = reduce(lambda one, other: one.union(other), arms)
        ordered = together.order_by([together.arm, *order(together, reverse=whole[0].reverse)])
        return self._printed(ordered.drop("arm", *ORDER))

    def _arm(self, number: int, selection: Selection) -> Table:
        chosen = self._conditions.in_order(selection, *_COLUMNS)
        return self._shown(
            chosen, selection, arm=ibis.literal(number, "int32"), **{name: chosen[name] for name in ORDER}
        )

    def _named(self, selection: Selection, naming: Sequence[Selection]) -> Selection:
        self._refuse(selection)
        for each in naming:
            self._refuse(each, selection.kind)
        return selection._replace(positions=NamedBy(selection.kind, naming)) if naming else selection

    def records(self, named: Sequence[tuple[str, str]]) -> str:
        """Return the statement for the records of these kinds and ids."""
        facts = self._conditions.facts
        chosen = facts.filter(any_of((facts.kind == kind) & (facts.id == name) for kind, name in named))
        return self._printed(chosen.order_by("kind", "id", "dataset").select("kind", "id", "date", "title", "row"))

    def counts(self, selections: Sequence[Selection], by: str) -> str:
        """Return the statement that counts the records of each kind by `by`."""
        for selection in selections:
            self._refuse(selection, by)
            if selection.taken:
                raise NoStatement("how many records rest on one source is unknown where sources are left out by name")
        if by in PERIODS:
            counted = totals.by_period(self._conditions, selections, PERIODS[by], reverse=selections[0].reverse)
        else:
            counted = totals.ranked(self._conditions, selections, by, reverse=selections[0].reverse)
        limit = selections[0].limit
        return self._printed(counted if limit is None else counted.limit(limit))

    def _shown(self, ordered: Table, selection: Selection, **more: Value) -> Table:
        """Return the printed columns of records, the ids of the sources that are shown, and further columns."""
        inside = []
        if selection.first is not None:
            inside.append(ordered.first_day >= selection.first)
        if selection.last is not None:
            inside.append(ordered.last_day <= selection.last)
        sources = (
            {"sources": self._conditions.of(ordered).shown_ids(selection)} if self._conditions.knows_sources else {}
        )
        return ordered.select("kind", "id", "date", "title", certain=all_of(inside), **sources, row=ordered.row, **more)

    def _refuse(self, selection: Selection, role: str = "") -> None:
        """Raise NoStatement where SQL alone cannot express the selection, or the publishers of the sources shown."""
        who = role in BEHIND and narrows(selection) and not self._conditions.knows_sources
        if self._conditions.tells(selection) and not who:
            return
        if self._dialect == "postgres":
            raise NoStatement("a statement of PostgreSQL cannot look at each source of a record")
        raise NoStatement("how many sources are left that do not depend on each other is no comparison")

    def _printed(self, table: Table) -> str:
        return f"{ibis.to_sql(table, dialect=DIALECTS[self._dialect], pretty=True)};\n"
