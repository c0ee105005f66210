"""Records as entities: what is dated as Event, actors by their kind, places as Address, sources as Article.

A quotation is what happened when it was said, and a figure what holds on its days: so both stand in the timelines of
Aleph, and searches find them. What a schema has no property for stands in the notes, in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.exporters.ftm.entity import Entity, date_in_words, identifier, joined, language, link, span
from sahelcli.exporters.selection import actors_of, places_of
from sahelcli.phrases import distinct, publisher, role, tongue
from sahelcli.phrases.label import label
from sahelcli.phrases.language_names import language as language_name
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, EventRow, FigureRow, PlaceRow, QuoteRow, RoleRow, SourceRow
    from sahelcli.row_types import FactRow

_SCHEMAS = {"person": "Person", "state": "PublicBody", "company": "Company"}  # all else is an Organization
_LONGEST_NAME = 200


class Present(NamedTuple):
    """The ids of the events and actors in the file, and its places by id; links to other records are not written."""

    events: AbstractSet[str]
    actors: AbstractSet[str]
    places: Mapping[str, PlaceRow]


def fact(row: FactRow, present: Present) -> Iterator[Entity]:
    """Yield an event, quotation or figure, and its links to other events."""
    own = identifier(row["kind"], row["id"])
    entity = Entity(own, "Event")
    entity.add("name", _cut(label(row)))
    entity.add("recordId", f"{row['kind']}:{row['id']}")
    days = span(row["date"])
    entity.add("date", days.date)
    entity.add("startDate", days.start)
    entity.add("endDate", days.end)
    entity.note(date_in_words(row["date"]))
    entity.add("involved", *(identifier("actor", actor["id"]) for actor in actors_of(row)))
    entity.add("addressEntity", *(identifier("place", place["id"]) for place in places_of(row)))
    entity.add("location", *(place["name"] for place in places_of(row)))
    entity.add("country", *(_lower(place["country"]) for place in places_of(row)))
    links = _complete(row, entity, present)
    entity.note(row["note"], None if row["certain"] else "May also lie outside the days asked for.")
    _cite(row, entity)
    yield entity
    yield from links


def _complete(row: FactRow, entity: Entity, present: Present) -> list[Entity]:
    """Add what the kind of a record has of its own, and return its links."""
    if row["kind"] == "event":
        return _event(row, entity, present)
    if row["kind"] == "quote":
        return _quote(row, entity, present)
    _figure(row, entity)
    return []


def _event(row: EventRow, entity: Entity, present: Present) -> list[Entity]:
    entity.add("summary", row["summary"])
    entity.add("keywords", *row["tags"])
    entity.note(_account(row["attributed_to"]))
    related = [other for other in row["related"] if other["id"] in present.events]
    entity.note(*(f"Related: {other['title']}" for other in row["related"] if other not in related))
    return [link(identifier("event", row["id"]), "related", identifier("event", other["id"])) for other in related]


def _quote(row: QuoteRow, entity: Entity, present: Present) -> list[Entity]:
    entity.add("description", row["text"])
    entity.note(
        f"Language: {tongue(row)}",
        "Reported speech: nobody's exact words." if row["reported"] else None,
        "Reworded by the sources: not the speaker's own words." if row["reworded"] else None,
        f"Said by {row['speaker_label']}" if row["speaker_label"] else None,
        f"Venue: {row['venue']}" if row["venue"] else None,
        f"A rendering of the utterance {row['utterance']}" if row["utterance"] else None,
        *(f"Speaker's role: {_role(role_row)}" for role_row in row["roles"]),
    )
    event = row["event"]
    if event is None or event["id"] in present.events:
        own = identifier("quote", row["id"])
        return [link(own, "belongs to", identifier("event", event["id"]))] if event else []
    entity.note(f"Belongs to: {event['title']}")
    return []


def _figure(row: FigureRow, entity: Entity) -> None:
    entity.add("summary", row["wording"])
    numbers = {name: row[name] for name in ("measure", "low", "high", "qualifier", "counts")}
    entity.note(joined(f"{name}: {value}" for name, value in numbers.items() if value is not None))
    entity.note(_account(row["attributed_to"]))


def actor(row: ActorRow, present: Present) -> Iterator[Entity]:
    """Yield an actor, and links for the roles it holds of actors and in places that the file has."""
    own = identifier("actor", row["id"])
    entity = Entity(own, _SCHEMAS.get(row["type"], "Organization"))
    entity.add("name", row["name"])
    entity.add("alias", *row["aliases"])
    entity.add("classification", row["type"])
    entity.add("country", _lower(row["country"]))
    entity.add("description", row["description"])
    entity.note(row["note"], *(f"Role: {_role(role_row)}" for role_row in row["roles"]))
    if row["type"] == "person":
        entity.add("position", *map(role, row["roles"]))
    entity.add("proof", *(identifier("source", source["id"]) for source in row["sources"]))
    yield entity
    yield from (_office(own, role_row) for role_row in row["roles"] if _is_here(role_row, present))


def _is_here(role_row: RoleRow, present: Present) -> bool:
    return role_row["of"]["id"] in (present.actors if role_row["of"]["kind"] == "actor" else present.places)


def _office(own: str, role_row: RoleRow) -> Entity:
    of, since, until = role_row["of"], role_row["since"], role_row["until"]
    office = link(own, role_row["title"], identifier(of["kind"], of["id"]), since or "", until or "")
    office.add("startDate", _first(since))
    office.add("endDate", _last(until))
    office.add("description", _role(role_row))
    return office


def place(row: PlaceRow, present: Present) -> Iterator[Entity]:
    """Yield a place and the link to the one it lies in; `full` names all that hold it."""
    own, outer = identifier("place", row["id"]), row["part_of"]
    entity = Entity(own, "Address")
    entity.add("full", ", ".join(_holders(row, present.places)))
    entity.add("name", row["name"])
    entity.add("alias", *row["aliases"])
    entity.add("city", row["name"] if row["type"] == "city" else None)
    entity.add("country", _lower(row["country"]))
    entity.add("latitude", None if row["latitude"] is None else str(row["latitude"]))
    entity.add("longitude", None if row["longitude"] is None else str(row["longitude"]))
    entity.add("keywords", row["type"])
    entity.note(row["note"])
    yield entity
    if outer:
        yield link(own, "part of", identifier("place", outer["id"]))


def _holders(row: PlaceRow, places: Mapping[str, PlaceRow]) -> Iterator[str]:
    yield row["name"]
    while outer := row["part_of"]:
        row = places[outer["id"]]
        yield row["name"]


def source(row: SourceRow) -> Entity:
    """Return a source."""
    entity = Entity(identifier("source", row["id"]), "Article")
    entity.add("title", row["title"])
    entity.add("author", row["author"])
    entity.add("publisher", row["publisher"])
    entity.add("publishedAt", _first(row["published"]))
    entity.add("retrievedAt", _first(row["accessed"]))
    entity.add("sourceUrl", web_address(row["url"]))
    entity.add("language", language(row["language"]))
    entity.note(
        f"Published {row['published']}" if row["published"] else None,
        f"Read {row['accessed']}" if row["accessed"] else None,
        f"Language: {language_name(row['language'])}" if row["language"] else None,
        f"Carries copy of {row['agency']}" if row["agency"] else None,
        "An automatic paraphrase or translation: its quotations are not the speakers' words."
        if row["reworded"]
        else None,
        f"Address: {row['url']}" if row["url"] and not web_address(row["url"]) else None,
        f"Archived copy: {row['archive_url']}" if row["archive_url"] else None,
        row["note"],
    )
    return entity


def _cite(row: FactRow, entity: Entity) -> None:
    entity.add("proof", *(identifier("source", source["id"]) for source in row["sources"]))
    entity.add("publisher", *(publisher(source) for source in distinct(row["sources"])))
    entity.add("sourceUrl", *(web_address(source["url"]) for source in row["sources"]))


def _account(attributed_to: str | None) -> str | None:
    return f"According to {attributed_to}" if attributed_to else None


def _role(role_row: RoleRow) -> str:
    since, until = role_row["since"], role_row["until"]
    return f"{role(role_row)}, {since or '..'}/{until or '..'}" if since or until else role(role_row)


def _first(text: str | None) -> str | None:
    days = span(text) if text else None
    return days and (days.date or days.start)


def _last(text: str | None) -> str | None:
    days = span(text) if text else None
    return days and (days.date or days.end)


def _lower(country: str | None) -> str | None:
    return country.lower() if country else None


def _cut(name: str) -> str:
    """Return a name on one line, and no longer than people read."""
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"
