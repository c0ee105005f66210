"""Rules about who is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.index.rows import roles_on
from sahelcli.records.actor import ActorKind
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.rules.allowed import in_writing
from sahelcli.rules.remark import Remark

_HINT = f"add what was held then, with its dates; who held nothing passes with {in_writing('speaker-without-role')}"


def speaker_without_role(dataset: Dataset) -> Iterator[Remark]:
    """A person who is quoted had a role on that day, or is said to have had none.

    A quotation is shown with what its speaker was then: a role whose dates cover its date, or a sole role without
    dates. A person who was nothing of the kind, before an election or after a coup, is let pass with that reason.
    """
    persons = {actor.id: actor for actor in dataset.actors if actor.kind is ActorKind.PERSON}
    for quote in dataset.quotes:
        speaker = persons.get(quote.speaker)
        if speaker and not roles_on(speaker.roles, quote.date):
            del persons[speaker.id]  # one remark is enough: the reason is the person's
            message = f"quoted on {quote.date} without a role on that day, in quote {shown(quote.id)}"
            keys = ("roles",) if speaker.roles else ()
            yield Remark(speaker, keys, message, _HINT)


def speaker_not_in_event(dataset: Dataset) -> Iterator[Remark]:
    """The speaker of a quotation that belongs to an event is among the actors of that event.

    Otherwise the event is missing where that actor's are asked for, while the words said at it are there.
    """
    acting = {event.id: event.actors for event in dataset.events}
    for quote in dataset.quotes:
        if quote.event is not None and quote.speaker not in acting[quote.event]:
            message = f"speaker {shown(quote.speaker)} is not among the actors of event {shown(quote.event)}"
            yield Remark(quote, ("event",), message, "add the speaker to the `actors` of the event")
