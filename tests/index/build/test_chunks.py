"""A dataset that is read a chunk at a time gives the index that it gives when it is read whole."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.filesystem.discovery import find_files
from sahelcli.index import term_numbers, worker_process
from sahelcli.index.build import chunks, linking, lookups, pipeline
from sahelcli.index.build.chunks import read_chunk
from sahelcli.index.open import in_memory, open_index
from tests.index.contents import contents
from tests.index.small import ONE_OF_EACH, Small, toml, write

SOURCE = '[[sources]]\nid = "{}"\ntitle = "t"\npublisher = "p"\n'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[None]:
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(tmp_path / "cache")}):
        yield


@contextmanager
def small_chunks(size: int) -> Iterator[None]:
    """Read every dataset in chunks of so many bytes, in this process."""
    small = patch.multiple(pipeline, SIZE=size, _LARGE=0)
    with small, patch.object(chunks, "SIZE", size), patch.object(worker_process, "can_help", lambda: False):
        yield


def same_as_whole(folder: Path, size: int = 500) -> None:
    whole = contents(open_index([str(folder)], rebuild=True).connection)
    with small_chunks(size):
        assert contents(open_index([str(folder)], rebuild=True).connection) == whole


def in_one_pass(folder: Path, size: int = 500) -> None:
    """Hold that it is the same, and that nothing had to be read twice."""
    whole = contents(open_index([str(folder)], rebuild=True).connection)
    with small_chunks(size), patch.object(pipeline, "read_one", side_effect=AssertionError("all was read at once")):
        assert contents(open_index([str(folder)], rebuild=True).connection) == whole


def test_one_file_in_which_each_record_names_earlier_ones(tmp_path: Path) -> None:
    write(tmp_path / "d", {"a.toml": Small(Random(3)).records(60)})
    in_one_pass(tmp_path / "d")


def test_what_others_name_may_have_been_forgotten_and_is_looked_up_in_the_index(tmp_path: Path) -> None:
    write(tmp_path / "d", {"a.toml": Small(Random(3)).records(200)})
    few = [(lookups, "_MANY"), (lookups, "_MANY_SOURCES"), (linking, "_MANY"), (term_numbers, "_MANY")]
    with ExitStack() as patched:
        for module, name in few:
            patched.enter_context(patch.object(module, name, 3))
        in_one_pass(tmp_path / "d", 2_000)


@pytest.mark.parametrize("note", ["", 'note = "é \\", \\"note\\": null}"\n', 'note = ""\n'])
@pytest.mark.parametrize("more", ["", 'accessed = "2024-01-02"\nlanguage = "fr"\npublished = "2024"\nauthor = "ç"\n'])
def test_a_source_is_cited_alike_in_small_and_large_indexes(tmp_path: Path, note: str, more: str) -> None:
    tricky = '\\", \\"accessed\\": \\", \\"language\\": \\", \\"note\\": null}'
    sources = "".join(f'{SOURCE.format(name)}url = "é {tricky}"\n{more}{note}' for name in ("one", "two"))
    event = '[[events]]\nid = "e"\ndate = "2024"\ntitle = "t"\nsources = ["two", "one", "two"]\n'
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.toml").write_text(sources + event, encoding="utf-8")
    same_as_whole(tmp_path / "d", 100)


def test_files_by_kind_whatever_their_names(tmp_path: Path) -> None:
    records = Small(Random(4)).records(60)
    write(tmp_path / "d", {f"{kind}.toml": [one for one in records if one[0] == kind] for kind in ONE_OF_EACH})
    in_one_pass(tmp_path / "d")


def test_files_are_known_by_what_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    write(folder, {"a.toml": Small(Random(3)).records(60)})
    with small_chunks(500):
        open_index([str(folder)])
        with patch.object(pipeline, "make", side_effect=AssertionError("nothing has changed")):
            open_index([str(folder)])
        with (folder / "a.toml").open("a", encoding="utf-8") as stream:
            stream.write(SOURCE.format("late"))
        with patch.object(pipeline, "_build_anew", side_effect=AssertionError("only the end is new")):
            assert len(contents(open_index([str(folder)]).connection)[0]) == 67


def test_record_that_names_a_later_one_waits_for_it(tmp_path: Path) -> None:
    records = Small(Random(5)).records(60)
    write(tmp_path / "d", {"a.toml": list(reversed(records))})
    same_as_whole(tmp_path / "d")


def test_title_and_tags_wherever_they_stand(tmp_path: Path) -> None:
    records = "".join(toml(kind, record) for kind, record in Small(Random(6)).records(40))
    tags = '[tags]\ncoup = "c"\ntalks = "t"\nbase = "b"\n'
    for number, text in enumerate((tags + records, records + tags, records + '[dataset]\ntitle = "T"\n')):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a.toml").write_text(text, "utf-8")
        same_as_whole(folder)


@pytest.mark.parametrize(
    "end",
    [
        SOURCE.format("source-0"),
        "[x_mine]\na = 2\n",
        "[[x_mine]]\na = 2\n",
        "[sources]\n",
        '[[sources]]\nid = "b"\ntitle = "t"\n',
        '[[events]]\nid = "e"\ntitle = "t"\ndate = "2023"\nsources = ["nowhere"]\n',
        "[[sources]]\nid = 'x\n",
    ],
)
def test_error_in_a_later_piece_is_an_error_of_the_whole(tmp_path: Path, end: str) -> None:
    records = "".join(toml(kind, record) for kind, record in Small(Random(8)).records(30))
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.toml").write_text(f"[x_mine]\na = 1\n{records}{end}", "utf-8")
    same_as_whole(tmp_path / "d")
    assert open_index([str(tmp_path / "d")]).lacking.errors


def test_publisher_is_called_as_the_first_file_spells_it(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    event = '[[events]]\nid = "e"\ntitle = "t"\ndate = "2023"\nsources = ["a"]\n'
    (folder / "1.toml").write_text(event + SOURCE.format("a").replace('"p"', '"RFI"'), "utf-8")
    (folder / "2.toml").write_text(SOURCE.format("b").replace('"p"', '"Rfi"'), "utf-8")
    same_as_whole(folder, 20)


def test_publisher_is_called_as_the_first_file_spells_it_though_it_is_read_later(tmp_path: Path) -> None:
    event = '[[events]]\nid = "e{}"\ntitle = "t"\ndate = "2023"\nsources = ["a"]\n'
    spelt = SOURCE.replace('"p"', '"{}"')
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "1.toml").write_text(event.format(1) + spelt.format("a", "RFI"), "utf-8")
    (folder / "2.toml").write_text(event.format(2) + spelt.format("b", "Rfi"), "utf-8")
    (folder / "3.toml").write_text(spelt.format("c", "RFI"), "utf-8")  # sources come first: read before the others
    same_as_whole(folder, 10_000)


@given(texts=st.lists(st.sampled_from(["[[sources]]\n", "\n", "[[a.b]]\n", "é", "x = 1\n", "[[", "\r\n"]), max_size=30))
def test_cut_loses_nothing_and_begins_with_a_record(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.toml"
    path.write_bytes("".join(texts).encode())
    with small_chunks(20):
        first, *others = chunks.cut(str(path))
    assert b"".join([first, *others]) == path.read_bytes()
    assert all(other.startswith(b"[[sources]]") for other in others)


def test_chunk_of_which_anything_is_wrong_is_left_to_who_can_tell() -> None:
    assert read_chunk(0, "a.toml", b"[[sources]]\n") is None


def test_what_files_let_pass_is_put_together(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    records = "".join(SOURCE.format(f"s-{number}") for number in range(40))
    (tmp_path / "d" / "a.toml").write_text("[dataset.x_allow]\nundated-source = 'Leaflets.'\n" + records, "utf-8")
    (tmp_path / "d" / "b.toml").write_text("[dataset.x_allow]\nunused-source = 'Later.'\n", "utf-8")
    in_one_pass(tmp_path / "d")
    held = open_index([str(tmp_path / "d")]).meta("for_rules")
    assert json.loads(held)["x_allow"] == {"undated-source": "Leaflets.", "unused-source": "Later."}


def test_tags_mean_what_the_first_file_says_in_whatever_order_they_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    event = '[[events]]\nid = "e"\ntitle = "t"\ndate = "2023"\nsources = ["a"]\ntags = ["coup"]\n'
    (folder / "1.toml").write_text(event + SOURCE.format("a") + '[tags]\ncoup = "first"\n', "utf-8")
    (folder / "2.toml").write_text('[tags]\ncoup = "second"\nother = "o"\n', "utf-8")
    same_as_whole(folder, 10_000)


def test_file_that_cannot_be_read_after_all_is_an_error_of_the_dataset(tmp_path: Path) -> None:
    records = Small(Random(9)).records(40)
    write(tmp_path / "d", {"a.toml": records, "b.toml": [("sources", {"id": "z", "title": "t", "publisher": "p"})]})
    found = find_files([str(tmp_path / "d")])
    (tmp_path / "d" / "b.toml").unlink()
    with small_chunks(500):
        filled = pipeline.fill(in_memory, found)
    assert not filled.clean
    assert len(contents(filled.connection)[0]) == len(records)


@pytest.mark.skipif(sys.platform == "win32", reason="no such path there")
def test_pipe_beside_large_files_is_read_but_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SOURCE.format("one"), "utf-8")
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        pipe.write(SOURCE.format("piped"))
    try:
        with small_chunks(500):
            index = open_index([str(tmp_path / "a.toml"), f"/dev/fd/{reading}"])
    finally:
        os.close(reading)
    assert index.ask("SELECT id FROM records ORDER BY pos") == [("one",), ("piped",)]
