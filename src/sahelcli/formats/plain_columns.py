"""Columns of each kind of row as one line of plain text, the id last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sahelcli.phrases import MAYBE_OUTSIDE, names, quoted, tongue, who_says
from sahelcli.phrases.changes import in_a_line
from sahelcli.phrases.claims import by_whom, claimed, difference
from sahelcli.phrases.figures import ends, measure, number, together

if TYPE_CHECKING:
    from sahelcli.json_contract import (
        ActorRow,
        AddressRow,
        ChangeRow,
        ClaimRow,
        CountRow,
        DifferenceRow,
        EventRow,
        FigureRow,
        HitRow,
        PlaceRow,
        QuoteRow,
        ReferenceRow,
        SourceRow,
    )
    from sahelcli.row_types import FigureSubject, InWindow

BOLD, DIM = "1", "2"

R_contra = TypeVar("R_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[R_contra]):
    """One column: its heading, the text of its cell for a row as JSON gives it, and its weight where colour is on."""

    name: str
    text: Callable[[R_contra], str]
    weight: str = ""


def _of(key: str) -> Callable[[Mapping[str, object]], str]:
    return lambda row: "" if row[key] is None else str(row[key])


def _mark(row: InWindow) -> str:
    return "" if row["certain"] else MAYBE_OUTSIDE


def _manner(row: QuoteRow) -> str:
    manners = ("reported speech" if row["reported"] else "", "reworded" if row["reworded"] else "")
    return ", ".join(filter(None, manners))


def _speaker(row: QuoteRow) -> str:
    label = row["speaker_label"]
    return f"{row['speaker']['name']} ({label})" if label else row["speaker"]["name"]


def _force(row: FigureSubject) -> str:
    return row["force"]["name"] if row["force"] else ""


def _place(row: FigureSubject) -> str:
    return row["place"]["name"]


def _column(name: str, key: str | None = None, weight: str = "") -> Column[Mapping[str, object]]:
    """Return the column of a key as it stands."""
    return Column(name, _of(key or name), weight)


DATE, ID, SOURCES = _column("date"), _column("id", weight=DIM), Column("sources", who_says, DIM)
MARK = Column(MAYBE_OUTSIDE, _mark)
_FORCE, _WHERE = Column("force", _force), Column("place", _place)
_MEASURE, _COUNTED = Column("measure", measure), _column("counted", "counts")
_ACTOR: tuple[Column[ActorRow], ...] = (
    _column("name", weight=BOLD),
    _column("type"),
    _column("country"),
    _column("description"),
    ID,
)
_SOURCE: tuple[Column[SourceRow], ...] = (
    _column("published"),
    Column("publisher", lambda row: who_says({"sources": [row]})),
    _column("title", weight=BOLD),
    _column("address", "url", DIM),
    ID,
)

_EVENT: tuple[Column[EventRow], ...] = (
    DATE,
    _column("event", "title", BOLD),
    SOURCES,
    Column("places", lambda row: names(row["places"])),
    Column("actors", lambda row: names(row["actors"])),
    MARK,
    ID,
)
_QUOTE: tuple[Column[QuoteRow], ...] = (
    DATE,
    Column("speaker", _speaker),
    Column("words", lambda row: quoted(row, row["text"]), BOLD),
    SOURCES,
    Column("language", tongue),
    Column("manner", _manner),
    _column("venue"),
    MARK,
    ID,
)
_FIGURE: tuple[Column[FigureRow], ...] = (
    DATE,
    _FORCE,
    Column("number", number, BOLD),
    _MEASURE,
    _COUNTED,
    _WHERE,
    SOURCES,
    _column("wording"),
    MARK,
    ID,
)
_PLACE: tuple[Column[PlaceRow], ...] = (
    _column("name", weight=BOLD),
    _column("type"),
    _column("country"),
    Column("part of", lambda row: row["part_of"]["name"] if row["part_of"] else ""),
    ID,
)
_DIFFERENCE: tuple[Column[DifferenceRow], ...] = (
    _column("from", "date_start"),
    _column("to", "date_end"),
    _FORCE,
    Column("numbers", lambda row: "–".join(ends(row)), BOLD),
    _MEASURE,
    _COUNTED,
    _WHERE,
    Column("together", lambda row: "; ".join(together(row))),
)
_ADDRESS: tuple[Column[AddressRow], ...] = (
    _column("number"),
    _column("published"),
    Column("publisher", lambda row: who_says({"sources": [row]})),
    _column("title", weight=BOLD),
    _column("address"),
    ID,
)
_REFERENCE: tuple[Column[ReferenceRow], ...] = (_column("kind", "of"), _column("text", weight=BOLD), ID)
_HIT: tuple[Column[HitRow], ...] = (
    DATE,
    _column("kind", "of"),
    _column("title", weight=BOLD),
    SOURCES,
    _column("field"),
    _column("words", "excerpt"),
    ID,
)
_COUNT: tuple[Column[CountRow], ...] = (
    _column("name", weight=BOLD),
    *(_column(name) for name in ("events", "quotes", "figures", "total")),
    _column("on a single source", "single_source"),
    _column("from", "date_start"),
    _column("to", "date_end"),
    _column("value", weight=DIM),
)
_CHANGE: tuple[Column[ChangeRow], ...] = (
    _column("change"),
    _column("kind", "of"),
    DATE,
    _column("title", weight=BOLD),
    Column("fields", in_a_line),
    Column("sources", lambda row: who_says(row) if row["sources"] else "", DIM),
    ID,
)
_CLAIM: tuple[Column[ClaimRow], ...] = (
    _column("line"),
    _column("type"),
    _column("verdict", weight=BOLD),
    Column("warnings", lambda row: ", ".join(row["warnings"])),
    Column("claim", claimed),
    Column("difference", difference),
    Column("said by", by_whom),
    Column("sources", lambda row: who_says(row) if row["sources"] else "", DIM),
    Column("records", lambda row: " ".join(match["row"]["id"] for match in row["matches"]), DIM),
)

COLUMNS: dict[str, tuple[Column[Any], ...]] = {
    "event": _EVENT,
    "quote": _QUOTE,
    "figure": _FIGURE,
    "actor": _ACTOR,
    "place": _PLACE,
    "source": _SOURCE,
    "profile": _ACTOR,
    "source-page": _SOURCE,
    "difference": _DIFFERENCE,
    "address": _ADDRESS,
    "reference": _REFERENCE,
    "hit": _HIT,
    "count": _COUNT,
    "change": _CHANGE,
    "claim": _CLAIM,
}
# The rows that stand inside a row, by the key that holds them, and their kind.
_CITING = (("events", "event"), ("quotes", "quote"), ("figures", "figure"))
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "profile": _CITING,
    "source-page": (*_CITING, ("actors", "actor")),
    "difference": (("figures", "figure"),),
}
