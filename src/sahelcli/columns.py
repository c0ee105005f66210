"""How each kind of row looks as one line of plain text: its columns, the id last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sahelcli.phrases import MAYBE_OUTSIDE, names, quoted, tongue, who_says
from sahelcli.phrases.numbers import measure, number

BOLD, DIM = "1", "2"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the text of its cell for a row as JSON gives it, and its weight where colour is on."""

    name: str
    text: Callable[[dict[str, Any]], str]
    weight: str = ""


def _of(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: str(row[key] or "")


def _mark(row: dict[str, Any]) -> str:
    return "" if row["certain"] else MAYBE_OUTSIDE


def _words(row: dict[str, Any]) -> str:
    return quoted(row, row["text"])


def _manner(row: dict[str, Any]) -> str:
    manners = ("reported speech" if row["reported"] else "", "reworded" if row["reworded"] else "")
    return ", ".join(filter(None, manners))


def _speaker(row: dict[str, Any]) -> str:
    label = row["speaker_label"]
    return f"{row['speaker']['name']} ({label})" if label else str(row["speaker"]["name"])


def _name_of(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: row[key]["name"] if row[key] else ""


DATE, ID, SOURCES = Column("date", _of("date")), Column("id", _of("id"), DIM), Column("sources", who_says, DIM)
MARK = Column("≈", _mark)
KIND, DESCRIPTION = Column("type", _of("type")), Column("description", _of("description"))
NAME, COUNTRY = Column("name", _of("name"), BOLD), Column("country", _of("country"))

COLUMNS: dict[str, tuple[Column, ...]] = {
    "event": (
        DATE,
        Column("event", _of("title"), BOLD),
        SOURCES,
        Column("places", lambda row: names(row["places"])),
        Column("actors", lambda row: names(row["actors"])),
        MARK,
        ID,
    ),
    "quote": (
        DATE,
        Column("speaker", _speaker),
        Column("words", _words, BOLD),
        SOURCES,
        Column("language", tongue),
        Column("manner", _manner),
        Column("venue", _of("venue")),
        MARK,
        ID,
    ),
    "figure": (
        DATE,
        Column("force", _name_of("force")),
        Column("number", number, BOLD),
        Column("measure", measure),
        Column("counted", _of("counts")),
        Column("place", _name_of("place")),
        SOURCES,
        Column("wording", _of("wording")),
        MARK,
        ID,
    ),
    "actor": (NAME, KIND, COUNTRY, DESCRIPTION, ID),
    "profile": (NAME, KIND, COUNTRY, DESCRIPTION, ID),
    "place": (NAME, KIND, COUNTRY, Column("part of", _name_of("part_of")), ID),
    "source": (
        Column("published", _of("published")),
        Column("publisher", lambda row: who_says({"sources": [row]})),
        Column("title", _of("title"), BOLD),
        Column("address", _of("url"), DIM),
        ID,
    ),
}
# The rows that stand inside a row, by the key that holds them, and their kind.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "profile": (("events", "event"), ("quotes", "quote"), ("figures", "figure"))
}
