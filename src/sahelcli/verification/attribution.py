"""Attribution of quoted words: whether an article says that somebody else spoke than the dataset does."""

from __future__ import annotations

from collections.abc import Collection
from sqlite3 import Connection

from sahelcli.verification.claims import Context


class Attribution:
    """Says whether an article attributes words to somebody else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def names_another(self, context: Context, speakers: Collection[str]) -> bool:
        """Whether the sentence around the words, else the ones beside it, names people and none of the speakers."""
        return False
