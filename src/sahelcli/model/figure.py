"""Figure: how many people, of whose force, where, when, and in what words."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sahelcli.model.base import ActorId, Date, FreeText, FromList, InvalidRecord, Number, PlaceId, Record, SourceId
from sahelcli.model.choices import FigureQualifier, Measure

_ALONE = {FigureQualifier.AT_LEAST: ("low", "high"), FigureQualifier.AT_MOST: ("high", "low")}
"""Which number says so by itself, and which is not there then."""


class Figure(Record):
    """A number of people: from `low` to `high`; `low` alone means at least, `high` alone at most."""

    force: ActorId | None = None
    place: PlaceId
    date: Date
    measure: Annotated[Measure, FromList]
    low: Number | None = None
    high: Number | None = None
    qualifier: Annotated[FigureQualifier, FromList] | None = None
    counts: FreeText | None = None
    attributed_to: FreeText | None = None
    wording: FreeText | None = None
    sources: Annotated[tuple[SourceId, ...], FromList, Field(min_length=1)]

    @model_validator(mode="after")
    def _has_number_and_people(self) -> Self:
        if self.low is None and self.high is None:
            hint = "low alone means at least, high alone at most"
            raise InvalidRecord("missing-key", 'a figure needs "low", "high" or both', hint)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidRecord("number", f'"low" ({self.low}) is more than "high" ({self.high})', key="low")
        if self.force is None and not (self.counts or "").strip():
            hint = 'where nobody\'s force is meant, say in "counts" who is counted'
            raise InvalidRecord("missing-key", 'a figure needs "force"', hint)
        return self

    @model_validator(mode="after")
    def _one_number_alone_is_at_least_or_at_most(self) -> Self:
        for qualifier, (own, other) in _ALONE.items():
            if self.qualifier is qualifier and getattr(self, other) is not None:
                message = f'"qualifier" says "{qualifier}" beside "{other}"'
                raise InvalidRecord("qualifier", message, self._line_to_write(qualifier, own, other), key="qualifier")
        return self

    def _line_to_write(self, qualifier: FigureQualifier, own: str, other: str) -> str:
        number = getattr(self, other if getattr(self, own) is None else own)
        hint = f'{qualifier.replace("-", " ")} is "{own}" alone: write {own} = {number}, without "{other}"'
        is_range = None not in (self.low, self.high) and self.low != self.high
        return f'{hint}; of a range, leave "qualifier" out' if is_range else hint

    @property
    def number_qualifier(self) -> FigureQualifier | None:
        """The qualifier, also where one number alone says it."""
        if self.qualifier is None and self.high is None:
            return FigureQualifier.AT_LEAST
        return FigureQualifier.AT_MOST if self.qualifier is None and self.low is None else self.qualifier
