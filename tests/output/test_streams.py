"""Each stream is judged by itself: what it can show, and how wide it is."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, TextIO, cast

import pytest

from sahelcli.formats import Screen
from sahelcli.output.streams import has_color, screen, terminal_size, write

if TYPE_CHECKING:
    from typing_extensions import Buffer


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
        *((Terminal(), "auto", {"TERM": "dumb", "FORCE_COLOR": off}, False) for off in ("", "0", "false", "FALSE")),
        *((Terminal(), "auto", {"TERM": "xterm", "FORCE_COLOR": off}, False) for off in ("0", "false")),
        (Terminal(), "auto", {"TERM": "xterm", "FORCE_COLOR": ""}, True),
        (Terminal(), "always", {"FORCE_COLOR": "0"}, True),
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


class Taking(io.RawIOBase):
    """A stream without a buffer that takes so many bytes at a time, as a pipe or a disk may; `None` is none now."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self.most = most
        self.taken: list[bytes] = []

    def write(self, data: Buffer, /) -> int | None:
        """Take some of it."""
        if self.most is None:
            return None
        self.taken.append(bytes(data)[: self.most])
        return len(self.taken[-1])


def test_stream_that_takes_a_part_at_a_time_gets_everything() -> None:
    out = Taking(7)
    write(["“é”\n"] * 1_000, cast("IO[bytes]", out), "utf-8")
    assert b"".join(out.taken).decode() == "“é”\n" * 1_000


def test_rows_are_written_many_at_once_and_each_whole() -> None:
    out = Taking(1 << 30)
    row = "x" * 999 + "\n"
    write([row] * 1_000, cast("IO[bytes]", out), "utf-8")
    assert b"".join(out.taken).decode() == row * 1_000
    assert len(out.taken) < 20
    assert all(block.endswith(b"\n") for block in out.taken)


def test_stream_that_takes_nothing_is_an_error_and_no_loss() -> None:
    with pytest.raises(BlockingIOError):
        write(["x"], cast("IO[bytes]", Taking(None)), "utf-8")
