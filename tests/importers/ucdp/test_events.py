"""UCDP's own tables come in whole, and say what UCDP says: compared cell by cell with a plain reading of the CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sahelcli.dates import edtf
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.ucdp.columns import Event
from sahelcli.text.normalize import key
from tests.importers.sample_tables import GED, Imported, imported, places_above, written

Rows = list[dict[str, str]]
each_extract = pytest.mark.parametrize("path", GED, ids=lambda path: path.stem)


@cache
def result(path: Path) -> Imported:
    return imported("ucdp-ged", path)


def rows(path: Path) -> Rows:
    """Return the rows of a table without its tags, whole numbers without a point."""
    with path.open(encoding="utf-8", newline="") as file:
        result = [{name: _whole(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    return [row for row in result if row["id"].isdecimal()]


def _whole(cell: str) -> str:
    return cell.removesuffix(".0")


def pairs(path: Path) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """Yield each row with the event it became."""
    events = result(path).table("events")
    for row in rows(path):
        yield row, events[f"ucdp-ged-{row['id']}"]


@each_extract
def test_every_row_is_an_event_and_the_reader_finds_nothing_wrong(path: Path) -> None:
    results = result(path)
    dataset = results.dataset
    assert [finding.one_line() for finding in dataset.diagnostics] == []
    assert len(dataset.events) == len(rows(path)) == 200
    assert not any(": error: " in line for line in results.lines)
    assert dataset.info.licence == "CC-BY-4.0"
    assert "Sundberg" in str(dataset.info.description)


@each_extract
def test_importing_twice_gives_the_same_bytes(path: Path) -> None:
    assert imported("ucdp-ged", path) == result(path)


@each_extract
def test_dates_cover_the_days_that_ucdp_gives(path: Path) -> None:
    for row, event in pairs(path):
        date = edtf.parse(event["date"])
        assert (date.start_iso, date.end_iso) == (row["date_start"][:10], row["date_end"][:10])
        if row["date_prec"] == "1":
            assert date.precision is edtf.Precision.DAY


@each_extract
def test_figures_add_up_to_what_ucdp_counts(path: Path) -> None:
    figures = result(path).table("figures")
    for row, event in pairs(path):
        name = f"{event['id']}-deaths"
        low, best, high = (int(row[column]) for column in ("low", "best", "high"))
        expected = (low, high) if low <= best <= high else (best, best)
        assert (figures[name]["low"], figures[name]["high"]) == expected
        assert figures[name]["wording"] == f"best={best}, low={low}, high={high}"
        parts = {part: figures.get(f"{name}-{part}", {}) for part in ("a", "b", "civilians", "unknown")}
        assert [part.get("low", 0) for part in parts.values()] == [int(row[f"deaths_{part}"]) for part in parts]
        assert sum(part.get("high", 0) for part in parts.values()) == best
        for part, side in (("a", "side_a_new_id"), ("b", "side_b_new_id")):
            assert parts[part].get("force", f"ucdp-actor-{row[side]}") == f"ucdp-actor-{row[side]}"
        assert all(part.get("place", event["places"][0]) == event["places"][0] for part in parts.values())


@each_extract
def test_numbers_out_of_order_are_told_with_their_line(path: Path) -> None:
    wrong = [row for row in rows(path) if not int(row["low"]) <= int(row["best"]) <= int(row["high"])]
    warnings = [line for line in result(path).lines if "out of order" in line]
    assert len(warnings) == len(wrong)
    text = path.read_bytes().decode().splitlines()
    for row, line in zip(wrong, warnings, strict=True):
        assert f"the figure keeps the best estimate alone, {row['best']} [number]" in line
        assert row["id"] in text[int(line.partition(":")[0]) - 1]


@each_extract
def test_places_lie_in_each_other_as_the_columns_say(path: Path) -> None:
    document = result(path).document
    for row, event in pairs(path):
        above = list(places_above(document, event["places"][0]))
        if row["where_prec"] == "7":
            assert above == [row["where_coordinates"]]
            assert list(places_above(document, event["places"][1])) == [row["country"]]
        else:
            named = [row["country"], row["adm_1"], row["adm_2"], row["where_coordinates"]]
            assert [*map(key, above[::-1])] == list(dict.fromkeys(key(name) for name in named if name.strip()))


@each_extract
def test_only_points_have_coordinates_and_those_are_ucdps(path: Path) -> None:
    places = result(path).table("places")
    known: dict[str, set[tuple[float, float]]] = {}
    wide: set[str] = set()
    for row, event in pairs(path):
        if row["where_prec"] in ("1", "2"):
            at = float(row["latitude"]), float(row["longitude"])
            known.setdefault(event["places"][0], set()).add(at)
        else:
            wide.add(event["places"][0])
    for name, place in places.items():
        if name in known.keys() - wide:
            assert (place["latitude"], place["longitude"]) in known[name]
        else:
            assert "latitude" not in place


@each_extract
def test_sources_are_the_articles_that_ucdp_lists(path: Path) -> None:
    sources = result(path).table("sources")
    for row, event in pairs(path):
        cited = [sources[source] for source in event["sources"]]
        if row["source_office"]:
            assert {source["publisher"] for source in cited} == {
                name.strip() for name in row["source_office"].split(";")
            }
            assert {source["published"] for source in cited} == set(row["source_date"].split(";"))
            headlines = [_whole_title(source) for source in cited]
            assert sorted("".join(headlines)) == sorted("".join(_headlines(row)))
        else:
            assert [source["publisher"] for source in cited] == ["Uppsala Conflict Data Program (UCDP)"]
            assert row["source_article"].strip() in (_whole_title(cited[0]), "")


def _whole_title(source: dict[str, Any]) -> str:
    return str(source.get("note", "").partition("The whole title: ")[2] or source["title"])


def _headlines(row: dict[str, str]) -> list[str]:
    """Return the different headlines of a row as UCDP lists them beside the citation."""
    listed = row["source_article"][1:-1].split('";"')
    result = {
        text: text.partition(f",{date},")[2].strip()
        for text, date in zip(listed, row["source_date"].split(";"), strict=True)
    }
    return list(result.values())


@each_extract
def test_actors_have_ucdps_numbers_and_kinds(path: Path) -> None:
    actors = result(path).table("actors")
    for row, event in pairs(path):
        sides = [row["side_a_new_id"], *([row["side_b_new_id"]] if row["side_b"] != "Civilians" else [])]
        assert event["actors"] == [f"ucdp-actor-{side}" for side in sides]
        first = actors[event["actors"][0]]
        assert first["name"] == row["side_a"]
        assert first["kind"] == ("state" if row["gwnoa"] else "armed-group")
    assert not any(actor["name"] == "Civilians" for actor in actors.values())


@each_extract
def test_tags_and_precision_are_said(path: Path) -> None:
    tags = ("state-based-conflict", "non-state-conflict", "one-sided-violence")
    for row, event in pairs(path):
        assert event["tags"] == [tags[int(row["type_of_violence"]) - 1]]
        for column, exact in (("date_prec", "1"), ("where_prec", "1"), ("event_clarity", "1")):
            assert (f"({column} {row[column]})" in event.get("note", "")) == (row[column] != exact)


def test_several_tables_are_one_dataset() -> None:
    both = imported("ucdp-ged", *(path for path in GED if "20.1" in path.name or "23.1" in path.name))
    dataset = both.dataset
    assert [finding.one_line() for finding in dataset.diagnostics] == []
    assert len(dataset.events) == 400


def test_the_release_is_the_version() -> None:
    result = imported("ucdp-ged", GED[0], options=ImportOptions(release="19.1"))
    assert result.document["dataset"]["version"] == "19.1"
    assert result.table("sources")["ucdp-ged-19-1"]["title"] == "UCDP Georeferenced Event Dataset (GED) 19.1"
    assert {tuple(actor["sources"]) for actor in result.table("actors").values()} == {("ucdp-ged-19-1",)}


GOOD = {
    "id": "7",
    "type_of_violence": "3",
    "dyad_name": "Government of Nowhere - Civilians",
    "side_a_new_id": "1",
    "side_a": "Government of Nowhere",
    "gwnoa": "436",
    "side_b_new_id": "2",
    "side_b": "Civilians",
    "source_article": '"The Courier,2020-01-02,Three dead; more feared"',
    "where_prec": "1",
    "where_coordinates": "Here town",
    "adm_1": "There region",
    "latitude": "13.5",
    "longitude": "2",
    "country": "Niger",
    "country_id": "436",
    "date_prec": "1",
    "date_start": "2020-01-01",
    "date_end": "2020-01-01",
    "deaths_a": "0",
    "deaths_b": "0",
    "deaths_civilians": "3",
    "deaths_unknown": "0",
    "best": "3",
    "low": "3",
    "high": "5",
}


def table_of(folder: Path, *changes: dict[str, str]) -> Path:
    """Return a table of one row for each of these changes to a good one."""
    path = folder / "ged.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, Event._fields, restval="")
        writer.writeheader()
        writer.writerows(GOOD | change for change in changes)
    return path


def test_one_row_reads_as_one_would_write_it(tmp_path: Path) -> None:
    text = imported("ucdp-ged", table_of(tmp_path, {})).text
    assert (
        text[text.index('\n[[sources]]\nid = "ucdp-the') :]
        == """
[[sources]]
id = "ucdp-the-courier-2020-01-02-cdf0f5b3"
title = "Three dead; more feared"
publisher = "The Courier"
published = "2020-01-02"

[[events]]
id = "ucdp-ged-7"
date = "2020-01-01"
title = "Government of Nowhere - Civilians: Here town"
actors = ["ucdp-actor-1"]
places = ["ucdp-place-here-town-d41b34c1"]
tags = ["one-sided-violence"]
sources = ["ucdp-the-courier-2020-01-02-cdf0f5b3"]

[[figures]]
id = "ucdp-ged-7-deaths"
low = 3
high = 5
counts = "all deaths in event 7"
wording = "best=3, low=3, high=5"
place = "ucdp-place-here-town-d41b34c1"
date = "2020-01-01"
measure = "killed"
attributed_to = "UCDP"
sources = ["ucdp-the-courier-2020-01-02-cdf0f5b3"]

[[figures]]
id = "ucdp-ged-7-deaths-civilians"
low = 3
high = 3
counts = "civilians in event 7"
wording = "deaths_civilians=3"
place = "ucdp-place-here-town-d41b34c1"
date = "2020-01-01"
measure = "killed"
attributed_to = "UCDP"
sources = ["ucdp-the-courier-2020-01-02-cdf0f5b3"]

[[places]]
id = "ucdp-place-436"
name = "Niger"
kind = "country"
country = "NE"

[[places]]
id = "ucdp-place-there-region-ea19a7ae"
name = "There region"
kind = "region"
country = "NE"
part_of = "ucdp-place-436"

[[places]]
id = "ucdp-place-here-town-d41b34c1"
name = "Here town"
kind = "city"
country = "NE"
part_of = "ucdp-place-there-region-ea19a7ae"
latitude = 13.5
longitude = 2.0

[[actors]]
id = "ucdp-actor-1"
name = "Government of Nowhere"
kind = "state"
description = "Actor 1 in the data of UCDP."
country = "NE"
sources = ["ucdp-ged"]
"""
    )


@pytest.mark.parametrize("precisions", ["25", "52", "127", "1525"])
def test_a_place_that_is_an_area_in_any_row_has_no_point_and_is_no_site(tmp_path: Path, precisions: str) -> None:
    rows = [{"id": str(number), "where_prec": given} for number, given in enumerate(precisions, 1)]
    path = table_of(tmp_path, *(row | {"where_coordinates": "Donets Basin Area"} for row in rows))
    places = {place["name"]: place for place in imported("ucdp-ged", path).document["places"] if "part_of" in place}
    at_sea = "7" in precisions  # in no country: a place of its own
    assert (places["Donets Basin Area"]["kind"], "latitude" in places["Donets Basin Area"]) == (
        ("site", True) if at_sea else ("region", False)
    )


def test_a_refused_row_makes_no_place_wide(tmp_path: Path) -> None:
    position = {"where_coordinates": "Donets Basin"}
    path = table_of(
        tmp_path, position, position | {"id": "8", "where_prec": "5", "source_article": "x" * 18_000, "best": "x"}
    )
    result = imported("ucdp-ged", path)
    assert len(result.lines) == 1
    (place,) = [place for place in result.document["places"] if place["name"] == "Donets Basin"]
    assert (place["kind"], place["latitude"]) == ("site", 13.5)


def test_a_country_that_is_named_as_the_place_stays_a_country(tmp_path: Path) -> None:
    only = {"where_prec": "6", "where_coordinates": "Niger", "adm_1": ""}
    (place,) = imported("ucdp-ged", table_of(tmp_path, only)).document["places"]
    assert place["kind"] == "country"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "x"}, '2: error: id "x" is no whole number [number]'),
        ({"id": ""}, '2: error: id "" is no event\'s [id]'),
        ({"best": "many"}, '2: error: best "many" is no whole number [number]'),
        ({"type_of_violence": "4"}, '2: error: type_of_violence "4" is none of 1, 2 and 3 [number]'),
        ({"date_prec": ""}, '2: error: date_prec "" is none of 1 to 5 [number]'),
        ({"date_end": "2020-02-30"}, '2: error: date_end "2020-02-30" is no day [date]'),
        ({"date_end": "2019-12-31"}, "2: error: date_end 2019-12-31 lies before date_start 2020-01-01 [date]"),
        ({"side_a_new_id": ""}, '2: error: side "Government of Nowhere" has no number [id]'),
        ({"country": " "}, "2: error: the row names no country [columns]"),
        (
            {"source_article": "x" * 19_001},
            "2: error: the row has 19,134 characters of text, and at most 19,000 are allowed [text]",
        ),
    ],
)
def test_a_row_that_cannot_be_an_event_is_reported(tmp_path: Path, change: dict[str, str], message: str) -> None:
    result = imported("ucdp-ged", table_of(tmp_path, change, {"id": "8"}))
    assert result.lines == [message]
    assert set(result.table("events")) == {"ucdp-ged-8"}
    assert result.dataset.diagnostics == ()


def test_an_event_that_is_there_twice_is_reported(tmp_path: Path) -> None:
    result = imported("ucdp-ged", table_of(tmp_path, {}, {}))
    assert result.lines == ["3: error: event 7 was in a row before this one [duplicate-id]"]


@pytest.mark.parametrize(
    ("numbers", "bounds"),
    [
        (("-1", "-1", "-1"), None),
        (("", "4", ""), (4, 4)),
        (("3", "", "5"), (3, 5)),
        (("", "4", "5"), (None, 5)),
        (("3", "4", ""), (3, None)),
        (("5", "4", "3"), (4, 4)),
        (("5", "", "3"), None),
    ],
)
def test_what_ucdp_does_not_know_is_no_number(
    tmp_path: Path, numbers: tuple[str, str, str], bounds: tuple[int | None, int | None] | None
) -> None:
    change = dict(zip(("low", "best", "high"), numbers, strict=True))
    result = imported("ucdp-ged", table_of(tmp_path, change))
    figure = result.table("figures").get("ucdp-ged-7-deaths")
    assert (figure and (figure.get("low"), figure.get("high"))) == bounds
    assert result.dataset.diagnostics == ()


@pytest.mark.parametrize(
    ("article", "title", "publisher"),
    [
        ('"A, Vol. 2 ,2020-01-02,One, two "', "One, two", "A, Vol. 2"),
        ('"A,2020-01-02,"', "A, 2020-01-02", "A"),
        ('"A,2020-01-02,One ""two"" three"', 'One ""two"" three', "A"),
        ('Reuters 2/1 "Three dead"', 'Reuters 2/1 "Three dead"', "Uppsala Conflict Data Program (UCDP)"),
        ('"Three dead", AFP', '"Three dead", AFP', "Uppsala Conflict Data Program (UCDP)"),
        ("", "UCDP Georeferenced Event Dataset (GED)", "Uppsala Conflict Data Program (UCDP)"),
        (' "" ', "UCDP Georeferenced Event Dataset (GED)", "Uppsala Conflict Data Program (UCDP)"),
    ],
)
def test_citations(tmp_path: Path, article: str, title: str, publisher: str) -> None:
    result = imported("ucdp-ged", table_of(tmp_path, {"source_article": article}))
    (source,) = result.table("events")["ucdp-ged-7"]["sources"]
    assert result.table("sources")[source]["title"] == title
    assert result.table("sources")[source]["publisher"] == publisher


def test_a_long_citation_is_cut_and_kept_whole(tmp_path: Path) -> None:
    article = "Reuters, " + "and again " * 30 + "at last"
    result = imported("ucdp-ged", table_of(tmp_path, {"source_article": article}))
    (source,) = result.table("events")["ucdp-ged-7"]["sources"]
    assert result.table("sources")[source]["title"] == article[:199] + "…"
    assert result.table("sources")[source]["note"].endswith(f"The whole title: {article}")


def test_a_place_with_two_coordinates_keeps_the_first_and_says_so_once(tmp_path: Path) -> None:
    result = imported("ucdp-ged", table_of(tmp_path, {}, {"id": "8", "latitude": "14"}, {"id": "9", "latitude": "14"}))
    assert result.lines == [
        '3: warning: "Here town" is at 14, 2 here and was at 13.5, 2 before: the place keeps 13.5, 2 [coordinates]'
    ]


def test_another_name_for_the_same_actor_and_place_is_an_alias(tmp_path: Path) -> None:
    result = imported(
        "ucdp-ged", table_of(tmp_path, {}, {"id": "8", "side_a": "State of Nowhere", "adm_1": "Thére region"})
    )
    assert result.table("actors")["ucdp-actor-1"]["aliases"] == ["State of Nowhere"]
    (region,) = (place for place in result.table("places").values() if place["name"] == "There region")
    assert region["aliases"] == ["Thére region"]


def test_days_in_figures_need_a_form(tmp_path: Path) -> None:
    path = table_of(tmp_path, {"date_start": "1/2/2020", "date_end": "1/3/2020", "date_prec": "2"})
    result = imported("ucdp-ged", path, options=ImportOptions(date_formats=("%m/%d/%Y",)))
    assert result.table("events")["ucdp-ged-7"]["date"] == "2020-01-02/2020-01-03"


def test_a_table_without_names_is_read_by_its_forty_nine_columns(tmp_path: Path) -> None:
    source = next(path for path in GED if "23.1" in path.name)
    text = source.read_bytes().decode()
    results = imported("ucdp-ged", written(tmp_path, text.partition("\n")[2]))
    assert results.text == result(source).text
    assert "without a row of names" in results.notes[0]


def test_a_headline_over_several_lines_is_one_line_and_kept_whole(tmp_path: Path) -> None:
    result = imported("ucdp-ged", table_of(tmp_path, {"source_article": '"A,2020-01-02,One\n\n two"'}))
    (source,) = result.table("events")["ucdp-ged-7"]["sources"]
    assert result.table("sources")[source]["title"] == "One two"
    assert result.table("sources")[source]["note"] == "The whole title: One\n\n two"
