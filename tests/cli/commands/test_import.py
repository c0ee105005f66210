"""`sahel import`: what it writes, what it says, and that what it wrote is found."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.terminal import Process, Result, Sahel

TABLES = Path(__file__).parents[2] / "data" / "import"
NIGERIA = str(TABLES / "ged-20.1-hdx-nigeria.csv")
MYANMAR = str(TABLES / "ged-19.1-myanmar-bangladesh.csv")
BANGLADESH = str(TABLES / "ged-19.1-hdx-bangladesh-2020.csv")
AFRICA = str(TABLES / "ged-23.1-central-african-republic.csv")
ACLED = str(TABLES / "acled-2024.csv")

NOTES = """\
Date;Headline;Paper
2023-09-24;France leaves Niger;The Courier
24.9.2023;Written otherwise;The Courier
"""
MAPS = (
    "--map",
    "date=Date",
    "--map",
    "title=Headline",
    "--map",
    "source.publisher=Paper",
    "--map",
    "source.title=Headline",
)


SOURCE = ("--set", "source.title=Notes", "--set", "source.publisher=Me")


@pytest.fixture
def nigeria(sahel: Sahel, tmp_path: Path) -> str:
    """Return a file with the events of Nigeria."""
    path = tmp_path / "nigeria.toml"
    assert sahel("import", "ucdp-ged", NIGERIA, "--release", "20.1", "-o", str(path)).code == 0
    return str(path)


def test_what_is_imported_is_found_by_date_place_and_actor(sahel: Sahel, nigeria: str) -> None:
    every = sahel("timeline", "-d", nigeria, "--json")
    assert every.stderr == ""
    assert len(every.json()) == 200
    result = sahel(
        "timeline",
        "-d",
        nigeria,
        "--place",
        "borno state",
        "--until",
        "2009",
        "--actor",
        "government of nigeria",
        "--json",
    )
    assert result.json()
    for event in result.json():
        assert event["date_start"] <= "2009-12-31"
        assert {"id": "ucdp-actor-84", "name": "Government of Nigeria"} in event["actors"]
    assert "ucdp-ged-15960" in {event["id"] for event in result.json()}
    dead = sahel("troops", "-d", nigeria, "--place", "maiduguri town", "--on", "2009-06-09", "--json").json()
    assert [(figure["low"], figure["high"], figure["attributed_to"]) for figure in dead] == [(0, 14, "UCDP")]


def test_what_is_imported_lies_beside_ones_own_data(sahel: Sahel, nigeria: str) -> None:
    shipped = str(Path(__file__).parents[3] / "data")
    both = sahel("timeline", "-d", shipped, "-d", nigeria, "--on", "2012", "--json")
    assert both.stderr == ""
    assert {event["id"].startswith("ucdp-ged-") for event in both.json()} == {True, False}


def test_check_finds_no_error(sahel: Sahel, nigeria: str) -> None:
    result = sahel("check", nigeria)
    assert (": error: " in result.stdout, result.code) == (False, 0)


def test_standard_output_and_a_file_hold_the_same(sahel: Sahel, nigeria: str) -> None:
    printed = sahel("import", "ucdp-ged", NIGERIA, "--release", "20.1")
    assert printed.code == 0
    assert printed.output == Path(nigeria).read_bytes()


def test_what_is_said_is_on_standard_error(sahel: Sahel) -> None:
    result = sahel("import", "acled", ACLED)
    assert result.stderr == (
        f"{ACLED}: read as UTF-8, with the separator comma\n"
        "columns left out: "
        "disorder_type, interaction, region, source_scale, timestamp\n"
        "3 events, 1 figure, 5 actors, 8 places, 3 sources written\n"
        "undated: 3 sources, and --known-by leaves out what rests on such sources alone\n"
    )
    quiet = sahel("import", "acled", ACLED, "-q")
    assert (quiet.stderr, quiet.output) == ("", result.output)


def test_a_row_that_is_no_record_is_reported_and_the_others_are_written(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text(NOTES, "utf-8")
    result = sahel("import", "csv", "notes.csv", *MAPS, "-o", "notes.toml")
    assert result.code == 1
    assert result.stderr == (
        "notes.csv: read as UTF-8, with the separator semicolon\n"
        'notes.csv:3: error: date "24.9.2023": a date begins with its year: write 2023-09-24 [date]\n'
        "hint: say how dates are written: --date-format %d.%m.%Y\n"
        "1 event, 1 source written\n"
        "undated: 1 source, and --known-by leaves out what rests on such sources alone; "
        "--map source.published=COLUMN dates them\n"
        "error: 1 row not imported\n"
        "hint: each is reported above, with its line\n"
    )
    assert [row["id"] for row in sahel("timeline", "-d", "notes.toml", "--json").json()] == [
        "2023-09-24-france-leaves-niger"
    ]
    both = sahel("import", "csv", "notes.csv", *MAPS, "--date-format", "%d.%m.%Y", "--date-format", "%Y-%m-%d")
    assert (both.code, both.stdout.count("[[events]]")) == (0, 2)


def test_a_source_with_its_date_is_not_told_of(sahel: Sahel) -> None:
    table = b"Date,Headline,Paper,On\n2023,a,P,2023-01\n2023,b,Q,2023-02\n"
    message = sahel("import", "csv", "-", *MAPS, "--map", "source.published=On", stdin=table).stderr
    assert ("2 events, 2 sources written" in message, "undated" in message) == (True, False)
    alone = sahel(
        "import", "csv", "-", "--as", "source", "--map", "title=Headline", "--map", "publisher=Paper", stdin=table
    )
    assert alone.stderr.endswith("--map published=COLUMN dates them\n")


def test_a_file_stays_as_it_was_where_no_row_is_a_record(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("Date,Headline,Paper\nsoon,x,y\n", "utf-8")
    (tmp_path / "notes.toml").write_text("# last month's\n", "utf-8")
    for name, before in (("notes.toml", "# last month's\n"), ("new.toml", None)):
        result = sahel("import", "csv", "notes.csv", *MAPS, "-o", name)
        assert (result.code, result.stdout) == (1, "")
        assert f'no records written\n"{name}" is not written, as no row is a record\n' in result.stderr
        assert ((tmp_path / name).read_text() if (tmp_path / name).exists() else None) == before
    (tmp_path / "notes.csv").write_text("Date,Headline,Paper\n", "utf-8")
    assert sahel("import", "csv", "notes.csv", *MAPS, "-o", "new.toml").code == 0
    assert (tmp_path / "new.toml").read_text().startswith("# Imported")


def test_nothing_is_written_of_a_published_table_that_is_refused(sahel: Sahel) -> None:
    refused = sahel("import", "acled", "-", stdin=table_of(ACLED_ROW | {"fatalities": "many"}))
    assert (refused.code, refused.stdout) == (1, "")


def test_the_inside_of_a_broken_cell_is_no_record(sahel: Sahel) -> None:
    table = b'Day,What,By\n2023-01-01,"a "stray" quote\n2099-01-01,INSIDE,Evil\nend",P\n2023-02-01,fine,P\n'
    result = sahel(
        "import", "csv", "-", "--map", "date=Day", "--map", "title=What", "--map", "x_by=By", *SOURCE, stdin=table
    )
    assert result.code == 1
    assert result.stdout.count("[[events]]") == 1
    assert 'title = "fine"' in result.stdout
    assert [line.split(":")[1] for line in result.stderr.splitlines() if ": error: " in line] == ["2", "3", "4"]
    assert "error: 3 rows not imported\n" in result.stderr


ACLED_ROW = {
    "event_id_cnty": "BEN1",
    "event_date": "28 December 2022",
    "time_precision": "1",
    "event_type": "Battles",
    "actor1": "A Front",
    "inter1": "2",
    "actor2": "",
    "country": "Benin",
    "admin1": "Alibori",
    "admin2": "",
    "location": "Somewhere",
    "source": "NAN",
    "fatalities": "0",
    "tags": "",
}


def table_of(*rows: dict[str, str]) -> bytes:
    """Return a table of rows that have the same columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("word", ["NA", "nan", "NULL", "N/A", "\\N"])
def test_a_word_for_what_is_missing_is_an_empty_cell_of_acled(sahel: Sahel, word: str) -> None:
    plain = sahel("import", "acled", "-", stdin=table_of(ACLED_ROW))
    filled = {key: value or word for key, value in ACLED_ROW.items()}
    through = sahel("import", "acled", "-", stdin=table_of(filled))
    assert (through.code, through.output) == (0, plain.output)
    assert f'"{word}" stands in 3 cells and was read as empty\n' in through.stderr
    assert 'publisher = "NAN"' in through.stdout  # the News Agency of Nigeria


def test_a_word_for_what_is_missing_is_an_empty_cell_of_ucdp(sahel: Sahel) -> None:
    with Path(AFRICA).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:5]
    assert any(value == "" for value in rows[0].values())
    plain = sahel("import", "ucdp-ged", "-", stdin=table_of(*rows))
    through = sahel(
        "import", "ucdp-ged", "-", stdin=table_of(*({key: value or "NA" for key, value in row.items()} for row in rows))
    )
    assert (through.code, through.output) == (0, plain.output)


@pytest.mark.parametrize(
    ("column", "wrong"), [("fatalities", "many"), ("event_date", "soon"), ("time_precision", "9"), ("location", "")]
)
def test_nothing_of_a_refused_row_is_written(sahel: Sahel, column: str, wrong: str) -> None:
    others = {"event_type": "Riots", "actor1": "B", "country": "Togo", "admin1": "Kara", "source": "B Post"}
    refused = ACLED_ROW | {"event_id_cnty": "TOG1"} | others | {column: wrong}
    both = sahel("import", "acled", "-", stdin=table_of(refused, ACLED_ROW))
    assert both.code == 1
    assert both.output == sahel("import", "acled", "-", stdin=table_of(ACLED_ROW)).output


def test_nothing_of_a_refused_row_of_ucdp_is_written_and_later_rows_lack_nothing(sahel: Sahel) -> None:
    with Path(AFRICA).open(encoding="utf-8", newline="") as file:
        row, *rows = list(csv.DictReader(file))[:4]
    broken = row | {"id": "1", "deaths_unknown": "many"}
    both = sahel("import", "ucdp-ged", "-", "-o", "both.toml", stdin=table_of(broken, row, *rows))
    assert both.code == 1
    alone = sahel("import", "ucdp-ged", "-", stdin=table_of(row, *rows))
    assert Path("both.toml").read_bytes() == alone.output


def test_other_words_for_what_is_missing_are_named_and_stay_text_until_asked(sahel: Sahel) -> None:
    table = b"Day,What,By\n2023,NULL,a\n2024,NULL,-\n"
    command = (
        "import",
        "csv",
        "-",
        "--map",
        "date=Day",
        "--map",
        "title=What",
        "--map",
        "x_by=By",
        *SOURCE,
    )
    result = sahel(*command, stdin=table)
    assert result.stdout.count('title = "NULL"') == 2
    assert (
        '"NULL" stands in 2 cells of the column "What" and is text: --missing NULL reads it as empty\n'
        '"-" stands in 1 cell of the column "By" and is text: --missing=- reads it as empty\n'
    ) in result.stderr
    read = sahel(*command, "--missing=-", "--missing", "NULL", "--map", "id=By", stdin=table)
    assert read.code == 1
    assert '-:2: error: an event needs "title" [missing-key]\n' in read.stderr
    assert '"NULL" stands in 2 cells and was read as empty\n' in read.stderr
    assert '"-" stands in 1 cell and was read as empty\n' in read.stderr


LOG = b"""\
date,event,place,lat,lon,who,source
2023-09-24,Soldiers leave,Tera,14.01,0.75,Border Guard,The Courier
2023-09-25,They come back,Tera,14.01,0.75,Border Guard,Le Jour
"""
LOG_MAPS = ("date=date", "title=event", "places=place", "actors=who", "sources=source")
PLACE_MAPS = ("name=place", "latitude=lat", "longitude=lon")


def log(sahel: Sahel, *more: str, maps: tuple[str, ...] = LOG_MAPS, table: bytes = LOG) -> Result:
    """Import a plain chronology."""
    return sahel("import", "csv", "-", *(word for text in maps for word in ("--map", text)), *more, stdin=table)


def test_a_row_that_refers_to_what_nobody_describes_is_refused(sahel: Sahel) -> None:
    refused = log(sahel)
    assert (refused.code, refused.stdout.count("[[")) == (1, 0)
    assert (
        '-:2: error: place "tera" is neither described by any row nor in --data [unknown-place]\n'
        "hint: name its dataset with --data, or describe it: --map place.name=place --set place.kind=…; "
        "--allow-unknown writes what refers to it all the same\n"
    ) in refused.stderr
    assert '-:3: error: source "le-jour" is neither described' in refused.stderr
    assert (
        "no records written\n"
        "rows refer to 1 actor, 1 place, 2 sources not in this file and not in --data: "
        "border-guard (2 rows), tera (2 rows), the-courier (1 row), le-jour (1 row); no such row is imported\n"
        "error: 2 rows not imported\n"
    ) in refused.stderr


PLACES = ("import", "csv", "-", "--as", "place", "--map", "name=name", "--map", "kind=kind", "--map", "part_of=in")


def test_a_row_may_refer_to_one_below_it(sahel: Sahel) -> None:
    table = b"name,kind,in\nBamako,city,mali\nMali,country,\nGao,city,mali\nAgadez,city,niger\n"
    refused = sahel(*PLACES, stdin=table)
    assert (refused.code, refused.stdout.count("[[places]]")) == (1, 3)
    assert '-:5: error: place "niger" is neither described' in refused.stderr
    assert (
        "3 places written\n"
        "rows refer to 1 place not in this file and not in --data: niger (1 row); no such row is imported\n"
        "error: 1 row not imported\n"
    ) in refused.stderr
    written = sahel(*PLACES, "--allow-unknown", stdin=table)
    assert (written.code, written.stdout.count("[[places]]")) == (0, 4)
    assert "not in --data: niger (1 row); what refers" in written.stderr
    assert "mali (1 row)" not in written.stderr


def test_rows_may_refer_to_each_other(sahel: Sahel) -> None:
    table = b"id,day,what,with\na,2023,A,b\nb,2024,B,a\nc,2025,C,d\nd,2026,D,gone\n"
    maps = ("id=id", "date=day", "title=what", "related=with")
    sets = ("--set", "source.title=S", "--set", "source.publisher=P")
    read = sahel("import", "csv", "-", *(word for text in maps for word in ("--map", text)), *sets, stdin=table)
    assert read.code == 1
    assert [event["id"] for event in tomllib.loads(read.stdout)["events"]] == ["a", "b"]
    assert '-:4: error: event "d" is neither' in read.stderr
    assert '-:5: error: event "gone" is neither' in read.stderr


@pytest.mark.parametrize(("last", "written"), [("", 20_000), ("nowhere", 0)])
def test_a_chain_of_rows_is_whole_or_lacks_its_end(sahel: Sahel, last: str, written: int) -> None:
    rows = (f"p{number},site,p{number + 1}\n" for number in range(19_999))
    read = sahel(*PLACES, stdin=("name,kind,in\n" + "".join(rows) + f"p19999,site,{last}\n").encode())
    assert (read.code, read.stdout.count("[[places]]")) == (int(not written), written)


def test_what_refers_to_the_unknown_is_written_if_that_is_asked(sahel: Sahel) -> None:
    written = log(sahel, "--allow-unknown", "-o", "n.toml")
    assert written.code == 0
    assert "2 events written\nrows refer to 1 actor, 1 place, 2 sources" in written.stderr
    assert "; what refers to them is shown only once they are there\n" in written.stderr
    for kind, column, more in (
        ("actor", "who", ("kind=armed-force", "description=Guards")),
        ("place", "place", ("kind=city",)),
        ("source", "source", ("title=A report",)),
    ):
        name = "publisher" if kind == "source" else "name"
        sets = [word for text in more for word in ("--set", text)]
        made = log(sahel, "--as", kind, *sets, "-o", f"{kind}.toml", maps=(f"id={column}", f"{name}={column}"))
        assert made.code == 0
    every = [word for name in ("n", "actor", "place", "source") for word in ("-d", f"{name}.toml")]
    assert sahel("timeline", *every, "--count").stdout == "2\n"
    assert "refer to" not in log(sahel, *every).stderr


DESCRIBING = (
    "place.name=place",
    "place.latitude=lat",
    "place.longitude=lon",
    "actor.name=who",
    "source.publisher=source",
    "source.title=source",
)
KINDS = ("--set", "place.kind=city", "--set", "actor.kind=armed-force", "--set", "actor.description=Guards.")


def test_one_table_makes_one_whole_dataset(sahel: Sahel) -> None:
    made = log(sahel, *KINDS, "-o", "all.toml", maps=("date=date", "title=event", *DESCRIBING))
    assert (made.code, made.stderr.splitlines()[-2]) == (0, "2 events, 1 actor, 1 place, 2 sources written")
    assert sahel("timeline", "-d", "all.toml", "--place", "tera", "--actor", "border guard", "--count").stdout == "2\n"
    assert sahel("check", "all.toml").code == 0


def test_what_rows_tell_of_a_place_adds_up_and_what_differs_is_warned_of(sahel: Sahel) -> None:
    table = LOG.replace(b"Tera,14.01,0.75", b"Tera,,", 1) + b"2023-09-26,Third,TERA,15.5,0.75,Border Guard,Le Jour\n"
    made = log(sahel, *KINDS, maps=("date=date", "title=event", *DESCRIBING), table=table)
    assert made.code == 0
    assert 'name = "Tera"\nkind = "city"\nlatitude = 14.01\nlongitude = 0.75\n' in made.stdout
    assert made.stdout.count("[[places]]") == 1
    assert (
        '-:4: warning: "Tera": latitude is 15.5 here and was 14.01 before: the place keeps 14.01 [differs]\n'
    ) in made.stderr


def test_several_names_in_a_cell_are_several_records(sahel: Sahel) -> None:
    table = LOG.replace(b"Border Guard", b"Border Guard; Army", 1)
    maps = ("date=date", "title=event", *DESCRIBING)
    made = log(sahel, *KINDS, maps=maps, table=table)
    assert 'actors = ["border-guard", "army"]' in made.stdout
    assert made.stdout.count("[[actors]]") == 2
    both = log(sahel, *KINDS, maps=maps, table=LOG.replace(b"Tera", b"Tera; Dori", 1))
    assert both.code == 1
    assert "-:2: error: the row names 2 places, and latitude and longitude of one [name]\n" in both.stderr
    assert both.stdout.count("[[events]]") == 1


def test_nothing_of_a_refused_row_describes_anything(sahel: Sahel) -> None:
    table = LOG.replace(b"2023-09-24", b"yesterday").replace(b"Tera", b"Dori", 1)
    made = log(sahel, *KINDS, maps=("date=date", "title=event", *DESCRIBING), table=table)
    assert made.code == 1
    assert "Dori" not in made.stdout
    wrong = log(sahel, *KINDS, maps=("date=date", "title=event", *DESCRIBING), table=LOG.replace(b"14.01", b"99", 1))
    assert (wrong.code, wrong.stdout.count("[[events]]"), wrong.stdout.count("[[places]]")) == (1, 1, 1)


def test_a_row_that_tells_of_a_place_names_it(sahel: Sahel) -> None:
    made = log(sahel, *KINDS, maps=("date=date", "title=event", *DESCRIBING), table=LOG.replace(b"Tera", b"", 1))
    assert "-:2: error: the row tells of a place and does not name it [name]\n" in made.stderr


def test_what_the_dataset_has_is_found_by_name_and_alias(sahel: Sahel, tmp_path: Path) -> None:
    known = tmp_path / "known.toml"
    known.write_text(
        '[[places]]\nid = "tera-niger"\nname = "Téra"\nkind = "city"\n\n'
        '[[actors]]\nid = "guards"\nname = "Guards of the border"\nkind = "armed-force"\ndescription = "x"\n'
        'aliases = ["Border Guard"]\n',
        encoding="utf-8",
    )
    maps = ("date=date", "title=event", *DESCRIBING)
    described = log(sahel, *KINDS, "-d", str(known), "-o", "new.toml", maps=maps)
    assert described.code == 0
    assert "2 events, 2 sources written\n1 actor, 1 place left out, as the dataset has them" in described.stderr
    assert sahel("timeline", "-d", str(known), "-d", "new.toml", "--place", "tera-niger", "--count").stdout == "2\n"
    plain = ("date=date", "title=event", "places=place", "actors=who", "source.publisher=source", "source.title=source")
    referred = log(sahel, "-d", str(known), maps=plain)
    assert referred.code == 0
    assert 'actors = ["guards"]\nplaces = ["tera-niger"]' in referred.stdout


def test_a_source_that_the_dataset_has_is_found_by_its_address(sahel: Sahel, tmp_path: Path) -> None:
    known = tmp_path / "known.toml"
    known.write_text(
        '[[sources]]\nid = "known"\ntitle = "T"\npublisher = "P"\nurl = "https://a.example/1"\n', encoding="utf-8"
    )
    table = b"day,what,link\n2023,x,http://a.example/1/\n2024,y,https://a.example/2\n"
    maps = ("date=day", "title=what", "source.url=link")
    made = log(sahel, "-d", str(known), *SOURCE, maps=maps, table=table)
    assert made.code == 0
    assert 'sources = ["known"]' in made.stdout
    assert made.stdout.count("[[sources]]") == 1
    assert "2 events, 1 source written\n1 source left out, as the dataset has them" in made.stderr


def test_a_quotation_has_one_speaker(sahel: Sahel) -> None:
    table = b"day,who,words\n2023,Macron,We leave\n2024,Macron; Scholz,We too\n"
    sets = ("--set", "actor.kind=person", "--set", "actor.description=x", "--set", "language=en", *SOURCE)
    maps = ("date=day", "text=words", "actor.name=who")
    made = log(sahel, "--as", "quote", *sets, maps=maps, table=table)
    assert 'speaker = "macron"' in made.stdout
    assert '-:3: error: "speaker" takes one actor, and the row names several [name]\n' in made.stderr


def test_rows_that_describe_the_same_place_share_it_and_only_others_are_news(sahel: Sahel) -> None:
    same = log(sahel, "--as", "place", "--set", "kind=city", maps=PLACE_MAPS)
    assert (same.code, same.stdout.count("[[places]]")) == (0, 1)
    assert "error" not in same.stderr
    moved = log(sahel, "--as", "place", "--set", "kind=city", maps=PLACE_MAPS, table=LOG.replace(b"14.01", b"15.01", 1))
    assert moved.code == 1
    assert '-:3: error: a row before this one has the id "tera" and other values [duplicate-id]\n' in moved.stderr


def test_several_faults_of_a_row_are_one_row(sahel: Sahel) -> None:
    table = b"d,t\nsoon,\n"
    result = sahel("import", "csv", "-", "--map", "date=d", "--map", "title=t", stdin=table)
    assert "error: 1 row not imported" in result.stderr
    assert result.stderr.count("-:2: error: ") == 3


def test_a_table_from_a_pipe(process: Process) -> None:
    result = process("import", "acled", "-", stdin=Path(ACLED).read_bytes())
    assert (result.code, result.output) == (0, process("import", "acled", ACLED).output)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ("ucdp", NIGERIA),
            'error: unknown value "ucdp" for NAME\nhint: did you mean "ucdp-ged"? one of ucdp-ged, acled, csv',
        ),
        (("csv", NIGERIA, "-o", "x.toml"), "error: no column is named\n"),
        (("csv", NIGERIA, "--map", "date"), 'error: --map "date" names no key and what fills it\n'),
        (("csv", NIGERIA, "--map", "date=x", "--as", "day"), 'error: unknown value "day" for --as\n'),
        (
            ("csv", NIGERIA, "--map", "date=x", "--date-format", "%d"),
            'error: --date-format "%d" is no form of a date\n',
        ),
        (("csv", NIGERIA, "--map", "date=x", "--separator", "xx"), 'error: --separator "xx" is no separator\n'),
        (("csv", NIGERIA, "--map", "date=x", "--list-separator", ""), 'error: --list-separator "" separates nothing\n'),
        (("csv", NIGERIA, "--map", "date=x", "--set", "tags=é à"), f'error: {NIGERIA}:1: no column "x"\n'),
        (("csv", NIGERIA, "--map", "low=x", "--as", "figure", "--set", "high=many"), "error: --set high: "),
        (("acled", NIGERIA), f'error: {NIGERIA}:1: no column "event_id_cnty"'),
        (
            ("acled", ACLED, "--map", "date=event_date"),
            "error: --map is for csv, ",
        ),
        (("acled", ACLED, "--encoding", "klingon"), 'error: unknown value "klingon" for --encoding\n'),
        (("acled", str(TABLES / "acled-2014.csv")), "two ways"),
        (("acled",), "error: missing argument"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_writes_nothing(sahel: Sahel, args: tuple[str, ...], message: str) -> None:
    result = sahel("import", *args)
    assert (result.code, result.output) == (2, b"")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("nowhere.csv", None, "error: cannot read nowhere.csv: no such file or directory\n"),
        ("cut.csv", "event_id_cnty\né".encode()[:-1], "error: cut.csv:2: byte 0xC3 is not UTF-8\n"),
        (
            "sheet.csv",
            b"PK\x03\x04",
            "error: cannot read sheet.csv: it is damaged or cut off: fetch or copy it again\n",
        ),
        ("notes.csv", b"\x1f\x8b\x08", "error: notes.csv is a gzip file, not a table as text\n"),
        ("a\0b", None, "error: cannot read a\\u0000b: no file has such a name\n"),
        (".", None, "error: cannot read .: is a directory\n"),
    ],
)
def test_what_cannot_be_read(sahel: Sahel, tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = sahel("import", "acled", name)
    assert (result.code, result.output) == (3, b"")
    assert result.stderr.startswith(message)


def test_a_failure_leaves_the_file_as_it_was(sahel: Sahel, tmp_path: Path) -> None:
    out = tmp_path / "out.toml"
    out.write_text("before", "utf-8")
    assert sahel("import", "ucdp-ged", NIGERIA, "nowhere.csv", "-o", "out.toml").code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["out.toml"]
    assert out.read_text("utf-8") == "before"


def test_a_table_is_never_written_over(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text(NOTES, "utf-8")
    assert sahel("import", "csv", "notes.csv", *MAPS, "-o", "./notes.csv").code == 2
    assert (tmp_path / "notes.csv").read_text("utf-8") == NOTES


def test_several_tables_are_one_dataset(sahel: Sahel) -> None:
    result = sahel("import", "ucdp-ged", NIGERIA, AFRICA, "-o", "both.toml")
    assert result.code == 0
    assert sahel("timeline", "-d", "both.toml", "--count").stdout == "400\n"


def numbers_of(text: str) -> dict[str, int]:
    """Return how many of each kind a note counts: `2 events, 1 place written`."""
    return {noun.rstrip("s"): int(number) for number, noun in re.findall(r"([0-9]+) (\w+)[, ]", text)}


def test_a_table_imported_beside_another_is_read_together_with_it(sahel: Sahel) -> None:
    assert sahel("import", "ucdp-ged", MYANMAR, "-o", "first.toml").code == 0
    alone = sahel("import", "ucdp-ged", BANGLADESH, "-o", "alone.toml")
    assert "[duplicate-id]" in sahel("check", "first.toml", "alone.toml").stdout  # they share events and places
    second = sahel("import", "ucdp-ged", BANGLADESH, "--data", "first.toml", "-o", "second.toml")
    assert second.code == 0
    *_, written, left_out, _undated = second.stderr.splitlines()
    assert written.endswith(" written")
    assert left_out.endswith(" left out, as the dataset has them: what is there stays as it is")
    place, present = numbers_of(written), numbers_of(left_out)
    assert {"event", "figure", "actor", "place", "source"} == set(present)
    assert {kind: place.get(kind, 0) + present[kind] for kind in present} == numbers_of(alone.stderr.splitlines()[-2])
    checked = sahel("check", "first.toml", "second.toml")
    assert (": error: " in checked.stdout, checked.code) == (False, 0)
    together = sahel("timeline", "-d", "first.toml", "-d", "second.toml", "--json")
    assert together.stderr == ""
    events = {
        row["id"] for name in ("first", "alone") for row in sahel("timeline", "-d", f"{name}.toml", "--json").json()
    }
    assert {row["id"] for row in together.json()} == events


def test_releases_imported_apart_are_read_together(sahel: Sahel) -> None:
    for table, release in ((NIGERIA, "20.1"), (AFRICA, "23.1")):
        assert sahel("import", "ucdp-ged", table, "--release", release, "-o", f"{release}.toml").code == 0
    assert sahel("check", "20.1.toml", "23.1.toml").code == 0
    sources = sahel("source", "-d", "20.1.toml", "-d", "23.1.toml", "--json").json()
    own = {row["id"]: row["title"] for row in sources if row["id"].startswith("ucdp-ged")}
    assert own == {
        "ucdp-ged-20-1": "UCDP Georeferenced Event Dataset (GED) 20.1",
        "ucdp-ged-23-1": "UCDP Georeferenced Event Dataset (GED) 23.1",
    }


def test_a_dataset_beside_which_one_imports_is_never_written(sahel: Sahel, tmp_path: Path) -> None:
    assert sahel("import", "acled", ACLED, "-o", "first.toml").code == 0
    before = (tmp_path / "first.toml").read_bytes()
    result = sahel("import", "acled", ACLED, "-d", "first.toml", "-o", "./first.toml")
    assert result.code == 2
    assert "is a file of the dataset" in result.stderr
    assert (tmp_path / "first.toml").read_bytes() == before
    again = sahel("import", "acled", ACLED, "-d", "first.toml")
    assert "[[" not in again.stdout
    assert "no records written\n3 events, 1 figure, 5 actors, 8 places, 3 sources left out" in again.stderr


def test_without_data_the_default_dataset_does_not_count(sahel: Sahel) -> None:
    assert sahel("import", "acled", ACLED, "-o", "first.toml").code == 0
    plain = sahel("import", "acled", ACLED)
    assert sahel("import", "acled", ACLED, env={"SAHEL_DATA": "first.toml"}).output == plain.output


def test_standard_input_is_one_thing(sahel: Sahel) -> None:
    result = sahel("import", "acled", "-", "-d", "-", stdin=Path(ACLED).read_bytes())
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith("error: FILE and --data are both standard input\n")


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    with subprocess.Popen(
        (sys.executable, "-m", "sahelcli", "import", "ucdp-ged", NIGERIA),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.readline()
        child.stdout.close()
        message = child.stderr.read().decode()
        assert child.wait(timeout=60) == 0
    assert "error" not in message


FRENCH = (
    "Chronologie du retrait,,,\n"
    'Date,Lieu,Événement,"Source, lien"\n'
    "24 septembre 2023,Niamey,Annonce,https://example.org/a\n"
    "1er avril 2024,NA,Retrait,https://example.org/b\n"
)


def test_a_table_alone_is_looked_at(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "fr.csv").write_text(FRENCH, encoding="utf-8")
    result = sahel("import", "csv", str(tmp_path / "fr.csv"))
    assert result.code == 0
    assert result.stdout.startswith(
        "2 rows, 4 columns, their names in line 2\n"
        "above the names: Chronologie du retrait\n"
        "\n"
        "Date          dates\n"
        "              24 septembre 2023 · 1er avril 2024\n"
        "              --date-format '%d %B %Y' --language fr\n"
        "Lieu          text\n"
        "              Niamey\n"
        "              NA in 1 cell: --missing NA reads it as empty\n"
    )
    assert "--date-format '%d %B %Y' --language fr --missing NA" in result.stdout
    assert "'source.url=\"Source, lien\"'" in result.stdout
    assert 'the source needs "publisher"' in result.stdout
    assert "with the separator comma" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["fr.csv"]


@pytest.mark.parametrize("width", [60, 80, 140])
def test_a_look_fits_its_width(sahel: Sahel, width: int) -> None:
    lines = sahel("import", "csv", NIGERIA, env={"COLUMNS": str(width)}).stdout.splitlines()
    assert [line for line in lines if len(line) > width and NIGERIA not in line] == []
