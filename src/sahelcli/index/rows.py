"""From records to the rows of the JSON contract, as text that is ready to print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from sahelcli.index.cited import BOOLEANS, quoted, written
from sahelcli.records.dates import Date

if TYPE_CHECKING:
    from sahelcli.index.known import Known, NamedRole
    from sahelcli.records.actor import Actor, Role
    from sahelcli.records.event import Event
    from sahelcli.records.figure import Figure
    from sahelcli.records.place import Place
    from sahelcli.records.quote import Quote
    from sahelcli.records.source import Source

# JSON may hold these as they are, but a terminal obeys some and a reader of lines breaks at others.
_HOSTILE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_DELETE = 0x7F


def encode(value: Any) -> bytes:
    """Return a value as JSON in UTF-8: letters as they are, control and direction characters escaped."""
    return utf8(json.dumps(value, ensure_ascii=False))


def utf8(text: str) -> bytes:
    """Return JSON text in UTF-8 in which control and direction characters are escaped."""
    data = text.encode("utf-8", "surrogatepass")
    if text.isascii():  # what is hostile begins with one of few bytes: to look for these takes a tenth of the time
        may_be = _DELETE in data
    else:
        may_be = 0xC2 in data or 0xE2 in data or 0xEF in data or 0xD8 in data or 0xED in data or _DELETE in data
    if not may_be or text.isprintable():
        return data
    return _HOSTILE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


class _Encoded(dict[str | None, str]):
    """Texts that many rows repeat, as JSON, each encoded once."""

    def __init__(self) -> None:
        super().__init__({None: "null"})

    def __missing__(self, text: str) -> str:
        self[text] = said = encode_basestring(text)
        return said


class RowWriter:
    """Writes the rows of one dataset; what many rows repeat, a name or a day, is encoded once.

    What is hostile in them is not escaped yet, as `utf8` does.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._sources = known.sources
        self._said = _Encoded()
        self._days: dict[str, str] = {}
        self._actors: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._ofs: dict[str, str] = {}
        self._roles: dict[str, list[tuple[NamedRole, str]]] = {}

    def event(self, event: Event) -> str:
        """Return the row of an event."""
        return (
            f'{{"kind": "event", "id": "{event.id}", "date": {self._dated(event.date)}, '
            f'"title": {quoted(event.title)}, "summary": {quoted(event.summary)}, '
            f'"actors": {_list(map(self._actor, event.actors))}, '
            f'"places": {_list(map(self._place, event.places))}, '
            f'"tags": {_list([self._said[tag] for tag in event.tags])}, '
            f'"attributed_to": {quoted(event.attributed_to)}, '
            f'"related": {_list(map(self._event, event.related))}, "note": {quoted(event.note)}, '
            f'"sources": {self._citations(event.sources)}}}'
        )

    def quote(self, quote: Quote) -> str:
        """Return the row of a quotation, with the roles its speaker held on that day."""
        said = self._said
        reworded = all(self._sources[source].reworded for source in quote.sources)
        return (
            f'{{"kind": "quote", "id": "{quote.id}", "date": {self._dated(quote.date)}, '
            f'"speaker": {self._actor(quote.speaker)}, "speaker_label": {quoted(quote.speaker_label)}, '
            f'"roles": {_list(self._roles_on(quote.speaker, quote.date))}, "text": {quoted(quote.text)}, '
            f'"language": {said[quote.language]}, "translated": {BOOLEANS[quote.translated]}, '
            f'"original_language": {said[quote.original_language]}, "reported": {BOOLEANS[quote.reported]}, '
            f'"reworded": {BOOLEANS[reworded]}, "utterance": {quoted(quote.utterance)}, '
            f'"venue": {quoted(quote.venue)}, "event": {self._event(quote.event) if quote.event else "null"}, '
            f'"note": {quoted(quote.note)}, "sources": {self._citations(quote.sources)}}}'
        )

    def figure(self, figure: Figure) -> str:
        """Return the row of a figure."""
        said = self._said
        return (
            f'{{"kind": "figure", "id": "{figure.id}", "date": {self._dated(figure.date)}, '
            f'"force": {self._actor(figure.force) if figure.force else "null"}, '
            f'"place": {self._place(figure.place)}, "measure": {said[figure.measure]}, '
            f'"low": {_number(figure.low)}, "high": {_number(figure.high)}, '
            f'"qualifier": {said[figure.qualifier]}, "counts": {quoted(figure.counts)}, '
            f'"attributed_to": {quoted(figure.attributed_to)}, "wording": {quoted(figure.wording)}, '
            f'"note": {quoted(figure.note)}, "sources": {self._citations(figure.sources)}}}'
        )

    def actor(self, actor: Actor) -> str:
        """Return the row of an actor."""
        said = self._said
        return (
            f'{{"kind": "actor", "id": "{actor.id}", "name": {quoted(actor.name)}, "type": {said[actor.kind]}, '
            f'"description": {quoted(actor.description)}, "country": {said[actor.country]}, '
            f'"aliases": {_list(map(quoted, actor.aliases))}, "roles": {_list(map(self._role, actor.roles))}, '
            f'"note": {quoted(actor.note)}, "sources": {self._citations(actor.sources)}}}'
        )

    def place(self, place: Place) -> str:
        """Return the row of a place."""
        said = self._said
        outer = _reference(place.part_of, self._known.places[place.part_of].name) if place.part_of else "null"
        return (
            f'{{"kind": "place", "id": "{place.id}", "name": {quoted(place.name)}, "type": {said[place.kind]}, '
            f'"country": {said[place.country]}, "part_of": {outer}, "latitude": {_number(place.latitude)}, '
            f'"longitude": {_number(place.longitude)}, "aliases": {_list(map(quoted, place.aliases))}, '
            f'"note": {quoted(place.note)}}}'
        )

    def source(self, source: Source) -> str:
        """Return the row of a source."""
        said = self._said
        before, after = self._sources[source.id].halves
        return (
            f'{{"kind": "source", {before}, "accessed": {said[written(source.accessed)]}, {after}, '
            f'"note": {quoted(source.note)}}}'
        )

    def _dated(self, date: Date) -> str:
        """Return a date as written and what it covers: the keys from `date` to `certain`."""
        said = self._days.get(date.text)
        if said is None:
            start, end = date.start_iso, date.end_iso
            said = self._days[date.text] = (
                f'{quoted(date.text)}, "date_start": {quoted(start)}, "date_end": {quoted(end)}, '
                f'"date_precision": {self._said[date.precision]}, "date_qualifier": {self._said[date.qualifier]}, '
                '"certain": true'
            )
        return said

    def _actor(self, actor: str) -> str:
        text = self._actors.get(actor)
        if text is None:
            text = self._actors[actor] = _reference(actor, self._known.actors[actor].name)
        return text

    def _place(self, place: str) -> str:
        text = self._places.get(place)
        if text is None:
            record = self._known.places[place]
            text = f'{_reference(place, record.name)[:-1]}, "country": {self._said[record.country]}}}'
            self._places[place] = text
        return text

    def _event(self, event: str) -> str:
        return f'{{"id": "{event}", "title": {quoted(self._known.events[event].title)}}}'

    def _roles_on(self, actor: str, day: Date) -> list[str]:
        roles = self._known.actors[actor].roles
        if not roles:
            return []
        said = self._roles.get(actor)
        if said is None:
            said = self._roles[actor] = [(role, self._role(role)) for role in roles]
        held = roles_on(roles, day)
        return [text for role, text in said if any(role is one for one in held)]

    def _role(self, role: Role | NamedRole) -> str:
        of = self._ofs.get(role.of)
        if of is None:
            of = self._ofs[role.of] = _reference(role.of, self._known.actor_or_place(role.of).name)
        since, until = quoted(written(role.since)), quoted(written(role.until))
        return f'{{"title": {quoted(role.title)}, "of": {of}, "since": {since}, "until": {until}}}'

    def _citations(self, sources: tuple[str, ...]) -> str:
        return _list([self._sources[name].citation for name in sources])


def roles_on(roles: tuple[NamedRole, ...], day: Date) -> list[NamedRole]:
    """Return the roles whose dates cover the day, or a sole role without dates."""
    if len(roles) == 1 and not roles[0].since and not roles[0].until:
        return [roles[0]]
    return [role for role in roles if (role.since or role.until) and _covers(role, day)]


def _covers(role: NamedRole, day: Date) -> bool:
    begins = role.since.first if role.since else None
    ends = role.until.last if role.until else None
    begun = begins is None or (day.first is not None and begins <= day.first)
    return begun and (ends is None or (day.last is not None and day.last <= ends))


def _reference(record_id: str, name: str) -> str:
    return f'{{"id": {quoted(record_id)}, "name": {quoted(name)}}}'


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)
