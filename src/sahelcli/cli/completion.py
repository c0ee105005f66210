"""Completion for a shell: names and ids from the index, words of closed sets, and kinds of paths.

Completion never builds the index: without an up-to-date one it offers nothing, and the next query builds it.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from sahelcli.dataset.locate import SHIPPED, locate
from sahelcli.errors import SahelError
from sahelcli.index.open import index_at_hand


class Offer(NamedTuple):
    """Completions for the value of an option or argument, by `kind`.

    "names" of things of the kinds `of`: actor, place, tag, source, publisher, agency or measure; "ids" of records of
    the kinds `of`; "words", those of the closed set `of`; "hints", words beside which others may stand; "keys", a list
    of the keys of the rows that the command prints; "rules", codes of what `check` holds to; "dataset", TOML and
    folders; "files" or "folders".
    """

    kind: str
    of: tuple[str, ...] = ()


KEYS, RULES, DATASET, FILES, FOLDERS = (Offer(kind) for kind in ("keys", "rules", "dataset", "files", "folders"))


def of_names(*kinds: str) -> Offer:
    """Return the offer of names of some kinds of thing."""
    return Offer("names", kinds)


def of_ids(*kinds: str) -> Offer:
    """Return the offer of ids of records of some kinds."""
    return Offer("ids", kinds)


def of_words(*words: str) -> Offer:
    """Return the offer of the words of a closed set."""
    return Offer("words", words)


def of_hints(*words: str) -> Offer:
    """Return the offer of words beside which others may stand."""
    return Offer("hints", words)


class Suggestion(NamedTuple):
    """A completion value and its description, "" if the value needs none."""

    value: str
    meaning: str = ""


def suggestions(offer: Offer, begun: str, data: Sequence[str], rows: Sequence[str] = ()) -> list[Suggestion]:
    """Return completions that start with `begun`, ignoring case; `data` are values of --data, `rows` kinds of row."""
    match offer.kind:
        case "words" | "hints":
            return _beginning(offer.of, begun)
        case "keys":
            return _keys(rows, begun)
        case "rules":
            return _rules(begun)
        case "dataset":
            return _beginning((SHIPPED,), begun) if begun else []
        case "names" | "ids":
            return _of_dataset(offer, begun, data)
        case _:
            return []  # paths, which a shell knows itself


def _beginning(words: Iterable[str], begun: str) -> list[Suggestion]:
    return [Suggestion(word) for word in words if word.startswith(begun.casefold())]


def _keys(rows: Sequence[str], begun: str) -> list[Suggestion]:
    """Return comma-separated lists of keys with the last one completed and no duplicates."""
    from sahelcli.json_contract import ROWS  # here and below: few command lines are completed

    before, comma, last = begun.rpartition(",")
    known = dict.fromkeys(key for kind in rows for key in ROWS[kind].__annotations__)
    keys = [key for key in known if key.startswith(last.casefold()) and key not in before.split(",")]
    return [Suggestion(f"{before}{comma}{key}") for key in keys]


def _rules(begun: str) -> list[Suggestion]:
    from sahelcli.rules import RULES

    return [Suggestion(rule.code, rule.in_short) for rule in RULES if rule.code.startswith(begun.casefold())]


def _of_dataset(offer: Offer, begun: str, data: Sequence[str]) -> list[Suggestion]:
    from sahelcli.index.name_completion import ids_beginning, names_beginning

    with suppress(SahelError, OSError, sqlite3.Error, UnicodeError):  # what cannot be used has nothing to offer
        if index := index_at_hand(locate(data, os.environ)):
            if offer.kind == "ids":
                return [Suggestion(*each) for each in ids_beginning(index.connection, offer.of, begun)]
            named = (names_beginning(index.connection, kind, begun) for kind in offer.of)
            return [Suggestion(*each) for each in sorted({each for names in named for each in names})]
    return []
