"""Attribution of quoted words: whether an article says that somebody else spoke than the dataset does."""

from __future__ import annotations

from collections.abc import Collection
from sqlite3 import Connection

from sahelcli.verification.claims import Context
from sahelcli.verification.names import Named, actor_row, named_in


class Attribution:
    """Says whether an article, which names so many, attributes words to somebody else."""

    def __init__(self, connection: Connection, named: Named) -> None:
        self._connection, self._named = connection, named

    def names_another(self, context: Context, speakers: Collection[str]) -> bool:
        """Whether the sentence around the words names persons and no speaker, or else one beside it does.

        What names no person attributes nothing: a state or a force may be what the words are about. The sentence after
        them counts only where they stand alone.
        """
        stands_alone = not any(map(str.isalpha, context.sentence))
        for text in (context.sentence, context.before, context.after if stands_alone else ""):
            named = named_in(self._connection, text, self._named).actors if text else frozenset()
            if not named.isdisjoint(speakers):
                return False
            if any(actor_row(self._connection, actor)["type"] == "person" for actor in named):
                return True
        return False
