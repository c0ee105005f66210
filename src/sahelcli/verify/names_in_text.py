"""Names in a text: actors and places by name or alias, a person's surname, or the adjective of a country."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.phrases.country_names import NAMES
from sahelcli.text.normalize import key

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 8  # words of a name
_MANY = 20  # actors whose names have a word: of a word that more have nothing is known
_KINDS = ("actor", "place")
_NAMED = "SELECT n.key, n.id FROM json_each(?) AS said CROSS JOIN names AS n ON n.kind = ? AND n.key = said.value"
_WITH_WORD = "SELECT id FROM words WHERE kind = 'actor' AND word = ? LIMIT ?"
_ACTOR = "SELECT row FROM rows WHERE kind = 'actor' AND id = ?"


class NamesInText(NamedTuple):
    """The ids of the actors and places that a text names, and the codes of the countries whose adjectives it has."""

    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    @property
    def about(self) -> tuple[str, ...]:
        """The actors and places as `about` terms of a selection."""
        return (*(f"actor:{name}" for name in sorted(self.actors)), *(f"place:{name}" for name in sorted(self.places)))


class _Word(NamedTuple):
    key: str
    is_name: bool  # begins with a capital, or in a script that has none


def named_in(connection: Connection, text: str, known: NamesInText | None = None) -> NamesInText:
    """Return the actors and places a text names; a surname of several is the one named in full elsewhere.

    `known` are the names in a longer text of which this is a part; a full name there resolves a surname here.
    """
    words = _words(text)
    known_names = _ids_by_name(connection, words)
    ids: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    rest = list(_taken(words, known_names, ids))
    countries = _countries(words)
    for kind, named in _ids_of_names(connection, {key(NAMES[code]) for code in countries}):
        ids[kind] |= named
    persons = ids["actor"] | (known.actors if known else frozenset())
    for word in dict.fromkeys(rest):
        ids["actor"] |= _of_surname(connection, word, persons)
    return NamesInText(frozenset(ids["actor"]), frozenset(ids["place"]), frozenset(countries))


def countries_in(text: str) -> set[str]:
    """Return the codes of the countries whose adjectives a text has."""
    return _countries(_words(text))


def actor_row(connection: Connection, actor: str) -> ActorRow:
    """Return the row of an actor that is in the dataset."""
    ((text,),) = connection.execute(_ACTOR, (actor,))
    row: ActorRow = json.loads(text)
    return row


def _words(text: str) -> list[_Word]:
    return [_Word(key(match[0]), not match[0][0].islower()) for match in _WORD.finditer(text)]


def _countries(words: Iterable[_Word]) -> set[str]:
    from sahelcli.verify.demonyms import CODES  # here: what names nobody needs no table

    return {code for word in words for code in CODES.get(word.key, ())}


def _ids_by_name(connection: Connection, words: list[_Word]) -> dict[str, dict[str, set[str]]]:
    """Return {name: {kind: ids}} for the names that consecutive words of the text form."""
    candidates: set[str] = set()
    for number, word in enumerate(words):
        if word.is_name:
            candidates.update(_beginnings(words, number))
    ids: dict[str, dict[str, set[str]]] = {}
    for kind in _KINDS:
        for name, record_id in connection.execute(_NAMED, (json.dumps([*candidates]), kind)):
            ids.setdefault(name, {}).setdefault(kind, set()).add(record_id)
    return ids


def _ids_of_names(connection: Connection, names: set[str]) -> Iterator[tuple[str, set[str]]]:
    for kind in _KINDS:
        yield kind, {record_id for _, record_id in connection.execute(_NAMED, (json.dumps([*names]), kind))}


def _beginnings(words: list[_Word], number: int) -> Iterator[str]:
    """Yield the words from index `number` on joined together: one, two and more of them."""
    together = ""
    for word in words[number : number + _LONGEST]:
        together += word.key
        yield together


def _taken(words: list[_Word], known_names: dict[str, dict[str, set[str]]], ids: dict[str, set[str]]) -> Iterator[str]:
    """Add the ids of names, longest match first, to `ids`, and yield the words that are part of no name."""
    at = 0
    while at < len(words):
        names = list(_beginnings(words, at)) if words[at].is_name else []
        length = next((size for size in range(len(names), 0, -1) if names[size - 1] in known_names), 0)
        if length:
            for kind, named in known_names[names[length - 1]].items():
                ids[kind] |= named
        elif names:
            yield words[at].key
        at += length or 1


def _of_surname(connection: Connection, word: str, persons: Iterable[str]) -> set[str]:
    """Return the person with this surname; of several, those in `persons`, who are named in full."""
    ids = {record_id for (record_id,) in connection.execute(_WITH_WORD, (word, _MANY + 1))}
    if not ids or len(ids) > _MANY:
        return ids & {*persons}
    bearers = {record_id for record_id in ids if _is_surname(actor_row(connection, record_id), word)}
    return bearers if len(bearers) == 1 else bearers & {*persons}


def _is_surname(row: ActorRow, word: str) -> bool:
    return row["type"] == "person" and key(row["name"].split()[-1]) == word
