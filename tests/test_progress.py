"""The bar: on a terminal alone, and never for what is done at once."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from itertools import count
from types import SimpleNamespace

import pytest

from sahelcli import progress as module
from sahelcli.progress import BYTES, progress


class Screen(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        return True


def standard_error_is(stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bar see this stream; pytest sets that of `sys` anew for each phase of a test."""
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stream))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Return the terminal that standard error is, at which a step takes a second."""
    ticks = count()
    screen = Screen()
    standard_error_is(screen, monkeypatch)
    monkeypatch.setattr(module, "monotonic", lambda: float(next(ticks)))
    monkeypatch.setenv("TERM", "xterm-256color")
    return screen


def test_long_work_is_drawn_and_taken_off_again(screen: Screen) -> None:
    with progress("importing", total=3_000_000, unit=BYTES) as advance:
        advance(1_000_000)
        advance(1_000_000)
    drawn = screen.getvalue()
    assert "importing" in drawn
    assert "2.0/3.0 MB" in drawn
    assert drawn.endswith("\x1b[2K")


def test_units_are_named_and_a_total_may_be_unknown(screen: Screen) -> None:
    with progress("reading [this]", unit="rows") as advance:
        advance(1234)
    assert "reading [this]" in screen.getvalue()
    assert "1,234 rows" in screen.getvalue()


def test_it_says_how_fast_the_work_goes(screen: Screen) -> None:
    with progress("indexing", total=100_000, unit="records") as advance:
        advance(3000)
        advance(6000)  # after two seconds, of which a step takes one
    with progress("importing", total=3_000_000, unit=BYTES) as advance:
        advance(1_500_000)
    drawn = screen.getvalue()
    assert "3,000 a second" in drawn
    assert "4,500 a second" in drawn
    assert "1.5 MB/s" in drawn


def test_work_without_a_measure_says_only_what_it_is(screen: Screen) -> None:
    with progress("sorting") as advance:
        advance(0)
    assert "sorting" in screen.getvalue()
    assert "0" not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|-:--:--|0:00:00", "", screen.getvalue())


@pytest.mark.parametrize("total", [3_000_000, None])
def test_it_has_no_colours_that_a_ground_may_have(screen: Screen, total: int | None) -> None:
    with progress("importing", total=total, unit=BYTES) as advance:
        advance(1_000_000)
    assert set(re.findall(r"\x1b\[([0-9;]+)m", screen.getvalue())) == {"0", "2"}


def test_a_failure_takes_the_bar_off_too(screen: Screen) -> None:
    def fail() -> None:
        with progress("importing") as advance:
            advance(1)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert screen.getvalue().endswith("\x1b[2K")


def test_what_is_done_at_once_is_not_drawn(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", lambda: 0.0)
    with progress("importing", total=10) as advance:
        advance(10)
    assert screen.getvalue() == ""


def test_nothing_is_drawn_where_it_is_not_wanted(screen: Screen) -> None:
    with progress("importing", shown=False) as advance:
        advance(1)
    assert screen.getvalue() == ""


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_nothing_is_drawn_without_a_terminal(stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    standard_error_is(stream, monkeypatch)
    with progress("importing") as advance:
        advance(1)
    assert stream is None or stream.getvalue() == ""


def test_a_closed_stream_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Screen()
    stream.close()
    standard_error_is(stream, monkeypatch)
    with progress("importing") as advance:
        advance(1)


def test_rich_is_loaded_for_a_picture_alone() -> None:
    code = (
        "import sys; from sahelcli.progress import progress\n"
        "with progress('x') as advance: advance(1)\n"
        "sys.exit(any(name.startswith('rich') for name in sys.modules))"
    )
    assert subprocess.run((sys.executable, "-c", code), check=False).returncode == 0
