"""Name lookup: which record a person means by an id, a name, an alias or a distinctive word."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import singledispatch
from sqlite3 import Connection
from typing import TypeAlias

from sahelcli.diagnostics.suggestions import did_you_mean
from sahelcli.errors import NoError, UsageError
from sahelcli.index.record_order import within
from sahelcli.index.selection import SAYS
from sahelcli.index.source_independence import same
from sahelcli.model import NOUNS
from sahelcli.text import quoted_values
from sahelcli.text.normalize import key
from sahelcli.text.search_words import split

Candidates: TypeAlias = Callable[[], dict[str, str]]

_PLURALS = {kind: f"{noun}s" for kind, noun in NOUNS.items()} | {
    "tag": "tags",
    "publisher": "publishers",
    "agency": "agencies",
    "actor or place": "actors and places",
    "measure": "measures",
}
_COUNTED = ("tag", "place", "publisher", "agency", "measure")
_SEARCHED = ("actor", "place", "source")  # by `sahel search`
_EITHER = ("actor", "place")
_ABOUT = "actor or place"
_ROOM = 240  # characters of candidates
_DESCRIBED = f"SELECT id FROM texts CROSS JOIN records AS r ON r.pos = texts.rowid WHERE {SAYS}"
_ENOUGH = 20_000  # names looked at for a suggestion: more than a person keeps, and still quick


class UnknownName(NoError):
    """No name of that kind matches."""

    def __init__(self, kind: str, text: str, near: list[str], number: int) -> None:
        if kind in ("actor", "source"):
            listed = f"`sahel {kind}` lists all {number:,}"
        else:
            listed = f"there are {number:,} {_PLURALS[kind]}" if number != 1 else f"there is one {kind}"
        if not number:
            listed = f"there are no {_PLURALS[kind]}"
        elif kind in _COUNTED:
            listed += f": `sahel stats --by {kind}` lists those in use"
        super().__init__(f"no {kind} matches {quoted_values.shown(text)}", did_you_mean(near, listed, says_both=True))
        self.near = tuple(near)


class AmbiguousName(NoError):
    """Several names match: all are listed, none is picked."""

    def __init__(self, kind: str, text: str, candidates: list[str]) -> None:
        quoted = quoted_values.shown(text)
        named, more = _some(candidates, _ROOM)
        if more and kind in _SEARCHED:
            search = _search(kind, text)
            named, more = _some(candidates, _ROOM - 40 - len(search))
            named += f" and {more:,} more: {search}"
        elif more:
            named += f" and {more:,} more"
        super().__init__(f"{len(candidates):,} {_PLURALS[kind]} match {quoted}", f"name one of them: {named}")


def _some(candidates: list[str], room: int) -> tuple[str, int]:
    """Return as many as there is room for, but one at least, and how many more there are."""
    number = next((most for most in range(12, 1, -1) if len(", ".join(candidates[:most])) <= room), 1)
    return ", ".join(candidates[:number]), max(len(candidates) - number, 0)


def _search(kind: str, text: str) -> str:
    from sahelcli.text.shell_quoting import join  # here: few answers name another question

    return f"`{join(['sahel', 'search', text, '--kind', kind])}` finds them"


def resolve(connection: Connection, kind: str, text: str, also: Candidates = dict) -> str:
    """Return the id that the text names; UnknownName for none, AmbiguousName for several.

    `also` finds further candidates, ids and what they are called, where nothing has that whole name.
    """
    if not text.strip():
        raise UsageError(f"an empty {kind} names nothing", f"leave it out, or name {quoted_values.with_article(kind)}")
    load(connection, kind, [key(text)])
    candidates = _by_whole_name(connection, kind, text) or _in_part(connection, kind, text) | also()
    if len(candidates) == 1:
        return next(iter(candidates))
    if not candidates:
        raise UnknownName(kind, text, *_near(connection, (kind,), text))
    raise AmbiguousName(kind, text, _listed(candidates))


def resolve_either(connection: Connection, text: str) -> list[tuple[str, str]]:
    """Return kind and id of the actor, the place, or both, that the text names; what has the whole name goes first.

    UnknownName where it names neither, AmbiguousName where it names several actors or several places.
    """
    if not text.strip():
        raise UsageError("an empty name names nothing", "leave it out, or name an actor or a place")
    for kind in _EITHER:
        load(connection, kind, [key(text)])
    for look in (_by_whole_name, _in_part):
        ids = {kind: look(connection, kind, text) for kind in _EITHER}
        if any(len(candidates) > 1 for candidates in ids.values()):
            raise AmbiguousName(_ABOUT, text, sorted(name for each in ids.values() for name in _listed(each)))
        if any(ids.values()):
            return [(kind, record_id) for kind, candidates in ids.items() for record_id in candidates]
    raise UnknownName(_ABOUT, text, *_near(connection, _EITHER, text))


def _listed(candidates: dict[str, str]) -> list[str]:
    return sorted(
        f"{name} ({record_id})" if key(name) != key(record_id) else name for record_id, name in candidates.items()
    )


def shown(connection: Connection, kind: str, record_id: str) -> str:
    """Return the name of a record, as it is printed."""
    load(connection, kind, [key(record_id)])
    row = connection.execute(
        "SELECT shown FROM names WHERE kind = ? AND key = ? AND id = ?", (kind, key(record_id), record_id)
    )
    (name,) = row.fetchone()
    return str(name)


@singledispatch
def load(_: Connection, kind: str, keys: Collection[str]) -> None:
    """Load the names of a kind with these keys (for sources, prefixes of keys): an index already has all of them."""


@singledispatch
def load_words(_: Connection, kind: str, words: Collection[str]) -> None:
    """Load the names of a kind that have these words; for actors, also descriptions and roles."""


@singledispatch
def load_some(_: Connection, kind: str, number: int) -> None:
    """Load the first `number` names of a kind, and as many words of names, in their order."""


@singledispatch
def number_of_names(connection: Connection, kind: str) -> int:
    """Return the number of records, tags or other terms of a kind that have names."""
    (number,) = connection.execute("SELECT count(DISTINCT id) FROM names WHERE kind = ?", (kind,)).fetchone()
    return int(number)


def _by_whole_name(connection: Connection, kind: str, text: str) -> dict[str, str]:
    """Return ids and titles of the record with this id, else of those with this whole name."""
    statement = "SELECT id, shown FROM names WHERE kind = ? AND key = ?"
    itself = same(text) if kind in ("publisher", "agency") else text
    if ids := dict(connection.execute(f"{statement} AND id = ?", (kind, key(text), itself))):
        return ids
    return dict(connection.execute(statement, (kind, key(text))))


def _in_part(connection: Connection, kind: str, text: str) -> dict[str, str]:
    """Return ids and titles of the sources whose key begins with the text, or of records whose names have its words."""
    if kind == "source" and not key(text):
        return {}
    if kind == "source":
        beginning = "SELECT id, shown FROM names WHERE kind = ? AND key >= ? AND key < ?"
        return dict(connection.execute(beginning, (kind, key(text), key(text) + "\U0010ffff")))
    words = split(text)
    load_words(connection, kind, words)
    ids = _with_words(connection, kind, words)
    load(connection, kind, [*map(key, ids)])
    return {record_id: shown(connection, kind, record_id) for record_id in ids}


def _with_words(connection: Connection, kind: str, words: list[str]) -> set[str]:
    """Return the ids of records with all the words, at least one of them in their names ("general tchiani").

    The others may be those of an actor's description or roles.
    """
    named = [_ids(connection, "SELECT id FROM words WHERE kind = ? AND word = ?", kind, word) for word in words]
    if not words or kind != "actor":
        return set.intersection(*named) if words else set()
    with_description = (described(connection, word) for word in words)
    return set.union(*named).intersection(*map(set.union, named, with_description))


@singledispatch
def described(connection: Connection, word: str) -> set[str]:
    """Return the ids of the actors whose description or roles have a word."""
    return _ids(connection, _DESCRIBED, f'body : "{word}"', *within("actor"))


def _ids(connection: Connection, statement: str, *values: str | int) -> set[str]:
    return {record_id for (record_id,) in connection.execute(statement, values)}


def _near(connection: Connection, kinds: tuple[str, ...], text: str) -> tuple[list[str], int]:
    """Return up to three names like the text, the nearest first, and how many things of these kinds there are."""
    from difflib import SequenceMatcher, get_close_matches  # here: only a name that is unknown needs it

    statement = (
        "SELECT key, shown FROM names WHERE kind = ?1"
        " UNION ALL SELECT word, shown FROM words JOIN names USING (kind, id) WHERE kind = ?1 LIMIT ?2"
    )
    for kind in kinds:
        load_some(connection, kind, _ENOUGH)
    rows = [row for kind in kinds for row in connection.execute(statement, (kind, _ENOUGH))]
    titles: dict[str, list[str]] = {}
    for name, title in rows:
        titles.setdefault(name, []).append(title)
    close = get_close_matches(key(text), titles, n=6, cutoff=0.7)
    close.sort(key=lambda name: -SequenceMatcher(None, name, key(text)).ratio())
    near = list(dict.fromkeys(title for name in close for title in titles[name]))[:3]
    return near, sum(number_of_names(connection, kind) for kind in kinds)
