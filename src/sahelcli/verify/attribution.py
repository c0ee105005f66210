"""Attribution of quoted words: whether an article names another speaker than the dataset."""

from __future__ import annotations

import re
from collections.abc import Collection
from sqlite3 import Connection
from typing import TYPE_CHECKING

from sahelcli.verify.claims import QuotationContext
from sahelcli.verify.names_in_text import NamesInText, actor_row, named_in

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow

_SAYING = re.compile(
    r"\b(?:said|says|told|declared|announced|stated|added|warned|wrote|a dit|a déclaré|a annoncé|a affirmé|déclare"
    r"|affirme|annonce|according to|selon|d[’']après)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:.!?()“”\"«»]")


class Attribution:
    """Decides whether an article attributes words to somebody other than the dataset's speakers."""

    def __init__(self, connection: Connection, named: NamesInText) -> None:
        self._connection, self._named = connection, named

    def names_another(self, context: QuotationContext, speakers: Collection[str]) -> bool:
        """Whether the sentence of the words, or else a neighbouring one, names persons but none of the speakers.

        A state or a force may be the topic of the words: it counts only as the subject of a verb of saying, and only if
        no speaker belongs to it. The sentence after the words counts only if their own sentence has no other words.
        """
        stands_alone = not any(map(str.isalpha, context.sentence))
        for text in (context.sentence, context.before, context.after if stands_alone else ""):
            named = named_in(self._connection, text, self._named).actors if text else frozenset()
            if not named.isdisjoint(speakers):
                return False
            if any(self._actor(actor)["type"] == "person" for actor in named):
                return True
            if subjects := self._subjects(text):
                return not any(self._belongs(speaker, subject) for speaker in speakers for subject in subjects)
        return False

    def _actor(self, actor: str) -> ActorRow:
        return actor_row(self._connection, actor)

    def _subjects(self, text: str) -> frozenset[str]:
        """Return the ids of the actors that are subjects of a verb of saying in a sentence."""
        verb = _SAYING.search(text)
        if not verb:
            return frozenset()
        before = _CLAUSE.split(text[: verb.start()])[-1]
        clause = before if before.strip() else _CLAUSE.split(text[verb.end() :])[0]
        return named_in(self._connection, clause, self._named).actors

    def _belongs(self, speaker: str, actor: str) -> bool:
        """Whether a speaker may speak for an actor: same country, an office of it, or both international bodies."""
        one, other = self._actor(speaker), self._actor(actor)
        offices = {role["of"]["id"] for role in one["roles"] if role["of"]["kind"] == "actor"}
        if actor in offices or (one["country"] and one["country"] == other["country"]):
            return True
        bodies = map(self._actor, offices) if one["type"] == "person" else (one,)
        return not other["country"] and any(not body["country"] for body in bodies)
