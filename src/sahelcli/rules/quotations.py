"""Rules about quotations: who speaks in which role, and renderings of one utterance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sahelcli.index.selection import BEYOND
from sahelcli.model.base import parsed
from sahelcli.model.choices import ActorKind
from sahelcli.rules.allowances import in_writing
from sahelcli.rules.index_records import IndexRecords, Placed, RuleFinding, decoded, spans
from sahelcli.text.quoted_values import shown

_ROLES = f"add what was held then, with its dates; who held nothing passes with {in_writing('speaker-without-role')}"
_NO_ROLES = b'"roles": [], "text": '


def speaker_without_role(records: IndexRecords) -> Iterator[RuleFinding]:
    """A person who is quoted had a role on that day, or is said to have had none.

    A quotation is shown with what its speaker was then: a role whose dates cover its date, or a sole role without
    dates. A person who was nothing of the kind, before an election or after a coup, is let pass with that reason.
    """
    seen: set[str] = set()
    for _, row in records.as_stored("quote"):
        if _NO_ROLES in row and (quote := decoded(row))["speaker"]["id"] not in seen and not quote["roles"]:
            seen.add(quote["speaker"]["id"])  # one finding is enough: the reason is the person's
            pos = records.place_of("actor", quote["speaker"]["id"])
            speaker = records.at(pos)
            if speaker["type"] == ActorKind.PERSON:
                message = f"quoted on {quote['date']} without a role on that day, in quote {shown(quote['id'])}"
                yield RuleFinding(pos, ("roles",) if speaker["roles"] else (), message, _ROLES)


def speaker_not_in_event(records: IndexRecords) -> Iterator[RuleFinding]:
    """The speaker of a quotation that belongs to an event is among the actors of that event.

    Otherwise the event is missing where that actor's are asked for, while the words said at it are there.
    """
    statement = (  # a quotation is found by its speaker, and by the actors of its event
        "SELECT q.stored, q.pos FROM records AS t JOIN links AS l ON l.term = t.pos AND l.span BETWEEN ? AND ?"
        " JOIN records AS q ON q.pos = l.pos"
        " WHERE t.kind = 'actor' AND NOT EXISTS (SELECT 1 FROM links AS a WHERE a.term = -t.pos AND a.span = l.span"
        " AND a.first = l.first AND a.last = l.last AND a.pos = l.pos)"
    )
    for row, pos in records.ask(statement, spans("quote")):
        if event := (quote := decoded(row))["event"]:
            message = f"speaker {shown(quote['speaker']['id'])} is not among the actors of event {shown(event['id'])}"
            yield RuleFinding(pos, ("event",), message, "add the speaker to the `actors` of the event")


_HINT = "correct the one that is wrong, or name another utterance"


def differing_rendering(records: IndexRecords) -> Iterator[RuleFinding]:
    """Quotations that share an `utterance` have one speaker, and a day in common.

    What one person says at one time has renderings; the same words of another speaker or day are another utterance.
    """
    for places in records.named_by("quote", "utterance"):
        yield from _speakers((pos, records.at(pos)) for pos in places)
        yield from _days((pos, records.at(pos)) for pos in places)


def _speakers(renderings: Iterator[Placed]) -> Iterator[RuleFinding]:
    _, first = next(renderings)
    for pos, quote in renderings:
        if quote["speaker"]["id"] != first["speaker"]["id"]:
            message = f"not the speaker of quote {shown(first['id'])}, another rendering of this utterance"
            yield RuleFinding(pos, ("speaker",), message, _HINT)


def _days(renderings: Iterator[Placed]) -> Iterator[RuleFinding]:
    """Yield the renderings without a day in common with those before them: spans that meet in pairs all meet."""
    begins, ends, other = -BEYOND, BEYOND, ""
    for pos, quote in renderings:
        first, last = _ends(quote)
        if first > ends or last < begins:
            message = f"not a day of quote {shown(other)}, another rendering of this utterance"
            yield RuleFinding(pos, ("date",), message, _HINT)
        elif first > begins or last < ends:
            begins, ends, other = max(first, begins), min(last, ends), quote["id"]


def _ends(quote: Any) -> tuple[int, int]:
    date = parsed(quote["date"])
    return -BEYOND if date.first is None else date.first, BEYOND if date.last is None else date.last
