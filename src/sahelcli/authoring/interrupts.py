"""Interrupts by signals while something is saved: none is lost, and none leaves half of it behind."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_NUMBERS = [number for name in ("SIGINT", "SIGHUP", "SIGTERM") if (number := getattr(signal, name, None)) is not None]
_PAUSE = 0.1  # seconds after which a wait for keys looks for signals
_AGAIN = 1.0  # seconds after which it stops once more, where it has not stopped


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Within this context a closed window (SIGHUP) and SIGTERM raise KeyboardInterrupt, as Ctrl-C does.

    A signal that is ignored, as under nohup, stays so.
    """
    before = {number: handler for number in _NUMBERS if (handler := signal.getsignal(number)) != signal.SIG_IGN}
    for number in before:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def unstoppable() -> None:
    """Ignore SIGHUP, SIGTERM and Ctrl-C from here to the end of `stopped_by_signals`."""
    while True:
        with suppress(KeyboardInterrupt):  # a second one, just now
            for number in _NUMBERS:
                signal.signal(number, signal.SIG_IGN)
            return


if sys.platform == "win32":

    @contextmanager
    def heard() -> Iterator[None]:
        """Leave it to the system, which ends the wait for keys itself."""
        yield

else:

    @contextmanager
    def heard() -> Iterator[None]:
        """Let what stops the program stop a wait for keys within the block too: KeyboardInterrupt, a moment later.

        A signal that comes when the question is on the screen and the wait has not begun does not end the wait, and
        an exception in what readline calls back is dropped there. So what came is noted, and a clock interrupts the
        wait again and again.
        """
        before = {number: handler for number in _NUMBERS if callable(handler := signal.getsignal(number))}
        came: list[int] = []

        def look(_: int, __: FrameType | None) -> None:
            if came:
                unstoppable()  # `input` looks for signals once more, and fails where an exception meets another
                signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
                raise KeyboardInterrupt

        clock = signal.signal(signal.SIGALRM, look)
        try:
            for number in before:
                signal.signal(number, lambda number, _: came.append(number))
            signal.setitimer(signal.ITIMER_REAL, _PAUSE, _PAUSE)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, clock)
            for number, handler in before.items():
                signal.signal(number, handler)
        if came:
            raise KeyboardInterrupt
