"""After any edits of a dataset its index is the one that is made anew, record by record."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build import chunks
from sahelcli.index.build import pipeline as filling
from sahelcli.index.build.pipeline import fill
from sahelcli.index.open import Index, open_index
from tests.index.contents import contents
from tests.index.small import ONE_OF_EACH, Small, toml, write


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(folder)}):
        yield folder


def anew(folder: Path) -> sqlite3.Connection:
    return fill(lambda: sqlite3.connect(":memory:"), find_files([str(folder)])).connection


def same_as_anew(folder: Path) -> Index:
    index = open_index([str(folder)])
    assert contents(index.connection) == contents(anew(folder))
    return index


def edit(folder: Path, small: Small) -> None:
    """Change one file: mostly a record comes to its end, sometimes something else happens."""
    random = small.random
    path = random.choice(sorted(folder.glob("*.toml")))
    text = path.read_text("utf-8")
    kind = random.choice(ONE_OF_EACH)
    match random.randrange(14):
        case 0:  # a file that comes first
            (folder / f"0{random.randrange(99)}.toml").write_text(toml(kind, small.record(kind)), "utf-8")
        case 1:  # and one that comes last
            (folder / f"z{random.randrange(99)}.toml").write_text(toml(kind, small.record(kind)), "utf-8")
        case 2:  # a record that names nothing
            path.write_text(text + '[[events]]\nid = "lost"\ndate = "2023"\ntitle = "x"\nsources = ["none"]\n', "utf-8")
        case 3:  # the first record goes
            path.write_text(text[: text.find("[[")] + text[text.find("[[", 2) :], "utf-8")
        case 4:
            path.write_text(text.replace("Troops", "Soldiers", 1), "utf-8")
        case 5:
            path.write_text(text + '[tags]\ncoup = "c"\ntalks = "t"\nbase = "b"\n', "utf-8")
        case 6:
            path.write_text(text + "[[events]\n", "utf-8")
        case 7:  # an actor of a place's id
            actor = '[[actors]]\nid = "place-0"\nname = "Other"\nkind = "state"\ndescription = "d"\n'
            path.write_text(text + actor, "utf-8")
        case 8:  # a publisher in other letters
            path.write_text(
                text + f'[[sources]]\nid = "s{random.randrange(99)}"\ntitle = "t"\npublisher = "afp"\n', "utf-8"
            )
        case _:
            path.write_text(text + toml(kind, small.record(kind)), "utf-8")


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_index_after_edits_is_the_one_made_anew(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    folder = tmp_path_factory.mktemp("dataset")
    small = Small(random)
    records = small.records(12)
    write(folder, {"a.toml": records[:7], "b.toml": records[7:]})
    same_as_anew(folder)
    for _ in range(6):
        edit(folder, small)
        same_as_anew(folder)


def test_record_that_comes_to_the_end_is_read_alone(tmp_path: Path) -> None:
    small = Small(Random(1))
    write(tmp_path, {"a.toml": small.records(5), "b.toml": small.records(5)})
    open_index([str(tmp_path)])
    with (tmp_path / "a.toml").open("a", encoding="utf-8") as stream:
        stream.write(toml("quotes", small.record("quotes")) + toml("events", small.record("events")))
    with patch.object(filling, "_build_anew", side_effect=AssertionError("everything was read again")):
        same_as_anew(tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[x_mine]\na = 1\n[[sources]]\nid = "a"\ntitle = "t"\npublisher = "p"\n', "[x_mine]\na = 2\n"),
        (
            'sources = [{id = "a", title = "t", publisher = "p"}]\n',
            '[[sources]]\nid = "b"\ntitle = "t"\npublisher = "p"\n',
        ),
        (
            '[[actors]]\nid = "a"\nname = "n"\nkind = "person"\ndescription = "d"\n',
            "[[actors.roles]]\ntitle = 't'\nof = 'a'\n",
        ),
        ('[[sources]]\nid = "a"\ntitle = "t"\npublisher = "p"', 'author = "x"\n'),
        (
            '[[sources]]\nid = "a"\ntitle = "t"\npublisher = "p"\n',
            '\ufeff[[sources]]\nid = "b"\ntitle = "t"\npublisher = "p"\n',
        ),
    ],
)
def test_end_that_means_something_else_alone_is_read_with_the_whole(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(before, "utf-8")
    open_index([str(tmp_path)])
    file.write_text(before + after, "utf-8")
    same_as_anew(tmp_path)


def test_large_dataset_is_read_a_few_files_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Small(Random(2))
    records = small.records(60)
    files = {f"{number}.toml": records[number::8] for number in range(8)}  # each names records of others
    write(tmp_path, files)
    one_by_one = {f"{number}.toml": records[number * 8 : number * 8 + 8] for number in range(9)}
    write(tmp_path / "in-order", one_by_one)
    for folder in (tmp_path, tmp_path / "in-order"):
        whole = contents(anew(folder))
        monkeypatch.setattr(filling, "SIZE", 1_000)
        monkeypatch.setattr(chunks, "SIZE", 1_000)
        monkeypatch.setattr(filling, "_LARGE", 1_000)
        assert contents(anew(folder)) == whole
        monkeypatch.undo()
