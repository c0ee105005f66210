"""ACLED's columns, of every vintage, with rows that are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sahelcli.errors import UsageError
from sahelcli.importers.acled.columns import Event
from sahelcli.importers.import_options import ImportOptions
from tests.importers.sample_tables import TABLES, Imported, imported, places_above

NOW, THEN = TABLES / "acled-2024.csv", TABLES / "acled-2014.csv"
DAY_FIRST = ImportOptions(date_formats=("%d/%m/%Y",))

GOOD = {
    "event_id_cnty": "MLI7",
    "event_date": "24 September 2023",
    "year": "2023",
    "time_precision": "1",
    "event_type": "Battles",
    "actor1": "Invented Front",
    "inter1": "2",
    "iso": "466",
    "country": "Mali",
    "admin1": "Inventedou",
    "location": "Madeupville",
    "latitude": "15.1",
    "longitude": "-3.5",
    "geo_precision": "1",
    "source": "Example Post",
    "notes": "They clashed.",
    "fatalities": "0",
}


def table_of(folder: Path, *changes: dict[str, str]) -> Path:
    """Return a table of one row for each of these changes to a good one."""
    path = folder / "acled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, Event._fields, restval="")
        writer.writeheader()
        writer.writerows(GOOD | change for change in changes)
    return path


def one(folder: Path, **change: str) -> Imported:
    return imported("acled", table_of(folder, change))


@pytest.mark.parametrize(("path", "options"), [(NOW, ImportOptions()), (THEN, DAY_FIRST)], ids=["2024", "2014"])
def test_every_row_is_an_event_and_the_reader_finds_nothing_wrong(path: Path, options: ImportOptions) -> None:
    result = imported("acled", path, options=options)
    assert [finding.one_line() for finding in result.dataset.diagnostics] == []
    assert result.lines == []
    assert len(result.dataset.events) == path.read_text("utf-8").count("\n") - 1
    assert imported("acled", path, options=options) == result


def test_events_say_what_their_rows_say() -> None:
    events = imported("acled", NOW).table("events")
    assert events["acled-mli90001"] == {
        "id": "acled-mli90001",
        "date": "2024-11-01",
        "title": "Armed clash: Military Forces of Mali (2021-) - Invented Front (Mali), Madeupville",
        "summary": 'On 1 November 2024, forces clashed with the "Invented Front" at Madeupville. Seven dead.',
        "actors": ["acled-military-forces-of-mali-2021", "acled-invented-corps", "acled-invented-front-mali"],
        "places": ["acled-place-madeupville-b544453c"],
        "tags": ["battles", "armed-clash"],
        "sources": ["acled-source-example-post", "acled-source-sample-radio"],
    }
    assert events["acled-ner90003"]["sources"] == ["acled"]
    assert events["acled-ner90003"]["tags"] == ["protests", "peaceful-protest", "protesters"]
    assert "crowd size=about 200" in events["acled-ner90003"]["note"]


def test_the_reported_dead_are_a_figure_and_none_reported_is_none() -> None:
    figures = imported("acled", NOW).table("figures")
    assert set(figures) == {"acled-mli90001-fatalities"}
    figure = figures["acled-mli90001-fatalities"]
    assert (figure["low"], figure["high"], figure["measure"], figure["attributed_to"]) == (7, 7, "killed", "ACLED")


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("1", "2023-09-24"), ("2", "2023-09-21~/2023-09-27~"), ("3", "2023-09")],
)
def test_dates_are_as_precise_as_acled_knows_them(tmp_path: Path, precision: str, expected: str) -> None:
    assert one(tmp_path, time_precision=precision).table("events")["acled-mli7"]["date"] == expected


def test_where_acled_knows_the_region_alone_no_town_and_no_point_is_claimed(tmp_path: Path) -> None:
    rows: tuple[dict[str, str], ...] = (
        {},
        {"event_id_cnty": "MLI8", "geo_precision": "3"},
        {"event_id_cnty": "MLI9", "admin1": ""},
    )
    result = imported(
        "acled", table_of(tmp_path, *rows, {"event_id_cnty": "MLI10", "geo_precision": "3", "admin1": ""})
    )
    events, places = result.table("events"), result.table("places")
    where = {name: places[event["places"][0]] for name, event in events.items()}
    assert [where[f"acled-mli{number}"]["name"] for number in (7, 8, 9, 10)] == [
        "Madeupville",
        "Inventedou",
        "Madeupville",
        "Mali",
    ]
    assert ("latitude" in where["acled-mli7"], "latitude" in where["acled-mli8"]) == (True, False)
    assert events["acled-mli8"]["title"].endswith("Invented Front, Inventedou")
    assert events["acled-mli8"]["note"] == (
        "ACLED knows the event as somewhere in the region, for which it writes Madeupville (geo_precision 3)."
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_region_that_is_called_as_its_capital_has_no_point(tmp_path: Path, order: tuple[int, int]) -> None:
    same = {"location": "Inventedou"}
    rows = (same, {"event_id_cnty": "MLI8", "geo_precision": "3", **same})
    places = imported("acled", table_of(tmp_path, *(rows[number] for number in order))).table("places")
    assert [(place["name"], "latitude" in place) for place in places.values()] == [
        ("Mali", False),
        ("Inventedou", False),
    ]


def test_an_area_stays_the_place_of_what_is_somewhere_in_it(tmp_path: Path) -> None:
    result = one(tmp_path, geo_precision="3", location="Madeup Forest")
    (event,) = result.table("events").values()
    place = result.table("places")[event["places"][0]]
    assert (place["name"], place["kind"], "latitude" in place) == ("Madeup Forest", "region", False)


@pytest.mark.parametrize(
    "text", ["24 September 2023", "24-September-2023", "2023-09-24", "24-Sep-23", "24 Sep 2023", "2023-09-24 00:00:00"]
)
def test_forms_of_dates_that_mean_one_day(tmp_path: Path, text: str) -> None:
    assert one(tmp_path, event_date=text).table("events")["acled-mli7"]["date"] == "2023-09-24"


def test_a_year_of_two_digits_needs_the_column_of_years(tmp_path: Path) -> None:
    assert one(tmp_path, event_date="24-Sep-23", year="").lines == ['2: error: event_date "24-Sep-23" is no day [date]']
    assert one(tmp_path, event_date="24-Sep-99").lines == [
        '2: error: event_date "24-Sep-99" is not in the year "2023" [date]'
    ]


def test_a_date_that_means_two_days_stops_the_import(tmp_path: Path) -> None:
    path = table_of(tmp_path, {"event_date": "03/04/2023"})
    with pytest.raises(UsageError, match=r'acled\.csv:2: a date such as "03/04/2023" can be read in two ways'):
        imported("acled", path)
    result = imported("acled", path, options=DAY_FIRST)
    assert result.table("events")["acled-mli7"]["date"] == "2023-04-03"


def test_places_lie_in_each_other_and_repeated_names_are_one() -> None:
    result = imported("acled", NOW)
    places = {event["id"]: event["places"][0] for event in result.document["events"]}
    assert list(places_above(result.document, places["acled-mli90001"])) == [
        *("Madeupville", "Commune B", "Cercle A", "Inventedou", "Mali"),
    ]
    assert list(places_above(result.document, places["acled-mli90002"])) == ["Cercle A", "Inventedou", "Mali"]
    assert list(places_above(result.document, places["acled-ner90003"])) == ["Ville C", "Fictionbéri", "Niger"]
    located = {place["name"] for place in result.table("places").values() if "latitude" in place}
    assert located == {"Madeupville"}  # geo_precision 1
    assert {place["country"] for place in result.table("places").values()} == {"ML", "NE"}


@pytest.mark.parametrize(
    ("inter", "kind"),
    [("1", "armed-force"), ("2", "armed-group"), ("State forces", "armed-force"), ("Political militia", "armed-group")],
)
def test_groups_are_numbers_or_words(tmp_path: Path, inter: str, kind: str) -> None:
    assert one(tmp_path, inter1=inter).table("actors")["acled-invented-front"]["kind"] == kind


@pytest.mark.parametrize("inter", ["6", "Protesters"])
def test_crowds_are_tags(tmp_path: Path, inter: str) -> None:
    result = one(tmp_path, actor1="Protesters (Mali)", inter1=inter)
    assert result.table("events")["acled-mli7"]["tags"] == ["battles", "protesters"]
    assert result.table("actors") == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event_id_cnty": ""}, '2: error: event_id_cnty "" is no event\'s [id]'),
        ({"event_id_cnty": "an error"}, '2: error: event_id_cnty "an error" is no event\'s [id]'),
        ({"time_precision": "0"}, "2: error: time_precision 0 is none of 1, 2 and 3 [number]"),
        ({"fatalities": "some"}, '2: error: fatalities "some" is no whole number [number]'),
        ({"location": ""}, "2: error: the row names no country or no location [columns]"),
    ],
)
def test_a_row_that_cannot_be_an_event_is_reported(tmp_path: Path, change: dict[str, str], message: str) -> None:
    result = imported("acled", table_of(tmp_path, change, {"event_id_cnty": "MLI8"}))
    assert result.lines == [message]
    assert set(result.table("events")) == {"acled-mli8"}
    assert result.dataset.diagnostics == ()


def test_an_event_that_is_there_twice_is_reported(tmp_path: Path) -> None:
    result = imported("acled", table_of(tmp_path, {}, {"event_id_cnty": "mli7"}))
    assert result.lines == ["3: error: event mli7 was in a row before this one [duplicate-id]"]


def test_a_table_without_ids_is_not_acleds(tmp_path: Path) -> None:
    path = tmp_path / "monthly.csv"
    path.write_text("country,admin1,month,events\nMali,Gao,2023-01,4\n", "utf-8")
    with pytest.raises(UsageError, match='no column "event_id_cnty"'):
        imported("acled", path)


def test_a_table_without_names_is_read_by_its_twenty_five_columns(tmp_path: Path) -> None:
    path = tmp_path / "noname.csv"
    path.write_bytes(THEN.read_bytes().partition(b"\n")[2])
    assert imported("acled", path, options=DAY_FIRST).text == imported("acled", THEN, options=DAY_FIRST).text
