"""Folders of facts: several datasets, each whole; and what is not whole is said and never answered from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sahelcli.engines.facts_manifest import BrokenFacts, NoFacts, read_folder
from sahelcli.filesystem.folder_replacement import moved_away
from tests.terminal import Result, Sahel

TEXT = """\
[dataset]
title = "{title}"

[[sources]]
id = "s"
title = "S"
publisher = "P"

"""
EVENT = """
[[events]]
id = "{event}"
date = "2023-09"
title = "T"
sources = ["s"]
"""


def run(sahel: Sahel, folder: Path, title: str, *events: str) -> Result:
    """Export a dataset of these events into a folder of facts."""
    text = TEXT.format(title=title) + "".join(EVENT.format(event=event) for event in events)
    return sahel("export", "facts", "-d", "-", "-o", str(folder), stdin=text.encode())


def export(sahel: Sahel, folder: Path, title: str, *events: str) -> Path:
    """Export a dataset that is no other's, and return its own folder."""
    done = run(sahel, folder, title, *events)
    assert (done.code, done.stderr) == (0, "")
    return folder / f"dataset={title.lower()}"


@pytest.fixture
def folder(sahel: Sahel, tmp_path: Path) -> Path:
    for title, event in (("North", "one"), ("South", "two")):
        export(sahel, tmp_path / "facts", title, event)
    return tmp_path / "facts"


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_datasets_share_a_folder_and_each_says_what_it_is(folder: Path) -> None:
    north, south = read_folder(folder)
    assert (north.name, south.name) == ("north", "south")
    assert north.provenance["dataset"] == "North"
    assert north.rows["event"] == 1
    assert all(file.is_file() for file in (*north.files, north.names))


def test_a_second_export_replaces_its_own_and_nothing_else(sahel: Sahel, folder: Path) -> None:
    before = all_bytes(folder / "dataset=south")
    north = export(sahel, folder, "North", "one", "another")
    assert all_bytes(folder / "dataset=south") == before
    assert read_folder(folder)[0].rows["event"] == 2
    assert {path.name for path in folder.iterdir()} == {north.name, "dataset=south"}


def test_what_is_exported_again_has_the_same_bytes(sahel: Sahel, folder: Path) -> None:
    before = all_bytes(folder)
    export(sahel, folder, "North", "one")
    assert all_bytes(folder) == before


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def other(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-30] ^= 1
    file.write_bytes(data)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "is missing"),
    "cut": (cut, "is cut off: it has "),
    "foreign": (other, "is not the file that was exported"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("file", ["kind=event/century=20/part-0000.parquet", "names.parquet"])
def test_a_file_that_is_not_whole_is_named(folder: Path, fault: str, file: str) -> None:
    damage, message = FAULTS[fault]
    path = next((folder / "dataset=north").glob(file.replace("0000", "*")))
    damage(path)
    with pytest.raises(BrokenFacts) as caught:
        read_folder(folder)
    assert caught.value.message.startswith(f'"{path}" {message}')
    assert caught.value.hint == f'export it again: `sahel export facts -o "{folder}"`'


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": 1}', "\udcff"])
def test_a_manifest_that_cannot_be_read_is_named(folder: Path, text: str) -> None:
    manifest = folder / "dataset=south" / "_manifest.json"
    manifest.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BrokenFacts, match="cannot be read"):
        read_folder(folder)


def test_a_dataset_without_a_manifest_is_not_whole(folder: Path) -> None:
    (folder / "dataset=south" / "_manifest.json").unlink()
    with pytest.raises(BrokenFacts, match="is not whole: it has no _manifest"):
        read_folder(folder)


def test_facts_of_another_schema_are_refused(folder: Path) -> None:
    manifest = folder / "dataset=south" / "_manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema": 99}))
    with pytest.raises(BrokenFacts, match="has facts of version 99 of their schema, and this sahel reads 1"):
        read_folder(folder)


def test_a_copy_under_another_name_is_no_second_dataset(folder: Path) -> None:
    shutil.copytree(folder / "dataset=south", folder / "dataset=west")
    with pytest.raises(BrokenFacts, match='is that of "south"'):
        read_folder(folder)


def test_a_dataset_that_was_moved_away_and_not_replaced_is_missed(folder: Path) -> None:
    place = folder / "dataset=north"
    place.rename(moved_away(place))
    with pytest.raises(BrokenFacts, match="is being replaced at this moment"):
        read_folder(folder)


def test_the_next_export_clears_what_was_moved_away(sahel: Sahel, folder: Path) -> None:
    place = folder / "dataset=north"
    place.rename(moved_away(place))
    export(sahel, folder, "North", "one")
    assert [facts.name for facts in read_folder(folder)] == ["north", "south"]
    assert not moved_away(place).exists()


def test_a_folder_without_facts_is_none(tmp_path: Path) -> None:
    for path, message in ((tmp_path, "holds no facts"), (tmp_path / "none", "is not there")):
        with pytest.raises(NoFacts, match=message):
            read_folder(path)
    (tmp_path / "file").write_text("")
    with pytest.raises(NoFacts, match="is no folder of facts"):
        read_folder(tmp_path / "file")
