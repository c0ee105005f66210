"""Chunks are read in a second process as in this one; whatever befalls that process, there is an answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from sahelcli.index import worker_process
from sahelcli.index.build import chunks, pipeline
from sahelcli.index.open import open_index
from sahelcli.index.worker_process import in_second_process
from tests.index.contents import contents
from tests.index.small import Small, write

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # the test runner may have threads
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which processes there are")


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    write(tmp_path / "dataset", {"a.toml": Small(Random(7)).records(60)})
    return tmp_path / "dataset"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "cache" / "sahel"
    folder.mkdir(parents=True)
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(folder.parent)}):
        yield folder


@contextmanager
def always() -> Iterator[None]:
    """Use a second process however small a dataset is."""
    small = patch.multiple(pipeline, SIZE=1_000, _LARGE=0)
    with small, patch.object(chunks, "SIZE", 1_000), patch.object(worker_process, "can_help", lambda: True):
        yield


def children() -> list[int]:
    """Return the processes that have been started here and not been seen to end."""
    return [int(child) for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()]


def whose(_number: int) -> int:
    return os.getpid()


def slow_elsewhere(number: int, parent: int) -> tuple[int, int]:
    if os.getpid() != parent:
        time.sleep(0.05)
    return number, os.getpid()


def refused_elsewhere(parent: int) -> int:
    if os.getpid() != parent:
        raise PermissionError(13, "not in the second process")
    return parent


def ended_at(number: int, parent: int) -> int:
    """End the second process at the third number."""
    if number == 3 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
    return number


def test_it_is_the_same_index(dataset: Path) -> None:
    by_one = contents(open_index([str(dataset)]).connection)
    with always(), patch.object(worker_process, "in_second_process", wraps=in_second_process) as started:
        assert contents(open_index([str(dataset)], rebuild=True).connection) == by_one
    assert started.call_count == 1


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_results_come_in_order_and_from_another_process(cache: Path, way: str) -> None:
    if way == "fork" and sys.platform != "linux":
        pytest.skip("no safe fork there")
    with patch.object(worker_process, "_context", lambda: get_context(way)):
        result = list(in_second_process(whose, [(number,) for number in range(20)]))
        assert list(in_second_process(abs, [(-number,) for number in range(20)])) == list(range(20))
    assert not list(cache.iterdir())
    assert result[0] != os.getpid()
    assert set(result) <= {result[0], os.getpid()}


def test_what_it_leaves_undone_is_done_here() -> None:
    question = [(number, os.getpid()) for number in range(10)]
    assert list(in_second_process(ended_at, question)) == list(range(10))


def test_where_no_process_can_be_started_all_is_done_here() -> None:
    with patch.object(ProcessPoolExecutor, "submit", side_effect=OSError(11, "no more processes")):
        assert list(in_second_process(whose, [(1,), (2,)])) == [os.getpid()] * 2


def test_where_no_file_can_be_written_all_is_done_here() -> None:
    for folder in (None, Path("/nowhere")):
        with patch.object(worker_process, "cache_folder", lambda folder=folder: folder):
            assert list(in_second_process(whose, [(1,), (2,)])) == [os.getpid()] * 2


def test_what_a_call_raises_is_not_tried_again_here() -> None:
    with pytest.raises(PermissionError, match="not in the second process"):
        list(in_second_process(refused_elsewhere, [(os.getpid(),)]))


def test_a_result_that_the_disk_does_not_take_is_worked_out_here() -> None:
    parent, write = os.getpid(), Path.write_bytes

    def written(path: Path, data: bytes) -> int:
        if os.getpid() != parent:
            raise OSError(28, "No space left on device")
        return write(path, data)

    with patch.object(Path, "write_bytes", written):
        assert list(in_second_process(whose, [(1,), (2,)])) == [parent] * 2


def test_where_the_folder_of_indexes_is_cleared_all_is_done_here(cache: Path) -> None:
    def asking() -> Iterator[tuple[int, int]]:
        yield 1, os.getpid()
        for file in cache.iterdir():
            file.unlink()
        yield 2, os.getpid()

    assert [number for number, _ in in_second_process(slow_elsewhere, asking())] == [1, 2]


def test_instead_of_waiting_later_calls_are_made_here() -> None:
    result = list(in_second_process(slow_elsewhere, [(number, os.getpid()) for number in range(60)]))
    assert [number for number, _ in result] == list(range(60))
    assert sum(process == os.getpid() for _, process in result) > 20


def test_few_are_asked_ahead_of_their_results() -> None:
    question: list[int] = []

    def asking() -> Iterator[tuple[int]]:
        for number in range(100):
            question.append(number)
            yield (number,)

    with closing(in_second_process(abs, asking())) as results:
        next(results)
        assert len(question) <= worker_process.MOST


@ON_LINUX
def test_it_ends_with_whoever_asked_it() -> None:
    before = children()

    def interrupted() -> Iterator[tuple[int]]:
        yield (1,)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_second_process(abs, interrupted()))
    assert children() == before


@ON_LINUX
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP, signal.SIGINT])
def test_no_process_outlives_one_that_is_ended_while_it_builds(dataset: Path, end: signal.Signals) -> None:
    slow = "import time; from sahelcli.index import worker_process; from sahelcli.index.build import chunks, pipeline; "
    slow += "worker_process.can_help = lambda: True; pipeline._LARGE = 0; pipeline.SIZE = chunks.SIZE = 1_000; "
    slow += "pipeline._Groups.take = lambda *_: time.sleep(60); "
    slow += "from sahelcli.__main__ import run; run()"
    arguments = [sys.executable, "-c", slow, "timeline", "-d", str(dataset)]
    with subprocess.Popen(arguments, start_new_session=True) as asking:
        until(lambda: len(of_session(asking.pid)) > 1)
        asking.send_signal(end)
        assert asking.wait() == (130 if end is signal.SIGINT else -end)
    until(lambda: not of_session(asking.pid))


@ON_LINUX
@pytest.mark.parametrize("call", ["divmod, repeat((1, 2))", "sleep, repeat((0.03,))"])
def test_an_interrupt_at_any_moment_and_another_soon_after_end_both(cache: Path, call: str) -> None:
    many = "from itertools import repeat; from time import sleep; from collections import deque; "
    many += "from sahelcli.index.worker_process import in_second_process; "
    many += f"deque(in_second_process({call}), 0)"
    for moment in range(20):
        arguments = [sys.executable, "-c", many]
        with subprocess.Popen(arguments, start_new_session=True, stderr=subprocess.DEVNULL) as working:
            until(lambda: len(of_session(working.pid)) > 1)
            time.sleep(0.05 + moment / 1_000)
            working.send_signal(signal.SIGINT)
            time.sleep(moment / 2_000)
            working.send_signal(signal.SIGINT)
            try:
                working.wait(20)
            finally:
                if working.returncode is None:
                    os.killpg(working.pid, signal.SIGKILL)
        until(lambda: not of_session(working.pid))
    assert list(cache.iterdir()) == []


def of_session(session: int) -> list[str]:
    """Return the running processes of a session."""
    result = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its = status.read_text("utf-8").rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(its) == session and state != "Z":
            result.append(status.parent.name)
    return result


def until(holds: Callable[[], bool]) -> None:
    """Wait for something to hold."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
