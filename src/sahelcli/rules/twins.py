"""Rules about what may stand in the dataset twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from sahelcli.records.base import Record
from sahelcli.records.dataset import Dataset
from sahelcli.records.diagnostic import shown
from sahelcli.records.event import Event
from sahelcli.records.quote import Quote
from sahelcli.rules.nearly import alike
from sahelcli.rules.remark import Remark

_R = TypeVar("_R", bound=Record)
_FEW = 4  # words: "Never again" may well be said twice
_ADDRESS = re.compile(r"^https?://(?:www\.)?([^/?#]*)", re.IGNORECASE)


def similar_quote(dataset: Dataset) -> Iterator[Remark]:
    """No speaker is quoted twice with nearly the same words, unless both quotations share an `utterance`.

    Nearly means that of all words of the two, two in three are in both, whatever their order, case and accents.
    Quotations of fewer than four words are not looked at: short words are said again and again.
    """
    quotes = [quote for quote in dataset.quotes if len(quote.text.split()) >= _FEW]
    for group in _groups((quote.speaker, quote) for quote in quotes):

        def are_renderings(one: int, other: int, group: list[Quote] = group) -> bool:
            return group[one].utterance is not None and group[one].utterance == group[other].utterance

        for one, other in alike([quote.text for quote in group], are_renderings):
            message = f"nearly the words of quote {shown(group[other].id)}, of the same speaker"
            hint = "of one quotation, make one record with both sources; two renderings of it share an `utterance`"
            yield Remark(group[one], ("text",), message, hint)


def similar_event(dataset: Dataset) -> Iterator[Remark]:
    """No two events of one date have nearly the same title, unless they happened in different places.

    Nearly means that of all words of the two titles, two in three are in both, whatever their order, case and accents.
    """
    for group in _groups(((event.date.first, event.date.last), event) for event in dataset.events):

        def are_apart(one: int, other: int, group: list[Event] = group) -> bool:
            places, others = group[one].places, group[other].places
            return bool(places and others) and not set(places).intersection(others)

        for one, other in alike([event.title for event in group], are_apart):
            message = f"nearly the title of event {shown(group[other].id)}, of the same date"
            yield Remark(group[one], ("title",), message, "of one event, make one record with all its sources")


def same_address(dataset: Dataset) -> Iterator[Remark]:
    """No two sources have the same address.

    `http` or `https`, `www.` and a closing slash make no difference.
    """
    first: dict[str, str] = {}
    for source in dataset.sources:
        if source.url and (other := first.setdefault(_plain(source.url), source.id)) != source.id:
            message = f"the address of source {shown(other)}"
            yield Remark(source, ("url",), message, "of one publication, make one source, and cite that")


def _groups(keyed: Iterable[tuple[Hashable, _R]]) -> Iterator[list[_R]]:
    """Yield the lists of two or more records that have the same key."""
    groups: dict[Hashable, list[_R]] = defaultdict(list)
    for group, record in keyed:
        groups[group].append(record)
    yield from (group for group in groups.values() if len(group) > 1)


def _plain(url: str) -> str:
    return _ADDRESS.sub(lambda found: found[1].lower(), url).rstrip("/")
