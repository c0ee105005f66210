"""Small tables as people and programs write them, each with what it is to become."""

from __future__ import annotations

from pathlib import Path

import pytest

from sahelcli.errors import UsageError
from sahelcli.importers.asked import Asked
from sahelcli.importers.encoding import NotText
from tests.importers.tables import TABLES, alone, imported, pairs, written

SOURCE = pairs("sources=s")


def test_acled_through_r_and_pandas_has_no_actor_called_na() -> None:
    for name, word in (("acled-through-r.csv", "NA"), ("acled-through-pandas.csv", "nan")):
        found = imported("acled", TABLES / name)
        assert found.lines == []
        assert f'"{word}"' not in found.text
        assert any(note.startswith(f'"{word}" stands in') and note.endswith("read as empty") for note in found.notes)


def test_ucdp_through_r_is_read_whole() -> None:
    found = imported("ucdp-ged", TABLES / "through-r.csv")
    assert (found.lines, list(found.table("events"))) == ([], ["ucdp-ged-1"])
    assert '"NA"' not in found.text


def test_a_place_that_is_also_an_area_has_no_point() -> None:
    places = imported("ucdp-ged", TABLES / "one-place-two-precisions.csv").table("places")
    (area,) = (place for place in places.values() if place["name"] == "Donets Basin Area")
    assert (area["kind"], "latitude" in area) == ("region", False)


def test_dots_between_parts_of_a_date_are_named_as_they_stand() -> None:
    with pytest.raises(UsageError) as caught:
        imported("acled", TABLES / "acled-dots.csv")
    assert "--date-format %d.%m.%Y" in (caught.value.hint or "")
    found = imported("acled", TABLES / "acled-dots.csv", asked=Asked(date_formats=("%d.%m.%Y",)))
    assert [event["date"] for event in found.table("events").values()] == ["2020-03-21"]


def test_json_is_told_as_json(tmp_path: Path) -> None:
    path = written(tmp_path, '[{"date": "2023-09-24", "title": "x"}]')
    with pytest.raises(NotText, match="is JSON"):
        imported("csv", path, asked=alone(maps=pairs("date=date", "title=title")))


def test_zotero_is_read_whole() -> None:
    sources = imported("zotero", TABLES / "zotero-small.csv").table("sources")
    assert [source.get("accessed") for source in sources.values()] == ["2020-07-23", None]
    assert [source["publisher"] for source in sources.values()] == ["A site", "A press"]


@pytest.mark.parametrize(
    ("text", "maps", "asked", "dates"),
    [
        ("Y,M,D,t\n2023,9,24,a\n2023,9,0,b\n", ("date=Y,M,D", "title=t"), {}, ["2023-09-24", "2023-09"]),
        ("d,e,t\n2023-09-24,2023-09-26,a\n", ("date=d", "date.end=e", "title=t"), {}, ["2023-09-24/2023-09-26"]),
        ("d,t\n12/7/41,a\n", ("date=d", "title=t"), {"date_formats": ("%m/%d/%y",), "century": "19"}, ["1941-12-07"]),
        (
            "d,t\n24 September 2023,a\n2023-09~,b\n2023-07/2023-08,c\n2015?,d\n",
            ("date=d", "title=t"),
            {"date_formats": ("%d %B %Y",)},
            ["2023-09-24", "2023-09~", "2023-07/2023-08", "2015?"],
        ),
        (
            "d;t\n24 septembre 2023;a\n1er août 2023;b\n",
            ("date=d", "title=t"),
            {"date_formats": ("%d %B %Y",), "languages": ("fr",)},
            ["2023-09-24", "2023-08-01"],
        ),
        ("sep=;\nd;t\n2023-09-24;a\n", ("date=d", "title=t"), {}, ["2023-09-24"]),
        ("Movements,\nas of May,\nd,t\n2023-09-24,a\n", ("date=d", "title=t"), {}, ["2023-09-24"]),
        ("2023-09-24\tx\n", ("date=1", "title=2"), {"header_row": 0}, ["2023-09-24"]),
    ],
)
def test_dates_and_names_of_columns(
    tmp_path: Path, text: str, maps: tuple[str, ...], asked: dict[str, object], dates: list[str]
) -> None:
    found = imported("csv", written(tmp_path, text), asked=alone(maps=pairs(*maps), sets=SOURCE, **asked))
    assert (found.lines, [event["date"] for event in found.document["events"]]) == ([], dates)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ('d,t,u\n2023,a,"https://a.example/1; https://b.example/2"\n', "u"),
        ('d,t,u\n2023,a,"https://a.example/1\nhttps://b.example/2"\n', "u"),
        ("d,t,u,v\n2023,a,https://a.example/1,https://b.example/2\n", "u,v"),
    ],
)
def test_two_addresses_are_two_sources(tmp_path: Path, text: str, url: str) -> None:
    maps = pairs("date=d", "title=t", f"source.url={url}")
    sets = pairs("source.publisher=P", "source.title=T")
    found = imported("csv", written(tmp_path, text), asked=Asked(maps=maps, sets=sets))
    assert [source["url"] for source in found.document["sources"]] == ["https://a.example/1", "https://b.example/2"]
    assert len(found.document["events"][0]["sources"]) == 2


def test_null_is_counted_and_read_as_empty_when_asked(tmp_path: Path) -> None:
    path = written(tmp_path, "d,t,u\n2023,a,NULL\n2024,b,NULL\n")
    maps = pairs("date=d", "title=t", "summary=u")
    told = imported("csv", path, asked=alone(maps=maps, sets=SOURCE))
    assert '"NULL" stands in 2 cells of the column "u" and is text: --missing NULL reads it as empty' in told.notes
    read = imported("csv", path, asked=alone(maps=maps, sets=SOURCE, missing=("NULL",)))
    assert "NULL" not in read.text


def test_midnight_is_no_day_until_it_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "d,t\n2014-01-01T00:00:00Z,a\n2014-05-03T00:00:00Z,b\n")
    maps = pairs("date=d", "title=t")
    assert [f.location.line for f in imported("csv", path, asked=alone(maps=maps, sets=SOURCE)).found] == [2, 3]
    forms = ("%Y-01-01T00:00:00Z", "%Y-%m-%dT%H:%M:%SZ")
    found = imported("csv", path, asked=alone(maps=maps, sets=SOURCE, date_formats=forms))
    assert [event["date"] for event in found.document["events"]] == ["2014", "2014-05-03"]


def test_numbers_as_people_write_them(tmp_path: Path) -> None:
    path = written(tmp_path, 'd,n\n2023-01-01,"1,500"\n2023-01-07,1500.0\n2023-01-10,NA\n')
    maps, sets = (
        pairs("date=d", "low=n", "high=n"),
        pairs("place=niger", "force=france", "measure=deployed", "sources=s"),
    )
    found = imported("csv", path, asked=alone(kind="figure", maps=maps, sets=sets))
    assert [each.location.line for each in found.found] == [2, 4]
    read = imported("csv", path, asked=alone(kind="figure", maps=maps, sets=sets, thousands=","))
    assert [figure["low"] for figure in read.document["figures"]] == [1500, 1500]


def test_the_inside_of_a_broken_cell_is_no_record(tmp_path: Path) -> None:
    text = 'd,t,s\n2023-01-01,"a "stray" b\n2099-01-01,INJECTED,Evil\nend",P\n2023-02-01,fine,P\n'
    maps = pairs("date=d", "title=t", "sources=s")
    found = imported("csv", written(tmp_path, text), asked=alone(maps=maps))
    assert [each.location.line for each in found.found] == [2, 3, 4]
    assert [event["title"] for event in found.document["events"]] == ["fine"]
