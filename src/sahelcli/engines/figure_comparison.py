"""Figures of one subject compared: which may differ, and which are the newest, as Ibis expressions with windows alone.

No figure is joined with another: what costs time grows with the figures, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelcli.engines.ibis_library import ibis
from sahelcli.index.selection import Compared

_SUBJECT = ("force", "place", "measure", "counts")
_DAYS = ("first_day", "last_day")
_ORDER = (*_DAYS, "dataset", "pos")
_COLUMNS = (*_ORDER, *_SUBJECT, "low", "high")


def compared(figures: Any, how: Compared, columns: Sequence[str]) -> Any:
    """Return columns of those rows of a table of figures that may differ from others in it, or are the newest."""
    chosen = figures.select(*dict.fromkeys((*_COLUMNS, *columns)))
    rows = _may_differ(chosen) if how == "differ" else _newest(chosen)
    return rows.select(*columns)


def _may_differ(figures: Any) -> Any:
    """Return the figures of each run of days on one subject in which not all ranges meet.

    A run goes on as long as a figure shares a day with one before it, so that figures which differ are of one run.
    """
    before = ibis.window(group_by=_SUBJECT, order_by=_ORDER, preceding=(None, 1))
    with_it = ibis.window(group_by=_SUBJECT, order_by=_ORDER, rows=(None, 0))
    marked = figures.mutate(reached=figures.last_day.max().over(before))
    marked = marked.mutate(begins=(marked.reached.isnull() | (marked.first_day > marked.reached)).ifelse(1, 0))
    runs = marked.mutate(run=marked.begins.sum().over(with_it))
    run_window = ibis.window(group_by=(*_SUBJECT, "run"))
    judged = runs.mutate(least=runs.low.max().over(run_window), most=runs.high.min().over(run_window))
    return judged.filter(judged.least > judged.most)


def _newest(figures: Any) -> Any:
    newest = ibis.window(group_by=_SUBJECT, order_by=[ibis.desc(day) for day in _DAYS])
    ranked = figures.mutate(age=ibis.rank().over(newest))
    return ranked.filter(ranked.age == 0)
