"""Actor: who acts, speaks or is counted."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from sahelcli.model.base import (
    ActorOrPlaceId,
    Country,
    Date,
    FromList,
    InvalidRecord,
    Record,
    SourceId,
    StrictTable,
    Text,
)
from sahelcli.model.choices import ActorKind


class Role(StrictTable):
    """An office or post, of an actor or at a place; without dates it was held at some time."""

    title: Text
    of: ActorOrPlaceId
    since: Date | None = None
    until: Date | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        begins = self.since.first if self.since else None
        ends = self.until.last if self.until else None
        if begins is not None and ends is not None and ends < begins:
            raise InvalidRecord(
                "role-dates", f"the role ends ({self.until}) before it begins ({self.since})", key="until"
            )
        return self


class Actor(Record):
    """A person, state, organization, armed force, armed group, mission or company."""

    name: Text
    kind: Annotated[ActorKind, FromList]
    description: Text
    country: Country | None = None
    aliases: Annotated[tuple[Text, ...], FromList] = ()
    roles: Annotated[tuple[Role, ...], FromList] = ()
    sources: Annotated[tuple[SourceId, ...], FromList] = ()
