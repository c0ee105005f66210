"""Functions that the HTML templates call: anchors, machine-readable dates, positions, and the phrases."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sahelcli.dates.formatting import words
from sahelcli.phrases import NO_SOURCE, count, in_order, plain, publisher, quoted, role, tongue
from sahelcli.phrases.actor_profile import role_dates
from sahelcli.phrases.country_names import country
from sahelcli.phrases.figures import measure, number
from sahelcli.phrases.language_names import language
from sahelcli.phrases.quotation_renderings import MATCH, apart, mark, more
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import PlaceRow
    from sahelcli.row_types import RecordRow

_MACHINE_READABLE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def anchor(row: RecordRow) -> str:
    """Return the fragment at which a record stands: `event-2023-09-24-…`."""
    return f"{row['kind']}-{row['id']}"


def machine_date(date: str) -> str | None:
    """Return a date as `<time datetime>` takes it (HTML, section 4.5.14): a year, month or day, else None."""
    return date if _MACHINE_READABLE.fullmatch(date) and date[:4] != "0000" else None


def position(place: PlaceRow) -> str | None:
    """Return where a place is, with the digits that the data has: `13.51° N, 2.11° E`."""
    latitude, longitude = place["latitude"], place["longitude"]
    if latitude is None or longitude is None:
        return None
    return f"{abs(latitude)}° {'N' if latitude >= 0 else 'S'}, {abs(longitude)}° {'E' if longitude >= 0 else 'W'}"


GLOBALS: dict[str, Callable[..., Any] | str] = {
    "MATCH": MATCH,
    "NO_SOURCE": NO_SOURCE,
    "anchor": anchor,
    "apart": apart,
    "count": count,
    "country": country,
    "role_dates": role_dates,
    "in_order": in_order,
    "language": language,
    "machine_date": machine_date,
    "mark": mark,
    "measure": measure,
    "more": more,
    "number": number,
    "plain": plain,
    "position": position,
    "publisher": publisher,
    "quoted": quoted,
    "role": role,
    "tongue": tongue,
    "web_address": web_address,
    "words": words,
}
