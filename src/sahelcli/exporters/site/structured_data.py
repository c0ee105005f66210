"""Structured data of a site's pages: schema.org as JSON-LD (`Dataset`, `Event`, `Quotation`), for machines.

Nothing is said of what is true: there is no `ClaimReview`. Reported speech, and words that only paraphrasing sources
carry, are no `Quotation`, for a machine would take them for what was said. Dates are given as far as they are known
for sure, as a year, month or day; any other is left to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sahelcli.dates.calendar import iso
from sahelcli.dates.edtf import parse
from sahelcli.exporters.html.template_values import machine_date
from sahelcli.exporters.site.citation_file import licence_address
from sahelcli.exporters.site.data_package import PACKAGE, csv_path
from sahelcli.exporters.site.page_addresses import folder
from sahelcli.model import KIND_NAMES
from sahelcli.text.json_text import encode
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.exporters.site.site import Site
    from sahelcli.json_contract import Citation, EventRow, PlaceReference, QuoteRow, Reference
    from sahelcli.row_types import RecordRow

Node = dict[str, Any]

_TYPES = {"person": "Person", "state": "Country"}  # of actors; all others are organisations


def record_data(site: Site, row: RecordRow) -> Markup:
    """Return the data block of a record's page, nothing for kinds that schema.org has no word for here."""
    match row["kind"]:
        case "event":
            return block(event_node(site, row))
        case "quote" if not row["reported"] and not row["reworded"]:
            return block(quotation_node(site, row))
        case _:
            return Markup()


def block(node: Node) -> Markup:
    """Return a node as a data block of HTML, which no browser runs; nothing in it ends the element."""
    text = encode({"@context": "https://schema.org", **_without_nothing(node)}).decode()
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(safe))  # noqa: S704  # escaped as JSON


def dataset_node(site: Site) -> Node:
    """Return the dataset of a site, with the files that have its records."""
    about, base = site.document.dataset, site.options.base
    return {
        "@type": "Dataset",
        "@id": base or None,
        "name": site.document.title,
        "description": about.description.strip() or None,
        "version": about.version or None,
        "license": licence_address(about.licence) or about.licence or None,
        "url": base or web_address(about.homepage),
        "sameAs": web_address(about.homepage) if base else None,
        "keywords": list(site.tags),
        "temporalCoverage": _coverage(site),
        "isAccessibleForFree": True,
        "distribution": _distribution(site) if base else [],
    }


def event_node(site: Site, row: EventRow) -> Node:
    """Return an event: when, where, whom it is about, and what has been published of it."""
    first, last = _ends(row["date"])
    return {
        "@type": "Event",
        "@id": _address(site, row),
        "url": _address(site, row),
        "name": row["title"],
        "description": row["summary"],
        "startDate": first,
        "endDate": last,
        "location": [_place(site, place) for place in row["places"]],
        "about": [_actor(site, actor) for actor in row["actors"]],
        "keywords": row["tags"],
        "subjectOf": [_work(source) for source in row["sources"]],
    }


def quotation_node(site: Site, row: QuoteRow) -> Node:
    """Return a quotation: the words as they are printed, whose they are, and who prints them."""
    original = row["original_language"]
    return {
        "@type": "Quotation",
        "@id": _address(site, row),
        "url": _address(site, row),
        "text": row["text"],
        "inLanguage": row["language"],
        "translationOfWork": {"@type": "Quotation", "inLanguage": original} if original else None,
        "creator": _actor(site, row["speaker"]),
        "dateCreated": machine_date(row["date"]),
        "isPartOf": {"@type": "Dataset", "name": site.document.title, "url": site.options.base or None},
        "citation": [_work(source) for source in row["sources"]],
    }


def _ends(date: str) -> tuple[str | None, str | None]:
    """Return the first day, month or year that is known for sure, and of an interval the last."""
    first, _, last = date.partition("/")
    return machine_date(first), machine_date(last)


def _coverage(site: Site) -> str | None:
    """Return the first to the last day of an event, as an interval of ISO 8601."""
    days = [parse(row["date"]) for row in site.records.rows("event")]
    first = min((day.first for day in days if day.first is not None), default=None)
    last = max((day.last for day in days if day.last is not None), default=None)
    if first is None or last is None:
        return None
    return f"{iso(first)}/{iso(last)}"


def _distribution(site: Site) -> list[Node]:
    base = site.options.base
    files = [(csv_path(kind), "text/csv") for kind in KIND_NAMES if site.records.number(kind)]
    return [
        {"@type": "DataDownload", "contentUrl": f"{base}{path}", "encodingFormat": form}
        for path, form in [*files, (PACKAGE, "application/json")]
    ]


def _address(site: Site, row: RecordRow) -> str | None:
    return _page(site, row["kind"], row["id"])


def _page(site: Site, kind: str, name: str) -> str | None:
    base = site.options.base
    return f"{base}{folder(kind, name)}/" if base and site.records.has(kind, name) else None


def _place(site: Site, place: PlaceReference) -> Node:
    row = site.records.row("place", place["id"])
    point = {"@type": "GeoCoordinates", "latitude": row["latitude"], "longitude": row["longitude"]}
    return {
        "@type": "Country" if row["type"] == "country" else "Place",
        "@id": _page(site, "place", place["id"]),
        "name": place["name"],
        "geo": point if row["latitude"] is not None and row["longitude"] is not None else None,
    }


def _actor(site: Site, actor: Reference) -> Node:
    row = site.records.row("actor", actor["id"])
    return {
        "@type": _TYPES.get(row["type"], "Organization"),
        "@id": _page(site, "actor", actor["id"]),
        "name": actor["name"],
    }


def _work(source: Citation) -> Node:
    return {
        "@type": "CreativeWork",
        "name": source["title"],
        "publisher": {"@type": "Organization", "name": source["publisher"]},
        "sourceOrganization": {"@type": "Organization", "name": source["agency"]} if source["agency"] else None,
        "author": source["author"],
        "datePublished": machine_date(source["published"]) if source["published"] else None,
        "inLanguage": source["language"],
        "url": web_address(source["url"]),
        "archivedAt": web_address(source["archive_url"]),
    }


def _without_nothing(value: Any) -> Any:
    """Return a node without empty values, at any depth."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item not in (None, "", [])}
    return [_without_nothing(item) for item in value] if isinstance(value, list) else value
