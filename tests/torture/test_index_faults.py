"""The index under kills and flipped bits, at random moments and places: the answer is the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from tests.index.small import Small, write
from tests.index.test_faults import ask, flip, the_index
from tests.torture.times import times

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(tmp_path / "cache")}):
        yield tmp_path / "cache" / "sahel"


def made(folder: Path) -> Path:
    small = Small(Random(7))
    write(folder, {"a.toml": small.records(8), "b.toml": small.records(8)})
    return folder


SMALL = "from sahelcli.index import worker_process; from sahelcli.index.build import chunks, pipeline; "
SMALL += "pipeline._LARGE = 0; pipeline.SIZE = chunks.SIZE = 1_000; "
ALONE = "worker_process.can_help = lambda: False; "
WAYS = [["-c", f"{way}from sahelcli.__main__ import run; run()"] for way in ("", SMALL, SMALL + ALONE)]


def killed(dataset: Path, after: float, way: list[str]) -> None:
    """Ask in a child that is killed after so many seconds."""
    arguments = [sys.executable, *way, "timeline", "--format", "jsonl", "-d", str(dataset)]
    run = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    try:
        run.wait(after)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
    assert run.wait() in (0, -signal.SIGKILL)


def test_kill_while_it_is_built_or_added_to_harms_nothing(cache: Path, tmp_path: Path) -> None:
    random = Random(1)
    for number in range(times(6, 500)):
        way = WAYS[number % len(WAYS)]
        dataset = made(Path(tempfile.mkdtemp(dir=tmp_path)))
        killed(dataset, random.uniform(0.1, 0.9), way)
        expected = ask(dataset)
        with (dataset / "b.toml").open("a", encoding="utf-8") as stream:
            stream.write('[[sources]]\nid = "late"\ntitle = "t"\npublisher = "p"\n')
        killed(dataset, random.uniform(0.1, 0.9), way)
        assert len(ask(dataset)[0]) == len(expected[0]) + 1
    assert cache.is_dir()


def test_flipped_bits_of_a_kept_time_change_no_answer(cache: Path, tmp_path: Path) -> None:
    dataset = made(tmp_path / "dataset")
    expected = ask(dataset)
    random = Random(2)
    for _ in range(times(12, 1_000)):
        path = the_index(cache)
        when = path.stat().st_atime_ns, path.stat().st_mtime_ns
        flip(path, random)
        os.utime(path, ns=when)
        assert ask(dataset) == expected
