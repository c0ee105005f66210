"""Types of rows for who takes them: kinds together, keys that several share, and what a page adds to `json_contract`.

They are for the type checker alone: a row is a plain dictionary, and whoever takes one says here which keys it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

from sahelcli.json_contract import (
    ActorRow,
    Citation,
    EventRow,
    FigureRow,
    HitRow,
    PlaceReference,
    PlaceRow,
    Profile,
    QuoteRow,
    Reference,
    Referrer,
    SourcePage,
    SourceRow,
)

FactRow = EventRow | QuoteRow | FigureRow
"""What happens on a day; its `kind` tells which it is."""
RecordRow = FactRow | ActorRow | PlaceRow | SourceRow
"""A record; its `kind` tells which it is."""
ListKey = Literal["events", "quotes", "figures", "actors"]
"""The lists of records that stand in the page of an actor or a source."""
TotalKey = Literal["total_events", "total_quotes", "total_figures", "total_actors"]
"""How long these lists are without a limit."""


AnyRow = Mapping[str, Any]
"""A row of any kind whose keys are chosen when the program runs: by `--fields`, or for each column of a table."""


class Identified(TypedDict):
    """A row with an id."""

    id: str


class Named(TypedDict):
    """What has a name."""

    name: str


class Sourced(TypedDict):
    """A row that cites sources."""

    sources: list[Citation]


class Attributed(TypedDict):
    """A row of any kind: events and figures say whose account they are, the others do not have the key."""

    attributed_to: NotRequired[str | None]


class MaybeSourced(TypedDict):
    """A row of any kind: a place and a source do not have the key."""

    sources: NotRequired[list[Citation]]


class Dated(TypedDict):
    """A row with a date (EDTF)."""

    date: str


class InWindow(Dated):
    """A row with a date, and whether that surely lies within the days that were asked for."""

    certain: bool


class FigureSubject(TypedDict):
    """Whose people are counted where: of a figure, or of figures that differ."""

    force: Reference | None
    place: PlaceReference
    measure: str
    counts: str | None


class NumberRange(TypedDict):
    """The ends of a range of numbers, null where it is open."""

    low: int | None
    high: int | None


class Rendering(QuoteRow):
    """A quotation beside the others of its utterance; `matched` says whether it answers the question itself."""

    matched: NotRequired[bool]


class QuotationMatch(TypedDict):
    """A quotation that a claim was held to (`json_contract.ClaimMatch`)."""

    row: QuoteRow
    words: list[tuple[str, str]]


class HitForPeople(HitRow):
    """A find as people read it: who says the words, and all renderings of the utterance, the find itself first."""

    said_by: NotRequired[str]
    renderings: NotRequired[list[QuoteRow]]


class ProfileForPeople(Profile):
    """A profile as people read it, with how many utterances there are, and the command that prints all of a list."""

    total_utterances: NotRequired[int]
    oldest_first: NotRequired[bool]
    commands: NotRequired[dict[str, str]]


class SourcePageForPeople(SourcePage):
    """The page of a source as people read it, with how many utterances there are."""

    total_utterances: NotRequired[int]


class ReferrerForPeople(Referrer):
    """A record that names another; a quotation in full as `row`, with renderings of it that stand nowhere else."""

    row: NotRequired[QuoteRow]
    others: NotRequired[list[QuoteRow]]


class PageAdditions(TypedDict):
    """What a page adds to its record: what refers to it, where it stands, and other renderings of a quotation."""

    referred_by: list[ReferrerForPeople]
    file: str
    line: int | None
    others: NotRequired[list[QuoteRow]]


class EventPage(EventRow, PageAdditions):
    """The page of an event."""


class QuotePage(QuoteRow, PageAdditions):
    """The page of a quotation."""


class FigurePage(FigureRow, PageAdditions):
    """The page of a figure."""


class ActorPage(ActorRow, PageAdditions):
    """The page of an actor, as `sahel show` prints it."""


class PlacePage(PlaceRow, PageAdditions):
    """The page of a place."""


class SourceRecordPage(SourceRow, PageAdditions):
    """The page of a source, as `sahel show` prints it."""


RecordPage = EventPage | QuotePage | FigurePage | ActorPage | PlacePage | SourceRecordPage
"""The page of a record; its `kind` tells of which."""


class ChangedRecord(TypedDict):
    """What a comparison says of a record beside its changes; a tag has no date, and a place no sources."""

    title: str
    date: NotRequired[str | None]
    sources: NotRequired[list[Citation]]


class ListedSource(Citation):
    """A source as it stands in the list of a page's sources, with what a citation leaves out."""

    accessed: str | None
    note: str | None
