"""`sahel init`: a dataset of one's own that is good from the first moment, and harm to nobody's folder."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from sahelcli.authoring import new_dataset
from sahelcli.dataset.reader import read_dataset
from tests.terminal import Sahel

FILES = [
    ".gitattributes",
    "README.md",
    "actors.toml",
    "dataset.schema.json",
    "dataset.toml",
    "events.toml",
    "figures.toml",
]
FILES += ["places.toml", "quotes.toml", "sources.toml"]


def test_what_is_begun_is_good(sahel: Sahel, tmp_path: Path) -> None:
    answer = sahel("init", "new/mine")
    assert (answer.stdout, answer.code) == ("", 0)
    assert answer.stderr == (
        "begun in new/mine: 10 files, which new/mine/README.md explains\n"
        "to see it: sahel timeline --data new/mine\n"
        "to add to it: sahel add event --data new/mine\n"
        "to check it: sahel check --data new/mine\n"
    )
    assert sorted(path.name for path in (tmp_path / "new" / "mine").iterdir()) == FILES
    check = sahel("check", "--strict", "--data", "new/mine")
    assert (check.stdout, check.stderr, check.code) == ("", "", 0)
    dataset = read_dataset(["new/mine"])
    assert min(map(len, (dataset.events, dataset.quotes, dataset.figures, dataset.actors, dataset.places))) > 0


def test_it_goes_with_the_shipped_dataset(sahel: Sahel) -> None:
    sahel("init", "mine")
    both = ("--data", "shipped", "--data", "mine")
    check = sahel("check", "--strict", *both)
    assert (check.stdout, check.stderr, check.code) == ("", "", 0)
    numbers = [int(sahel("timeline", "--count", *data).stdout) for data in (both, both[:2], both[2:])]
    assert numbers[0] == numbers[1] + numbers[2]


def test_it_teaches_what_is_easily_done_wrong(sahel: Sahel) -> None:
    sahel("init", "mine")
    sources = sahel("source", "--data", "mine", "--json").json()
    assert any(source["agency"] for source in sources)  # a copy
    assert any(source["reworded"] for source in sources)  # a retranslation
    assert any(source["published"] is None for source in sources)  # an undated page, with its reason: check is silent
    assert any("/" in (source["published"] or "") for source in sources)  # a week instead of a day that is guessed
    quotes = sahel("quote", "--data", "mine", "--json").json()
    assert {row["utterance"] for row in quotes} == {quotes[0]["utterance"]}
    assert [row["reworded"] for row in quotes if row["translated"]] == [True]


def test_editors_find_its_schema(sahel: Sahel, tmp_path: Path) -> None:
    sahel("init", "mine")
    schema = json.loads((tmp_path / "mine" / "dataset.schema.json").read_text("utf-8"))
    for path in (tmp_path / "mine").glob("*.toml"):
        text = path.read_text("utf-8")
        assert text.startswith("#:schema ./dataset.schema.json\n")
        jsonschema.validate(tomllib.loads(text), schema)


def test_quietly(sahel: Sahel) -> None:
    assert sahel("init", "mine", "--quiet").stderr == ""


def test_a_folder_that_holds_something_is_left_alone(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "my notes.txt").write_text("mine", "utf-8")
    answer = sahel("init", "notes")
    assert answer.stderr == (
        'error: "notes" is not empty: it holds "my notes.txt"\n'
        "hint: nothing was changed; name a new folder, or an empty one\n"
    )
    assert answer.code == 2
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["my notes.txt"]


def test_a_repository_just_begun_counts_as_empty(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / ".gitattributes").write_text("*.txt text\n", "utf-8")
    assert sahel("init", "repository").code == 0
    assert (tmp_path / "repository" / ".gitattributes").read_text("utf-8") == "*.txt text\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [("", '"" names no folder'), ("a\0b", '"a\\u0000b" names no folder'), ("file", '"file" is a file')],
)
def test_what_is_no_folder(sahel: Sahel, tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    answer = sahel("init", name)
    assert answer.stderr.splitlines()[0] == f"error: {message}"
    assert answer.code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a device of POSIX")
def test_what_cannot_be_written_leaves_nothing(sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_dataset, "_SCHEMA", "no/such/folder.json")
    answer = sahel("init", "mine")
    assert answer.stderr.splitlines()[0] == 'error: cannot write "mine/no/such/folder.json": no such file or directory'
    assert answer.code == 3
    assert not (tmp_path / "mine").exists()
