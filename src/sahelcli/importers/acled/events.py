"""ACLED importer: each row is an event, with its reported dead as a figure and its places, actors and sources.

ACLED's terms do not allow its rows to be passed on; the records made here fall under the same terms.
"""

from __future__ import annotations

import datetime
from functools import lru_cache, partial

from sahelcli.importers.acled.columns import COLUMNS, CROWDS, DAYS, FORCES, SHORT_DAYS, Event, group
from sahelcli.importers.cells.country_codes import GLEDITSCH_WARD, ISO_NUMERIC
from sahelcli.importers.cells.dates import day
from sahelcli.importers.cells.missing_values import USUAL
from sahelcli.importers.cells.plain_values import degrees, of_size, title_of, whole_number
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.publisher_table import PublisherImport, open_any
from sahelcli.importers.record_ids import slug
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.registries import PlaceLevel, kind_of, level
from sahelcli.importers.row_errors import RowRejected, Warn, row_error
from sahelcli.text.quoted_values import shown
from sahelcli.toml.writer import Value, lines

_PUBLISHER = "Armed Conflict Location & Event Data (ACLED)"
_CITATION = (
    "Raleigh, Clionadh, Roudabeh Kishi and Andrew Linke (2023), Political instability patterns are obscured by "
    "conflict dataset scope conditions, sources, and coding choices, Humanities and Social Sciences Communications "
    "10, 74"
)
_HOME = "https://acleddata.com"
_DATASET = "acled"
_EXACT = 1  # values of time_precision and geo_precision: the day itself, the place itself
_WEEK, _MONTH = 2, 3  # values of time_precision
_REGION = 3  # value of geo_precision: the location, often the provincial capital, stands for the region it lies in
_STATE_FORCES = ("Military Forces of ", "Police Forces of ")

opened = open_any


def form(options: ImportOptions) -> AcledImport:
    """Return the converter of one import's rows into records."""
    return AcledImport(options)


class AcledImport(PublisherImport):
    """Converter of the rows of one import into events and figures."""

    columns = COLUMNS
    missing = USUAL

    def __init__(self, options: ImportOptions) -> None:
        super().__init__(options, _DATASET, "acled-place-")
        self._tags: dict[str, str] = {}

    def head(self) -> str:
        """Return the `[dataset]` table of the output: title, version, licence and homepage."""
        described = f"Events imported from an export of {_PUBLISHER}, {_HOME}. To be cited as: {_CITATION}."
        licence = f"The terms of use of ACLED, {_HOME}: not to be passed on as it stands"
        info = {
            "title": _PUBLISHER,
            "description": described,
            "version": self._release,
            "licence": licence,
            "homepage": _HOME,
        }
        self._sources.cite(_DATASET, _PUBLISHER, _PUBLISHER, f"To be cited as: {_CITATION}.", url=_HOME)
        return f"[dataset]\n{lines(info)}"

    def _records(self, cells: tuple[str, ...], warn: Warn) -> list[NewRecord]:
        of_size(cells)
        event = Event._make(cells)
        number, date = self._number(event), self._date(event)
        levels = _levels(event)
        place = self._located(event, levels, warn)
        sources, title = self._cited(event), _title(event, levels[-1].name)
        short, cut = title_of(title)
        keys: dict[str, Value] = {
            "id": f"acled-{number.lower()}",
            "date": date,
            "title": short,
            "summary": "\n\n".join(filter(None, (cut, event.notes.strip()))),
            "actors": self._acting(event),
            "places": [place],
            "tags": self._tagged(event),
            "note": _how_well_known(event, whole_number(event.time_precision, "time_precision")),
            "sources": sources,
        }
        figure = self._figure(event, number, place, date, sources)
        self._events.add(number.lower())
        return [*self._sources.pending(), NewRecord("events", keys), *figure]

    def tags(self) -> dict[str, str]:
        """Return ACLED's event types and sides that events are tagged with, and their meanings."""
        return self._tags

    def _number(self, event: Event) -> str:
        number = event.event_id_cnty.strip()
        if not (number.isascii() and number.isalnum() and len(number) < 80):
            raise RowRejected(row_error(f"event_id_cnty {shown(number)} is no event's", "id"))
        if number.lower() in self._events:
            raise RowRejected(
                row_error(f"event {number} was in a row before this one", "duplicate-id", "the first is kept")
            )
        return number

    def _date(self, event: Event) -> str:
        usual = DAYS + SHORT_DAYS if event.year.strip() else DAYS
        text = day(event.event_date, "event_date", self._forms, usual)
        if event.year.strip() and whole_number(event.year, "year") != int(text[:4]):
            raise RowRejected(
                row_error(f"event_date {shown(event.event_date)} is not in the year {shown(event.year)}", "date")
            )
        return known_to(text, whole_number(event.time_precision, "time_precision"))

    def _located(self, event: Event, levels: list[PlaceLevel], warn: Warn) -> str:
        """Return the place id of a row; if a row uses the place for its whole region, the place gets no point."""
        code = ISO_NUMERIC.get(event.iso.strip().lstrip("0")) or GLEDITSCH_WARD.get(event.gwno.strip())
        place = self._places.within(levels, code)
        at = degrees(event.latitude, 90), degrees(event.longitude, 180)
        if _geo_precision(event) == _REGION:
            self._places.widen(place)
        elif _geo_precision(event) == _EXACT and at[0] is not None and at[1] is not None:
            self._places.locate(place, (at[0], at[1]), warn)
        return place

    def _acting(self, event: Event) -> list[str]:
        """Return the ids of a row's actors and their associates; rioters, protesters and civilians become tags."""
        acting = []
        for name, inter, others in (
            (event.actor1, event.inter1, event.assoc_actor_1),
            (event.actor2, event.inter2, event.assoc_actor_2),
        ):
            if name.strip() and group(inter) not in CROWDS:
                acting.append(self._actor(name.strip(), FORCES.get(group(inter))))
            acting += [self._actor(other.strip(), None) for other in others.split(";") if other.strip()]
        return list(dict.fromkeys(acting))

    def _actor(self, name: str, kind: str | None) -> str:
        known = "armed-force" if name.startswith(_STATE_FORCES) else kind
        return self._actors.named(f"acled-{slug(name, 90)}", name, known, f"{name}, an actor in the data of ACLED.")

    def _tagged(self, event: Event) -> list[str]:
        """Return the tags of an event, and remember their meanings."""
        crowds = [CROWDS[group(inter)] for inter in (event.inter1, event.inter2) if group(inter) in CROWDS]
        names = (
            (event.event_type, "an event type of ACLED"),
            (event.sub_event_type, "a sub-event type of ACLED"),
            (event.civilian_targeting, "so ACLED marks an event"),
            *((crowd, "a side of an event of ACLED") for crowd in crowds),
        )
        tags = {slug(name): f"{name.strip()}: {meaning}." for name, meaning in names if name.strip()}
        for tag, meaning in tags.items():
            if tag not in self._tags:
                self._tags[tag] = meaning
                self._undo.add(partial(self._tags.pop, tag))
        return list(tags)

    def _cited(self, event: Event) -> list[str]:
        """Return the source ids of a row; ACLED gives their publishers only, no title and no date."""
        names = list(dict.fromkeys(name.strip() for name in event.source.split(";") if name.strip()))
        note = "ACLED names the publisher alone, not the title and the date of what it published."
        return [
            self._sources.cite(f"acled-source-{slug(name, 80)}", f"{name}, as cited by ACLED", name, note)
            for name in names
        ] or [_DATASET]

    def _figure(self, event: Event, number: str, place: str, date: str, sources: list[str]) -> list[NewRecord]:
        dead = whole_number(event.fatalities, "fatalities")
        if not dead:
            return []
        keys: dict[str, Value] = {
            "id": f"acled-{number.lower()}-fatalities",
            "place": place,
            "date": date,
            "measure": "killed",
            "low": dead,
            "high": dead,
            "counts": f"reported fatalities in event {number}",
            "attributed_to": "ACLED",
            "wording": f"fatalities={dead}",
            "sources": sources,
        }
        return [NewRecord("figures", keys)]


@lru_cache(maxsize=65_536)
def known_to(text: str, precision: int | None) -> str:
    """Return a day as an EDTF date at ACLED's time_precision: 1 the day, 2 the week around it, 3 its month.

    With 2 the given day is the middle of the period, and both ends of the week are approximate.
    """
    if precision == _EXACT:
        return text
    if precision == _WEEK:
        middle = datetime.date.fromisoformat(text)
        return f"{middle - datetime.timedelta(days=3)}~/{middle + datetime.timedelta(days=3)}~"
    if precision == _MONTH:
        return text[:7]
    raise RowRejected(row_error(f"time_precision {shown(precision)} is none of 1, 2 and 3", "number"))


def _geo_precision(event: Event) -> int | None:
    return whole_number(event.geo_precision, "geo_precision")


def _levels(event: Event) -> list[PlaceLevel]:
    """Return the places of a row from the country down to the place of the event, each within the one before.

    If ACLED knows only the region, the last is that region, unless the location is itself an area, such as a forest.
    """
    country, location = event.country.strip(), event.location.strip()
    if not country or not location:
        raise RowRejected(row_error("the row names no country or no location", "columns"))
    regions = [name.strip() for name in (event.admin1, event.admin2, event.admin3) if name.strip()]
    levels = [level(country, "country"), *(level(name, "region") for name in regions)]
    own = level(location, kind_of(location, "site"))
    return levels if _geo_precision(event) == _REGION and own.kind != "region" else [*levels, own]


def _title(event: Event, place: str) -> str:
    sides = " - ".join(name.strip() for name in (event.actor1, event.actor2) if name.strip())
    kind = event.sub_event_type.strip() or event.event_type.strip()
    return f"{kind}: {', '.join(filter(None, (sides, place)))}"


def _how_well_known(event: Event, time: int | None) -> str:
    times = {_WEEK: "within a week (time_precision 2)", _MONTH: "within a month (time_precision 3)"}
    location = event.location.strip()
    region = f"somewhere in the region, for which it writes {location} (geo_precision 3)"
    places = {2: "near the place named (geo_precision 2)", _REGION: region}
    known = "; ".join(how for how in (times.get(time or 0), places.get(_geo_precision(event) or 0)) if how)
    parts = (
        f"ACLED knows the event as {known}." if known else "",
        f"ACLED's tags: {event.tags}" if event.tags.strip() else "",
    )
    return " ".join(filter(None, parts))
