"""The search of a site finds what `sahel search` finds, and its index changes little when a record is added."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
import tomli_w

from benchmarks.dataset import shard
from sahelcli.answers.search import search
from sahelcli.dataset.locate import locate
from sahelcli.dates.periods import parse_period
from sahelcli.exporters.site.search import search_index
from sahelcli.index.open import Index, open_index
from sahelcli.model import KIND_NAMES
from sahelcli.query import Query
from tests.exporters.site.search.search_reader import Record, SearchReader
from tests.naive import FACTS
from tests.questions import ACTORS, PLACES, Tables, dataset
from tests.torture.times import times

Drawn = Callable[[], Iterator[tuple[int, Index, SearchReader]]]


@pytest.fixture(autouse=True)
def _own_home(home: Path) -> Iterator[None]:
    with patch.dict(os.environ, {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}):
        yield


def indexed(tables: Tables, file: Path) -> Index:
    file.write_text(tomli_w.dumps(tables), "utf-8")
    return open_index([str(file)])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Return `drawn()`: number by number, the index of a drawn dataset and a reader of its site, made once for all."""
    folder = tmp_path_factory.mktemp("drawn")

    @cache
    def reader(seed: int) -> SearchReader:
        index = indexed(dataset(Random(seed)), folder / f"{seed}.toml")
        with closing(index.connection):
            return SearchReader(files(index))

    def all_of_them() -> Iterator[tuple[int, Index, SearchReader]]:
        for seed in range(times(40, 2_000)):
            read = reader(seed)
            index = open_index([str(folder / f"{seed}.toml")])
            yield seed, index, read
            index.connection.close()

    return all_of_them


def shipped() -> Index:
    return open_index(locate((), {}))


def made_of(events: int) -> Tables:
    return shard(0, events).tables


def rows(index: Index) -> list[Any]:
    return [json.loads(row) for (row,) in index.ask("SELECT row FROM rows")]


def files(index: Index) -> dict[str, bytes]:
    return dict(search_index(index, rows(index)))


def found(index: Index, text: str, kinds: tuple[str, ...] = KIND_NAMES, **query: Any) -> set[Record]:
    rows = (hit.row.data() for hit in search(index, text, kinds, Query(**query)).finds())
    return {(row["kind"], row["id"]) for row in rows}


def vocabulary(index: Index) -> list[str]:
    words = {word for (word,) in index.ask("SELECT DISTINCT term FROM vocabulary")} - {"\ue000"}
    return sorted(words | {word for (word,) in index.ask("SELECT together FROM connected")})


def test_of_drawn_datasets_every_word_finds_what_the_program_finds(drawn: Drawn) -> None:
    for seed, index, reader in drawn():
        assert sorted(reader.words) == vocabulary(index)
        for word in vocabulary(index):
            assert reader.finds(word) == found(index, word), (seed, word)
        for (phrase,) in index.ask("SELECT parts FROM connected"):
            assert reader.finds(phrase) == found(index, f'"{phrase}"'), (seed, phrase)


def test_of_drawn_datasets_every_filter_finds_what_the_program_finds(drawn: Drawn) -> None:
    for _, index, reader in drawn():
        for word in ("general", "port", "coup", "troops"):
            everywhere = reader.finds(word)
            for actor in ACTORS:
                assert everywhere & reader.finds(f"actor:{actor}") == found(index, word, FACTS, actors=(actor,))
            for place in PLACES:
                kinds = (*FACTS, "place")
                assert everywhere & reader.finds(f"place:{place}") == found(index, word, kinds, places=(place,))
            for tag in sorted({tag for (tag,) in index.ask("SELECT id FROM terms WHERE role = 'tag'")}):
                assert everywhere & reader.finds(f"tag:{tag}") == found(index, word, ("event", "quote"), tags=(tag,))
            for kind in KIND_NAMES:
                assert everywhere & reader.finds(f"kind:{kind}") == found(index, word, (kind,))


@pytest.mark.parametrize(("since", "until"), [("2022", "2022"), ("2023", "2023"), ("2022", "2024"), ("1900", "1901")])
def test_of_drawn_datasets_years_find_what_the_program_finds(drawn: Drawn, since: str, until: str) -> None:
    asked = {"since": parse_period(since), "until": parse_period(until)}
    for seed, index, reader in drawn():
        before, after = reader.years
        years = range(max(before, int(since)), min(after, int(until)) + 1) or [before if int(until) < before else after]
        within = set().union(*(reader.finds(f"year:{year}") for year in years))
        for word in ("troops", "coup", "herald"):
            assert reader.finds(word) & within == found(index, word, (*FACTS, "source"), **asked), (seed, word)


def test_names_are_found_by_each_of_their_words_and_as_a_whole() -> None:
    reader = SearchReader(files(shipped()))
    for word in ("tiani", "tchiane"):
        assert ("actor", "abdourahamane-tchiani") in reader.finds(f"actor-name:{word}")
        assert ("actor", "abdourahamane-tchiani") in reader.finds(f"actor-key:abdourahamane{word}") | reader.finds(
            f"actor-key:{word}"
        )
    assert reader.finds("place-key:ndjamena") == {("place", "ndjamena")}


def test_of_the_shipped_dataset_every_word_finds_what_the_index_finds() -> None:
    index = shipped()
    reader = SearchReader(files(index))
    words = vocabulary(index)
    assert sorted(reader.words) == words
    for word in Random(1).sample(words, times(300, len(words))):
        assert reader.finds(word) == found(index, word), word


def test_a_record_more_changes_few_files(tmp_path: Path) -> None:
    made = made_of(300)
    before = files(indexed(made, tmp_path / "made.toml"))
    made["events"].insert(150, {**made["events"][150], "id": "one-more", "title": "Zanzibar"})
    after = files(indexed(made, tmp_path / "made.toml"))
    words = {path for path in before | after if "/words/" in path and before.get(path) != after.get(path)}
    records = {path for path in before | after if "/records/" in path and before.get(path) != after.get(path)}
    assert ("event", "one-more") in SearchReader(after).finds("zanzibar")
    assert len(records) <= 4 < len([path for path in after if "/records/" in path]) / 5
    assert words


def test_the_same_dataset_gives_the_same_bytes_in_whatever_order_it_comes() -> None:
    index = shipped()
    assert files(index) == dict(search_index(index, reversed(rows(index))))


def test_a_site_of_a_selection_finds_nothing_else() -> None:
    index = shipped()
    some = [row for row in rows(index) if row["kind"] == "event"]
    reader = SearchReader(dict(search_index(index, some)))
    assert reader.finds("niger") == found(index, "niger", ("event",))
    assert {kind for word in reader.words for kind, _ in reader.finds(word)} == {"event"}


def test_of_nothing_there_is_an_index_too(tmp_path: Path) -> None:
    index = indexed({}, tmp_path / "empty.toml")
    assert set(files(index)) == {"search/index.js"}
