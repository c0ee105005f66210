"""UCDP GED importer: each row is an event, with figures of the dead and its places, sides and sources.

The columns follow the codebook of the dataset; event ids contain UCDP's event numbers.
"""

from __future__ import annotations

import re
from functools import partial

from sahelcli.importers.cells.country_codes import GLEDITSCH_WARD
from sahelcli.importers.cells.dates import day
from sahelcli.importers.cells.missing_values import USUAL
from sahelcli.importers.cells.plain_values import degrees, iso_day, of_size, title_of, whole_number
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.publisher_table import PublisherImport, open_any
from sahelcli.importers.record_ids import digest, slug
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.registries import PlaceLevel, Sources, kind_of, level
from sahelcli.importers.row_errors import RowRejected, Warn, row_error
from sahelcli.importers.ucdp.columns import COLUMNS, VIOLENCE, Event, between, how_well_known
from sahelcli.importers.ucdp.figures import figures
from sahelcli.text.quoted_values import shown
from sahelcli.toml.writer import Value, lines

_CITATION = (
    "Sundberg, Ralph, and Erik Melander (2013), Introducing the UCDP Georeferenced Event Dataset, "
    "Journal of Peace Research 50(4), 523-532"
)
_HOME = "https://ucdp.uu.se/downloads/"
_TITLE = "UCDP Georeferenced Event Dataset (GED)"
_ITS_OWN, _AT_SEA = (1, 2), 7  # values of where_prec: the coordinates are those of the place named; no country's

opened = open_any


def form(options: ImportOptions) -> UcdpGed:
    """Return the converter of one import's rows into records."""
    return UcdpGed(options)


class UcdpGed(PublisherImport):
    """Converter of the rows of one import into events and figures."""

    columns = COLUMNS
    missing = USUAL

    def __init__(self, options: ImportOptions) -> None:
        self._dataset = f"{DATASET}-{slug(options.release)}" if options.release else DATASET
        super().__init__(options, self._dataset, "ucdp-place-")
        self._known_sides: dict[tuple[str, ...], str | None] = {}
        self._known_places: dict[tuple[str, ...], tuple[str, ...]] = {}

    def head(self) -> str:
        """Return the `[dataset]` and `[tags]` tables of the output."""
        title = " ".join(filter(None, (_TITLE, self._release)))
        described = (
            f"Events of organised violence, imported from the table of the {PUBLISHER}. To be cited as: {_CITATION}."
        )
        info = {
            "title": title,
            "description": described,
            "version": self._release,
            "licence": "CC-BY-4.0",
            "homepage": _HOME,
        }
        self._sources.cite(self._dataset, title, PUBLISHER, f"To be cited as: {_CITATION}.", url=_HOME)
        return f"[dataset]\n{lines(info)}\n[tags]\n{lines(dict(VIOLENCE.values()))}"

    def _records(self, cells: tuple[str, ...], warn: Warn) -> list[NewRecord]:
        of_size(cells)
        event = Event._make(cells)
        number, tag, precision, date = self._number(event), _tag(event), _precision(event), self._date(event)
        places, sides, sources = (
            self._located(event, warn),
            self._sides(event),
            cited(event.source_article, self._sources, self._dataset),
        )
        title, cut = title_of(f"{event.dyad_name}: {event.where_coordinates or event.country}")
        clarity = whole_number(event.event_clarity, "event_clarity")
        shared: dict[str, Value] = {
            "place": places[0],
            "date": date,
            "measure": "killed",
            "attributed_to": "UCDP",
            "sources": sources,
        }
        dead = figures(event, number, sides, shared, warn)
        keys: dict[str, Value] = {
            "id": f"ucdp-ged-{number}",
            "date": date,
            "title": title,
            "summary": _summary(event, cut),
            "actors": [side for side in sides if side],
            "places": places,
            "tags": [tag],
            "attributed_to": event.source_original.strip("; \n"),
            "note": how_well_known(precision, whole_number(event.where_prec, "where_prec"), clarity),
            "sources": sources,
        }
        self._events.add(str(number))
        return [*self._sources.pending(), NewRecord("events", keys), *dead]

    def _number(self, event: Event) -> int:
        number = whole_number(event.id, "id")
        if number is None:
            raise RowRejected(row_error(f"id {shown(event.id)} is no event's", "id"))
        if str(number) in self._events:
            raise RowRejected(
                row_error(f"event {number} was in a row before this one", "duplicate-id", "the first is kept")
            )
        return number

    def _date(self, event: Event) -> str:
        start, end = (day(event.date_start, "date_start", self._forms), day(event.date_end, "date_end", self._forms))
        return between(start, end, _precision(event))

    def _sides(self, event: Event) -> tuple[str | None, str | None]:
        first = self._side(event.side_a_new_id, event.side_a, event.gwnoa)
        return first, self._side(event.side_b_new_id, event.side_b, event.gwnob)

    def _side(self, *cells: str) -> str | None:
        """Return the actor id of a side, from its number, its name and the number of a state."""
        if cells not in self._known_sides:
            self._known_sides[cells] = self._new_side(*cells)
            self._undo.add(partial(self._known_sides.pop, cells))
        return self._known_sides[cells]

    def _new_side(self, cell: str, name: str, state: str) -> str | None:
        number, code = whole_number(cell, "side_new_id"), whole_number(state, "gwno")
        if name == "Civilians" or not name.strip():
            return None  # civilians are the target of one-sided violence, and act nowhere
        if number is None:
            raise RowRejected(row_error(f"side {shown(name)} has no number", "id"))
        kind = "armed-group" if code is None and not name.startswith("Government of ") else "state"
        described = f"Actor {number} in the data of UCDP."
        return self._actors.named(f"ucdp-actor-{number}", name, kind, described, GLEDITSCH_WARD.get(str(code)))

    def _located(self, event: Event, warn: Warn) -> tuple[str, ...]:
        """Return the ids of the place and, if it lies in no country, of the country UCDP counts the event to."""
        key = (event.country_id, event.adm_1, event.adm_2, event.where_coordinates, event.where_prec)
        precision = whole_number(event.where_prec, "where_prec")
        places = self._known_places.get(key)
        if places is None:
            places = self._known_places[key] = self._place(event, precision or 0)
            self._undo.add(partial(self._known_places.pop, key))
        at = degrees(event.latitude, 90), degrees(event.longitude, 180)
        if precision in _ITS_OWN and at[0] is not None and at[1] is not None:
            self._places.locate(places[0], (at[0], at[1]), warn)
        return places

    def _place(self, event: Event, precision: int) -> tuple[str, ...]:
        number = whole_number(event.country_id, "country_id")
        if number is None or not event.country.strip():
            raise RowRejected(row_error("the row names no country", "columns"))
        code = GLEDITSCH_WARD.get(str(number))
        within = [PlaceLevel(str(number), event.country.strip(), "country")]
        within += [level(name.strip(), "region") for name in (event.adm_1, event.adm_2) if name.strip()]
        name = event.where_coordinates.strip()
        if precision == _AT_SEA and name:
            return self._places.within([level(name, "region")], None), self._places.within(within[:1], code)
        if name:
            within.append(level(name, kind_of(name, "site" if precision in _ITS_OWN else "region")))
        place = self._places.within(within, code)
        if precision not in _ITS_OWN:
            self._places.widen(place)
        return (place,)


def _summary(event: Event, title: str | None) -> str:
    conflict = event.conflict_name if event.conflict_name != event.dyad_name else ""
    described = event.where_description if event.where_description.strip() != event.where_coordinates.strip() else ""
    parts = (("", title), ("Conflict: ", conflict), ("Where: ", described))
    return "\n".join(f"{label}{text.strip()}" for label, text in parts if text and text.strip())


def _tag(event: Event) -> str:
    code = whole_number(event.type_of_violence, "type_of_violence")
    if code not in VIOLENCE:
        raise RowRejected(
            row_error(f"type_of_violence {shown(event.type_of_violence)} is none of 1, 2 and 3", "number")
        )
    return VIOLENCE[code][0]


def _precision(event: Event) -> int:
    precision = whole_number(event.date_prec, "date_prec")
    if precision is None or not 1 <= precision <= 5:
        raise RowRejected(row_error(f"date_prec {shown(event.date_prec)} is none of 1 to 5", "number"))
    return precision


DATASET = "ucdp-ged"
PUBLISHER = "Uppsala Conflict Data Program (UCDP)"
_ARTICLE = re.compile(r"\s*(\S.*?)\s*,([0-9]{4}-[0-9]{2}-[0-9]{2})(?: [0-9:.]+)?,\s*(.*?)\s*", re.DOTALL)


def cited(text: str, sources: Sources, dataset: str) -> list[str]:
    """Return the ids of the sources in `source_article`, without duplicates; the dataset's own id if it names none."""
    parts = text[1:-1].split('";"') if text.startswith('"') and text.endswith('"') else []
    articles = [_ARTICLE.fullmatch(part) for part in parts]
    if not any(articles):
        return [_citation(text, sources, dataset)]
    pairs = zip(parts, articles, strict=True)
    return list(
        dict.fromkeys(_article(match, sources) if match else _citation(part, sources, dataset) for part, match in pairs)
    )


def _article(match: re.Match[str], sources: Sources) -> str:
    publisher, date, headline = match.groups()
    name = f"ucdp-{slug(publisher)}-{date}-{digest(publisher, headline)}"
    published = date if iso_day(date) else None
    return sources.cite(name, headline or f"{publisher}, {date}", publisher, published=published)


def _citation(text: str, sources: Sources, dataset: str) -> str:
    """Return the id of a source for a text that is no list of articles: the text is its title, UCDP its publisher."""
    if not text.strip('" \n'):
        return dataset
    note = "A citation in UCDP's words: its publisher and date are part of it."
    return sources.cite(f"ucdp-citation-{digest(text, digits=16)}", text.strip(), PUBLISHER, note)
