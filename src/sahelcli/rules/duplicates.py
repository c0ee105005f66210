"""Rules about duplicates: what may stand in the dataset twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sahelcli.rules.index_records import IndexRecords, RuleFinding, several, spans
from sahelcli.rules.similarity import alike
from sahelcli.text.quoted_values import shown

_FEW = 4  # words: "Never again" may well be said twice
_ADDRESS = re.compile(r"^https?://(?:www\.)?([^/?#]*)", re.IGNORECASE)


class _Wording(NamedTuple):
    """A text with where its record stands, and what tells it from others that are like it."""

    pos: int
    text: str
    apart: Any


def similar_quote(records: IndexRecords) -> Iterator[RuleFinding]:
    """No speaker is quoted twice with nearly the same words, unless both quotations share an `utterance`.

    Nearly means that of all words of the two, two in three are in both, whatever their order, case and accents.
    Quotations of fewer than four words are not looked at: short words are said again and again.
    """
    hint = "of one quotation, make one record with both sources; two renderings of it share an `utterance`"
    for places in records.named_by("quote", "actor"):
        quotes = [_Wording(pos, row["text"], row["utterance"]) for pos, row in records.without_sources(places)]
        quotes = [quote for quote in quotes if len(quote.text.split()) >= _FEW]

        def are_renderings(one: int, other: int, quotes: Sequence[_Wording] = quotes) -> bool:
            return quotes[one].apart is not None and quotes[one].apart == quotes[other].apart

        for one, other in alike([quote.text for quote in quotes], are_renderings):
            name = records.at(quotes[other].pos)["id"]
            message = f"nearly the words of quote {shown(name)}, of the same speaker"
            yield RuleFinding(quotes[one].pos, ("text",), message, hint)


def similar_event(records: IndexRecords) -> Iterator[RuleFinding]:
    """No two events of one date have nearly the same title, unless they happened in different places.

    Nearly means that of all words of the two titles, two in three are in both, whatever their order, case and accents.
    """
    days = "SELECT first, last, pos FROM records WHERE span BETWEEN ? AND ? ORDER BY span, first, last, pos"
    dated = (((first, last), pos) for first, last, pos in records.ask(days, spans("event")))
    for places in several(dated):
        events = [
            _Wording(pos, row["title"], frozenset(place["id"] for place in row["places"]))
            for pos, row in records.without_sources(places)
        ]

        def are_apart(one: int, other: int, events: Sequence[_Wording] = events) -> bool:
            one_apart, other_apart = events[one].apart, events[other].apart
            return bool(one_apart and other_apart) and one_apart.isdisjoint(other_apart)

        for one, other in alike([event.text for event in events], are_apart):
            name = records.at(events[other].pos)["id"]
            message = f"nearly the title of event {shown(name)}, of the same date"
            yield RuleFinding(
                events[one].pos, ("title",), message, "of one event, make one record with all its sources"
            )


def same_address(records: IndexRecords) -> Iterator[RuleFinding]:
    """No two sources have the same address.

    `http` or `https`, `www.` and a closing slash make no difference.
    """
    records.connection.create_function("plain_address", 1, _plain, deterministic=True)
    statement = "SELECT plain_address(url), pos FROM sources WHERE url != '' ORDER BY 1, 2"
    for first, *others in several(records.of_sources(statement)):
        message = f"the address of source {shown(records.at(first)['id'])}"
        for pos in others:
            yield RuleFinding(pos, ("url",), message, "of one publication, make one source, and cite that")


def _plain(url: str) -> str:
    return _ADDRESS.sub(lambda match: match[1].lower(), url).rstrip("/")
