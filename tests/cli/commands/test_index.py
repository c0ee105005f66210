"""`sahel index`: where it is, what it covers; made anew and removed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.index.small import Small, Table, write
from tests.terminal import Sahel


@pytest.fixture
def dataset(tmp_path: Path) -> str:
    write(tmp_path / "mine", {"a.toml": Small(Random(1)).records(0)})
    return str(tmp_path / "mine")


def test_index_says_where_it_is_and_what_it_covers(sahel: Sahel, dataset: str) -> None:
    rows = sahel("index", "-d", dataset, "--json").json()
    assert Path(rows["index"]).stat().st_size == rows["bytes"]
    assert rows["records"] == dict.fromkeys(("event", "figure", "actor", "place", "source", "quote"), 1)
    assert "1 event, 1 quotation, 1 figure, 1 actor, 1 place, 1 source" in sahel("index", "-d", dataset).stdout


@pytest.mark.parametrize(
    "wrong", [[], [("events", {"id": "wrong", "title": "without a date"})]], ids=["all valid", "one not"]
)
def test_it_counts_the_valid_records_of_all_files(sahel: Sahel, tmp_path: Path, wrong: list[tuple[str, Table]]) -> None:
    small = Small(Random(2))
    files = {"a.toml": small.records(1), "b.toml": small.records(40) + wrong, "c.toml": small.records(3)}
    write(tmp_path / "mine", files)
    made = Counter(table for records in files.values() for table, _ in records)
    made["events"] -= len(wrong)
    rows = sahel("index", "-d", str(tmp_path / "mine"), "--json").json()
    assert {f"{kind}s": number for kind, number in rows["records"].items()} == made
    assert rows["left_out"] == len(wrong)


def test_rebuilt_index_is_another_file(sahel: Sahel, dataset: str) -> None:
    before = sahel("index", "-d", dataset, "--json").json()["index"]
    assert sahel("index", "-d", dataset, "--json").json()["index"] == before
    assert sahel("index", "-d", dataset, "--rebuild", "--json").json()["index"] != before
    assert not Path(before).exists()


def test_removed_index_is_gone(sahel: Sahel, dataset: str) -> None:
    path = Path(sahel("index", "-d", dataset, "--json").json()["index"])
    assert sahel("index", "-d", dataset, "--remove").stderr == "the index is removed\n"
    assert not path.exists()
    assert sahel("index", "-d", dataset, "--remove").stderr == "there is no index of this dataset\n"


def test_rebuild_and_remove_are_two_things(sahel: Sahel, dataset: str) -> None:
    assert sahel("index", "-d", dataset, "--rebuild", "--remove").code == 2


def test_without_a_home_the_index_is_in_memory(sahel: Sahel, dataset: str) -> None:
    result = sahel("index", "-d", dataset, env={"HOME": "/proc/nowhere", "XDG_CACHE_HOME": ""})
    assert result.stdout.startswith("index     in memory")
