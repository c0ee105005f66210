"""Place of a record in lists: under which heading it stands, and what it is sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dates.calendar import civil, year_text
from sahelcli.dates.edtf import ends, parse
from sahelcli.dates.formatting import year_in_words
from sahelcli.exporters.html.page_content import ACTOR_TYPES
from sahelcli.phrases.country_names import country
from sahelcli.text.normalize import fold

if TYPE_CHECKING:
    from sahelcli.row_types import RecordRow

_UNDATED = "undated"
_BEYOND = 10**6  # a year after all others


class ListPlace(NamedTuple):
    """Heading of a record, as part of an address and in words, and its rank; within it, the two keys it is sorted by.

    `month` is that of its first day, "01" to "12", or "" where none is known.
    """

    section: str
    title: str
    rank: int | str
    first: int | str
    last: int | str
    month: str = ""


def list_place(row: RecordRow) -> ListPlace:
    """Return where a record stands: by date, an actor by type and name, a place by country and name."""
    match row["kind"]:
        case "actor":
            type_ = row["type"]
            return ListPlace(type_, ACTOR_TYPES[type_], [*ACTOR_TYPES].index(type_), fold(row["name"]), row["id"])
        case "place":
            code = row["country"] or ""
            name = country(code) if code else "In no one country"
            return ListPlace(code.lower() or "none", name, fold(name) if code else "", fold(row["name"]), row["id"])
        case "source":
            return by_date(row["published"]) if row["published"] else ListPlace(_UNDATED, "Undated", _BEYOND, 0, 0)
        case _:
            return by_date(row["date"])


def by_date(text: str) -> ListPlace:
    """Return where something of a date stands: in the year of its first day, or of its last where no first is known."""
    date = parse(text)
    year, month, _ = civil(next(day for day in (date.first, date.last) if day is not None))
    point = next(point for point in ends(text) if point)
    known = f"{month:02d}" if point.month.isdigit() else ""
    return ListPlace(year_text(year), year_in_words(year), year, *date.order, known)
