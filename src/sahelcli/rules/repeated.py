"""A rule about lists that say one thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.records.kinds import KINDS
from sahelcli.rules.remark import Remark


def repeated(dataset: Dataset) -> Iterator[Remark]:
    """A list of sources, actors, places, tags, related events or aliases names each of them once.

    A source that is cited twice is one source all the same.
    """
    for kind in KINDS:
        for record in getattr(dataset, kind.table):
            for key, value in record.__dict__.items():
                for number in _again(value) if isinstance(value, tuple) else ():
                    message = f"{shown(value[number])} stands twice in {key}"
                    yield Remark(record, (key, number), message, "take one out")


def _again(values: tuple[object, ...]) -> Iterator[int]:
    """Yield the numbers of the texts that one before them is like."""
    if len(set(filter(_is_text, values))) < sum(map(_is_text, values)):
        yield from (number for number, value in enumerate(values) if _is_text(value) and value in values[:number])


def _is_text(value: object) -> bool:
    return isinstance(value, str)
