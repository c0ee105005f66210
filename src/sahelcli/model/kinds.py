"""Kinds of record: a Pydantic model for each, and the register of all of them."""

# No postponed annotations here: Pydantic would compile and evaluate each, and `references` as well.

from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from sahelcli.model import KIND_NAMES, TABLE_NAMES
from sahelcli.model.base import (
    ActorId,
    ActorOrPlaceId,
    Country,
    Date,
    EventId,
    FreeText,
    FromList,
    InvalidRecord,
    Language,
    Number,
    PlaceId,
    Record,
    Slug,
    SourceId,
    StrictTable,
    Tag,
    Text,
    Title,
)
from sahelcli.model.choices import ActorKind, FigureQualifier, Measure, PlaceKind


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


class Quote(Record):
    """Exact words of a speaker; `text` is never altered, `reported` ones stand in no quotation marks."""

    speaker: ActorId
    speaker_label: FreeText | None = None
    date: Date
    text: Text
    language: Language
    translated: bool = False
    original_language: Language | None = None
    reported: bool = False
    utterance: Slug | None = None
    venue: FreeText | None = None
    event: EventId | None = None
    sources: Annotated[tuple[SourceId, ...], FromList, Field(min_length=1)]


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


class Place(Record):
    """A country, region, city, base or site; `latitude` and `longitude` are degrees, WGS 84."""

    name: Text
    kind: Annotated[PlaceKind, FromList]
    country: Country | None = None
    part_of: PlaceId | None = None
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None = None
    aliases: Annotated[tuple[Text, ...], FromList] = ()


class Source(Record):
    """A publication, with the agency whose copy it carries.

    `reworded` says that it is an automatic paraphrase or translation, whose quotations are not the speakers' words.
    """

    title: Title
    publisher: Text
    language: Language | None = None
    author: FreeText | None = None
    url: FreeText | None = None
    published: Date | None = None
    accessed: Date | None = None
    archive_url: FreeText | None = None
    agency: FreeText | None = None
    reworded: bool = False


class Kind(NamedTuple):
    """A kind of record: its name in the singular, the TOML table that holds it, its model."""

    name: str
    table: str
    model: type[Record]


_MODELS: dict[str, type[Record]] = {
    "event": Event,
    "quote": Quote,
    "figure": Figure,
    "actor": Actor,
    "place": Place,
    "source": Source,
}
KINDS = tuple(Kind(name, TABLE_NAMES[name], _MODELS[name]) for name in KIND_NAMES)

TABLES = {kind.table: kind for kind in KINDS}
