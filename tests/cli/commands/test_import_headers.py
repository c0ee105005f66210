"""`sahel import csv` on where the names of columns stand: below a title, nowhere, or behind a separator."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sahelcli.importers import IMPORTERS
from sahelcli.importers.import_options import ImportOptions
from tests.terminal import Result, Sahel

MAPS = ("--map", "date=Date", "--map", "title=What", "--set", "sources=s")
BELOW = "Movements of troops,,\nas of 24 September 2023,,\nDate,What,Source\n2023-09-24,Left,Paper\n"
NAMELESS = "1.json\ttrue\tMade up, for this test.\timmigration\ta-speaker\n2.json\tfalse\tAnother.\tjobs\tb-speaker\n"


def csv(sahel: Sahel, table: str | bytes, *args: str) -> Result:
    """Import a table from standard input."""
    return sahel(
        "import", "csv", "-", "--allow-unknown", *args, stdin=table.encode() if isinstance(table, str) else table
    )


def titles(result: Result) -> list[str]:
    """Return the titles of the events that were written."""
    events: list[dict[str, Any]] = tomllib.loads(result.stdout).get("events", [])
    return [event["title"] for event in events]


@pytest.mark.parametrize("args", [(), ("--header-row", "3"), ("--separator", "comma")])
def test_names_below_a_title_are_found_and_the_title_is_said(sahel: Sahel, args: tuple[str, ...]) -> None:
    result = csv(sahel, BELOW, *MAPS, *args)
    assert (result.code, titles(result)) == (0, ["Left"])
    assert "-: read as UTF-8, with the separator comma; the names of the columns stand in line 3\n" in result.stderr
    assert '-:1: "Movements of troops" stands above the names, and is passed over\n' in result.stderr
    assert '-:2: "as of 24 September 2023" stands above the names, and is passed over\n' in result.stderr


def test_a_row_that_is_said_to_have_the_names_is_held_to_it(sahel: Sahel) -> None:
    wrong = csv(sahel, BELOW, *MAPS, "--header-row", "2")
    assert (wrong.code, '-:2: no column "Date", "What"' in wrong.stderr) == (2, True)
    assert "hint: its row of names is" in wrong.stderr
    beyond = csv(sahel, BELOW, *MAPS, "--header-row", "7")
    assert (beyond.code, "-:7: no row begins here that could have the names" in beyond.stderr) == (2, True)


def test_lines_in_a_title_count(sahel: Sahel) -> None:
    result = csv(sahel, '"A title\nin two lines",\n\nDate,What\n2023,x\n', *MAPS, "--header-row", "4")
    assert (result.code, titles(result)) == (0, ["x"])
    assert '-:1: "A title in two lines" stands above' in result.stderr.replace("\\n", " ").replace("↵", " ")


def test_a_table_without_names_has_numbers(sahel: Sahel) -> None:
    args = ("--as", "quote", "--map", "text=3", "--map", "speaker=5", "--set", "language=en", "--set", "date=2020")
    result = csv(sahel, NAMELESS, *args, "--set", "sources=s", "--header-row", "none")
    quotes = tomllib.loads(result.stdout)["quotes"]
    assert [(quote["text"], quote["speaker"]) for quote in quotes] == [
        ("Made up, for this test.", "a-speaker"),
        ("Another.", "b-speaker"),
    ]
    assert "with the separator tab; without a row of names: the columns are called 1 to 5\n" in result.stderr
    lacking = csv(sahel, "a,b\n", "--map", "date=1", "--map", "title=3", "--header-row", "none")
    assert (lacking.code, '-:1: no column "3"' in lacking.stderr) == (2, True)
    assert 'hint: its columns are called "1", "2"\n' in lacking.stderr


@pytest.mark.parametrize("columns", ["Date,What,x", 'Date, "What" ,"a, b"', "Date,What,"])
def test_columns_are_given_names_and_the_first_row_is_a_record(sahel: Sahel, columns: str) -> None:
    result = csv(sahel, "2023-01-01;x, y;\n2023-01-02;z;\n", *MAPS, "--columns", columns)
    assert (result.code, titles(result)) == (0, ["x, y", "z"])
    assert "; the columns are called as --columns says\n" in result.stderr


def test_columns_take_the_place_of_names(sahel: Sahel) -> None:
    table = "day,day,day\n2023-01-01,x,y\n"
    twice = csv(sahel, table, "--map", "date=day", "--map", "title=day", "--set", "sources=s")
    assert (twice.code, 'two columns are called "day"' in twice.stderr) == (2, True)
    result = csv(sahel, table, *MAPS, "--columns", "Date,What,x", "--header-row", "1")
    assert (result.code, titles(result)) == (0, ["x"])
    assert "; the columns are called as --columns says, not as in line 1\n" in result.stderr
    width = csv(sahel, table, *MAPS, "--columns", "Date,What")
    assert (width.code, "-:1: --columns names 2 columns, and the row has 3 cells" in width.stderr) == (2, True)


def test_a_row_of_names_that_columns_forget_is_refused_as_a_record(sahel: Sahel) -> None:
    result = csv(sahel, "Date,What\n2023,x\n", *MAPS, "--columns", "Date,What")
    assert (result.code, titles(result)) == (1, ["x"])
    assert '-:1: error: date "Date"' in result.stderr


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n", "SEP=;\n", '"sep=;"\n', "\ufeffsep=;\n"])
def test_a_line_that_names_the_separator_is_passed_over_and_said(sahel: Sahel, first: str) -> None:
    table = f"{first}Date;What\n2023-09-24;x, y\nbad;z\n"
    result = csv(sahel, table, *MAPS)
    assert (result.code, titles(result)) == (1, ["x, y"])
    assert "-:1: the line names the separator, and is passed over\n" in result.stderr
    assert '-:4: error: date "bad"' in result.stderr
    nameless = csv(sahel, f"{first}2023;y\n", *MAPS, "--columns", "Date,What")
    assert (nameless.code, titles(nameless)) == (0, ["y"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_such_a_line_is_known_in_every_encoding(sahel: Sahel, encoding: str) -> None:
    named = ("--encoding", encoding) if encoding == "utf-16-le" else ()
    result = csv(sahel, "sep=|\r\nDate|What\r\n2023|é; à\r\n".encode(encoding), *MAPS, *named)
    assert (result.code, titles(result)) == (0, ["é; à"])


def test_a_first_look_knows_it_too(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=|\nDate|What\n2023-01-01|x\n", "utf-8")
    importer = next(importer for importer in IMPORTERS if importer.name == "csv")
    look, notes = importer.look(str(path), ImportOptions())
    assert [column.name for column in look.columns] == ["Date", "What"]
    assert (look.line, notes[0].text) == (2, f"{path}: read as UTF-8, with the separator pipe")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--header-row", "0"), '--header-row must be the number of a line or none, not "0"'),
        (("--header-row", "first"), '--header-row must be the number of a line or none, not "first"'),
        (("--columns", ""), '--columns "" names no column'),
        (("--columns", ","), '--columns "," names no column'),
    ],
)
def test_what_says_nothing_of_names_is_wrong_use(sahel: Sahel, args: tuple[str, ...], message: str) -> None:
    result = csv(sahel, "Date,What\n2023,x\n", *MAPS, *args)
    assert (result.code, f"error: {message}" in result.stderr) == (2, True)


def test_a_published_table_without_names_is_still_known(sahel: Sahel) -> None:
    acled = Path(__file__).parents[2] / "data" / "import" / "acled-2024.csv"
    rows = acled.read_text("utf-8").splitlines(keepends=True)
    titled = sahel("import", "acled", "-", stdin="".join(["ACLED,export\n", *rows]).encode())
    assert titled.stdout == sahel("import", "acled", str(acled)).stdout
