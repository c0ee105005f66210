"""The words by which a record is found, as columns of facts: those of its own texts, and of the names that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sahelcli.engines.facts_schema import words_columns
from sahelcli.text.search_words import Connected, column, for_index


def record_words(kind: str, rows: Sequence[Any]) -> tuple[list[str], list[str]]:
    """Return the words of each record of a kind but those of its note, and those of its note."""
    texts = _TEXTS[kind]
    connected: set[Connected] = set()  # the index has all of them
    own = words_columns(for_index([column(*texts(row)) for row in rows], connected))
    notes = iter(words_columns(for_index([column(row["note"]) for row in rows if row["note"]], connected)))
    return own, [next(notes) if row["note"] else "" for row in rows]


def _event(row: Any) -> Iterable[str | None]:
    return row["title"], row["summary"], row["attributed_to"], *row["tags"], *_names(row["actors"], row["places"])


def _quote(row: Any) -> Iterable[str | None]:
    return row["text"], row["speaker_label"], row["venue"], row["speaker"]["name"]


def _figure(row: Any) -> Iterable[str | None]:
    force = [row["force"]] if row["force"] else []
    return row["counts"], row["wording"], row["attributed_to"], row["measure"], *_names(force, [row["place"]])


def _actor(row: Any) -> Iterable[str | None]:
    return row["name"], *row["aliases"], row["description"], *(role["title"] for role in row["roles"])


def _place(row: Any) -> Iterable[str | None]:
    return row["name"], *row["aliases"]


def _source(row: Any) -> Iterable[str | None]:
    return row["title"], row["publisher"], row["agency"], row["author"]


def _names(*references: Iterable[Any]) -> Iterable[str]:
    return (reference["name"] for some in references for reference in some)


_TEXTS = {"event": _event, "quote": _quote, "figure": _figure, "actor": _actor, "place": _place, "source": _source}
