"""Rules about quotations that are renderings of one utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.records.quote import Quote
from sahelcli.rules.remark import Remark

_BEYOND = 10_000_000  # days: further than any date


def differing_rendering(dataset: Dataset) -> Iterator[Remark]:
    """Quotations that share an `utterance` have one speaker, and a day in common.

    What one person says at one time has renderings; the same words of another speaker or day are another utterance.
    """
    utterances: dict[str, list[Quote]] = defaultdict(list)
    for quote in dataset.quotes:
        if quote.utterance is not None:
            utterances[quote.utterance].append(quote)
    for renderings in utterances.values():
        yield from _speakers(renderings)
        yield from _days(renderings)


def _speakers(renderings: Iterable[Quote]) -> Iterator[Remark]:
    first, *others = renderings
    for quote in others:
        if quote.speaker != first.speaker:
            message = f"not the speaker of quote {shown(first.id)}, another rendering of this utterance"
            yield Remark(quote, ("speaker",), message, "correct the one that is wrong, or name another utterance")


def _days(renderings: Iterable[Quote]) -> Iterator[Remark]:
    """Yield what has no day in common with all those before it that have one; what meets in pairs meets in all."""
    begins, ends, other = -_BEYOND, _BEYOND, ""
    for quote in renderings:
        first = -_BEYOND if quote.date.first is None else quote.date.first
        last = _BEYOND if quote.date.last is None else quote.date.last
        if first > ends or last < begins:
            message = f"not a day of quote {shown(other)}, another rendering of this utterance"
            yield Remark(quote, ("date",), message, "correct the one that is wrong, or name another utterance")
        elif first > begins or last < ends:
            begins, ends, other = max(first, begins), min(last, ends), quote.id
