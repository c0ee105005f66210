"""From records to the rows of the JSON contract, as text that is ready to print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, TypeVar

from sahelcli.index.cited import BOOLEANS, quoted, written
from sahelcli.index.once import Once
from sahelcli.records.dates import Date

if TYPE_CHECKING:
    from sahelcli.index.known import Known, NamedRole
    from sahelcli.records.actor import Actor, Role
    from sahelcli.records.event import Event
    from sahelcli.records.figure import Figure
    from sahelcli.records.place import Place
    from sahelcli.records.quote import Quote
    from sahelcli.records.source import Source

_R = TypeVar("_R", "NamedRole", "Role")

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


class RowWriter:
    """Writes the rows of one dataset; what many rows repeat, a name or a day, is encoded once.

    What is hostile in them is not escaped yet, as `utf8` does.
    """

    _known: Known

    def __init__(self) -> None:
        self._said = Once(quoted)
        self._days = Once(self._dated)
        self._actors = Once(self._actor)
        self._places = Once(self._place)
        self._ofs = Once(self._of)
        self._roles = Once(self._roles_of)

    def know(self, known: Known) -> None:
        """Find in this what the next records name."""
        self._known = known
        self._sources = known.sources
        for made in (self._said, self._days, self._actors, self._places, self._ofs, self._roles):
            made.tidy()

    def event(self, event: Event) -> str:
        """Return the row of an event."""
        return (
            f'{{"kind": "event", "id": "{event.id}", "date": {self._days[event.date]}, '
            f'"title": {encode_basestring(event.title)}, "summary": {quoted(event.summary)}, '
            f'"actors": {_list([self._actors[actor] for actor in event.actors])}, '
            f'"places": {_list([self._places[place] for place in event.places])}, '
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
            f'{{"kind": "quote", "id": "{quote.id}", "date": {self._days[quote.date]}, '
            f'"speaker": {self._actors[quote.speaker]}, "speaker_label": {quoted(quote.speaker_label)}, '
            f'"roles": {_list(self._roles_on(quote.speaker, quote.date))}, "text": {encode_basestring(quote.text)}, '
            f'"language": {said[quote.language]}, "translated": {BOOLEANS[quote.translated]}, '
            f'"original_language": {said[quote.original_language]}, "reported": {BOOLEANS[quote.reported]}, '
            f'"reworded": {BOOLEANS[reworded]}, "utterance": {quoted(quote.utterance)}, "renderings": [], '
            f'"venue": {quoted(quote.venue)}, "event": {self._event(quote.event) if quote.event else "null"}, '
            f'"note": {quoted(quote.note)}, "sources": {self._citations(quote.sources)}}}'
        )

    def figure(self, figure: Figure) -> str:
        """Return the row of a figure."""
        said = self._said
        return (
            f'{{"kind": "figure", "id": "{figure.id}", "date": {self._days[figure.date]}, '
            f'"force": {self._actors[figure.force] if figure.force else "null"}, '
            f'"place": {self._places[figure.place]}, "measure": {said[figure.measure]}, '
            f'"low": {_number(figure.low)}, "high": {_number(figure.high)}, '
            f'"qualifier": {said[figure.said_of_number]}, "counts": {quoted(figure.counts)}, '
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
        return (
            f'{quoted(date.text)}, "date_start": {quoted(date.start_iso)}, "date_end": {quoted(date.end_iso)}, '
            f'"date_precision": {self._said[date.precision]}, "date_qualifier": {self._said[date.qualifier]}, '
            '"certain": true'
        )

    def _actor(self, actor: str) -> str:
        return _reference(actor, self._known.actors[actor].name)

    def _place(self, place: str) -> str:
        record = self._known.places[place]
        return f'{_reference(place, record.name)[:-1]}, "country": {self._said[record.country]}}}'

    def _of(self, record: str) -> str:
        kind = "actor" if self._known.actors.has(record) else "place"
        return f'{_reference(record, self._known.actor_or_place(record).name)[:-1]}, "kind": "{kind}"}}'

    def _event(self, event: str) -> str:
        return f'{{"id": "{event}", "title": {quoted(self._known.events[event].title)}}}'

    def _roles_of(self, actor: str) -> list[tuple[NamedRole, str]]:
        return [(role, self._role(role)) for role in self._known.actors[actor].roles]

    def _roles_on(self, actor: str, day: Date) -> list[str]:
        said = self._roles[actor]
        if not said:
            return []
        held = roles_on([role for role, _ in said], day)
        return [text for role, text in said if any(role is one for one in held)]

    def _role(self, role: Role | NamedRole) -> str:
        of, since, until = self._ofs[role.of], quoted(written(role.since)), quoted(written(role.until))
        return f'{{"title": {quoted(role.title)}, "of": {of}, "since": {since}, "until": {until}}}'

    def _citations(self, sources: tuple[str, ...]) -> str:
        return _list([self._sources[name].citation for name in sources])


def roles_on(roles: Sequence[_R], day: Date) -> list[_R]:
    """Return the roles whose dates cover the day, or a sole role without dates."""
    if len(roles) == 1 and not roles[0].since and not roles[0].until:
        return [roles[0]]
    return [role for role in roles if (role.since or role.until) and _covers(role, day)]


def _covers(role: NamedRole | Role, day: Date) -> bool:
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
