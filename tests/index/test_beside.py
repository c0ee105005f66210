"""An index is written in a second process as in this one; whatever befalls that process, there is an answer."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from sahelcli.index import beside, fill, writer
from sahelcli.index.beside import Beside, serve
from sahelcli.index.open import open_index
from sahelcli.index.writer import Writer, ready
from tests.index.contents import contents
from tests.index.small import Small, write

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="where there is no fork, there is no second process"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # the test runner may have threads
]
SOURCE = (5 << 50, "source", "a", 23, -10_000_000, 10_000_000, None, True, 1, "{}", [1], "title", "publisher", "")


@pytest.fixture
def dataset(tmp_path: Path) -> Iterator[Path]:
    write(tmp_path / "dataset", {"a.toml": Small(Random(7)).records(40)})
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(tmp_path / "cache")}):
        yield tmp_path / "dataset"


@contextmanager
def always() -> Iterator[None]:
    """Use a second process however small a dataset is."""
    with patch.object(fill, "_WORTHWHILE", 0), patch.object(fill, "can_help", lambda: True):
        yield


def children() -> list[int]:
    """Return the processes that have been started here and not been seen to end."""
    return [int(child) for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()]


def connect(tmp_path: Path) -> sqlite3.Connection:
    return sqlite3.connect(tmp_path / "index")


def test_it_is_the_same_index(dataset: Path) -> None:
    here = contents(open_index([str(dataset)]).connection)
    before = children()
    with always(), patch.object(fill, "Beside", wraps=Beside) as started:
        assert contents(open_index([str(dataset)], rebuild=True).connection) == here
    assert started.call_count == 1
    assert children() == before


def test_it_is_the_same_index_where_this_process_has_time_to_make_rows_ready(dataset: Path) -> None:
    here = contents(open_index([str(dataset)]).connection)
    with always(), patch.object(beside, "_AHEAD", 0), patch.object(beside, "ready", wraps=ready) as made:
        assert contents(open_index([str(dataset)], rebuild=True).connection) == here
    assert {call.args[0] for call in made.call_args_list} == {"records", "terms", "called", "allowed", "meta"}


def test_it_is_the_same_index_where_that_process_puts_in_order_while_it_waits(dataset: Path) -> None:
    here = contents(open_index([str(dataset)]).connection)
    with always(), patch.object(writer, "_FEW", 0):
        assert contents(open_index([str(dataset)], rebuild=True).connection) == here


def test_rest_is_used_to_put_in_order_what_was_gathered() -> None:
    connection = sqlite3.connect(":memory:")
    resting = Writer(connection, is_new=True)
    resting.take("records", [SOURCE])
    resting.rest()
    assert not connection.execute("SELECT * FROM links").fetchall(), "so little is not worth the while"
    with patch.object(writer, "_FEW", 0):
        resting.rest()
    assert connection.execute("SELECT term, pos FROM links").fetchall() == [(1, SOURCE[0])]


@pytest.mark.parametrize("fault", [OSError(28, "full"), MemoryError(), sqlite3.DatabaseError("malformed")])
def test_what_goes_wrong_there_is_no_reason_to_give_no_answer(dataset: Path, fault: Exception) -> None:
    expected = contents(open_index([str(dataset)]).connection)

    class Broken:
        def __init__(self, *_: object, **__: object) -> None:
            raise fault

    with always(), patch.object(beside, "Writer", Broken):
        index = open_index([str(dataset)], rebuild=True)
    assert index.place is None
    assert contents(index.connection) == expected


def nothing() -> None:
    pass


def take_many(writing: Beside) -> None:
    for _ in range(1_000):  # far more than may wait
        writing.take("records", [SOURCE] * 1_000)


def test_its_end_is_seen(tmp_path: Path) -> None:
    with Beside(lambda: connect(tmp_path), nothing) as writing:
        child = writing.child
        os.kill(child, signal.SIGKILL)
        with pytest.raises(sqlite3.OperationalError, match="has ended"):
            writing.finish(lambda: None)
    assert child not in children()


def test_its_end_is_seen_while_rows_are_passed(tmp_path: Path) -> None:
    threads = threading.active_count()
    with Beside(lambda: connect(tmp_path), nothing) as writing:
        os.kill(writing.child, signal.SIGKILL)
        with pytest.raises(sqlite3.OperationalError, match="has ended"):
            take_many(writing)
    assert threading.active_count() == threads


@pytest.mark.parametrize("fault", [MemoryError(), OSError(5, "no pipe")])
def test_what_cannot_be_passed_on_is_no_reason_to_wait_for_ever(tmp_path: Path, fault: Exception) -> None:
    before = children()
    cannot = patch.object(beside, "send", side_effect=fault)
    ended = pytest.raises(sqlite3.OperationalError, match="has ended")
    with Beside(lambda: connect(tmp_path), nothing) as writing, cannot, ended:
        take_many(writing)
    assert children() == before


def test_it_ends_with_whoever_told_it(tmp_path: Path) -> None:
    before = children()
    with pytest.raises(KeyboardInterrupt), Beside(lambda: connect(tmp_path), nothing):
        raise KeyboardInterrupt
    assert children() == before


def test_record_that_is_there_twice_is_told(tmp_path: Path) -> None:
    with Beside(lambda: connect(tmp_path), nothing) as writing:
        writing.take("records", [SOURCE])
        writing.take("records", [(SOURCE[0] + 1, *SOURCE[1:])])
        with pytest.raises(sqlite3.IntegrityError):
            writing.finish(lambda: None)


def test_message_that_breaks_off_is_the_end_and_leaves_nothing(tmp_path: Path) -> None:
    told = BytesIO()
    beside.send(told, ("take", "records", [SOURCE]))
    whole = told.getvalue()
    for length in (0, 5, 20, len(whole) - 1, len(whole)):
        said = BytesIO()
        serve(lambda: connect(tmp_path), (tmp_path / "index").unlink, BytesIO(whole[:length]), said)
        assert said.getvalue() == b""
        assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_ended_from_outside_it_leaves_no_part_of_an_index(dataset: Path, tmp_path: Path, end: signal.Signals) -> None:
    slow = "import time; from sahelcli.index import fill; fill._WORTHWHILE = 0; fill.can_help = lambda: True; "
    slow += "fill.told = lambda *_: time.sleep(60); from sahelcli.__main__ import run; run()"
    with subprocess.Popen([sys.executable, "-c", slow, "timeline", "-d", str(dataset)]) as asking:
        until(lambda: bool(list((tmp_path / "cache").rglob("*.part"))))
        asking.send_signal(end)
        assert asking.wait() == -end
    until(lambda: not list((tmp_path / "cache").rglob("*.part")))


def until(holds: Callable[[], bool]) -> None:
    """Wait for something to hold."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_end_is_answered_when_everything_is_there(tmp_path: Path) -> None:
    told, said = BytesIO(), BytesIO()
    for message in (("take", "records", [SOURCE]), ("finish",)):
        beside.send(told, message)
    serve(lambda: connect(tmp_path), nothing, BytesIO(told.getvalue()), said)
    assert beside.receive(BytesIO(said.getvalue())) == ("",)
    assert connect(tmp_path).execute("SELECT id FROM records").fetchall() == [("a",)]
