"""Records of a site: the selection read once into a store, with who names whom and the line of each in lists."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from sahelcli.exporters.selection import ExportSelection, actors_of, places_of
from sahelcli.exporters.site.list_order import list_place
from sahelcli.exporters.site.record_store import Entry, Link, RecordStore
from sahelcli.index.open import Index
from sahelcli.index.record_search import rows_of
from sahelcli.index.source_independence import independent, names
from sahelcli.phrases.label import label
from sahelcli.phrases.quotation_renderings import utterances
from sahelcli.text.sanitize import web_address

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation, EventRow, QuoteRow
    from sahelcli.row_types import RecordRow, Sourced


SINGLE = Link("list", "single-source", "single")
"""Link from every fact that rests on one source, so that these are a list like those of an actor or a place."""


class SiteRecords:
    """Fills a store with the records to export; `known` are the ids of each kind that the site will have."""

    def __init__(self, document: ExportSelection, index: Index) -> None:
        self._document, self._index = document, index
        self._outer = {place["id"]: place["part_of"] for place in document.places}
        self.weak = Counter[str]()
        self.known: dict[str, set[str]] = {
            "event": {row["id"] for row in document.events},
            "quote": {row["id"] for row in document.utterances},
            "figure": {row["id"] for row in document.figures},
            "actor": {row["id"] for row in document.actors},
            "place": set(self._outer),
            "source": {row["id"] for row in document.sources},
        }

    def fill(self, store: RecordStore, entry: Entry) -> None:
        """Put all records into the store, kind by kind as they are listed everywhere, each with its entry."""
        document = self._document
        for event in document.events:
            self._add(store, event, entry(event, 0))
        for renderings in _together(document.utterances):
            ids = [quote["id"] for quote in renderings]
            for number, quote in enumerate(renderings):
                quote.pop("matched", None)  # type: ignore[typeddict-item]  # it is no key of the contract
                quote["renderings"] = [other for other in ids if other != quote["id"]]
                self._add(store, quote, entry(quote, len(renderings) - 1), is_other=number > 0)
        others: Iterable[Iterable[RecordRow]] = (document.figures, document.actors, document.places, document.sources)
        for rows in others:
            for row in rows:
                self._add(store, row, entry(row, 0))

    def _add(self, store: RecordStore, row: RecordRow, entry: str, *, is_other: bool = False) -> None:
        links = (link for link in self._links(row) if link[:2] != (row["kind"], row["id"]))
        in_timeline = row["kind"] == "event" or (row["kind"] == "quote" and not is_other and not self._has_event(row))
        self.weak.update(weaknesses(row))
        store.add(row, list_place(row), links, label(row), entry, is_other=is_other, in_timeline=in_timeline)

    def _has_event(self, row: QuoteRow) -> bool:
        return row["event"] is not None and row["event"]["id"] in self.known["event"]

    def _links(self, row: RecordRow) -> Iterator[Link]:
        """Yield the links of a record: to all it names, to the places that hold those, and to its tags."""
        if row["kind"] == "event" or row["kind"] == "quote" or row["kind"] == "figure":
            yield from (Link("actor", actor["id"], "actor") for actor in actors_of(row))
            yield from (
                Link("place", place, "place") for named in places_of(row) for place in self._within(named["id"])
            )
        if row["kind"] == "event":
            yield from (Link("tag", tag, "tag") for tag in row["tags"])
            yield from (Link("event", event["id"], "related") for event in row["related"])
        if row["kind"] == "quote":
            yield from (Link("quote", other, "rendering") for other in row["renderings"])
            yield from self._by_event(row)
        if row["kind"] == "actor":
            for of in (role["of"] for role in row["roles"]):
                bodies = self._within(of["id"]) if of["kind"] == "place" else [of["id"]]
                yield from (Link(of["kind"], body, "role") for body in bodies)
        if row["kind"] == "place":
            yield from (Link("place", place, "place") for place in self._within(row["id"]))
        elif row["kind"] != "source":
            yield from (Link("source", source["id"], "source") for source in row["sources"])
            yield from (Link("source", source, "alone") for source in _alone(row["sources"]))
            if row["kind"] != "actor" and is_single(row):
                yield SINGLE

    def _by_event(self, row: QuoteRow) -> Iterator[Link]:
        """Yield the event of a quotation, and its places and tags, by which a quotation is found as well."""
        if not row["event"]:
            return
        yield Link("event", row["event"]["id"], "event")
        for stored in rows_of(self._index.connection, "event", [row["event"]["id"]]):
            event: EventRow = json.loads(stored)
            yield from (Link("tag", tag, "tag") for tag in event["tags"])
            places = (place for named in event["places"] for place in self._within(named["id"]))
            yield from (Link("place", place, "place") for place in places)

    def _within(self, place: str) -> Iterator[str]:
        """Yield a place and those that hold it."""
        yield place
        while outer := self._outer.get(place):  # what no record of the selection names is not there
            place = outer["id"]
            yield place


def weaknesses(row: RecordRow) -> Iterator[str]:
    """Yield the weaknesses of a record: "single", "reworded", "undated", "no address"; "facts" counts facts."""
    if row["kind"] == "event" or row["kind"] == "quote" or row["kind"] == "figure":
        yield from ["facts", *(["single"] if is_single(row) else ())]
    if row["kind"] == "quote" and row["reworded"]:
        yield "reworded"
    if row["kind"] == "source":
        yield from [] if row["published"] else ["undated"]
        yield from [] if web_address(row["url"]) or web_address(row["archive_url"]) else ["no address"]


def is_single(row: Sourced) -> bool:
    """Say whether all sources of a record depend on one another, as `--max-sources 1` counts them."""
    return independent(names(source["publisher"], source["agency"]) for source in row["sources"]) <= 1


def _alone(sources: Iterable[Citation]) -> set[str]:
    """Return the source that is cited alone, if there is one."""
    ids = {source["id"] for source in sources}
    return ids if len(ids) == 1 else set()


def _together(rows: Iterable[QuoteRow]) -> Iterator[list[QuoteRow]]:
    """Yield the renderings of one utterance after the other, which stand together; the most faithful first."""
    for _, group in groupby(rows, key=lambda row: row["utterance"] or ("quote", row["id"])):
        yield from utterances(group)
