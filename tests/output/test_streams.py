"""Each stream is judged by itself: what it can show, and how wide it is."""

from __future__ import annotations

import io
from typing import TextIO

import pytest

from sahelcli.formats import Screen
from sahelcli.output.streams import has_color, screen, terminal_size


class Terminal(io.StringIO):
    """A stream that ends at a terminal nobody can ask for its size."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(
    ("stream", "choice", "environ", "colored"),
    [
        (Terminal(), "auto", {}, True),
        (Terminal(), "auto", {"TERM": "xterm"}, True),
        (Terminal(), "auto", {"TERM": "dumb"}, False),
        (Terminal(), "auto", {"NO_COLOR": "1"}, False),
        (Terminal(), "auto", {"NO_COLOR": ""}, True),
        (Terminal(), "auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        (Terminal(), "auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (Terminal(), "always", {"NO_COLOR": "1"}, True),
        (Terminal(), "never", {"FORCE_COLOR": "1"}, False),
        (io.StringIO(), "auto", {"FORCE_COLOR": "1"}, False),
        (io.StringIO(), "always", {}, True),
    ],
)
def test_color(stream: TextIO, choice: str, environ: dict[str, str], colored: bool) -> None:
    assert has_color(stream, choice, environ) is colored


def test_a_screen_is_a_terminal() -> None:
    assert screen(Terminal(), "auto", {"COLUMNS": "100"}) == Screen(100, styles=True, links=True)
    assert screen(Terminal(), "auto", {"TERM": "linux"}) == Screen(80, styles=True, links=False)
    assert screen(Terminal(), "never", {}) == Screen(80, styles=False, links=False)
    assert screen(io.StringIO(), "always", {"FORCE_COLOR": "1"}) is None
    assert screen(None, "always", {}) is None
    closed = Terminal()
    closed.close()
    assert screen(closed, "auto", {}) is None


@pytest.mark.parametrize(
    ("environ", "size"),
    [
        ({}, (80, 24)),
        ({"COLUMNS": "132", "LINES": "50"}, (132, 50)),
        ({"COLUMNS": "0", "LINES": "-3"}, (80, 24)),
        ({"COLUMNS": "wide", "LINES": "٣"}, (80, 24)),
        ({"COLUMNS": "9" * 5000}, (80, 24)),
    ],
)
def test_sizes(environ: dict[str, str], size: tuple[int, int]) -> None:
    assert terminal_size(Terminal(), environ) == size
