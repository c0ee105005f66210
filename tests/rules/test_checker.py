"""What is found does not depend on how a dataset is read: by an index, made in chunks or at once, or all files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.dataset.reader import read_dataset
from sahelcli.diagnostics.finding import Diagnostic
from sahelcli.index import worker_process
from sahelcli.index.build import chunks, pipeline
from sahelcli.index.cache_dir import cache_folder
from sahelcli.rules import RULES, checker, findings, parallel, stored_findings
from sahelcli.toml import record_positions
from tests.rules.faulty import Faulty, head, written
from tests.terminal import Sahel

SEEDS = st.integers(0, 2**32)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[None]:
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(tmp_path / "cache")}):
        yield


def dataset(folder: Path, seed: int, files: int = 3) -> Path:
    """Write a dataset that breaks rules, with line ends, byte order marks and forms by chance."""
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    records = [written(table, record, random) for table, record in Faulty(random).tables(6)]
    share = -(-len(records) // files)
    for number in range(files):
        above = "\ufeff" if random.random() < 0.2 else ""
        message = head(random) if random.random() < 0.7 else ""
        text = above + message + "".join(records[number * share : (number + 1) * share])
        ends = "\r\n" if random.random() < 0.2 else "\n"
        (folder / f"{number}.toml").write_bytes(text.replace("\n", ends).encode())
    return folder


def itself(finding: Diagnostic) -> Diagnostic:
    """Return a finding as it is."""
    return finding


def by_index(folder: Path) -> list[Diagnostic]:
    """Return what is found by the index alone."""
    unread = patch.object(checker, "read_found", side_effect=AssertionError("everything was read"))
    with unread, checker.checked([str(folder)], RULES, quiet=True) as result:
        findings = list(result.each(itself))
    assert (result.errors, result.warnings) == (0, len(findings))
    return findings


def by_files(folder: Path) -> list[Diagnostic]:
    """Return what is found in all records and all texts."""
    return findings(read_dataset([str(folder)]), RULES)


def test_every_rule_is_broken_often(tmp_path: Path) -> None:
    result = Counter(finding.code for seed in range(40) for finding in by_files(dataset(tmp_path / str(seed), seed)))
    assert {rule.code for rule in RULES if rule.find and result[rule.code] < 3} == set()


@settings(max_examples=30)
@given(seed=SEEDS, size=st.sampled_from([50, 400, 3_000, 1_000_000]))
def test_by_the_index_all_is_found_that_is_found_by_reading(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    folder = dataset(tmp_path_factory.mktemp("d"), seed)
    with patch.object(record_positions, "_SIZE", size):
        assert by_index(folder) == by_files(folder)


@settings(max_examples=30)
@given(seed=SEEDS)
def test_an_index_that_was_made_in_chunks_tells_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = dataset(tmp_path_factory.mktemp("d"), seed)
    small = patch.multiple(pipeline, SIZE=500, _LARGE=0)
    with small, patch.object(chunks, "SIZE", 500), patch.object(worker_process, "can_help", lambda: False):
        assert by_index(folder) == by_files(folder)


def test_a_second_process_may_ask_half_of_the_rules_and_find_half_of_the_places(tmp_path: Path) -> None:
    with patch.object(parallel, "LARGE", 0), patch.object(worker_process, "can_help", lambda: True):
        for seed in range(6):
            folder = dataset(tmp_path / str(seed), seed)
            with patch.object(parallel, "stored_findings", side_effect=AssertionError("one process did it")):
                assert by_index(folder) == by_files(folder)


def test_who_stops_amidst_the_findings_leaves_no_file(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", 2)
    with patch.object(parallel, "LARGE", 0), patch.object(worker_process, "can_help", lambda: True):
        with checker.checked([str(folder)], RULES, quiet=True) as result:
            findings = result.each(itself)
            assert next(findings) in by_files(folder)
            assert left_over()
        assert not left_over()


def left_over() -> list[Path]:
    """Return the files that pass between two processes."""
    cache = cache_folder()
    assert cache
    return list(cache.glob("*.part"))


def test_all_rules_are_asked_here_where_the_second_process_cannot(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", 2)
    no_disk = patch.object(parallel, "TemporaryDirectory", side_effect=OSError("no space left on device"))
    with patch.object(parallel, "LARGE", 0), patch.object(worker_process, "can_help", lambda: True):
        with no_disk:
            assert by_index(folder) == by_files(folder)
        with patch.object(worker_process, "ProcessPoolExecutor", side_effect=OSError("no more processes")):
            assert by_index(folder) == by_files(folder)


@settings(max_examples=30)
@given(seed=SEEDS)
def test_how_records_are_filed_changes_no_finding(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    random = Random(seed)
    records = [written(table, record, random) for table, record in Faulty(random).tables(6)]
    messages = []
    for files in (1, 2, 5):
        folder = tmp_path_factory.mktemp("d")
        share = -(-len(records) // files)
        for number in range(files):
            (folder / f"{number}.toml").write_text("".join(records[number * share : (number + 1) * share]), "utf-8")
        messages.append(Counter((item.code, item.about, item.message) for item in by_index(folder)))
    assert messages[0] == messages[1] == messages[2]


def test_what_an_error_leaves_out_changes_what_is_said_of_the_rest_as_little_as_it_must(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", 5)
    by_rules = {finding for finding in by_index(folder) if not finding.code.startswith("unused-")}
    (folder / "z.toml").write_text('[[events]]\nid = "E"\n', "utf-8")
    with checker.checked([str(folder)], RULES, quiet=True) as result:
        findings = set(result.each(itself))
    assert {finding for finding in findings if finding.place.path != str(folder / "z.toml")} == by_rules
    assert result.errors == len(findings) - len(by_rules) > 0


def test_a_file_that_changes_meanwhile_is_not_told_of_wrongly(sahel: Sahel, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", 3)
    original = stored_findings

    def change(*given: object) -> object:
        with (folder / "0.toml").open("ab") as stream:
            stream.write(b"\n# one more line\n")
        return original(*given)  # type: ignore[arg-type]

    with patch.object(parallel, "stored_findings", change):
        result = sahel("check", str(folder))
    assert result.code == 3
    assert "was changed while it was checked" in result.stderr


def test_in_memory_where_no_index_can_be_kept(sahel: Sahel, tmp_path: Path) -> None:
    folder = dataset(tmp_path / "d", 4)
    output = sahel("check", str(folder)).output
    Path("no-folder").write_text("", "utf-8")
    assert sahel("check", str(folder), env={"XDG_CACHE_HOME": str(Path("no-folder").resolve())}).output == output
