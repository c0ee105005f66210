"""What a word that is begun can become: ids, and words that name one thing alone."""

from __future__ import annotations

from sqlite3 import Connection

from sahelcli.text.normalize import fold, key

_MOST = 1_000  # to offer: of a part of more, a shell would type what only this part has in common
_AFTER = "\U0010ffff"

_IDS = "SELECT DISTINCT id FROM names WHERE kind = ? AND key >= ? AND key < ? AND substr(id, 1, ?) = ? LIMIT ?"
_WORDS = (
    "SELECT word, min(id) FROM words WHERE kind = ? AND word >= ? AND word < ?"
    " GROUP BY word HAVING count(*) = 1 LIMIT ?"
)
_RECORDS = "SELECT id FROM records WHERE kind = ? AND id >= ? AND id < ? LIMIT ?"


def names_beginning(connection: Connection, kind: str, text: str) -> list[str]:
    """Return what begins with the text and names one thing of a kind, as `index.name_lookup.resolve` takes it.

    Ids, and words that only one of their names has, in small letters without accents; a word is left out where the
    id already begins so, and where the text has a hyphen, which ids have and words do not. Nothing where there is too
    much to choose from.
    """
    begun, word = key(text), "" if "-" in text else fold(text)
    ids = {found for (found,) in connection.execute(_IDS, (kind, begun, begun + _AFTER, len(text), text, _MOST + 1))}
    words = connection.execute(_WORDS, (kind, word, word + _AFTER, _MOST + 1)) if word else ()
    return _few(ids | {found for found, record_id in words if record_id not in ids})


def ids_beginning(connection: Connection, kinds: tuple[str, ...], text: str) -> list[str]:
    """Return the ids of records of some kinds that begin with the text; nothing where there are too many."""
    asked = ((kind, text, text + _AFTER, _MOST + 1) for kind in kinds)
    return _few({found for values in asked for (found,) in connection.execute(_RECORDS, values)})


def _few(found: set[str]) -> list[str]:
    return sorted(found) if len(found) <= _MOST else []
