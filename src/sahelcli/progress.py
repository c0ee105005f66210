"""Progress bar: on standard error, on a terminal alone, once work has taken half a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

_AT_ONCE = 0.5  # seconds of work that need no bar
_BETWEEN = 0.1  # seconds from one picture to the next
BYTES = "bytes"

embedded: ContextVar[bool] = ContextVar("embedded", default=False)
"""Whether a program asks, and not a command line: then no bar is drawn, and no second process is started.

Such a process begins with the main module of that program, which may not be written to be run twice.
"""

Advance = Callable[[int], None]
"""Takes how many units were done since it was last called."""


def unwatched(_steps: int) -> None:
    """Ignore a step: progress is not shown."""


@contextmanager
def progress(doing: str, *, total: int | None = None, unit: str = "", shown: bool = True) -> Iterator[Advance]:
    """Give a function to call at every step, and draw a bar of the steps while the block runs.

    `doing` is a word such as "reading", `total` the number of units if that is known, `unit` their name in the plural;
    "bytes" are shown in megabytes. Where standard error is no terminal, a program asks, or not `shown`, nothing is
    drawn. Nothing stays on the screen, and Rich is loaded for the first picture only.
    """
    stream: TextIO | None = sys.stderr
    if not shown or embedded.get() or stream is None or stream.closed or not stream.isatty():
        yield unwatched
        return
    bar = _Bar(doing, total, unit, stream)
    try:
        yield bar.advance
    finally:
        bar.close()


class _Bar:
    """A bar that is drawn late and rarely, so that telling it of a step costs next to nothing."""

    def __init__(self, doing: str, total: int | None, unit: str, stream: TextIO) -> None:
        self._doing, self._total, self._unit, self._stream = doing, total, unit, stream
        self._done = 0
        self._began = monotonic()
        self._next = self._began + _AT_ONCE
        self._drawn: Progress | None = None

    def advance(self, steps: int) -> None:
        """Count steps, and draw when it is time."""
        self._done += steps
        if (now := monotonic()) >= self._next:
            self._next = now + _BETWEEN
            self._draw(self._done / (now - self._began))

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._drawn:
            self._drawn.stop()

    def _draw(self, rate: float) -> None:
        speed = f"{rate / 1e6:,.1f} MB/s" if self._unit == BYTES else f"{rate:,.0f} a second" if self._unit else ""
        if self._drawn is None:
            self._drawn = _drawn(self._unit, self._stream)
            self._drawn.add_task(self._doing, total=self._total, completed=self._done, rate=speed)
            self._drawn.start()
        self._drawn.update(self._drawn.task_ids[0], completed=self._done, rate=speed, refresh=True)


def _drawn(unit: str, stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.theme import Theme

    count: ProgressColumn = (
        DownloadColumn() if unit == BYTES else TextColumn(f"{{task.completed:,.0f}} {unit}" if unit else "")
    )
    rate = TextColumn("{task.fields[rate]}", style="progress.download")
    columns = (TextColumn("{task.description}", markup=False), BarColumn(24), count, rate, TimeRemainingColumn())
    quiet = dict.fromkeys(("bar.back", "progress.download", "progress.remaining"), "dim")
    plain = dict.fromkeys(("bar.complete", "bar.finished", "bar.pulse"), "none")
    theme = Theme(quiet | plain, inherit=True)  # Rich's own colours are lost on a light ground
    console = Console(file=stream, theme=theme)
    return Progress(*columns, console=console, auto_refresh=False, transient=True)  # drawn as told, without a thread
