"""A search finds what a look at each record finds, and in the order that docs/search.md promises."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.answers.search import search
from sahelcli.dataset.locate import locate
from sahelcli.dataset.reader import read_dataset
from sahelcli.index.open import Index, open_index
from sahelcli.model import KIND_NAMES
from sahelcli.model.dataset import Dataset
from sahelcli.query import Query
from tests.naive_words import Words, words

Texts = tuple[list[str], list[str], list[str]]
AFTER = {"source": 1, "actor": 2, "place": 3}


class Looking:
    """Knows the texts of each record of a dataset: those that name it, those of its account, and its note."""

    def __init__(self, dataset: Dataset) -> None:
        actors = {actor.id: actor for actor in dataset.actors}
        places = {place.id: place for place in dataset.places}
        self.records: dict[tuple[str, str], Texts] = {}

        def know(kind: str, record: Any, head: list[str | None], body: list[str | None]) -> None:
            head_texts, body_texts, notes = ([text for text in texts if text] for texts in (head, body, [record.note]))
            self.records[kind, record.id] = head_texts, body_texts, notes

        for event in dataset.events:
            names = [*(actors[one].name for one in event.actors), *(places[one].name for one in event.places)]
            know("event", event, [event.title], [event.summary, event.attributed_to, *names, *event.tags])
        for quote in dataset.quotes:
            know("quote", quote, [quote.text], [actors[quote.speaker].name, quote.speaker_label, quote.venue])
        for figure in dataset.figures:
            force = actors[figure.force].name if figure.force else None
            body = [figure.wording, figure.attributed_to, figure.measure]
            know("figure", figure, [force, places[figure.place].name, figure.counts], body)
        for actor in dataset.actors:
            know("actor", actor, [actor.name, *actor.aliases], [actor.description, *(one.title for one in actor.roles)])
        for place in dataset.places:
            know("place", place, [place.name, *place.aliases], [])
        for source in dataset.sources:
            know("source", source, [source.title], [source.publisher, source.agency, source.author])
        self.words = Words(text for record in self.records.values() for texts in record for text in texts)
        self.said = {
            key: tuple([f" {' '.join(words(text))} " for text in texts] for texts in record)
            for key, record in self.records.items()
        }

    def ranks(self, phrases: list[str]) -> dict[tuple[str, str], tuple[int, int]]:
        """Return what has all the phrases, and the part of its rank that does not weigh how rare words are."""
        ways = [self.words.ways(phrase) for phrase in phrases]
        result = {}
        for key, (head, body, note) in self.said.items():
            for place, texts in enumerate((head, [*head, *body], [*head, *body, *note])):
                if all(any(way in text for text in texts for way in some) for some in ways):
                    result[key] = place, AFTER.get(key[0], 0)
                    break
        return result


class Made(tuple[Index, Looking]):
    """An index and the look at each record, which nobody wants to see printed in full."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "the shipped dataset"


@pytest.fixture(scope="module")
def shipped(home: Path) -> Iterator[Made]:
    with patch.dict(os.environ, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}):
        paths = locate((), {})
        index = open_index(paths)
    yield Made((index, Looking(read_dataset(paths))))
    index.connection.close()


@st.composite
def phrases_of(draw: st.DrawFn, looking: Looking) -> list[str]:
    """Draw words, and words next to each other, as texts have them, run together or with other signs between."""
    phrases = []
    for _ in range(draw(st.integers(1, 3))):
        texts = looking.records[draw(st.sampled_from([*looking.records]))]
        pieces = re.findall(r"[^\s\"]+", draw(st.sampled_from([text for some in texts for text in some] or ["x"])))
        begin = draw(st.integers(0, max(0, len(pieces) - 1)))
        size = draw(st.sampled_from([1, 1, 2, 3]))
        phrase = draw(st.sampled_from([" ", "-"])).join(pieces[begin : begin + size])
        message = draw(st.sampled_from([phrase, phrase.upper(), re.sub("['’-]", "", phrase)]))
        phrases.append(message.replace("*", ""))
    return phrases


@given(data=st.data())
def test_a_search_finds_what_a_look_at_each_record_finds(shipped: Made, data: st.DataObject) -> None:
    index, looking = shipped
    phrases = [phrase for phrase in data.draw(phrases_of(looking)) if words(phrase)] or ["niger"]
    result = search(index, " ".join(f'"{phrase}"' for phrase in phrases), KIND_NAMES, Query())
    records = [hit.row.data() for hit in result.finds()]
    keys = [(record["kind"], record["id"]) for record in records]
    ranks = looking.ranks(phrases)
    assert set(keys) == set(ranks)
    assert result.total == len(keys) == len(ranks)
    in_order = [ranks[key] for key in keys]
    assert in_order == sorted(in_order)
    rows = [row.data() for row in islice(result.rows, 20)]  # with what is marked in each, which takes time
    assert [(row["of"], row["id"]) for row in rows] == keys[:20]
    assert all(row["marks"] for row in rows)


@given(st.data(), st.integers(0, 30), st.booleans())
def test_a_limit_gives_the_first_of_all(shipped: Made, data: st.DataObject, limit: int, reverse: bool) -> None:
    index, looking = shipped
    word = data.draw(
        st.sampled_from(
            sorted({one for phrase in data.draw(phrases_of(looking)) for one in words(phrase)} or {"niger"})
        )
    )
    every = search(index, word, KIND_NAMES, Query(reverse=reverse))
    first = search(index, word, KIND_NAMES, Query(reverse=reverse, limit=limit))
    assert [*first.rows] == [*islice(every.rows, limit)]
    assert (first.total, len(first.finds())) == (every.total, every.total)
