"""Attribution of quoted words: whether an article says that somebody else spoke than the dataset does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from sqlite3 import Connection

from sahelcli.index.found import positions
from sahelcli.index.words import split
from sahelcli.verification.claims import Context

_MOST_WORDS = 120  # of a sentence: a longer one attributes nothing
_LONGEST_NAME = 6  # words
_SPEAKERS = ("person", "organization", "armed-group", "armed-force", "mission", "company")
_NAMED = "SELECT id FROM names WHERE kind = 'actor' AND key = ?"


class Attribution:
    """Says whether an article attributes words to somebody else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
