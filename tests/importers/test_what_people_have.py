"""Small tables as people and programs write them: what a user types, and what it is to become."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.importers.sample_tables import TABLES
from tests.terminal import Result, Sahel


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def mapped(*pairs: str) -> list[str]:
    """Return `--map` before each pair."""
    return [word for pair in pairs for word in ("--map", pair)]


def fixed(*pairs: str) -> list[str]:
    """Return `--set` before each pair."""
    return [word for pair in pairs for word in ("--set", pair)]


def records(result: Result, table: str) -> list[dict[str, Any]]:
    """Return the records of a table that were printed."""
    results: list[dict[str, Any]] = tomllib.loads(result.stdout).get(table, [])
    return results


def named(result: Result) -> list[int]:
    """Return the lines that are refused, each once."""
    lines = (line.split(":") for line in result.stderr.splitlines() if ": error: " in line)
    return list(dict.fromkeys(int(parts[1]) for parts in lines))


@pytest.mark.parametrize(("name", "word", "cells"), [("r", "NA", 11), ("pandas", "nan", 6)])
def test_acled_that_went_through_a_program_has_no_actor_called_na(
    sahel: Sahel, name: str, word: str, cells: int
) -> None:
    result = sahel("import", "acled", str(TABLES / f"acled-through-{name}.csv"), "-o", "a.toml")
    assert result.code == 0
    assert f'"{word}" stands in {cells} cells and was read as empty\n' in result.stderr
    written = tomllib.loads(Path("a.toml").read_text("utf-8"))
    assert word not in {record["name"] for kind in ("actors", "places") for record in written.get(kind, [])}
    assert word.lower() not in written["tags"]
    first = written["events"][0]
    assert (first["title"], "actors" in first, "note" in first) == ("Other: Civilians (Benin), Somewhere", False, False)
    empty = Path(TABLES / f"acled-through-{name}.csv").read_text("utf-8").replace(f",{word}", ",")
    assert sahel("import", "acled", "-", stdin=empty.encode()).output == Path("a.toml").read_bytes()


def test_ucdp_that_went_through_r_is_read_whole(sahel: Sahel) -> None:
    result = sahel("import", "ucdp-ged", str(TABLES / "through-r.csv"))
    assert (result.code, [event["id"] for event in records(result, "events")]) == (0, ["ucdp-ged-1"])
    assert '"NA"' not in result.stdout


LOG = """\
date,event,place,lat,lon,who,source
2023-09-24,Soldiers leave,Tera,14.01,0.75,Border Guard,The Courier
2023-09-25,They come back,Tera,14.01,0.75,Border Guard,Le Jour
"""


def test_a_plain_chronology_is_one_whole_dataset_or_is_not_written(sahel: Sahel) -> None:
    Path("log.csv").write_text(LOG, "utf-8")
    plain = mapped("date=date", "title=event", "places=place", "actors=who", "sources=source")
    refused = sahel("import", "csv", "log.csv", *plain, "-o", "n.toml")
    assert (refused.code, Path("n.toml").exists(), named(refused)) == (1, False, [2, 3])
    assert (
        "rows refer to 1 actor, 1 place, 2 sources not in this file and not in --data: "
        "border-guard (2 rows), tera (2 rows), the-courier (1 row), le-jour (1 row); no such row is imported\n"
    ) in refused.stderr
    assert "--map place.name=place --set place.kind=…" in refused.stderr
    allowed = sahel("import", "csv", "log.csv", *plain, "--allow-unknown", "-o", "n.toml")
    assert "2 events written\n" in allowed.stderr
    assert "what refers to them is shown only once they are there\nhint: actor: name its dataset" in allowed.stderr
    place = mapped("name=place", "latitude=lat", "longitude=lon")
    places = sahel("import", "csv", "log.csv", "--as", "place", *place, *fixed("kind=city"), "-o", "p.toml")
    assert (places.code, "error" in places.stderr) == (0, False)
    options = mapped("date=date", "title=event", "place.name=place", "place.latitude=lat", "place.longitude=lon")
    options += mapped("actor.name=who", "source.publisher=source", "source.title=source")
    options += fixed("place.kind=city", "actor.kind=armed-force", "actor.description=Guards of the border.")
    made = sahel("import", "csv", "log.csv", *options, "-o", "whole.toml")
    assert (made.code, "2 events, 1 actor, 1 place, 2 sources written\n" in made.stderr) == (0, True)
    assert sahel("timeline", "-d", "whole.toml", "--place", "tera", "--count").stdout == "2\n"
    assert sahel("check", "whole.toml").code == 0


def dates(sahel: Sahel, table: str, *args: str) -> list[str]:
    """Return the dates of the events of a table, all of whose rows are records."""
    result = sahel("import", "csv", "-", "--allow-unknown", *fixed("sources=x"), *args, stdin=table.encode())
    assert result.code == 0, result.stderr
    return [event["date"] for event in records(result, "events")]


SHEET = """\
Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Type
,,,,,,,,,My timeline,<p>About it</p>,,,title
1815,12,10,,1852,11,27,,,A. Person,<p>Born and died.</p>,https://example.org/a.jpg,,
2023,9,,,,,,,Autumn 2023,A month,Text,,,
2023,,,,,,,,,A year,Text,,,
"""


def test_a_date_that_stands_in_several_columns_is_as_precise_as_they_are_filled(sahel: Sahel) -> None:
    source = fixed("source.title=A timeline", "source.publisher=Us")
    slides = sahel("import", "timelinejs", "-", *source, stdin=SHEET.encode())
    assert slides.code == 0
    result = [(event["date"], event["title"]) for event in records(slides, "events")]
    assert result == [("1815-12-10/1852-11-27", "A. Person"), ("2023-09", "A month"), ("2023", "A year")]
    ends = "event,start_date,end_date\nA raid,2023-09-24,2023-09-26\n"
    assert dates(sahel, ends, *mapped("date=start_date", "date.end=end_date", "title=event")) == [
        "2023-09-24/2023-09-26"
    ]
    parts = "iyear,imonth,iday,summary\n2023,9,24,Invented.\n2023,9,0,Day unknown.\n"
    for way in (mapped("date=iyear,imonth,iday"), mapped("date=iyear", "date=imonth", "date=iday")):
        assert dates(sahel, parts, *way, *mapped("title=summary")) == ["2023-09-24", "2023-09"]


def test_years_of_two_digits_are_read_with_their_century_alone(sahel: Sahel) -> None:
    table, maps = "Day,What\n12/7/41,The harbour is attacked\n6/6/44,The landing\n", mapped("date=Day", "title=What")
    refused = sahel("import", "csv", "-", *maps, "--date-format", "%m/%d/%y", stdin=table.encode())
    assert (refused.code, "--century 19 reads them as 1900 to 1999" in refused.stderr) == (2, True)
    assert dates(sahel, table, *maps, "--date-format", "%m/%d/%y", "--century", "19") == ["1941-12-07", "1944-06-06"]


@pytest.mark.parametrize(
    ("table", "urls"),
    [
        ('d,t,u\n2023-01-01,First,"https://a.example/1; https://b.example/2"\n', ["source.url=u"]),
        ('d,t,u\n2023-01-01,First,"https://a.example/1\nhttps://b.example/2"\n', ["source.url=u"]),
        (
            "d,t,link-1,link-2\n2023-01-01,First,https://a.example/1,https://b.example/2\n",
            ["source.url=link-1", "source.url=link-2"],
        ),
    ],
)
def test_two_addresses_are_two_sources(sahel: Sahel, table: str, urls: list[str]) -> None:
    source = fixed("source.publisher=P", "source.title=T")
    result = sahel("import", "csv", "-", *mapped("date=d", "title=t", *urls), *source, stdin=table.encode())
    assert [source["url"] for source in records(result, "sources")] == ["https://a.example/1", "https://b.example/2"]
    assert len(records(result, "events")[0]["sources"]) == 2


def test_null_as_the_title_of_a_source_is_named_and_read_as_empty_when_asked(sahel: Sahel) -> None:
    rows = "2018-09-03,A claim,Somebody,https://example.org/1,NULL,FactCheck\n"
    table = f"date,claim,who,link,headline,outlet\n{rows}{rows.replace('A claim', 'Another').replace('/1', '/2')}"
    maps = mapped("date=date", "text=claim", "actor.name=who", "source.url=link", "source.title=headline")
    options = ["--as", "quote", *maps, *mapped("source.publisher=outlet"), *fixed("language=en", "actor.kind=person")]
    options += fixed("actor.description=Said so.")
    result = sahel("import", "csv", "-", *options, stdin=table.encode())
    assert (result.code, [source["title"] for source in records(result, "sources")]) == (0, ["NULL", "NULL"])
    message = '"NULL" stands in 2 cells of the column "headline" and is text: --missing NULL reads it as empty\n'
    assert message in result.stderr
    read = sahel("import", "csv", "-", *options, "--missing", "NULL", stdin=table.encode())
    assert (read.code, named(read), "NULL" in read.stdout) == (1, [2, 3], False)
    assert '-:2: error: a source needs "title" [missing-key]\n' in read.stderr
    assert '"NULL" stands in 2 cells and was read as empty\n' in read.stderr


def test_a_form_of_dates_leaves_edtf_as_it_is(sahel: Sahel) -> None:
    table = "d,t\n24 September 2023,a\n2023-09~,b\n2023-07/2023-08,c\n2015?,d\n"
    assert dates(sahel, table, *mapped("date=d", "title=t"), "--date-format", "%d %B %Y") == [
        "2023-09-24",
        "2023-09~",
        "2023-07/2023-08",
        "2015?",
    ]


def test_midnight_is_no_day_until_it_is_said(sahel: Sahel) -> None:
    table = "d,t\n2014-01-01T00:00:00Z,Founded some time in 2014\n2014-05-03T00:00:00Z,On 3 May\n"
    maps = mapped("date=d", "title=t")
    refused = sahel("import", "csv", "-", *maps, *fixed("sources=x"), stdin=table.encode())
    assert (refused.code, refused.stdout, named(refused)) == (1, "", [2, 3])
    assert "as a year, --date-format %Y-01-01T00:00:00Z" in refused.stderr
    forms = ("--date-format", "%Y-%m-%dT%H:%M:%SZ", "--date-format", "%Y-01-01T00:00:00Z")
    assert dates(sahel, table, *maps, *forms) == ["2014", "2014-05-03"]


def test_zotero_s_own_csv_is_read_at_the_first_try(sahel: Sahel) -> None:
    path = str(TABLES / "zotero-small.csv")
    result = sahel("import", "zotero", path)
    results = [(source["publisher"], source.get("accessed")) for source in records(result, "sources")]
    assert (result.code, results) == (0, [("A site", "2020-07-23"), ("A press", None)])
    assert f"`sahel import zotero {path}` knows what these columns mean" in " ".join(
        sahel("import", "csv", path).stdout.split()
    )


def test_of_two_columns_the_first_that_is_filled_counts(sahel: Sahel) -> None:
    maps = mapped("title=Title", "publisher=Publication Title|Publisher", "url=Url", "published=Date")
    result = sahel("import", "csv", str(TABLES / "zotero-small.csv"), "--as", "source", *maps)
    assert (result.code, [source["publisher"] for source in records(result, "sources")]) == (0, ["A site", "A press"])
    table = 'd,"t|u",u,v\n2023,a,,\n2024,b,c,d\n'
    either = sahel(
        "import", "csv", "-", *mapped("date=d", 'title="t|u"', "note=u | v", "x_w=v|u"), *fixed("sources=x"),
        "--allow-unknown", stdin=table.encode(),
    )  # fmt: skip
    first, second = records(either, "events")
    assert (first["title"], "note" in first) == ("a", False)
    assert (second["title"], second["note"], second["x_w"]) == ("b", "c", "d")
    lacking = sahel("import", "csv", "-", *mapped("date=d", "title=t|u"), stdin=table.encode())
    assert (lacking.code, 'no column "t"' in lacking.stderr) == (2, True)


FIGURES = 'd,n,place\n2023-01-01,"1,500",niger\n2023-01-07,1500.0,niger\n2023-01-10,NA,niger\n'


def test_a_number_that_is_none_is_one_message_and_says_how_to_go_on(sahel: Sahel) -> None:
    options = ["--as", "figure", *mapped("date=d", "low=n", "high=n", "place=place"), "--allow-unknown"]
    options += fixed("measure=deployed", "force=france", "sources=x")
    plain = sahel("import", "csv", "-", *options, stdin=FIGURES.encode())
    assert [figure["low"] for figure in records(plain, "figures")] == [1500]
    assert plain.stderr.count('-:2: error: "low" must be a whole number in digits, not "1,500" [number]\n') == 1
    assert (plain.stderr.count(": error: "), named(plain)) == (2, [2, 4])
    assert "hint: --thousands , if that is 1500\n" in plain.stderr
    read = sahel("import", "csv", "-", *options, "--thousands", ",", "--missing", "NA", stdin=FIGURES.encode())
    assert [(each["low"], each["high"]) for each in records(read, "figures")[:2]] == [(1500, 1500), (1500, 1500)]


def test_a_message_says_what_is_wrong_and_nothing_else(sahel: Sahel) -> None:
    maps = mapped("date=date", "title=title")
    Path("x.json").write_text('[{"date": "2023-01-01", "title": "x"}]')
    json = sahel("import", "csv", "x.json", *maps)
    assert json.stderr.startswith("error: x.json is JSON, not a table as text\nhint: `sahel import json` reads")
    Path("x.parquet").write_bytes(b"PAR1\x15\x04\x15\x00\x15")
    parquet = sahel("import", "csv", "x.parquet", *maps)
    assert parquet.stderr.startswith("error: x.parquet is a Parquet file, not a table as text\n")
    short = sahel("import", "csv", "-", *maps, *fixed("sources=s"), stdin=b"date,title\n12/7/41,a\n")
    assert '-:2: error: date "12/7/41": a year has four digits, and stands first [date]\n' in short.stderr
    assert (short.stderr.count(": error: "), "interval" in short.stderr) == (1, False)
    assert (
        "hint: say how dates are written: --date-format %d/%m/%y --century 19 or 20, or --date-format" in short.stderr
    )


def test_dots_between_the_parts_of_a_date_are_named_as_they_stand(sahel: Sahel) -> None:
    path = str(TABLES / "acled-dots.csv")
    refused = sahel("import", "acled", path)
    assert (refused.code, "hint: say how dates are written: --date-format %d.%m.%Y\n" in refused.stderr) == (2, True)
    read = sahel("import", "acled", path, "--date-format", "%d.%m.%Y")
    assert [event["date"] for event in records(read, "events")] == ["2020-03-21"]


def test_a_place_that_is_also_an_area_has_no_point_whatever_the_order(sahel: Sahel) -> None:
    header, *rows = (TABLES / "one-place-two-precisions.csv").read_text("utf-8").splitlines()
    for order in (rows, rows[::-1]):
        table = "\n".join([header, *order]).encode()
        assert sahel("import", "ucdp-ged", "-", "-o", "g.toml", stdin=table).code == 0
        places = tomllib.loads(Path("g.toml").read_text("utf-8"))["places"]
        assert [(place["kind"], "latitude" in place) for place in places] == [("country", False), ("region", False)]
        assert '"Point"' not in sahel("export", "geojson", "--data", "g.toml").stdout


def test_quotations_of_a_table_without_names_are_taken_by_number(sahel: Sahel) -> None:
    table = (
        "1.json\ttrue\tA statement made up for this test.\timmigration\ta-speaker\tGovernor\tTexas\n"
        "2.json\tfalse\tAnother one.\tjobs\tb-speaker\tMayor\tOhio\n"
    )
    options = ["--as", "quote", *mapped("text=3", "actor.name=5"), *fixed("language=en", "date=2007")]
    options += fixed("actor.kind=person", "actor.description=Quoted.", "source.title=LIAR", "source.publisher=P")
    untold = sahel("import", "csv", "-", *options, stdin=table.encode())
    assert (untold.code, "hint: --header-row none calls its columns 1 to 7; its first row" in untold.stderr) == (
        2,
        True,
    )
    result = sahel("import", "csv", "-", *options, "--header-row", "none", stdin=table.encode())
    assert result.code == 0
    assert [(quote["speaker"], quote["text"]) for quote in records(result, "quotes")] == [
        ("a-speaker", "A statement made up for this test."),
        ("b-speaker", "Another one."),
    ]


def test_names_below_a_title_are_found(sahel: Sahel) -> None:
    table = "Movements of troops,,\nas of 24 September 2023,,\nDate,What,Source\n2023-09-24,Left,Paper\n"
    maps = mapped("date=Date", "title=What")
    assert dates(sahel, table, *maps) == dates(sahel, table, *maps, "--header-row", "3") == ["2023-09-24"]


def test_french_months_are_read_and_told_of(sahel: Sahel) -> None:
    table = "Date;Titre\n24 septembre 2023;Départ annoncé\n1er août 2023;Réunion\n"
    options = [*mapped("date=Date", "title=Titre"), "--date-format", "%d %B %Y"]
    refused = sahel("import", "csv", "-", *options, *fixed("sources=x"), stdin=table.encode())
    assert (refused.code, named(refused)) == (1, [2, 3])
    assert "--date-format '%d %B %Y' --language fr" in refused.stderr
    assert dates(sahel, table, *options, "--language", "fr") == ["2023-09-24", "2023-08-01"]


def test_the_line_that_names_the_separator_is_passed_over(sahel: Sahel) -> None:
    table = "sep=;\r\nDate;Titre;Source\r\n2023-09-24;Départ, annoncé;s1\r\n"
    assert dates(sahel, table, *mapped("date=Date", "title=Titre")) == ["2023-09-24"]


def test_rows_are_printed_with_the_sign_that_a_french_spreadsheet_expects(sahel: Sahel) -> None:
    commas, semicolons = (
        sahel("timeline", "-n", "20", "-f", "csv", "--excel", *more).stdout.removeprefix("\ufeff")
        for more in ((), ("--separator", "semicolon"))
    )
    assert semicolons.startswith("kind;id;date;")
    rows = list(csv.reader(io.StringIO(semicolons, newline=""), delimiter=";", strict=True))
    assert rows == list(csv.reader(io.StringIO(commas, newline=""), strict=True))


def test_the_number_of_a_day_in_a_spreadsheet_is_told_and_read_when_asked(sahel: Sahel) -> None:
    table, maps = "d,t\n45193,a\n", mapped("date=d", "title=t")
    refused = sahel("import", "csv", "-", *maps, *fixed("sources=x"), stdin=table.encode())
    assert (refused.code, "--date-format day-number reads it as 2023-09-24" in refused.stderr) == (1, True)
    assert dates(sahel, table, *maps, "--date-format", "day-number") == ["2023-09-24"]


def test_the_inside_of_a_broken_cell_is_no_record(sahel: Sahel) -> None:
    table = 'Day,What,By\n2023-01-01,"text with a "stray" quote\n2099-01-01,INJECTED FROM TEXT,Evil\nend",P\n'
    table += "2023-02-01,fine,P\n"
    options = (*mapped("date=Day", "title=What", "source.publisher=By"), *fixed("source.title=T"))
    result = sahel("import", "csv", "-", *options, stdin=table.encode())
    assert (result.code, named(result)) == (1, [2, 3, 4])
    assert [event["title"] for event in records(result, "events")] == ["fine"]
    assert "Evil" not in result.stdout
