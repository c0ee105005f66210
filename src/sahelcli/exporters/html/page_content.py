"""Content of the exported page: its order, the filters of each record, and the numbers of its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.dates.calendar import civil, year_text
from sahelcli.dates.edtf import parse
from sahelcli.dates.formatting import words
from sahelcli.exporters.html.template_values import anchor
from sahelcli.exporters.selection import ExportSelection, actors_of, places_of
from sahelcli.phrases import in_order, plain
from sahelcli.phrases.figures import number, subject_names
from sahelcli.phrases.quotation_renderings import event_of, utterances
from sahelcli.text.normalize import fold

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, Citation, EventRow, FigureRow, PlaceRow, QuoteRow, SourceRow
    from sahelcli.row_types import FactRow, ListedSource, RecordRow

ACTOR_TYPES = {
    "person": "People",
    "state": "States",
    "organization": "Organisations",
    "mission": "Missions",
    "armed-force": "Armed forces",
    "armed-group": "Armed groups",
    "company": "Companies",
}
_ENOUGH = 3  # figures that make a chart


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An entry of the timeline: an event with the quotations that belong to it, or quotations that belong to none.

    `quotes` are utterances, each with all its renderings.
    """

    event: EventRow | None
    quotes: list[list[QuoteRow]]

    @property
    def date(self) -> str:
        """The date by which the entry is placed, in EDTF."""
        return self.event["date"] if self.event else self.quotes[0][0]["date"]


class Force(NamedTuple):
    """Figures of one force in one place, in order of date; `strength` are those a chart shows."""

    title: str
    rows: list[FigureRow]
    strength: list[FigureRow]


class SourceNote(NamedTuple):
    """A source with its number and the places of the page that cite it: anchor and words."""

    number: int
    source: ListedSource
    cited: list[tuple[str, str]]


class PageContent:
    """Everything the template needs, in the order in which it is read."""

    prefix = ""  # of the anchors
    has_anchors = True  # of records, which links lead to
    has_notes = True  # which numbers in the text lead to
    has_years = True  # as headings: dates below them go without

    def __init__(self, document: ExportSelection) -> None:
        self._places = {place["id"]: place for place in document.places}
        self._events = {event["id"]: event for event in document.events}
        quotes = list(document.utterances)
        by_year = groupby(_entries(self._events, quotes), _year)
        self.years = [(year_text(year), list(entries)) for year, entries in by_year]
        self.forces, self.other_figures = forces_of(document.figures)
        self.actors = _by_type(document.actors)
        self.places = sorted(self._places.values(), key=_by_name)
        self.place_choices = [(place["id"], place["name"]) for place in self.places]
        tags = sorted({tag for event in self._events.values() for tag in event["tags"]})
        self.tag_choices = [(tag, plain(tag)) for tag in tags]
        actors = (actor for _, rows in self.actors for actor in rows)
        rows: Iterable[RecordRow] = chain(self._events.values(), quotes, document.figures, actors, self.places)
        self.anchors = {anchor(row) for row in rows}
        self.notes = _notes(self._cited(), document.sources)
        self._numbers = {note.source["id"]: note.number for note in self.notes}

    def identify(self, row: RecordRow) -> str:
        """Return the anchor at which a record stands."""
        return anchor(row)

    def address(self, kind: str, record_id: str) -> str | None:
        """Return the `href` of a link to a record, None where the page does not have the record."""
        name = f"{kind}-{record_id}"
        return f"#{name}" if name in self.anchors else None

    def number(self, source: Citation) -> int:
        """Return the number of a source's note."""
        return self._numbers[source["id"]]

    def facets(self, row: FactRow) -> str:
        """Return the filter terms of a record, separated by spaces: `event actor:france place:niger tag:coup`."""
        event = self._event_of(row)
        places = places_of(event) if event else places_of(row)
        words_ = [row["kind"], *(f"actor:{actor['id']}" for actor in actors_of(row))]
        words_ += [f"place:{inner}" for place in places for inner in self._within(place["id"])]
        return " ".join(dict.fromkeys([*words_, *(f"tag:{tag}" for tag in (event["tags"] if event else ()))]))

    def _event_of(self, row: FactRow) -> EventRow | None:
        """Return an event itself, or the one on the page that a quotation belongs to; it has their places and tags."""
        if row["kind"] == "quote":
            return self._events.get(row["event"]["id"]) if row["event"] else None
        return row if row["kind"] == "event" else None

    def _within(self, place: str) -> Iterator[str]:
        """Yield a place and those that hold it."""
        yield place
        while outer := self._places[place]["part_of"]:
            place = outer["id"]
            yield place

    def _cited(self) -> Iterator[tuple[FactRow | ActorRow, str]]:
        """Yield every record that cites, in the order of the page, with the words by which a note refers to it."""
        for _, entries in self.years:
            for entry in entries:
                if entry.event:
                    yield entry.event, words(entry.event["date"])
                for row in (rendering for renderings in entry.quotes for rendering in renderings):
                    yield row, f"{row['speaker']['name']}, {words(row['date'])}"
        for rows in (*(force.rows for force in self.forces), self.other_figures):
            yield from ((row, f"{number(row)}, {words(row['date'])}") for row in rows)
        for _, actors in self.actors:
            yield from ((row, row["name"]) for row in actors)


def _entries(events: dict[str, EventRow], quotes: Iterable[QuoteRow]) -> list[TimelineEntry]:
    """Return the entries year by year and in the order of dates; utterances of absent events stand for themselves."""
    belonging: dict[str, list[list[QuoteRow]]] = {event: [] for event in events}
    alone: list[list[QuoteRow]] = []
    for renderings in utterances(quotes):
        belonging.get(event_of(renderings, events), alone).append(renderings)
    entries = [TimelineEntry(event, belonging[event["id"]]) for event in events.values()]
    entries += [TimelineEntry(None, [renderings]) for renderings in alone]
    return sorted(entries, key=lambda entry: (_year(entry), parse(entry.date).order))


def _year(entry: TimelineEntry) -> int:
    """Return the year under which an entry stands: that of its first day, or of its last where no first is known."""
    date = parse(entry.date)
    return civil(next(day for day in (date.first, date.last) if day is not None))[0]


def forces_of(figures: Iterable[FigureRow]) -> tuple[list[Force], list[FigureRow]]:
    """Return the forces with enough figures for a chart, those with most figures first, and all other figures."""
    groups: dict[tuple[str, str], list[FigureRow]] = {}
    for row in figures:
        if row["force"]:
            groups.setdefault((row["force"]["id"], row["place"]["id"]), []).append(row)
    forces, whose = [], subject_names(rows[0] for rows in groups.values())
    for rows in groups.values():
        strength = [row for row in rows if row["measure"] == "deployed"]
        if len(strength) >= _ENOUGH and len({row["date"] for row in strength}) > 1:
            forces.append(Force(whose(rows[0]), rows, strength))
    forces.sort(key=lambda force: -len(force.rows))
    drawn = {row["id"] for force in forces for row in force.rows}
    return forces, [row for row in figures if row["id"] not in drawn]


def _by_type(actors: Iterable[ActorRow]) -> list[tuple[str, list[ActorRow]]]:
    sorted_actors = sorted(actors, key=_by_name)
    groups = ((title, [row for row in sorted_actors if row["type"] == type_]) for type_, title in ACTOR_TYPES.items())
    return [(title, rows) for title, rows in groups if rows]


def _by_name(row: ActorRow | PlaceRow) -> tuple[str, str]:
    return fold(row["name"]), row["id"]


def _notes(cited: Iterable[tuple[FactRow | ActorRow, str]], sources: Iterable[SourceRow]) -> list[SourceNote]:
    """Return the sources in the order in which the page cites them first."""
    by_id = {source["id"]: source for source in sources}
    notes: dict[str, SourceNote] = {}
    for row, text in cited:
        for source in in_order(row["sources"]):
            note = notes.setdefault(source["id"], SourceNote(len(notes) + 1, by_id[source["id"]], []))
            note.cited.append((anchor(row), text))
    return list(notes.values())
