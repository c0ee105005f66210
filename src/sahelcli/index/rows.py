"""From records to the rows of the JSON contract, as text that is ready to print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sahelcli.records.dates import Date

if TYPE_CHECKING:
    from sahelcli.records.actor import Actor, Role
    from sahelcli.records.dataset import Dataset
    from sahelcli.records.event import Event
    from sahelcli.records.figure import Figure
    from sahelcli.records.place import Place
    from sahelcli.records.quote import Quote
    from sahelcli.records.source import Source

# JSON may hold these as they are, but a terminal obeys some and a reader of lines breaks at others.
_HOSTILE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")


def encode(value: Any) -> str:
    """Return a value as JSON text: letters as they are, control and direction characters escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _HOSTILE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class RowWriter:
    """Writes the rows of one dataset; what many rows repeat, a name or a citation, is encoded once."""

    def __init__(self, dataset: Dataset) -> None:
        self._actors: Mapping[str, Actor] = {actor.id: actor for actor in dataset.actors}
        self._places: Mapping[str, Place] = {place.id: place for place in dataset.places}
        self._events: Mapping[str, Event] = {event.id: event for event in dataset.events}
        self._sources: Mapping[str, Source] = {source.id: source for source in dataset.sources}
        self._citations: dict[str, str] = {}

    def event(self, event: Event) -> str:
        """Return the row of an event."""
        fields = {
            **_dated("event", event.id, event.date),
            "title": event.title,
            "summary": event.summary,
            "actors": [self._actor(actor) for actor in event.actors],
            "places": [self._place(place) for place in event.places],
            "tags": event.tags,
            "attributed_to": event.attributed_to,
            "related": [self._event(other) for other in event.related],
            "note": event.note,
        }
        return self._with_sources(fields, event.sources)

    def quote(self, quote: Quote) -> str:
        """Return the row of a quotation, with the roles its speaker held on that day."""
        speaker = self._actors[quote.speaker]
        fields = {
            **_dated("quote", quote.id, quote.date),
            "speaker": self._actor(quote.speaker),
            "speaker_label": quote.speaker_label,
            "roles": [self._role(role) for role in roles_on(speaker.roles, quote.date)],
            "text": quote.text,
            "language": quote.language,
            "translated": quote.translated,
            "original_language": quote.original_language,
            "reported": quote.reported,
            "reworded": all(self._sources[source].reworded for source in quote.sources),
            "utterance": quote.utterance,
            "venue": quote.venue,
            "event": self._event(quote.event) if quote.event else None,
            "note": quote.note,
        }
        return self._with_sources(fields, quote.sources)

    def figure(self, figure: Figure) -> str:
        """Return the row of a figure."""
        fields = {
            **_dated("figure", figure.id, figure.date),
            "force": self._actor(figure.force) if figure.force else None,
            "place": self._place(figure.place),
            "measure": figure.measure,
            "low": figure.low,
            "high": figure.high,
            "qualifier": figure.qualifier,
            "counts": figure.counts,
            "attributed_to": figure.attributed_to,
            "wording": figure.wording,
            "note": figure.note,
        }
        return self._with_sources(fields, figure.sources)

    def actor(self, actor: Actor) -> str:
        """Return the row of an actor."""
        fields = {
            "kind": "actor",
            "id": actor.id,
            "name": actor.name,
            "type": actor.kind,
            "description": actor.description,
            "country": actor.country,
            "aliases": actor.aliases,
            "roles": [self._role(role) for role in actor.roles],
            "note": actor.note,
        }
        return self._with_sources(fields, actor.sources)

    def place(self, place: Place) -> str:
        """Return the row of a place."""
        part_of = place.part_of and {"id": place.part_of, "name": self._places[place.part_of].name}
        fields = {
            "kind": "place",
            "id": place.id,
            "name": place.name,
            "type": place.kind,
            "country": place.country,
            "part_of": part_of,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "aliases": place.aliases,
            "note": place.note,
        }
        return encode(fields)

    def source(self, source: Source) -> str:
        """Return the row of a source."""
        fields = {
            "kind": "source",
            "id": source.id,
            "publisher": source.publisher,
            "agency": source.agency,
            "title": source.title,
            "author": source.author,
            "url": source.url,
            "archive_url": source.archive_url,
            "published": _text(source.published),
            "accessed": _text(source.accessed),
            "language": source.language,
            "reworded": source.reworded,
            "note": source.note,
        }
        return encode(fields)

    def _actor(self, actor: str) -> dict[str, str]:
        return {"id": actor, "name": self._actors[actor].name}

    def _place(self, place: str) -> dict[str, str | None]:
        record = self._places[place]
        return {"id": place, "name": record.name, "country": record.country}

    def _event(self, event: str) -> dict[str, str]:
        return {"id": event, "title": self._events[event].title}

    def _role(self, role: Role) -> dict[str, Any]:
        of = self._actors.get(role.of) or self._places[role.of]
        name = {"id": role.of, "name": of.name}
        return {"title": role.title, "of": name, "since": _text(role.since), "until": _text(role.until)}

    def _with_sources(self, fields: dict[str, Any], sources: Iterable[str]) -> str:
        cited = ", ".join(self._citation(source) for source in sources)
        return f'{encode(fields)[:-1]}, "sources": [{cited}]}}'

    def _citation(self, source_id: str) -> str:
        text = self._citations.get(source_id)
        if text is None:
            source = self._sources[source_id]
            fields = {
                "id": source_id,
                "publisher": source.publisher,
                "agency": source.agency,
                "title": source.title,
                "author": source.author,
                "url": source.url,
                "archive_url": source.archive_url,
                "published": _text(source.published),
                "language": source.language,
                "reworded": source.reworded,
            }
            text = self._citations[source_id] = encode(fields)
        return text


def roles_on(roles: tuple[Role, ...], day: Date) -> list[Role]:
    """Return the roles whose dates cover the day, or a sole role without dates."""
    if len(roles) == 1 and not roles[0].since and not roles[0].until:
        return [roles[0]]
    return [role for role in roles if (role.since or role.until) and _covers(role, day)]


def _covers(role: Role, day: Date) -> bool:
    begins = role.since.first if role.since else None
    ends = role.until.last if role.until else None
    begun = begins is None or (day.first is not None and begins <= day.first)
    return begun and (ends is None or (day.last is not None and day.last <= ends))


def _dated(kind: str, record_id: str, date: Date) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": record_id,
        "date": date.text,
        "date_start": date.start_iso,
        "date_end": date.end_iso,
        "date_precision": date.precision,
        "date_qualifier": date.qualifier,
        "certain": True,
    }


def _text(date: Date | None) -> str | None:
    return date.text if date else None
