"""Which dataset is which in a folder of facts: none replaces another, and one that is there twice is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sahelcli.engines.facts_manifest import MANIFEST, BrokenFacts, read_folder
from sahelcli.filesystem.folder_replacement import moved_away
from tests.engines.test_facts_manifest import all_bytes, export, run
from tests.terminal import Sahel

THREE = ("one", "two", "three")


@pytest.fixture
def folder(sahel: Sahel, tmp_path: Path) -> Path:
    export(sahel, tmp_path / "facts", "North", *THREE)
    return tmp_path / "facts"


def refusal(place: Path) -> str:
    return (
        f'error: "{place}" has the facts of another dataset: most of its ids are not in this one\n'
        "hint: give this dataset a title of its own in its [dataset] table, or remove that folder to replace it\n"
    )


@pytest.mark.parametrize("events", [("other",), ("one", "other", "more"), ()])
def test_another_dataset_of_the_same_title_is_not_replaced(sahel: Sahel, folder: Path, events: tuple[str, ...]) -> None:
    before = all_bytes(folder)
    result = run(sahel, folder, "North", *events)
    assert (result.code, result.stdout, result.stderr) == (3, "", refusal(folder / "dataset=north"))
    assert all_bytes(folder) == before


def test_datasets_without_a_title_whose_files_have_one_name_do_not_replace_each_other(
    sahel: Sahel, tmp_path: Path
) -> None:
    for desk, code in (("a", 0), ("b", 3)):
        file = tmp_path / desk / "chronology.toml"
        file.parent.mkdir()
        file.write_text(f'[[events]]\nid = "{desk}"\ndate = "2023"\ntitle = "T"\nsources = ["s"]\n{SOURCE}')
        result = sahel("export", "facts", "-d", str(file), "-o", str(tmp_path / "facts"))
        assert result.code == code, result.stderr
    assert [facts.name for facts in read_folder(tmp_path / "facts")] == ["chronology"]


SOURCE = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n'


@pytest.mark.parametrize("events", [("one", "two"), (*THREE, "four"), ("one", "two", *map(str, range(500)))])
def test_a_dataset_that_lost_or_won_records_replaces_itself(
    sahel: Sahel, folder: Path, events: tuple[str, ...]
) -> None:
    export(sahel, folder, "North", *events)
    assert read_folder(folder)[0].rows["event"] == len(events)


def test_a_removed_folder_makes_room_for_another_dataset(sahel: Sahel, folder: Path) -> None:
    (folder / "dataset=north").rename(folder / "elsewhere")
    export(sahel, folder, "North", "other")


def test_another_dataset_does_not_clear_what_was_moved_away(sahel: Sahel, folder: Path) -> None:
    place = folder / "dataset=north"
    place.rename(moved_away(place))
    result = run(sahel, folder, "North", "other")
    assert (result.code, result.stderr) == (3, refusal(moved_away(place)))
    assert moved_away(place).is_dir()


def test_a_dataset_that_is_there_under_its_older_title_is_named(sahel: Sahel, folder: Path) -> None:
    export(sahel, folder, "South", "other")
    result = run(sahel, folder, "North and South", "one", "two", "four")
    note = (
        '"dataset=north" beside "dataset=north-and-south" has most of its ids there too: both are asked, and what is in'
        " both is listed and counted twice; remove the folder that is out of date, or ask one alone:"
        ' "?dataset=north-and-south"\n'
    )
    assert (result.code, result.stderr) == (0, note)


def test_quiet_says_nothing(sahel: Sahel, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    file.write_text(f'[[events]]\nid = "one"\ndate = "2023"\ntitle = "T"\nsources = ["s"]\n{SOURCE}')
    export(sahel, folder, "Few", "one")
    for quiet, lines in (([], 1), (["-q"], 0)):
        result = sahel("export", "facts", *quiet, "-d", str(file), "-o", str(folder))
        assert (result.code, result.stderr.count("\n")) == (0, lines)


def test_the_manifest_has_some_ids_of_a_large_dataset(sahel: Sahel, tmp_path: Path) -> None:
    place = export(sahel, tmp_path / "facts", "Large", *(f"{number:04}" for number in range(1_000)))
    sample = json.loads((place / MANIFEST).read_text())["sample"]
    assert sample == {"event": [f"{number:04}" for number in range(0, 1_000, 5)]}


def test_shared_sources_make_no_dataset_the_same(sahel: Sahel, folder: Path) -> None:
    export(sahel, folder, "South", "other")  # it has the source of the north, and no note is given


@pytest.mark.parametrize("sample", [None, 5, "x", [1], {"event": 7}])
def test_a_sample_that_is_none_is_a_manifest_that_cannot_be_read(sahel: Sahel, folder: Path, sample: object) -> None:
    manifest = folder / "dataset=north" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"sample": sample}))
    with pytest.raises(BrokenFacts, match="cannot be read"):
        read_folder(folder)
    export(sahel, folder, "North", *THREE)
