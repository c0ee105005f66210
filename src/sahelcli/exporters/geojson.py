"""GeoJSON (RFC 7946): events and figures at their places, one feature for each record and place.

A point stands for the whole place: `place_type` says whether that is a site or a country. Properties are flat, as maps
and tables of attributes take them; names of several are joined by `; `. `places` are all
that an event names, those without a point too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from sahelcli.exporters.selection import Row, Selection, unsaid
from sahelcli.phrases import count, who_says
from sahelcli.phrases.figure_numbers import measure, number
from sahelcli.text.json_text import encode

Feature = dict[str, Any]
_DATED = ("kind", "id", "date", "date_start", "date_end", "date_precision", "date_qualifier", "certain")


def export(document: Selection, out: IO[bytes]) -> tuple[str, ...]:
    """Write one feature collection, one feature a line; return how many records have no place with coordinates.

    Where the document comes from is a foreign member, `sahel` (section 6.1).
    """
    places = {place["id"]: place for place in document.places}
    left_out = dict.fromkeys(("event", "figure"), 0)
    out.write(b'{"type": "FeatureCollection",\n"sahel": %b,\n"features": [' % encode(document.provenance()))
    between = b""
    for row in chain(document.events, document.figures):
        features = [encode(feature) for feature in _features(row, places)]
        left_out[row["kind"]] += not features
        for feature in features:
            out.write(b"%b\n%b" % (between, feature))
            between = b","
    out.write(b"\n]}\n")
    missing = [count(amount, kind) for kind, amount in left_out.items() if amount]
    nowhere = (f"{' and '.join(missing)} left out: without a place that has coordinates",) if missing else ()
    return (*nowhere, *unsaid(quotation=len(document.quotes)))


def _features(row: Row, places: dict[str, Row]) -> Iterator[Feature]:
    named = row["places"] if row["kind"] == "event" else [row["place"]]
    for place in (places[identifier] for identifier in dict.fromkeys(place["id"] for place in named)):
        if place["latitude"] is not None and place["longitude"] is not None:
            yield {
                "type": "Feature",
                "id": f"{row['kind']}/{row['id']}/{place['id']}",
                "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
                "properties": {key: row[key] for key in _DATED} | _place(place) | _properties(row),
            }


def _place(place: Row) -> dict[str, Any]:
    return {
        "place": place["id"],
        "place_name": place["name"],
        "place_type": place["type"],
        "country": place["country"],
    }


def _properties(row: Row) -> dict[str, Any]:
    """Return what is said of an event or a figure; both kinds have a `title`."""
    if row["kind"] == "event":
        own = {"title": row["title"], "summary": row["summary"], "actors": _joined(row["actors"], "name")}
        own |= {"places": _joined(row["places"], "name"), "tags": "; ".join(row["tags"])}
    else:
        whose = row["force"]["name"] if row["force"] else row["counts"]
        own = {"title": f"{whose}: {number(row)} {measure(row)}", "force": row["force"] and row["force"]["id"]}
        own |= {key: row[key] for key in ("measure", "low", "high", "qualifier", "counts", "wording")}
    cited = {"sources": _joined(row["sources"], "id"), "source_urls": _joined(row["sources"], "url")}
    said = {"attributed_to": row["attributed_to"], "who_says": who_says(row), "note": row["note"]}
    return own | said | cited


def _joined(references: Iterable[Row], key: str) -> str:
    return "; ".join(reference[key] or "" for reference in references)
