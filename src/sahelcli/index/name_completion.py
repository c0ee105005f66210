"""Completion of names and ids: candidates for the beginning of a word, each with its description."""

from __future__ import annotations

import re
from collections import Counter
from sqlite3 import Connection

from sahelcli.text.normalize import fold, key

_MOST = 1_000  # to offer: of a part of more, a shell would type what only this part has in common
_AFTER = "\U0010ffff"
_CALLED_BY_NAME = ("publisher", "agency")  # their ids are on no screen

_NAMES = "SELECT DISTINCT id, shown FROM names WHERE kind = ? AND key >= ? AND key < ? LIMIT ?"
_WORDS = (
    "SELECT word, min(id) FROM words WHERE kind = ? AND word >= ? AND word < ?"
    " GROUP BY word HAVING count(*) = 1 LIMIT ?"
)
_SHOWN = "SELECT shown FROM names WHERE kind = ? AND key = ? AND id = ?"
_RECORDS = (
    "SELECT id, coalesce(json_extract(text, '$.title'), json_extract(text, '$.text'), json_extract(text, '$.name'), '')"
    " FROM (SELECT id, CAST(stored AS TEXT) AS text FROM records WHERE kind = ? AND id >= ? AND id < ? LIMIT ?)"
)

Offered = tuple[str, str]
"""A text to type, and the description of what it stands for."""


def names_beginning(connection: Connection, kind: str, text: str) -> list[Offered]:
    """Return the names and ids of a kind that begin with the text and that `index.name_lookup.resolve` takes for one.

    It is ids, and words that only one of their names has, in small letters without accents; a word is left out where
    the id already begins so, and where the text has a hyphen, which ids have and words do not. Where the text has a
    blank, an accent or any other sign that no id has, it is names as they are printed; of publishers and agencies it
    always is. Those that begin with the same letters go before those that do so but for blanks and signs (`lemond`): a
    shell would take `Le` back to what it shares with “L'Essor”. Nothing where there is too much to choose from.
    """
    begun = key(text)
    names = connection.execute(_NAMES, (kind, begun, begun + _AFTER, _MOST + 1)).fetchall()
    if kind in _CALLED_BY_NAME or not re.fullmatch("[A-Za-z0-9-]*", text):
        return _few(_nearest(_printed(names, begun), text))
    ids = {(name, shown) for name, shown in names if name.startswith(text.lower())}
    word = "" if "-" in text else fold(text)
    words = connection.execute(_WORDS, (kind, word, word + _AFTER, _MOST + 1)) if word else ()
    taken = {name for name, _ in ids}
    return _few(ids | {(word, _shown(connection, kind, name)) for word, name in words if name not in taken})


def _printed(names: list[tuple[str, str]], begun: str) -> set[Offered]:
    """Return names as they are printed; for names that several records share, the ids."""
    times = Counter(key(shown) for _, shown in names)
    named = {(name, shown) for name, shown in names if key(shown).startswith(begun)}
    return {(shown, "") if times[key(shown)] == 1 else (name, shown) for name, shown in named}


def _nearest(names: set[Offered], text: str) -> set[Offered]:
    """Return the names that begin with the text, whatever case and accents; all of them where none does."""
    return {each for each in names if fold(each[0]).startswith(fold(text))} or names


def _shown(connection: Connection, kind: str, name: str) -> str:
    row = connection.execute(_SHOWN, (kind, key(name), name)).fetchone()
    return str(row[0]) if row else name


def ids_beginning(connection: Connection, kinds: tuple[str, ...], text: str) -> list[Offered]:
    """Return the ids of records of some kinds that begin with the text, after `quote:` those of that kind alone.

    Nothing where there are too many.
    """
    prefix, colon, rest = text.lower().rpartition(":")
    searched = (prefix,) if colon and prefix in kinds and len(kinds) > 1 else () if colon else kinds
    bounds = ((kind, rest, rest + _AFTER, _MOST + 1) for kind in searched)
    records = [row for values in bounds for row in connection.execute(_RECORDS, values)]
    titles: dict[str, str] = {}
    for name, title in records:
        titles.setdefault(f"{prefix}{colon}{name}", title)
    return _few(set(titles.items()))


def _few(offers: set[Offered]) -> list[Offered]:
    return sorted(offers) if len(offers) <= _MOST else []
