"""What a dataset holds of a claim."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.report import Row


class Held(NamedTuple):
    """The verdict on a number or a day, `found` or `unknown`, and the rows of the records that say so.

    Of a number `others` are the rows of figures of the same force, place and measure, for days in common, that say
    another number.
    """

    verdict: str
    matches: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()
