"""Rows are put into their order in the end, by statements that an interrupt ends."""

from __future__ import annotations

from itertools import count

import pytest

from sahelcli.index.build.writer import IndexWriter
from sahelcli.index.open import in_memory

RECORDS = 50_000


def test_an_interrupt_ends_the_sorting_at_once() -> None:
    writer = IndexWriter(in_memory(), is_new=True)
    writer.write({"linked": [(pos, 4, pos % 997, pos % 997, 1, "[1, 2, 3, 4, 5, 6, 7]") for pos in range(RECORDS)]})
    calls = count()

    def interrupt() -> None:
        if next(calls) == 1:
            raise KeyboardInterrupt  # as the handler of a signal does, whenever Python is run

    with pytest.raises(KeyboardInterrupt):
        writer.finish(interrupt)
    assert next(calls) == 2  # nothing was done after it
    assert writer.ask("SELECT count(*) FROM links") != [(7 * RECORDS,)]
