"""Fields of each kind of record as they are written, asked for and given as options; nothing here loads a model."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.model.choices import CHOICES
from sahelcli.model.key_meanings import key

# In the order in which a record is written and its keys are asked for.
KEYS: dict[str, tuple[str, ...]] = {
    "event": (
        *("id", "date", "title", "summary", "actors", "places", "tags"),
        *("attributed_to", "related", "sources", "note"),
    ),
    "quote": (
        *("id", "speaker", "speaker_label", "date", "text", "language", "translated", "original_language"),
        *("reported", "utterance", "venue", "event", "sources", "note"),
    ),
    "figure": (
        *("id", "force", "place", "date", "measure", "low", "high", "qualifier", "counts"),
        *("attributed_to", "wording", "sources", "note"),
    ),
    "actor": ("id", "name", "kind", "description", "country", "aliases", "roles", "sources", "note"),
    "place": ("id", "name", "kind", "country", "part_of", "latitude", "longitude", "aliases", "note"),
    "source": (
        *("id", "title", "publisher", "url", "published", "language", "author", "agency"),
        *("accessed", "archive_url", "reworded", "note"),
    ),
}
_ONE_OF_MANY = {
    "actors": "actor",
    "aliases": "alias",
    "places": "place",
    "related": "related",
    "roles": "role",
    "sources": "source",
    "tags": "tag",
}
_FLAGS = {"reported", "reworded", "translated"}
_WORDS = {
    **dict.fromkeys(("date", "published", "accessed"), "DATE"),
    **dict.fromkeys(("actors", "event", "force", "part_of", "place", "places", "related", "speaker"), "NAME"),
    **dict.fromkeys(("low", "high", "latitude", "longitude"), "NUMBER"),
    **dict.fromkeys(("url", "archive_url"), "ADDRESS"),
    **dict.fromkeys(("id", "sources", "utterance"), "ID"),
    **dict.fromkeys(("kind", "measure", "qualifier"), "WORD"),
    **dict.fromkeys(("language", "original_language"), "TAG"),
    "country": "CODE",
    "roles": "TITLE;OF;SINCE;UNTIL",
    "tags": "TAG",
}


class Field(NamedTuple):
    """A key of a record: whether it holds several values or a truth, its option, and what it means.

    `singular` is how one of several values is called, `word` stands for a value where options are listed. `choices` are
    the words of which the value is one, where it is.
    """

    name: str
    singular: str
    many: bool
    flag: bool
    option: str
    word: str
    meaning: str
    choices: tuple[str, ...] = ()


def fields(kind: str, prefix: str = "") -> tuple[Field, ...]:
    """Return the keys of a kind of record; `prefix` is put before their options: `source-` for `--source-title`."""
    return tuple(_field(kind, name, prefix) for name in KEYS[kind])


def _field(kind: str, name: str, prefix: str) -> Field:
    singular = _ONE_OF_MANY.get(name, name)
    option = f"--{prefix}{singular.replace('_', '-')}"
    is_many, is_flag = name in _ONE_OF_MANY, name in _FLAGS
    meaning, choices = key(kind, name).meaning, CHOICES.get((kind, name), ())
    return Field(name, singular, is_many, is_flag, option, _WORDS.get(name, "TEXT"), meaning, choices)
