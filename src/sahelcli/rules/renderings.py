"""Rules about quotations that are renderings of one utterance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sahelcli.index.selection import BEYOND
from sahelcli.model.base import parsed
from sahelcli.rules.finding import RuleFinding
from sahelcli.rules.index_records import IndexRecords, Placed
from sahelcli.text.quoting import shown

_HINT = "correct the one that is wrong, or name another utterance"


def differing_rendering(records: IndexRecords) -> Iterator[RuleFinding]:
    """Quotations that share an `utterance` have one speaker, and a day in common.

    What one person says at one time has renderings; the same words of another speaker or day are another utterance.
    """
    for places in records.named_by("quote", "utterance"):
        yield from _speakers((pos, records.at(pos)) for pos in places)
        yield from _days((pos, records.at(pos)) for pos in places)


def _speakers(renderings: Iterator[Placed]) -> Iterator[RuleFinding]:
    _, first = next(renderings)
    for pos, quote in renderings:
        if quote["speaker"]["id"] != first["speaker"]["id"]:
            message = f"not the speaker of quote {shown(first['id'])}, another rendering of this utterance"
            yield RuleFinding(pos, ("speaker",), message, _HINT)


def _days(renderings: Iterator[Placed]) -> Iterator[RuleFinding]:
    """Yield what has no day in common with all those before it that have one; what meets in pairs meets in all."""
    begins, ends, other = -BEYOND, BEYOND, ""
    for pos, quote in renderings:
        first, last = _ends(quote)
        if first > ends or last < begins:
            message = f"not a day of quote {shown(other)}, another rendering of this utterance"
            yield RuleFinding(pos, ("date",), message, _HINT)
        elif first > begins or last < ends:
            begins, ends, other = max(first, begins), min(last, ends), quote["id"]


def _ends(quote: Any) -> tuple[int, int]:
    date = parsed(quote["date"])
    return -BEYOND if date.first is None else date.first, BEYOND if date.last is None else date.last
