"""GeoJSON export (RFC 7946): events and figures at their places, one feature for each record and place.

A point stands for the whole place: `place_type` says whether that is a site or a country. Properties are flat, as maps
and tables of attributes take them; names of several are joined by `; `. `places` are all
that an event names, those without a point too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Literal, get_args

from sahelcli.exporters.selection import ExportSelection, places_of, unsaid
from sahelcli.phrases import count, who_says
from sahelcli.phrases.figures import measure, number
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import EventRow, FigureRow, PlaceRow

Feature = dict[str, Any]
_DateKey = Literal["kind", "id", "date", "date_start", "date_end", "date_precision", "date_qualifier", "certain"]
_DATE_KEYS: tuple[_DateKey, ...] = get_args(_DateKey)
_FigureKey = Literal["measure", "low", "high", "qualifier", "counts", "wording"]
_FIGURE_KEYS: tuple[_FigureKey, ...] = get_args(_FigureKey)


def export(document: ExportSelection, out: IO[bytes]) -> tuple[str, ...]:
    """Write one feature collection, one feature a line; return how many records have no place with coordinates.

    Where the document comes from is a foreign member, `sahel` (section 6.1).
    """
    places = {place["id"]: place for place in document.places}
    left_out = dict.fromkeys(("event", "figure"), 0)
    out.write(b'{"type": "FeatureCollection",\n"sahel": %b,\n"features": [' % encode(document.provenance()))
    between = b""
    rows: Iterable[EventRow | FigureRow] = chain(document.events, document.figures)
    for row in rows:
        features = [encode(feature) for feature in _features(row, places)]
        left_out[row["kind"]] += not features
        for feature in features:
            out.write(b"%b\n%b" % (between, feature))
            between = b","
    out.write(b"\n]}\n")
    missing = [count(amount, kind) for kind, amount in left_out.items() if amount]
    nowhere = (f"{' and '.join(missing)} left out: without a place that has coordinates",) if missing else ()
    return (*nowhere, *unsaid(quotation=len(document.quotes)))


def _features(row: EventRow | FigureRow, places: dict[str, PlaceRow]) -> Iterator[Feature]:
    for place in (places[identifier] for identifier in dict.fromkeys(place["id"] for place in places_of(row))):
        if place["latitude"] is not None and place["longitude"] is not None:
            yield {
                "type": "Feature",
                "id": f"{row['kind']}/{row['id']}/{place['id']}",
                "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
                "properties": {key: row[key] for key in _DATE_KEYS} | _place(place) | _properties(row),
            }


def _place(place: PlaceRow) -> dict[str, Any]:
    return {
        "place": place["id"],
        "place_name": place["name"],
        "place_type": place["type"],
        "country": place["country"],
    }


def _properties(row: EventRow | FigureRow) -> dict[str, Any]:
    """Return the properties of an event or a figure; both kinds have a `title`."""
    return (_of_event(row) if row["kind"] == "event" else _of_figure(row)) | {
        "attributed_to": row["attributed_to"],
        "who_says": who_says(row),
        "note": row["note"],
        "sources": _joined(source["id"] for source in row["sources"]),
        "source_urls": _joined(source["url"] for source in row["sources"]),
    }


def _of_event(row: EventRow) -> dict[str, Any]:
    return {
        "title": row["title"],
        "summary": row["summary"],
        "actors": _joined(actor["name"] for actor in row["actors"]),
        "places": _joined(place["name"] for place in row["places"]),
        "tags": _joined(row["tags"]),
    }


def _of_figure(row: FigureRow) -> dict[str, Any]:
    whose = row["force"]["name"] if row["force"] else row["counts"]
    own = {"title": f"{whose}: {number(row)} {measure(row)}", "force": row["force"] and row["force"]["id"]}
    return own | {key: row[key] for key in _FIGURE_KEYS}


def _joined(texts: Iterable[str | None]) -> str:
    return "; ".join(text or "" for text in texts)
