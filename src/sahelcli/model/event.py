"""Event: something that happened."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sahelcli.model.base import ActorId, Date, EventId, FreeText, FromList, PlaceId, Record, SourceId, Tag, Title


class Event(Record):
    """Something that happened, on a date, according to its sources."""

    date: Date
    title: Title
    summary: FreeText | None = None
    actors: Annotated[tuple[ActorId, ...], FromList] = ()
    places: Annotated[tuple[PlaceId, ...], FromList] = ()
    tags: Annotated[tuple[Tag, ...], FromList] = ()
    attributed_to: FreeText | None = None
    related: Annotated[tuple[EventId, ...], FromList] = ()
    sources: Annotated[tuple[SourceId, ...], FromList, Field(min_length=1)]
