"""Rules about who is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.model.actor import ActorKind
from sahelcli.rules.allowances import in_writing
from sahelcli.rules.finding import RuleFinding
from sahelcli.rules.index_records import IndexRecords, decoded, spans
from sahelcli.text.quoting import shown

_HINT = f"add what was held then, with its dates; who held nothing passes with {in_writing('speaker-without-role')}"
_NO_ROLES = b'"roles": [], "text": '


def speaker_without_role(records: IndexRecords) -> Iterator[RuleFinding]:
    """A person who is quoted had a role on that day, or is said to have had none.

    A quotation is shown with what its speaker was then: a role whose dates cover its date, or a sole role without
    dates. A person who was nothing of the kind, before an election or after a coup, is let pass with that reason.
    """
    seen: set[str] = set()
    for _, row in records.as_stored("quote"):
        if _NO_ROLES in row and (quote := decoded(row))["speaker"]["id"] not in seen and not quote["roles"]:
            seen.add(quote["speaker"]["id"])  # one remark is enough: the reason is the person's
            pos = records.place_of("actor", quote["speaker"]["id"])
            speaker = records.at(pos)
            if speaker["type"] == ActorKind.PERSON:
                message = f"quoted on {quote['date']} without a role on that day, in quote {shown(quote['id'])}"
                yield RuleFinding(pos, ("roles",) if speaker["roles"] else (), message, _HINT)


def speaker_not_in_event(records: IndexRecords) -> Iterator[RuleFinding]:
    """The speaker of a quotation that belongs to an event is among the actors of that event.

    Otherwise the event is missing where that actor's are asked for, while the words said at it are there.
    """
    statement = (  # a quotation is found by its speaker, and by the actors of its event
        "SELECT row, q.pos FROM terms AS t JOIN links AS l ON l.term = t.term AND l.span BETWEEN ? AND ?"
        " JOIN records AS q ON q.pos = l.pos"
        " LEFT JOIN terms AS e ON e.role = 'event-actor' AND e.id = t.id"
        " WHERE t.role = 'actor' AND NOT EXISTS (SELECT 1 FROM links AS a WHERE a.term = e.term AND a.span = l.span"
        " AND a.first = l.first AND a.last = l.last AND a.pos = l.pos)"
    )
    for row, pos in records.ask(statement, spans("quote")):
        if event := (quote := decoded(row))["event"]:
            message = f"speaker {shown(quote['speaker']['id'])} is not among the actors of event {shown(event['id'])}"
            yield RuleFinding(pos, ("event",), message, "add the speaker to the `actors` of the event")
