"""JSON contract: the rows that an answer is made of, in every format, key by key and in this order.

Dates are EDTF strings as written; `date_start` and `date_end` are ISO days, null where an end is open or unknown.
Keys are only ever added before version 2.
"""

from typing import Literal, TypedDict


class Reference(TypedDict):
    """A record named by another: its id and its name."""

    id: str
    name: str


class PlaceReference(TypedDict):
    """A place named by another record."""

    id: str
    name: str
    country: str | None


class EventReference(TypedDict):
    """An event named by another record."""

    id: str
    title: str


class Citation(TypedDict):
    """A source as it stands in the row that cites it."""

    id: str
    publisher: str
    agency: str | None
    title: str
    author: str | None
    url: str | None
    archive_url: str | None
    published: str | None
    language: str | None
    reworded: bool


def citation_of(source: Citation) -> Citation:
    """Return a source as it stands in the row that cites it, without what else its own row has."""
    return {
        "id": source["id"],
        "publisher": source["publisher"],
        "agency": source["agency"],
        "title": source["title"],
        "author": source["author"],
        "url": source["url"],
        "archive_url": source["archive_url"],
        "published": source["published"],
        "language": source["language"],
        "reworded": source["reworded"],
    }


class OfReference(TypedDict):
    """An actor or a place, by its `kind`, of whom or where a role is held."""

    id: str
    name: str
    kind: str


class RoleRow(TypedDict):
    """An office or post: its title, of whom or where, and between which dates (EDTF) when these are known."""

    title: str
    of: OfReference
    since: str | None
    until: str | None


class EventRow(TypedDict):
    """Something that happened."""

    kind: Literal["event"]
    id: str
    date: str
    date_start: str | None
    date_end: str | None
    date_precision: str
    date_qualifier: str | None
    certain: bool
    title: str
    summary: str | None
    actors: list[Reference]
    places: list[PlaceReference]
    tags: list[str]
    attributed_to: str | None
    related: list[EventReference]
    note: str | None
    sources: list[Citation]


class QuoteRow(TypedDict):
    """Exact words. `roles` are those held on that day; `reworded` says that only paraphrasing sources carry them.

    `renderings` are the ids of the other quotations of the same `utterance`, whether they match or not, but what is
    asked to be left out and what was not known by the day asked for: in the speaker's own language first, of the others
    automatic paraphrase last, then in the order of dates and files.
    """

    kind: Literal["quote"]
    id: str
    date: str
    date_start: str | None
    date_end: str | None
    date_precision: str
    date_qualifier: str | None
    certain: bool
    speaker: Reference
    speaker_label: str | None
    roles: list[RoleRow]
    text: str
    language: str
    translated: bool
    original_language: str | None
    reported: bool
    reworded: bool
    utterance: str | None
    renderings: list[str]
    venue: str | None
    event: EventReference | None
    note: str | None
    sources: list[Citation]


class FigureRow(TypedDict):
    """A number of people. `low` alone means at least, `high` alone at most; whole numbers, null where there is none.

    `qualifier` says at-least and at-most too, also where the record leaves it to the number.
    """

    kind: Literal["figure"]
    id: str
    date: str
    date_start: str | None
    date_end: str | None
    date_precision: str
    date_qualifier: str | None
    certain: bool
    force: Reference | None
    place: PlaceReference
    measure: str
    low: int | None
    high: int | None
    qualifier: str | None
    counts: str | None
    attributed_to: str | None
    wording: str | None
    note: str | None
    sources: list[Citation]


class ActorRow(TypedDict):
    """A person, state, organization, force, group, mission or company (`type`)."""

    kind: Literal["actor"]
    id: str
    name: str
    type: str
    description: str
    country: str | None
    aliases: list[str]
    roles: list[RoleRow]
    note: str | None
    sources: list[Citation]


class PlaceRow(TypedDict):
    """A country, region, city, base or site (`type`); degrees are WGS 84."""

    kind: Literal["place"]
    id: str
    name: str
    type: str
    country: str | None
    part_of: Reference | None
    latitude: float | None
    longitude: float | None
    aliases: list[str]
    note: str | None


class SourceRow(TypedDict):
    """Who says so: a publication, with the agency whose copy it carries."""

    kind: Literal["source"]
    id: str
    publisher: str
    agency: str | None
    title: str
    author: str | None
    url: str | None
    archive_url: str | None
    published: str | None
    accessed: str | None
    language: str | None
    reworded: bool
    note: str | None


class Profile(ActorRow):
    """An actor in full: with first and last event, and everything that names them, newest first.

    `--limit` is how many each list holds at most; the totals, first and last event and the number of sources are of
    everything that matches.
    """

    first_event: EventRow | None
    last_event: EventRow | None
    events: list[EventRow]
    quotes: list[QuoteRow]
    figures: list[FigureRow]
    total_events: int
    total_quotes: int
    total_figures: int
    total_sources: int


class GroupRow(TypedDict):
    """Figures, by their ids, whose ranges meet: all have the numbers from `low` to `high` in common.

    null is an end that is open. A figure may go together with some that differ among themselves: it is in each group.
    """

    low: int | None
    high: int | None
    figures: list[str]


class DifferenceRow(TypedDict):
    """Figures on one subject that share days, from `date_start` to `date_end`, and whose ranges do not all meet.

    `low` and `high` are the least and the greatest number that is named; nothing is averaged. `groups` says which of
    the figures go together.
    """

    kind: Literal["difference"]
    force: Reference | None
    place: PlaceReference
    measure: str
    counts: str | None
    date_start: str | None
    date_end: str | None
    low: int | None
    high: int | None
    figures: list[FigureRow]
    groups: list[GroupRow]


class AddressRow(TypedDict):
    """A source of a record as it can be read on the web: its number from 1, and its `address`.

    That is in printable ASCII; of the archived copy where that was asked for.
    """

    kind: Literal["address"]
    number: int
    address: str
    id: str
    publisher: str
    agency: str | None
    title: str
    author: str | None
    url: str | None
    archive_url: str | None
    published: str | None
    language: str | None
    reworded: bool


class ReferenceRow(TypedDict):
    """A record as an article refers to it: `text` is the line; in a `style` of CSL its `entries` are the sources.

    `content_hash` is that of the whole dataset.
    """

    kind: Literal["reference"]
    of: str
    id: str
    text: str
    style: str | None
    entries: list[str]
    dataset: str | None
    version: str | None
    content_hash: str
    sources: list[Citation]


class HitRow(TypedDict):
    """A record that a search found: its kind, what it is called, and the field with the words around the first find.

    `marks` are pairs of offsets into `excerpt`, in characters, where the words that were looked for stand.
    """

    kind: Literal["hit"]
    of: str
    id: str
    date: str | None
    title: str
    field: str
    excerpt: str
    marks: list[tuple[int, int]]
    sources: list[Citation]


class Referrer(TypedDict):
    """A record that names another."""

    kind: str
    id: str
    date: str | None
    title: str


class SourcePage(SourceRow):
    """A source, everything that rests on it, and what rests on it alone.

    `--limit` is how many each list holds at most; the totals are of everything that matches.
    """

    events: list[EventRow]
    quotes: list[QuoteRow]
    figures: list[FigureRow]
    actors: list[ActorRow]
    alone: list[Referrer]
    total_events: int
    total_quotes: int
    total_figures: int
    total_actors: int
    total_alone: int


class CountRow(TypedDict):
    """How many records have one value of what they are counted by; `single_source` of them rest on one source.

    Sources that depend on each other are one. `date_start` and `date_end` are the first and the last day of these.
    """

    kind: Literal["count"]
    by: str
    value: str
    name: str
    events: int
    quotes: int
    figures: int
    total: int
    single_source: int
    date_start: str | None
    date_end: str | None


class Change(TypedDict):
    """A key whose value changed; null where it was not there. References are ids, and a role is one text.

    `words` are the pieces of both texts, in order, each "same", "removed" or "added"; null for what is no prose.
    """

    field: str
    old: str | int | float | bool | list[str] | None
    new: str | int | float | bool | list[str] | None
    words: list[tuple[str, str]] | None


class ChangeRow(TypedDict):
    """A record that was "added", "removed" or "changed", with what it is called, its date and its sources now.

    What was removed has those it had. `fields` of what was added or removed are all that it holds.
    `of` is the kind of record, "tag", "dataset" for what that says of itself, the name of another table, or "line".
    `not_valid` names the sides ("old", "new") on which `sahel check` finds an error in it: it is compared as written.
    """

    kind: Literal["change"]
    change: str
    of: str
    id: str
    date: str | None
    title: str
    fields: list[Change]
    sources: list[Citation]
    not_valid: list[str]


class ClaimMatch(TypedDict):
    """A record that a claim was held to, in full.

    `words` are pieces of a quotation and of the claim, in order, each "same", "removed" or "added": "same" and "added"
    make up the claim as it stands, "removed" is what the quotation has. None for numbers and days.
    """

    row: QuoteRow | FigureRow | EventRow
    words: list[tuple[str, str]]


class ClaimRow(TypedDict):
    """What an article says that was held to the dataset: a "quotation", a "number" of people or a "day" (`type`).

    `start` and `end` (excluded) are code points of the article as it was decoded, without a byte order mark, line ends
    and markup as they stand; `line` counts from 1. `verdict` is "exact", "altered" or "unknown" for a quotation, else
    "found" or "unknown". `warnings` are "joined", "reworded", "reported", "translated" and "speaker". `matches` are the
    nearest first, of numbers and days no more than a hundred of the `total_matches`; `renderings` the other renderings
    of these quotations, in the speaker's own language first; `others` the figures of the same force, place and measure
    for the same days that say another number; `sources` those of all these matches.
    """

    kind: Literal["claim"]
    type: str
    text: str
    line: int
    start: int
    end: int
    verdict: str
    warnings: list[str]
    matches: list[ClaimMatch]
    total_matches: int
    renderings: list[QuoteRow]
    others: list[FigureRow]
    sources: list[Citation]


class ReferredBy(TypedDict):
    """What a page adds to the row of its record: what refers to it, its file, and the line where it begins.

    `file` is as the dataset was named, `shipped/events.toml` of the one that comes with `sahel`, and `-` for standard
    input, of which there is no line, and with `--engine` the name of the dataset, without one.
    """

    referred_by: list[Referrer]
    file: str
    line: int | None


_RECORDS = (EventRow, QuoteRow, FigureRow, ActorRow, PlaceRow, SourceRow)
Page = TypedDict("Page", {key: hint for row in (*_RECORDS, ReferredBy) for key, hint in row.__annotations__.items()})  # type: ignore[misc]
"""A record of any kind in full and what refers to it; it has the keys of its kind and `referred_by`."""

ROWS: dict[str, type] = {
    "event": EventRow,
    "quote": QuoteRow,
    "figure": FigureRow,
    "actor": ActorRow,
    "place": PlaceRow,
    "source": SourceRow,
    "profile": Profile,
    "page": Page,
    "difference": DifferenceRow,
    "address": AddressRow,
    "reference": ReferenceRow,
    "hit": HitRow,
    "source-page": SourcePage,
    "count": CountRow,
    "change": ChangeRow,
    "claim": ClaimRow,
}
