"""What sahel has printed comes back to the letter: of every kind, from every format that can carry it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Sahel

LISTS = ("timeline", "quote", "troops", "actor", "source")
DATASET = """\
[[sources]]
id = "s"
title = "A title, with a comma; and more"
publisher = "Paper"
note = "Only here."
accessed = "2024-01-01"

[[sources]]
id = "t"
title = "T"
publisher = "Other"
agency = "AFP"
reworded = true

[[places]]
id = "p"
name = "Place"
kind = "city"
country = "NE"
latitude = -13.5
longitude = 2.0
aliases = ["Ort", "Lieu"]

[[actors]]
id = "a"
name = "Actor"
kind = "person"
description = "Someone."
aliases = ["One; two", "=1+1"]
sources = ["s"]

[[actors.roles]]
title = "Chief, of staff"
of = "p"
since = "2020"

[[events]]
id = "e"
date = "2023-09~"
title = "Zero"
summary = "Two\\nlines \\u202e and \\"quotes\\" \\\\ 'more' \\u0007"
actors = ["a"]
places = ["p"]
tags = ["attack"]
sources = ["t", "s"]

[[quotes]]
id = "q"
date = "2023-09-24/2023-09-26"
speaker = "a"
text = "  « Mots » \\t exacts  "
language = "fr"
translated = true
reported = true
event = "e"
sources = ["s"]

[[figures]]
id = "f"
place = "p"
date = "2023"
measure = "killed"
low = 0
high = 9223372036854775807
counts = "the dead"
sources = ["s"]

[[figures]]
id = "g"
place = "p"
force = "a"
date = "2023"
measure = "deployed"
low = 100
wording = "at least 100"
sources = ["s"]

[tags]
attack = "An attack."
"""


@pytest.fixture
def dataset(tmp_path: Path) -> str:
    path = tmp_path / "data.toml"
    path.write_text(DATASET)
    return str(path)


def printed(sahel: Sahel, dataset: str, name: str, folder: Path) -> Iterator[str]:
    """Print all lists of a dataset, and its places, into files; yield their paths."""
    for command in LISTS:
        path = folder / f"{command}.{name}"
        assert sahel(command, "-d", dataset, "--format", name, "-o", str(path)).code == 0
        yield str(path)
    places = re.findall(r'^id = "(.*)"$', "\n".join(_places(dataset)), re.MULTILINE)
    path = folder / f"places.{name}"
    assert (
        sahel("show", "-d", dataset, *(f"place:{place}" for place in places), "--format", name, "-o", str(path)).code
        == 0
    )
    yield str(path)


def _places(dataset: str) -> Iterator[str]:
    paths = [Path(dataset)] if dataset.endswith(".toml") else sorted(Path(dataset).glob("*.toml"))
    for path in paths:
        yield from re.findall(r"(?ms)^\[\[places\]\]\n.*?(?=^\[|\Z)", path.read_text("utf-8"))


@pytest.mark.parametrize("shipped", [False, True], ids=["made", "shipped"])
@pytest.mark.parametrize("name", ["jsonl", "json"])
def test_rows_of_json_come_back_equal_to_the_byte(
    sahel: Sahel, dataset: str, tmp_path: Path, name: str, shipped: bool
) -> None:
    dataset_path = str(Path(__file__).parents[3] / "data") if shipped else dataset
    files = list(printed(sahel, dataset_path, name, tmp_path))
    again = str(tmp_path / "again.toml")
    result = sahel("import", "sahel", *files, "-o", again)
    assert (result.code, "error" in result.stderr) == (0, False), result.stderr
    for command in LISTS:
        before = sahel(command, "-d", dataset_path, "--format", "jsonl")
        after = sahel(command, "-d", again, "--format", "jsonl")
        assert sorted(after.output.splitlines()) == sorted(before.output.splitlines()), command


def test_cells_come_back_and_what_they_cannot_carry_is_told(sahel: Sahel, dataset: str, tmp_path: Path) -> None:
    Path(dataset).write_text(Path(dataset).read_text("utf-8").replace("One; two", "One"))
    files = list(printed(sahel, dataset, "csv", tmp_path))
    again = str(tmp_path / "again.toml")
    result = sahel("import", "sahel", *files, "-o", again)
    assert result.code == 0, result.stderr
    assert "1 actor without roles, which CSV cannot carry: import JSON Lines instead" in result.stderr
    for command in LISTS:
        before, after = (sahel(command, "-d", path, "--json").json() for path in (dataset, again))
        for row in (*before, *after):
            row.pop("roles", None)
        assert after == before, command


@pytest.mark.parametrize("name", ["semicolon", "tab", "|"])
def test_cells_come_back_whatever_sign_stands_between_them(
    sahel: Sahel, dataset: str, tmp_path: Path, name: str
) -> None:
    documents = []
    for number, more in enumerate(((), ("--separator", name))):
        path = str(tmp_path / f"{number}.csv")
        assert sahel("timeline", "-d", dataset, "--excel", *more, "-o", path).code == 0
        known = more if name == "tab" else ()  # TSV quotes otherwise
        documents.append(sahel("import", "sahel", path, "--allow-unknown", *known).stdout)
    assert "title = " in documents[0]
    assert documents[1] == documents[0]


def test_sources_that_no_row_shows_are_as_they_are_cited(sahel: Sahel, dataset: str, tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    sahel("timeline", "-d", dataset, "--format", "jsonl", "-o", str(path))
    refused = sahel("import", "sahel", str(path))
    assert (refused.code, refused.stdout) == (1, "")
    assert 'e.jsonl:1: error: actor "a" is neither shown by any row nor in --data [unknown-actor]' in refused.stderr
    assert "what refers to 1 actor, 1 place is not written" in refused.stderr
    result = sahel("import", "sahel", str(path), "--allow-unknown", "-o", str(tmp_path / "again.toml"))
    assert result.code == 0
    assert "2 sources as rows cite them, without the day of access and the note" in result.stderr
    assert "what refers to 1 actor, 1 place is shown only once they are there" in result.stderr
    assert "hint: print them where they come from: `sahel show actor:a place:p --format jsonl`" in result.stderr
    (source,) = [
        row for row in sahel("source", "-d", str(tmp_path / "again.toml"), "--json").json() if row["id"] == "t"
    ]
    assert (source["agency"], source["reworded"]) == ("AFP", True)


def test_the_command_that_prints_what_no_row_shows_can_be_pasted(sahel: Sahel, dataset: str, tmp_path: Path) -> None:
    row = sahel("timeline", "-d", dataset, "--json").json()[0]
    for number, rest in ((5, ""), (30, ", and then 25 more")):
        row["actors"] = [{"id": f"a{each}", "name": "A"} for each in range(number)]
        path = tmp_path / "e.jsonl"
        path.write_text(json.dumps(row), encoding="utf-8")
        message = sahel("import", "sahel", str(path)).stderr
        names = re.search(r"hint: print them where they come from: `sahel show (.+) --format jsonl`(.*)", message)
        assert names, message
        assert (len(names[1].split()), names[2]) == (min(number + 1, 6), rest)
        assert "…" not in names[1]


def test_rows_that_are_no_records_are_refused_with_their_line(sahel: Sahel, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    place = {"kind": "place", "id": "p", "name": "P", "type": "city"}
    rows = [place, place, place | {"name": "Q"}, {"kind": "hit", "id": "x"}, {"a": 1}, 7, place | {"id": "Not One"}]
    path.write_text("\n".join(map(json.dumps, rows)) + '\n{"kind": "place", "id": "z", "id": "y"}\n{"kind"')
    result = sahel("import", "sahel", str(path))
    assert result.code == 1
    assert result.stdout.count("[[places]]") == 1
    for text in (
        ':3: error: a row before this one has the id "p" and other values [duplicate-id]',
        ':4: error: this is no row of a record: its kind is "hit" [kind]',
        ":5: error: this is no row of a record [kind]",
        ":6: error: this is no row of a record [kind]",
        ":7: error: ",
        ':8: error: the name "id" stands twice in one object [duplicate-key]',
        ":9: error: the JSON ends before its end [syntax]",
    ):
        assert text in result.stderr
    path.write_text("kind,id,name,type,latitude\nplace,p,P,city,north\n")
    assert 'latitude "north" is no number' in sahel("import", "sahel", str(path)).stderr


def test_another_table_is_told(sahel: Sahel, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Date,What\n2023,x\n")
    result = sahel("import", "sahel", str(path))
    assert (result.code, 'no column "kind", "id"' in result.stderr) == (2, True)
