"""The hash of a dataset: of what its records say, however they are written and filed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

import pytest

from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.content_hash import hash_of
from sahelcli.index.build.pipeline import fill
from sahelcli.model.choices import PlaceKind
from sahelcli.model.kinds import Place
from tests.index.small import Small, write
from tests.terminal import Sahel

EVENT = """
[[sources]]
id = "source"
title = "A title"
publisher = "AFP"

[[events]]
id = "event"
date = "2023-07-26"
title = "Talks"
sources = ["source"]
"""
MORE = '\n[[places]]\nid = "niamey"\nname = "Niamey"\nkind = "city"\n'


def content_hash(folder: Path) -> str:
    connection = fill(lambda: sqlite3.connect(":memory:"), find_files([str(folder)])).connection
    ((value,),) = connection.execute("SELECT value FROM meta WHERE key = 'content_hash'")
    return str(value)


def of(folder: Path, text: str, name: str = "a.toml") -> str:
    folder.mkdir()
    (folder / name).write_text(text, "utf-8")
    return content_hash(folder)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('date = "2023-07-26"\ntitle = "Talks"\n', "# a comment\ntitle = 'Talks'\ndate = 2023-07-26\n"),
        ('publisher = "AFP"', 'publisher = "AFP"\nreworded = false'),
        ('title = "Talks"', 'title = "Talks"\nactors = []'),
    ],
    ids=["written in other ways", "what holds anyway", "an empty list"],
)
def test_it_stays_where_the_records_say_the_same(tmp_path: Path, before: str, after: str) -> None:
    assert before in EVENT
    assert of(tmp_path / "a", EVENT) == of(tmp_path / "b", EVENT.replace(before, after))


def test_it_stays_whatever_the_order_of_keys_of_ones_own(tmp_path: Path) -> None:
    own, other_order = EVENT + 'x_a = 1\nx_b = { c = 2, d = "3" }\n', EVENT + 'x_b = { d = "3", c = 2 }\nx_a = 1\n'
    assert of(tmp_path / "a", own) == of(tmp_path / "b", other_order) != of(tmp_path / "c", EVENT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Talks", "Talks!"),
        ("2023-07-26", "2023-07-26~"),
        ('publisher = "AFP"', 'publisher = "AFP"\nreworded = true'),
        ('"source"', '"another"'),
        (MORE, ""),
        (MORE, MORE + "x_note = 1\n"),
    ],
    ids=["a sign", "a date", "a mark", "an id", "a record", "a key of one's own"],
)
def test_it_changes_with_what_a_record_says(tmp_path: Path, before: str, after: str) -> None:
    whole = EVENT + MORE
    assert before in whole
    assert of(tmp_path / "a", whole) != of(tmp_path / "b", whole.replace(before, after))


def test_the_same_words_as_another_kind_are_another_content() -> None:
    record = Place(id="a", name="A", kind=PlaceKind.CITY)
    assert hash_of("place", [record]) != hash_of("actor", [record])


@pytest.mark.parametrize("seed", range(5))
def test_hashes_of_parts_add_up_to_that_of_the_whole(tmp_path: Path, seed: int) -> None:
    small = Small(Random(seed))
    first, second = small.records(10), small.records(10)
    write(tmp_path / "first", {"a.toml": first})
    write(tmp_path / "both", {"z.toml": first, "a.toml": second})
    write(tmp_path / "filed", {f"{number}.toml": [record] for number, record in enumerate([*second, *first])})
    both = content_hash(tmp_path / "both")
    assert both == content_hash(tmp_path / "filed")
    added = (int(both, 16) - int(content_hash(tmp_path / "first"), 16)) % 2**256
    assert added
    assert len(both) == 64


def test_people_read_twelve_digits_of_it_and_programs_all(sahel: Sahel, tmp_path: Path) -> None:
    data = tmp_path / "mine"
    whole = f"sha256:{of(data, EVENT)}"
    short = whole[: len("sha256:") + 12]
    assert sahel("index", "-d", str(data), "--json").json()["content_hash"] == whole
    assert f"content   {short}\n" in sahel("index", "-d", str(data)).stdout
    for form in ("html", "ics", "timelinejs", "csl", "bibtex"):
        printed = sahel("export", form, "-d", str(data)).stdout.replace("\r\n ", "")
        assert short in printed
        assert whole not in printed
    assert whole in sahel("export", "geojson", "-d", str(data)).stdout
