"""What the compiled parser reads is what the standard library reads; at the least doubt nothing is read."""

from __future__ import annotations

import tomllib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.files import quick
from sahelcli.files.quick import read_quickly
from tests.index.small import Small, toml

PIECES = (
    '"""\n[[events]]\n"""',
    "'''\n[[quotes]]\n",
    "[tags]\n",
    "[dataset]\ntitle = 'x'\n",
    "[[events]]\n",
    "[events.more]\n",
    "[[events.roles]]\n",
    "a = [\n[[1]],\n]\n",
    "a = [\n",
    "events = [{id = 'a'}]\n",
    "date = 2023-07-26\n",
    "date = 2023-07-26T07:00Z\n",
    "a = { b = 1,\n}\n",
    "x_big = " + "9" * 5_000 + "\n",
    "n = 9223372036854775808\n",
    "f = inf\n",
    "# [[events]]\n",
    "]]\n",
    '"',
    "\t",
    "é",
)


def agrees(text: str) -> None:
    found = read_quickly(text)
    if found is not None:
        assert found == tomllib.loads(text)


@settings(max_examples=300)
@given(seed=st.integers(0, 50), changes=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES)), max_size=4))
def test_mutated_texts_are_read_alike_or_not_at_all(seed: int, changes: list[tuple[float, str]]) -> None:
    text = "".join(toml(kind, record) for kind, record in Small(Random(seed)).records(10))
    for place, piece in changes:
        at = int(place * len(text))
        at = at if seed % 2 else text.rfind("\n", 0, at) + 1
        text = text[:at] + piece + text[at:]
    for length in (60, 8_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quick, "_LENGTH", length)
            agrees(text)


def test_ordinary_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(toml(kind, record) for kind, record in Small(Random(1)).records(80))
    monkeypatch.setattr(quick, "_LENGTH", 200)
    assert read_quickly(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "nested", ["a = " + "[" * 100_000, "a = " + "{b = " * 100_000, "[[events]]\n" + "a = [[[\n" * 60_000]
)
def test_nesting_without_end_is_left_to_the_reader_that_bears_it(nested: str) -> None:
    assert read_quickly(f"[[events]]\n{nested}") is None


def test_without_the_parser_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_IS_THERE", False)
    assert read_quickly("[[events]]\n") is None
