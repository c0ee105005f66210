"""Items of CSL-JSON (Citation Style Language 1.0.2): a source in the input format of citation programs."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sahelcli.dates.calendar import civil
from sahelcli.dates.edtf import DatePoint, ends, parse
from sahelcli.dates.formatting import words
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.row_types import ListedSource

Item = dict[str, Any]


def item(source: ListedSource) -> Item:
    """Return a source as a CSL-JSON item; unknown values are None."""
    address = web_address(source["url"])
    return {
        "id": source["id"],
        "type": "webpage" if address else "document",
        "title": source["title"],
        "container-title" if address else "publisher": source["publisher"],
        "author": [{"literal": source["author"]}] if source["author"] else None,
        "issued": _date(source["published"]),
        "accessed": _date(source["accessed"]),
        "URL": address,
        "archive_location": web_address(source["archive_url"]),
        "language": source["language"],
        "note": remarks(source),
    }


def remarks(source: ListedSource) -> str | None:
    """Return the caveats of a source: whose copy it is, and whether it is reworded; None without any."""
    agency = f"Carries {source['agency']}." if source["agency"] and source["agency"] != source["publisher"] else None
    reworded = "An automatic paraphrase or translation." if source["reworded"] else None
    return " ".join(filter(None, (agency, reworded, source["note"]))) or None


def _date(text: str | None) -> dict[str, Any] | None:
    """Return a date with as many parts as are known; one in doubt is `circa`, as CSL calls it, an open one words."""
    if text is None:
        return None
    date = parse(text)
    start, end = ends(text)
    if not start or not end:
        return {"literal": words(date, long=True)}
    points = (start,) if start == end else (start, end)
    parts = [parts for point in points for parts in _parts(point)]
    in_doubt = date.qualifier or any("X" in point.year for point in points)
    return {"date-parts": [parts[0], *parts[1:][-1:]]} | ({"circa": True} if in_doubt else {})


def _parts(point: DatePoint) -> list[list[int]]:
    """Return the known parts of a date; of a decade or century its first and its last year."""
    if "X" in point.year:
        return [[civil(point.first)[0]], [civil(point.last)[0]]]
    known = takewhile(lambda part: part and "X" not in part, (point.year, point.month, point.day))
    return [[int(part) for part in known]]
