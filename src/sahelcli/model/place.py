"""Place: where something happened, and what it lies in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sahelcli.model.base import Country, FromList, PlaceId, Record, Text
from sahelcli.model.choices import PlaceKind


class Place(Record):
    """A country, region, city, base or site; `latitude` and `longitude` are degrees, WGS 84."""

    name: Text
    kind: Annotated[PlaceKind, FromList]
    country: Country | None = None
    part_of: PlaceId | None = None
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    aliases: Annotated[tuple[Text, ...], FromList] = ()
