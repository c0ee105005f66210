"""Signals at a question: none is lost, whenever it comes."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from sahelcli.authoring.interrupts import heard, stopped_by_signals, unstoppable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def waiting(*numbers: signal.Signals, dropped: bool = False) -> None:
    """Wait as for a key, while signals come; `dropped` is the first exception, as readline drops one."""
    with heard():
        try:
            for number in numbers:
                os.kill(os.getpid(), number)
            time.sleep(30)
        except KeyboardInterrupt:
            if not dropped:
                raise
            time.sleep(30)


@pytest.mark.parametrize("dropped", [False, True])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_does_not_end_the_wait_ends_it_all_the_same(number: signal.Signals, dropped: bool) -> None:
    with stopped_by_signals(), pytest.raises(KeyboardInterrupt):
        waiting(number, dropped=dropped)


def test_a_signal_at_the_last_moment_of_the_wait_is_not_lost() -> None:
    with pytest.raises(KeyboardInterrupt), heard():
        os.kill(os.getpid(), signal.SIGINT)


def test_nothing_stops_what_is_kept_and_all_is_as_before_then() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
    before = [signal.getsignal(number) for number in numbers]
    with stopped_by_signals():
        with pytest.raises(KeyboardInterrupt):
            waiting(signal.SIGHUP, signal.SIGTERM)
        unstoppable()
        for number in numbers[:3]:
            os.kill(os.getpid(), number)
    assert [signal.getsignal(number) for number in numbers] == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_what_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopped_by_signals(), heard():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
