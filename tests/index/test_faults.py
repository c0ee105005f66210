"""Whatever befalls the index, the answer is the same; at worst the next one is slower."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest

from sahelcli.index import cache_dir as folder_module
from sahelcli.index import manifest as head_module
from sahelcli.index.open import open_index
from tests.index.contents import contents
from tests.index.small import Small, toml, write

Program = list[str]
CHILD = [sys.executable, "-c", "from sahelcli.__main__ import run; run()"]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(tmp_path / "cache")}):
        yield tmp_path / "cache" / "sahel"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    small = Small(Random(7))
    write(tmp_path / "dataset", {"a.toml": small.records(8), "b.toml": small.records(8)})
    return tmp_path / "dataset"


def ask(dataset: Path) -> list[list[object]]:
    index = open_index([str(dataset)])
    try:
        return contents(index.connection)
    finally:
        index.connection.close()


def the_index(cache: Path) -> Path:
    (result,) = cache.glob("*.index")
    return result


def truncate(path: Path, random: Random) -> None:
    os.truncate(path, random.randrange(path.stat().st_size + 1))


def flip(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 4) if data else 0):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def fill_with_noise(path: Path, random: Random) -> None:
    path.write_bytes(random.randbytes(random.randrange(9_000)))


def remove(path: Path, _: Random) -> None:
    path.unlink()


def empty(path: Path, _: Random) -> None:
    path.write_bytes(b"")


def make_read_only(path: Path, _: Random) -> None:
    path.chmod(0o400)


def put_a_folder_there(path: Path, _: Random) -> None:
    path.unlink()
    path.mkdir()


FAULTS = (truncate, flip, fill_with_noise, remove, empty, make_read_only, put_a_folder_there)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.__name__))
@pytest.mark.parametrize("suffix", ["index", "head", "lock"])
def test_spoilt_file_changes_no_answer(
    cache: Path, dataset: Path, suffix: str, fault: Callable[[Path, Random], None]
) -> None:
    expected = ask(dataset)
    (spoilt,) = cache.glob(f"*.{suffix}")
    fault(spoilt, Random(3))
    assert ask(dataset) == expected
    assert ask(dataset) == expected


def test_head_of_another_dataset_is_not_believed(cache: Path, dataset: Path, tmp_path: Path) -> None:
    expected = ask(dataset)
    (head,) = cache.glob("*.head")
    other = tmp_path / "other"
    shutil.copytree(dataset, other)
    (other / "a.toml").write_text((dataset / "a.toml").read_text("utf-8").replace("Troops", "Nobody"), "utf-8")
    data = head.read_bytes()
    head.unlink()
    ask(other)
    (others,) = cache.glob("*.head")
    others.replace(head)
    assert ask(dataset) == expected
    head.write_bytes(data)
    assert ask(dataset) == expected


def test_head_that_names_a_file_elsewhere_harms_nothing(cache: Path, dataset: Path, tmp_path: Path) -> None:
    expected = ask(dataset)
    (head,) = cache.glob("*.head")
    precious = tmp_path / "precious"
    precious.write_text("facts", "utf-8")
    document = json.loads(head.read_bytes())
    document[1] = "../../precious"
    head.write_text(json.dumps(document), "utf-8")
    assert ask(dataset) == expected
    assert precious.read_text("utf-8") == "facts"


def test_folder_is_its_owners_alone(cache: Path, dataset: Path) -> None:
    ask(dataset)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("folder", ["/proc/nowhere", "", "/dev/null"])
def test_without_a_home_the_answer_is_the_same(dataset: Path, folder: str) -> None:
    with patch.dict(os.environ, {"HOME": folder, "XDG_CACHE_HOME": folder}):
        assert open_index([str(dataset)]).lacking.left_out == 0


def test_full_disk_is_no_reason_to_give_no_answer(cache: Path, dataset: Path) -> None:
    with patch.object(os, "fsync", side_effect=OSError(28, "no space left on device")):
        answer = ask(dataset)
    assert not list(cache.glob("*.part"))
    assert answer == ask(dataset)


def test_change_of_the_same_size_right_after_is_seen(cache: Path, dataset: Path) -> None:
    before = ask(dataset)
    file = dataset / "a.toml"
    status = file.stat()
    file.write_text(file.read_text("utf-8").replace("Le Monde", "La Monde").replace("AFP", "AFQ"), "utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert ask(dataset) != before


def test_change_of_the_same_size_and_an_old_time_is_seen(cache: Path, dataset: Path) -> None:
    file = dataset / "a.toml"
    os.utime(file, ns=(10**18, 10**18))
    before = ask(dataset)
    file.write_text(file.read_text("utf-8").replace("Le Monde", "La Monde").replace("AFP", "AFQ"), "utf-8")
    os.utime(file, ns=(10**18, 10**18))
    assert ask(dataset) != before


def other(dataset: Path) -> Path:
    """Put a file beside a dataset that is another one, of the size and time of one of its own."""
    file = dataset.with_name("a.toml")
    file.write_text((dataset / "a.toml").read_text("utf-8").replace("AFP", "AFQ").replace("Monde", "Mende"), "utf-8")
    for path in (file, dataset / "a.toml"):
        os.utime(path, ns=(10**18, 10**18))
    return file


@pytest.mark.parametrize("is_later", [False, True])
def test_another_file_of_the_same_size_and_time_in_its_place_is_seen(
    cache: Path, dataset: Path, is_later: bool
) -> None:
    file = other(dataset)
    before = ask(dataset)
    later = time.time_ns() + 10 * head_module.RECENT if is_later else time.time_ns()
    with patch.object(time, "time_ns", return_value=later):
        ask(dataset)
        file.replace(dataset / "a.toml")
        assert ask(dataset) != before


def test_a_link_that_leads_to_another_file_of_the_same_size_and_time_is_seen(cache: Path, dataset: Path) -> None:
    file = other(dataset)
    path = (dataset / "a.toml").rename(dataset.with_name("kept.toml"))
    (dataset / "a.toml").symlink_to(path)
    with patch.object(time, "time_ns", return_value=time.time_ns() + 10 * head_module.RECENT):
        before = ask(dataset)
        (dataset / "a.toml").unlink()
        (dataset / "a.toml").symlink_to(file)
        assert ask(dataset) != before


def test_a_copy_of_a_dataset_in_its_place_is_read_once_and_not_indexed_again(cache: Path, dataset: Path) -> None:
    with patch.object(time, "time_ns", return_value=time.time_ns() + 10 * head_module.RECENT):
        before = ask(dataset)
        shutil.copytree(dataset, dataset.with_name("copy"))
        shutil.rmtree(dataset)
        dataset.with_name("copy").rename(dataset)
        with patch("sahelcli.index.build.pipeline.make", side_effect=AssertionError("it was indexed again")):
            assert ask(dataset) == before
        with patch.object(head_module, "digest_of", side_effect=AssertionError("a file was read again")):
            assert ask(dataset) == before


def test_files_found_the_same_later_are_not_read_again(cache: Path, dataset: Path) -> None:
    ask(dataset)
    with patch.object(time, "time_ns", return_value=time.time_ns() + 10 * head_module.RECENT):
        ask(dataset)
    with patch.object(head_module, "digest_of", side_effect=AssertionError("a file was read again")):
        ask(dataset)


def test_dataset_named_from_elsewhere_has_the_same_index(
    cache: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(dataset)
    path = the_index(cache)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(dataset)
    for name in ("dataset", "./dataset/", "link"):
        assert ask(Path(name)) is not None
        assert the_index(cache) == path


def test_file_that_grows_while_it_is_read_is_read_again(cache: Path, dataset: Path) -> None:
    from sahelcli.index.build import pipeline

    small = Small(Random(9))
    small.records(40)
    added = toml("sources", small.record("sources"))
    read_one = pipeline.read_one  # type: ignore[attr-defined]

    def grow(path: str, **named: Any) -> object:
        content = read_one(path, **named)
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(added.replace("source-", f"late-{Path(path).stem}-"))
        return content

    with patch.object(pipeline, "read_one", grow):
        before = ask(dataset)
    assert len(ask(dataset)[0]) == len(before[0]) + 2


def test_what_nobody_uses_is_cleared_and_what_is_used_stays(cache: Path, dataset: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(dataset, other)
    ask(other)
    long_ago = time.time() - 40 * 86_400
    for path in cache.iterdir():
        os.utime(path, (long_ago, long_ago))
    leavings = [cache / "0123.99999.part", cache / "0123.99999.head-part"]
    for path in leavings:
        path.write_bytes(b"")
        os.utime(path, (long_ago, long_ago))
    fresh = cache / "0123.77777.part"
    fresh.write_bytes(b"")
    expected = ask(dataset)
    assert fresh in cache.iterdir()
    assert len(list(cache.glob("*.index"))) == len(list(cache.glob("*.head"))) == 1
    assert not any(path.exists() for path in leavings)
    assert ask(dataset) == expected


def test_use_keeps_an_index(cache: Path, dataset: Path) -> None:
    ask(dataset)
    (head,) = cache.glob("*.head")
    old = time.time() - 20 * 86_400
    os.utime(head, (old, old))
    ask(dataset)
    assert head.stat().st_mtime > old + 86_400


def test_twenty_cold_starts_at_once_give_one_answer(cache: Path, dataset: Path) -> None:
    arguments = [*CHILD, "timeline", "--format", "jsonl", "-d", str(dataset)]
    runs = [subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(20)]
    answers = {(run.communicate(timeout=120), run.returncode) for run in runs}
    assert len(answers) == 1
    ((output, errors), code), *_ = answers
    assert output
    assert (errors, code) == (b"", 0)
    assert len(list(cache.glob("*.index"))) == 1
    assert not list(cache.glob("*part"))


def test_who_cannot_get_the_lock_goes_on_without(cache: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ask(dataset)
    (head,) = cache.glob("*.head")
    monkeypatch.setattr(folder_module, "_PATIENCE", 0.1)
    with folder_module.alone(head):
        head.unlink()
        assert ask(dataset) == expected


def test_two_versions_side_by_side_have_an_index_each(
    cache: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ask(dataset)
    monkeypatch.setattr(folder_module, "VERSION", "another")
    assert ask(dataset) == expected
    files = {path.name for path in cache.iterdir()}
    assert len(list(cache.glob("*.index"))) == 2
    for version in ("another", "a third", "another"):
        monkeypatch.setattr(folder_module, "VERSION", version)
        assert ask(dataset) == expected
    assert files < {path.name for path in cache.iterdir()}


def test_index_of_another_version_in_the_same_place_is_not_believed(
    cache: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ask(dataset)
    (head,) = cache.glob("*.head")
    monkeypatch.setattr(folder_module, "VERSION", "another")
    with patch("sahelcli.index.open.place_of", lambda _: head):
        assert ask(dataset) == expected
    assert json.loads(head.read_bytes())[0].startswith("another\n")


def test_folder_in_which_nothing_may_be_written_changes_no_answer(cache: Path, dataset: Path) -> None:
    expected = ask(dataset)
    shutil.rmtree(cache)
    cache.mkdir()
    with patch("sahelcli.index.open.alone", side_effect=PermissionError(13, "permission denied")):
        assert open_index([str(dataset)]).place is None
    assert not list(cache.iterdir())
    assert ask(dataset) == expected
