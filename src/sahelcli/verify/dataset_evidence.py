"""Evidence of a dataset for a number of people or a day: figures and events about what the article names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.answers.figure_comparison import Figure, Subject
from sahelcli.dates.edtf import parse
from sahelcli.index import record_search
from sahelcli.index.figure_ranges import holding
from sahelcli.index.open import Index
from sahelcli.index.selection import ABOUT, Selection
from sahelcli.query import Query, as_row, resolved
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.verify.claims import DayClaim, NumberClaim
from sahelcli.verify.names_in_text import NamesInText, actor_row, countries_in, named_in

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow

_SEND_OTHERS = ("organization",)  # whose people are those of their missions and members
MOST = 100  # records of one claim: of a small number in a large dataset there are many


class NumberVerdict(NamedTuple):
    """The verdict on a number or a day, `found` or `unknown`, and the rows of the records that say so.

    `total` counts these records, `matches` are the rows of the first hundred. For a number, `others` are the figures of
    the same force, place, measure and people that overlap a match in days and give another number.
    """

    verdict: str
    matches: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()
    total: int = 0


class EvidenceFinder:
    """Finds records, within a query's selection, that support the numbers and days of an article.

    `days` are those that the article writes out: figures that are near to one of them go first.
    """

    def __init__(self, index: Index, query: Query, article: str, days: Iterable[str] = ()) -> None:
        self._index = index
        self._written = [day for date in days if (day := parse(date).first) is not None]
        self._query = query._replace(limit=None, reverse=False)
        self._article = article
        self._verdicts: dict[tuple[object, ...], NumberVerdict] = {}

    def verdict(self, claim: NumberClaim | DayClaim) -> NumberVerdict:
        """Return the verdict on a number or a day, cached per claim."""
        key = claim.date if isinstance(claim, DayClaim) else (claim.low, claim.high, claim.measure, claim.phrase)
        if (claim.type, key) not in self._verdicts:
            self._verdicts[claim.type, key] = self._day(claim) if isinstance(claim, DayClaim) else self._number(claim)
        return self._verdicts[claim.type, key]

    @cached_property
    def named(self) -> NamesInText:
        """The names that occur in the article, as ids."""
        return named_in(self._index.connection, self._article)

    def _day(self, claim: DayClaim) -> NumberVerdict:
        selection, day = self._resolved("event"), parse(claim.date).first
        if day is None or (selection.first or day) > day or (selection.last or day) < day:
            return _verdict([])
        return _verdict([*self._rows(selection._replace(first=day, last=day, certain=True))])

    def _number(self, claim: NumberClaim) -> NumberVerdict:
        selection = self._resolved("figure")
        measure = (("measure", (claim.measure,)),) if claim.measure else ()
        positions = holding(self._index.connection, claim.low, claim.high)
        is_meant = self._whose(claim)
        found_figures = self._figures(selection._replace(positions=positions, groups=(*selection.groups, *measure)))
        figures = [figure for figure in found_figures if is_meant(figure.row)]
        figures.sort(key=lambda figure: (self._names_not_both(figure), self._distance(figure)))
        others = sorted(self._others(figures[:MOST]), key=self._distance)
        return _verdict([_row(figure) for figure in figures], map(_row, others))

    def _resolved(self, kind: str) -> Selection:
        """Return the selection of records of a kind that name an actor or place of the article."""
        selection = resolved(self._index, kind, self._query)
        return selection._replace(groups=(*selection.groups, (ABOUT, self.named.about)))

    def _rows(self, selection: Selection) -> Iterator[Row]:
        own = resolved(
            self._index, selection.kind, self._query
        )  # what is certain of a record is so for the query's days
        return (as_row(hit, own) for hit in record_search.select(self._index.connection, selection))

    def _figures(self, selection: Selection) -> list[Figure]:
        return [Figure.of(place, row.data()) for place, row in enumerate(self._rows(selection))]

    def _names_not_both(self, figure: Figure) -> bool:
        force = figure.row["force"]
        return not (force and force["id"] in self.named.actors and figure.row["place"]["id"] in self.named.places)

    def _distance(self, figure: Figure) -> float:
        """Return the distance in days from the furthest day of a figure to the nearest day in the article."""
        return min((max(abs(end - day) for end in figure.days) for day in self._written), default=0)

    def _whose(self, claim: NumberClaim) -> Callable[[FigureRow], bool]:
        """Return a predicate for figures of the forces or countries that the claim names; true if it names none."""
        actor = partial(actor_row, self._index.connection)
        beside = named_in(self._index.connection, claim.text, self.named)
        rows = [row for row in map(actor, beside.actors) if row["type"] not in _SEND_OTHERS]
        countries = {row["country"] for row in rows if row["type"] == "state" and row["country"]}
        countries |= countries_in(claim.phrase)
        actors = {row["id"] for row in rows}
        if not actors and not countries:
            return lambda _: True

        def is_theirs(row: FigureRow) -> bool:
            force = row["force"]
            return force is not None and (force["id"] in actors or actor(force["id"])["country"] in countries)

        return is_theirs

    def _others(self, matches: Sequence[Figure]) -> Iterator[Figure]:
        """Yield non-matching figures on the same subject as a match, for overlapping days."""
        ids = {figure.row["id"] for figure in matches}
        by_subject: dict[Subject, list[Figure]] = {}
        for figure in matches:
            by_subject.setdefault(figure.subject, []).append(figure)
        for subject, same in by_subject.items():
            for other in self._figures(self._of(same)):
                if other.subject == subject and other.row["id"] not in ids and _share_a_day(other, same):
                    yield other

    def _of(self, figures: Sequence[Figure]) -> Selection:
        """Return the selection for the subjects of these figures, from their first day to their last."""
        row = figures[0].row
        force = (("actor", (row["force"]["id"],)),) if row["force"] else ()
        selection = resolved(self._index, "figure", self._query)
        groups = (*selection.groups, *force, ("place", (row["place"]["id"],)), ("measure", (row["measure"],)))
        if selection.certain:  # these must lie within the days of the query, and no others
            return selection._replace(groups=groups)
        first = max(min(figure.days.first for figure in figures), _bound(selection.first, -inf))
        last = min(max(figure.days.last for figure in figures), _bound(selection.last, inf))
        return selection._replace(first=_day(first), last=_day(last), groups=groups)


def _bound(day: int | None, otherwise: float) -> float:
    return otherwise if day is None else day


def _day(day: float) -> int | None:
    return None if abs(day) == inf else int(day)


def _share_a_day(figure: Figure, others: Iterable[Figure]) -> bool:
    return any(figure.days.first <= other.days.last and other.days.first <= figure.days.last for other in others)


def _row(figure: Figure) -> Row:
    return Row(encode(figure.row))


def _verdict(matches: Sequence[Row], others: Iterable[Row] = ()) -> NumberVerdict:
    return NumberVerdict("found" if matches else "unknown", tuple(matches[:MOST]), tuple(others), len(matches))
