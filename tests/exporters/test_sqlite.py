"""The database, read by SQLite itself and by Datasette."""

from __future__ import annotations

import asyncio
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Sahel

CHAPTER = ("--place", "niger", "--since", "2023-07", "--until", "2023-09")


@pytest.fixture
def database(sahel: Sahel, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    file = tmp_path / "chapter.db"
    assert sahel("export", "sqlite", *CHAPTER, "-o", str(file)).code == 0
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def all_of(connection: sqlite3.Connection, statement: str) -> list[Any]:
    return connection.execute(statement).fetchall()


def test_it_is_whole_and_all_keys_hold(database: sqlite3.Connection) -> None:
    assert all_of(database, "PRAGMA integrity_check") == [("ok",)]
    assert all_of(database, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    ("command", "table"), [("timeline", "events"), ("quote", "quotes"), ("troops", "figures")], ids=str
)
def test_its_records_are_those_that_match_in_their_order(
    sahel: Sahel, database: sqlite3.Connection, command: str, table: str
) -> None:
    expected = [row["id"] for row in sahel(command, *CHAPTER, "--json").json()]
    assert [identifier for (identifier,) in all_of(database, f"SELECT id FROM {table} ORDER BY position")] == expected  # noqa: S608


def test_a_row_says_all_that_the_contract_says(sahel: Sahel, database: sqlite3.Connection) -> None:
    database.row_factory = sqlite3.Row
    for quote in sahel("quote", *CHAPTER, "--json").json():
        row = database.execute("SELECT * FROM quotes WHERE id = ?", (quote["id"],)).fetchone()
        for key in ("date", "date_start", "date_end", "text", "language", "venue", "translated", "reported", "certain"):
            assert row[key] == quote[key]
        cited = database.execute("SELECT source FROM quote_sources WHERE quote = ? ORDER BY position", (quote["id"],))
        assert [source["source"] for source in cited] == [source["id"] for source in quote["sources"]]


def test_the_views_read_without_ids(database: sqlite3.Connection) -> None:
    (row,) = all_of(
        database,
        "SELECT date, places, who_says FROM timeline WHERE id = '2023-09-24-france-announces-niger-withdrawal'",
    )
    assert row[0] == "2023-09-24"
    assert "Niger" in row[1]
    assert row[2]
    ((speakers,),) = all_of(database, "SELECT count(*) FROM quotations WHERE speaker = 'Emmanuel Macron'")
    assert speakers == len(all_of(database, "SELECT 1 FROM quotes WHERE speaker = 'emmanuel-macron'")) > 0
    assert all(row[0] for row in all_of(database, "SELECT who_says FROM troops"))


def test_a_place_has_all_inside_it(sahel: Sahel, database: sqlite3.Connection) -> None:
    within = "SELECT DISTINCT event FROM event_places JOIN places_within USING (place) WHERE \"outer\" = 'niger'"
    expected = {row["id"] for row in sahel("timeline", *CHAPTER, "--json").json()}
    assert {event for (event,) in all_of(database, within)} == expected


def test_it_says_where_it_comes_from_and_what_its_columns_hold(database: sqlite3.Connection) -> None:
    about = dict(all_of(database, "SELECT name, value FROM about"))
    assert about["selection"] == "place: Niger; since July 2023; until September 2023"
    assert about["licence"] == "CC-BY-4.0"
    assert about["content_hash"].startswith("sha256:")
    ((schema,),) = all_of(database, "SELECT sql FROM sqlite_schema WHERE name = 'quotes'")
    assert "-- exactly as the source prints it" in schema
    assert all_of(database, "SELECT meaning FROM tags WHERE id = 'coup'")[0][0].startswith("Power is seized")


def test_numbers_and_hostile_text_are_exact(sahel: Sahel, edges: str, tmp_path: Path) -> None:
    file = tmp_path / "edges.db"
    sahel("export", "sqlite", "-d", edges, "-o", str(file))
    with closing(sqlite3.connect(file)) as connection:
        assert all_of(connection, "SELECT low, high FROM figures WHERE id = 'huge'") == [(2**63 - 1, None)]
        ((text,),) = all_of(connection, "SELECT text FROM quotes WHERE id = 'english'")
        assert text.endswith("onerror=alert(6)>\n\nReally.")
        assert all_of(connection, "SELECT related, title FROM event_related") == [("month", "In a month")]
        assert all_of(connection, "SELECT alias FROM actor_aliases") == [("المبعوث",)]


def test_datasette_shows_its_tables_and_views(sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "chapter.db"
    sahel("export", "sqlite", *CHAPTER, "-o", str(file))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own
        from datasette.app import Datasette

    async def get(path: str) -> Any:
        response = await Datasette([str(file)]).client.get(path)
        assert response.status_code == 200
        return response.json()

    result = asyncio.run(get("/chapter.json"))
    views = {view["name"] for view in result["views"]}
    assert views == {"citations", "places_within", "quotations", "timeline", "troops"}
    row = asyncio.run(get("/chapter/timeline.json?_shape=objects&_size=1"))["rows"][0]
    assert list(row) == ["date", "title", "summary", "attributed_to", "places", "actors", "tags", "who_says", "id"]
    table = asyncio.run(get("/chapter/event_actors.json?_labels=on&_shape=objects&_size=1"))["rows"][0]
    assert table["actor"]["label"]  # a key leads to the name


def test_a_role_says_whether_it_is_of_an_actor_or_a_place(sahel: Sahel, tmp_path: Path) -> None:
    text = """\
[[sources]]
id = "s"
title = "S"
publisher = "P"

[[actors]]
id = "niger"
name = "The state"
kind = "state"
description = "A state."

[[places]]
id = "niger"
name = "The country"
kind = "country"

[[places]]
id = "niamey"
name = "Niamey"
kind = "city"

[[actors]]
id = "mayor"
name = "A mayor"
kind = "person"
description = "A person."
roles = [{ title = "Mayor", of = "niamey" }, { title = "President", of = "niger" }]

[[quotes]]
id = "q"
speaker = "mayor"
date = "2023"
text = "Words"
language = "en"
sources = ["s"]
"""
    assert sahel("export", "sqlite", "-d", "-", "-o", str(tmp_path / "out.db"), stdin=text.encode()).code == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        result = connection.execute("SELECT of, of_kind, of_name FROM actor_roles ORDER BY position").fetchall()
    assert result == [("niamey", "place", "Niamey"), ("niger", "actor", "The state")]


def test_days_before_the_year_0_are_counted_by_julianday(sahel: Sahel, tmp_path: Path) -> None:
    text = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n'
    for number, date in enumerate(("0001-01-01", "-0043-03-15", "-0489-08-01", "0000-05")):
        text += f'[[events]]\nid = "e{number}"\ndate = "{date}"\ntitle = "T"\nsources = ["s"]\n'
    assert sahel("export", "sqlite", "-d", "-", "-o", str(tmp_path / "out.db"), stdin=text.encode()).code == 0
    with closing(sqlite3.connect(tmp_path / "out.db")) as connection:
        orders = [
            [name for (name,) in connection.execute(f"SELECT id FROM events ORDER BY {key}")]  # noqa: S608
            for key in ("position", "julianday(date_start)")
        ]
    assert orders == [["e2", "e1", "e3", "e0"]] * 2
