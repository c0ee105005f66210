"""What is exported: what matches, what that names, and nothing that was not known then."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from sahelcli.dates.periods import parse_period
from sahelcli.exporters import EXPORTERS
from sahelcli.exporters.filter_description import FILTERS, filters_in_words
from sahelcli.exporters.selection import gather
from sahelcli.index.dataset_description import dataset_description
from sahelcli.index.open import Index, open_index
from sahelcli.query import Query

TWO_PLACES = """
[[places]]
id = "inner"
name = "Inner"
kind = "city"
part_of = "outer"

[[places]]
id = "outer"
name = "Outer"
kind = "country"

[[places]]
id = "unnamed"
name = "Unnamed"
kind = "country"

[[sources]]
id = "early"
title = "t"
publisher = "p"
published = "2023-01"

[[sources]]
id = "late"
title = "t"
publisher = "q"
published = "2023-06"

[[actors]]
id = "actor"
name = "Actor"
kind = "person"
description = "d"
sources = ["late"]

[[events]]
id = "event"
date = "2023-01-05"
title = "t"
actors = ["actor"]
places = ["inner"]
sources = ["early", "late"]
"""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    return opened(tmp_path, monkeypatch, TWO_PLACES)


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, name: str = "data.toml") -> Index:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    path = folder / name
    path.write_text(text, "utf-8")
    return open_index((str(path),))


def test_places_come_with_those_they_lie_in(index: Index) -> None:
    assert [place["id"] for place in gather(index, Query()).places] == ["inner", "outer"]


def test_places_may_be_nested_deeper_than_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = 1_500  # Python calls a thousand deep
    text = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n'
    text += f'[[events]]\nid = "e"\ndate = "2023"\ntitle = "E"\nplaces = ["p{deep}"]\nsources = ["s"]\n'
    for number in range(deep + 1):
        part_of = f'part_of = "p{number - 1}"\n' if number else ""
        text += f'[[places]]\nid = "p{number}"\nname = "P{number}"\nkind = "site"\n{part_of}'
    document = gather(opened(tmp_path, monkeypatch, text), Query())
    assert len(document.places) == len(list(document.places)) == deep + 1
    for exporter in EXPORTERS:
        for part in exporter.parts:
            exporter.several.export_part(document, part, BytesIO())
        if not exporter.is_folder:
            exporter.single.export(document, BytesIO())


def test_sources_are_those_cited(index: Index) -> None:
    document = gather(index, Query())
    assert [source["id"] for source in document.sources] == ["early", "late"]
    assert len(document.sources) == 2


def test_what_was_not_known_then_is_not_there(index: Index) -> None:
    document = gather(index, Query(known_by=parse_period("2023-03")))
    assert [source["id"] for source in document.sources] == ["early"]
    assert [actor["sources"] for actor in document.actors] == [[]]
    assert [[source["id"] for source in event["sources"]] for event in document.events] == [["early"]]


def test_rows_can_be_read_again(index: Index) -> None:
    events = gather(index, Query()).events
    assert list(events) == list(events)
    assert len(events) == 1


def test_each_row_is_counted_as_it_is_read(index: Index) -> None:
    steps: list[int] = []
    document = gather(index, Query(), steps.append)
    before = len(steps)
    list(document.events)
    assert len(steps) == before + 1


def test_the_hash_is_of_what_is_said_however_filed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = TWO_PLACES.split("[[actors]]")
    index = opened(tmp_path, monkeypatch, TWO_PLACES)
    moved = opened(tmp_path, monkeypatch, f"# a comment\n[[actors]]{second}{first}", "moved.toml")
    other = opened(tmp_path, monkeypatch, TWO_PLACES.replace('"Inner"', '"Other"'), "other.toml")
    hashes = [dataset_description(each).content_hash for each in (index, moved, other)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_every_filter_has_its_words() -> None:
    assert set(Query._fields) - set(FILTERS) == {"limit", "reverse"}  # how many, from which end: no filters


def test_zero_is_asked_for_where_it_is_no_default(index: Index) -> None:
    assert filters_in_words(index, Query(max_sources=0)) == ("at most 0 sources that do not depend on each other",)
    assert filters_in_words(index, Query()) == ()


def test_filters_are_said_by_their_names(index: Index) -> None:
    query = Query(
        since=parse_period("2023-Q1"),
        until=parse_period("2023-05"),
        actors=("actor",),
        places=("OUTER",),
        texts=("a b", "c"),
        not_places=("unnamed",),
        min_sources=2,
        known_by=parse_period("2023-12-31"),
        undated=True,
    )
    assert filters_in_words(index, query) == (
        "actor: Actor",
        "place: Outer",
        "with the words “a b” or “c”",
        "without place: Unnamed",
        "since 2023-Q1",
        "until May 2023",
        "at least 2 sources that do not depend on each other",
        "published by the end of 31 December 2023",
        "sources without a date included",
    )
    assert filters_in_words(index, Query()) == ()
