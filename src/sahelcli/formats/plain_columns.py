"""How each kind of row looks as one line of plain text: its columns, the id last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sahelcli.phrases import MAYBE_OUTSIDE, names, quoted, tongue, who_says
from sahelcli.phrases.changes import in_a_line
from sahelcli.phrases.claims import by_whom, claimed, difference
from sahelcli.phrases.figure_differences import ends, together
from sahelcli.phrases.figure_numbers import measure, number

BOLD, DIM = "1", "2"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the text of its cell for a row as JSON gives it, and its weight where colour is on."""

    name: str
    text: Callable[[dict[str, Any]], str]
    weight: str = ""


def _of(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: "" if row[key] is None else str(row[key])


def _mark(row: dict[str, Any]) -> str:
    return "" if row["certain"] else MAYBE_OUTSIDE


def _manner(row: dict[str, Any]) -> str:
    manners = ("reported speech" if row["reported"] else "", "reworded" if row["reworded"] else "")
    return ", ".join(filter(None, manners))


def _speaker(row: dict[str, Any]) -> str:
    label = row["speaker_label"]
    return f"{row['speaker']['name']} ({label})" if label else str(row["speaker"]["name"])


def _name_of(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: row[key]["name"] if row[key] else ""


def _column(name: str, key: str | None = None, weight: str = "") -> Column:
    return Column(name, _of(key or name), weight)


DATE, ID, SOURCES = _column("date"), _column("id", weight=DIM), Column("sources", who_says, DIM)
MARK = Column(MAYBE_OUTSIDE, _mark)
_FORCE, _PLACE = Column("force", _name_of("force")), Column("place", _name_of("place"))
_MEASURE, _COUNTED = Column("measure", measure), _column("counted", "counts")
_ACTOR = (_column("name", weight=BOLD), _column("type"), _column("country"), _column("description"), ID)
_SOURCE = (
    _column("published"),
    Column("publisher", lambda row: who_says({"sources": [row]})),
    _column("title", weight=BOLD),
    _column("address", "url", DIM),
    ID,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "event": (
        DATE,
        _column("event", "title", BOLD),
        SOURCES,
        Column("places", lambda row: names(row["places"])),
        Column("actors", lambda row: names(row["actors"])),
        MARK,
        ID,
    ),
    "quote": (
        DATE,
        Column("speaker", _speaker),
        Column("words", lambda row: quoted(row, row["text"]), BOLD),
        SOURCES,
        Column("language", tongue),
        Column("manner", _manner),
        _column("venue"),
        MARK,
        ID,
    ),
    "figure": (
        DATE,
        _FORCE,
        Column("number", number, BOLD),
        _MEASURE,
        _COUNTED,
        _PLACE,
        SOURCES,
        _column("wording"),
        MARK,
        ID,
    ),
    "actor": _ACTOR,
    "place": (
        _column("name", weight=BOLD),
        _column("type"),
        _column("country"),
        Column("part of", _name_of("part_of")),
        ID,
    ),
    "source": _SOURCE,
    "profile": _ACTOR,
    "source-page": _SOURCE,
    "difference": (
        _column("from", "date_start"),
        _column("to", "date_end"),
        _FORCE,
        Column("numbers", lambda row: "–".join(ends(row)), BOLD),
        _MEASURE,
        _COUNTED,
        _PLACE,
        Column("together", lambda row: "; ".join(together(row))),
    ),
    "address": (
        _column("number"),
        _column("published"),
        Column("publisher", lambda row: who_says({"sources": [row]})),
        _column("title", weight=BOLD),
        _column("address"),
        ID,
    ),
    "reference": (_column("kind", "of"), _column("text", weight=BOLD), ID),
    "hit": (
        DATE,
        _column("kind", "of"),
        _column("title", weight=BOLD),
        SOURCES,
        _column("field"),
        _column("words", "excerpt"),
        ID,
    ),
    "count": (
        _column("name", weight=BOLD),
        *(_column(name) for name in ("events", "quotes", "figures", "total")),
        _column("on a single source", "single_source"),
        _column("from", "date_start"),
        _column("to", "date_end"),
        _column("value", weight=DIM),
    ),
    "change": (
        _column("change"),
        _column("kind", "of"),
        DATE,
        _column("title", weight=BOLD),
        Column("fields", in_a_line),
        Column("sources", lambda row: who_says(row) if row["sources"] else "", DIM),
        ID,
    ),
    "claim": (
        _column("line"),
        _column("type"),
        _column("verdict", weight=BOLD),
        Column("warnings", lambda row: ", ".join(row["warnings"])),
        Column("claim", claimed),
        Column("difference", difference),
        Column("said by", by_whom),
        Column("sources", lambda row: who_says(row) if row["sources"] else "", DIM),
        Column("records", lambda row: " ".join(match["row"]["id"] for match in row["matches"]), DIM),
    ),
}
# The rows that stand inside a row, by the key that holds them, and their kind.
_CITING = (("events", "event"), ("quotes", "quote"), ("figures", "figure"))
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "profile": _CITING,
    "source-page": (*_CITING, ("actors", "actor")),
    "difference": (("figures", "figure"),),
}
