"""The facts, read by DuckDB and by Arrow."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from sahelcli.dates.calendar import iso
from sahelcli.engines.facts_schema import FACTS, NAMES
from sahelcli.exporters.facts import record_files
from sahelcli.exporters.facts.arrow_lists import each_once, without_null
from sahelcli.exporters.facts.partition_files import PartitionFiles
from sahelcli.index.build import pipeline
from tests.terminal import Sahel

COMMANDS = {"timeline": "event", "quote": "quote", "troops": "figure"}


@pytest.fixture
def folder(sahel: Sahel, tmp_path: Path) -> Path:
    result = sahel("export", "facts", "-o", str(tmp_path / "facts"))
    assert (result.code, result.stderr, result.stdout) == (0, "", "")
    (made,) = (tmp_path / "facts").iterdir()
    return made


def records(folder: Path) -> list[dict[str, Any]]:
    """Return all records of a dataset, as DuckDB reads them."""
    with duckdb.connect() as connection:
        files = f"{folder}/kind=*/century=*/*.parquet"
        answer = connection.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [files])
        names = [column[0] for column in answer.description]
        return [dict(zip(names, values, strict=True)) for values in answer.fetchall()]


def test_the_columns_are_those_of_the_schema(folder: Path) -> None:
    for file in folder.rglob("kind=*/**/*.parquet"):
        schema = pyarrow.parquet.read_schema(file)
        assert [(field.name, field.nullable) for field in schema] == [(each.name, each.nullable) for each in FACTS]
    assert pyarrow.parquet.read_schema(folder / "names.parquet").names == [each.name for each in NAMES]


def test_every_record_is_there_with_its_row(sahel: Sahel, folder: Path) -> None:
    result = records(folder)
    for command, kind in COMMANDS.items():
        rows = [json.loads(each["row"]) for each in result if each["kind"] == kind]
        expected = [row | ({"renderings": []} if kind == "quote" else {}) for row in sahel(command, "--json").json()]
        assert sorted(rows, key=lambda row: str(row["id"])) == sorted(expected, key=lambda row: str(row["id"]))


@pytest.fixture
def edge_records(sahel: Sahel, edges: str, tmp_path: Path) -> dict[str, dict[str, Any]]:
    """The records of a small dataset of everything that bites, by kind and id."""
    assert sahel("export", "facts", "-d", edges, "-o", str(tmp_path / "edges")).code == 0
    (made,) = (tmp_path / "edges").iterdir()
    return {f"{each['kind']}:{each['id']}": each for each in records(made)}


def test_a_date_is_its_first_and_last_day_and_the_period_it_surely_lies_in(
    edge_records: dict[str, dict[str, Any]],
) -> None:
    day, month, since = (edge_records[f"event:{name}"] for name in ("day", "month", "since"))
    assert [iso(day["first_day"]), iso(day["last_day"]), day["in_month"]] == ["2023-09-24", "2023-09-24", "2023-09"]
    assert [iso(month["first_day"]), iso(month["last_day"]), month["in_quarter"]] == [
        "2023-09-01", "2023-09-30", "2023-Q3",
    ]  # fmt: skip
    assert [since["last_day"], since["in_year"]] == [10_000_000, "imprecise"]


def test_a_century_has_its_own_folder(folder: Path) -> None:
    for file in folder.rglob("kind=event/*/*.parquet"):
        century = file.parent.name.removeprefix("century=")
        days = pyarrow.parquet.ParquetFile(file).read(["first_day"])["first_day"].to_pylist()
        assert {"open" if day == -10_000_000 else iso(day)[:2] for day in days} == {century}
        assert days == sorted(days)


def test_a_place_comes_with_all_that_holds_it(folder: Path) -> None:
    events = {each["id"]: each for each in records(folder) if each["kind"] == "event"}
    seen = [each for each in events.values() if "niamey" in each["places"]]
    assert seen
    assert all({"niger", "sahel"} <= set(each["places"]) for each in seen)


def test_a_quotation_has_its_speaker_and_apart_from_that_whom_its_event_names(folder: Path) -> None:
    everything = records(folder)
    events = {each["id"]: each for each in everything if each["kind"] == "event"}
    quotes = [each for each in everything if each["kind"] == "quote"]
    assert {len(each["events"]) for each in quotes} == {0, 1}
    for quote in quotes:
        assert quote["actors"] == [quote["speaker"]]
        event = events[quote["events"][0]] if quote["events"] else {"actors": [], "places": [], "tags": []}
        assert [quote["event_actors"], quote["places"], quote["tags"]] == [
            event["actors"], event["places"], event["tags"],
        ]  # fmt: skip


def test_words_are_parted_whatever_signs_a_text_has(sahel: Sahel, tmp_path: Path) -> None:
    text = (
        '[[places]]\nid = "p"\nname = "One\\u001cTwo \\\\u001c"\nkind = "city"\n'
        'aliases = ["N\'Djamena\\u001d1,500", "A-b"]\nnote = "Three\\u001d\\u001cfour"\n'
        '[[places]]\nid = "q"\nname = "Five"\nkind = "city"\n'
    )
    assert sahel("export", "facts", "-d", "-", "-o", str(tmp_path / "f"), stdin=text.encode()).code == 0
    words = {each["id"]: (each["words"], each["note_words"]) for each in records(next((tmp_path / "f").iterdir()))}
    end = "\ue000"
    assert words == {
        "p": (f" one two u001c {end} n djamena 1500 {end} a b {end} ndjamena {end} ab ", " three four "),
        "q": (" five ", ""),
    }


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.int32()])
def test_lists_have_each_value_once_in_the_order_in_which_they_come(kind: pyarrow.DataType) -> None:
    random = Random(str(kind))
    values = [None, *map(str, range(9))] if kind == pyarrow.string() else [None, *range(9)]
    lists = [random.choices(values, k=random.randint(0, 9)) for _ in range(2_000)]
    once = [[value for value in dict.fromkeys(some) if value is not None] for some in lists]
    assert each_once(pyarrow.array(lists, pyarrow.list_(kind))).to_pylist() == once
    some = [[value for value in each if value is not None] for each in lists]
    assert without_null(pyarrow.array(lists, pyarrow.list_(kind))).to_pylist() == some
    assert each_once(pyarrow.array([[], []], pyarrow.list_(kind))).to_pylist() == [[], []]


def test_it_loads_neither_of_the_libraries_that_arrow_looks_for(environment: dict[str, str], tmp_path: Path) -> None:
    script = (
        "import sys; from sahelcli.deferred_modules import defer; defer(); from sahelcli.cli.app import main;"
        "code = main(sys.argv[1:]); print(int(code), [name for name in ('numpy', 'pandas') if sys.modules.get(name)])"
    )
    command = (sys.executable, "-c", script, "export", "facts", "-q", "-o", str(tmp_path / "facts"))
    child = subprocess.run(command, check=True, env=environment, capture_output=True, timeout=120, text=True)
    assert (child.stderr, child.stdout) == ("", "0 []\n")


SOURCES = """\
[[sources]]
id = "{name}"
title = "T"
publisher = "{publisher}"
{more}

"""
RESTING = """\
[[events]]
id = "e"
date = "2023"
title = "E"
sources = ["a", "b", "c", "d"]
"""


def test_it_is_said_by_which_day_how_many_sources_were_independent(sahel: Sahel, tmp_path: Path) -> None:
    text = "".join(
        SOURCES.format(name=name, publisher=publisher, more=more)
        for name, publisher, more in (
            ("a", "Herald", 'published = "2023-09-03"'),
            ("b", "HERALD", 'published = "2023-09-01"'),
            ("c", "Courier", 'published = "2023-09"\nagency = "Wire"'),
            ("d", "Wire", ""),
        )
    )
    assert sahel("export", "facts", "-d", "-", "-o", str(tmp_path / "f"), stdin=(text + RESTING).encode()).code == 0
    (event,) = [each for each in records(next((tmp_path / "f").iterdir())) if each["kind"] == "event"]
    assert list(map(iso, event["independent_days"])) == ["2023-09-01", "2023-09-30"]
    assert event["independent_days_undated"][0] == -10_000_000
    assert list(map(iso, event["independent_days_undated"][1:])) == ["2023-09-01"]
    assert (event["independent"], event["undated"], iso(event["known"])) == (2, True, "2023-09-01")
    assert (event["publishers"], event["agencies"]) == (["herald", "courier", "wire"], ["wire"])


def files_of(folder: Path) -> dict[Path, bytes]:
    """Return what is in each file of a folder."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_processes_write_the_same_bytes_as_one(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sahel("export", "facts", "-o", str(tmp_path / "one")).code == 0
    monkeypatch.setattr(record_files, "_LARGE", 10)
    assert sahel("export", "facts", "-o", str(tmp_path / "two")).code == 0
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_an_index_that_keeps_each_source_once_is_exported_as_one_with_whole_rows(
    sahel: Sahel, edges: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sahel("export", "facts", "-d", edges, "-o", str(tmp_path / "one")).code == 0
    monkeypatch.setattr(pipeline, "_LARGE", 0)
    elsewhere = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert sahel("export", "facts", "-d", edges, "-o", str(tmp_path / "two"), env=elsewhere).code == 0
    (index,) = (tmp_path / "cache").rglob("*.index")
    with closing(sqlite3.connect(index)) as connection:
        assert connection.execute("SELECT count(*) FROM records WHERE cited LIKE '%,%'").fetchone()[0]
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
def test_it_is_there_as_a_whole_or_not_at_all(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    target = tmp_path / "above" / "facts"
    if there:
        sahel("export", "facts", "-o", str(target))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    close = PartitionFiles.close

    def full(files: PartitionFiles) -> None:
        close(files)
        if len(files.rows) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(PartitionFiles, "close", full)
    result = sahel("export", "facts", "-o", str(target))
    assert (result.code, result.stderr) == (3, f'error: cannot write "{target}": no space left on device\n')
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()} == before
    assert (tmp_path / "above").exists() is there


def test_it_needs_a_folder(sahel: Sahel, tmp_path: Path) -> None:
    result = sahel("export", "facts")
    assert (result.code, result.stderr) == (2, "error: facts is a folder of files\nhint: name the folder: -o FOLDER\n")
    (tmp_path / "file").write_text("kept")
    result = sahel("export", "facts", "-o", str(tmp_path / "file"))
    assert (result.code, (tmp_path / "file").read_text()) == (3, "kept")


def test_without_its_library_it_says_how_to_install_it(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in [name for name in sys.modules if name.startswith("sahelcli.exporters.facts")]:
        monkeypatch.delitem(sys.modules, name)
    result = sahel("export", "facts", "-o", str(tmp_path / "none"))
    assert result.stderr == 'error: facts needs pyarrow, which is not installed\nhint: pip install "sahel[parquet]"\n'
    assert (result.code, (tmp_path / "none").exists()) == (3, False)


def test_records_that_are_not_valid_are_counted_in_the_manifest(sahel: Sahel, tmp_path: Path) -> None:
    text = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n[[sources]]\nid = "t"\n'
    sahel("export", "facts", "-d", "-", "-o", str(tmp_path / "f"), stdin=text.encode())
    manifest = json.loads(next((tmp_path / "f").rglob("_manifest.json")).read_bytes())
    assert manifest["rows"]["source"] == 1
    assert manifest["incomplete"][0].startswith("1 record was left out as not valid")
