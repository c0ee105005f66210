"""What is read: what the standard library reads of TOML 1.0, all that 1.1 adds, and nothing without end."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sahelcli.diagnostics.finding import Finding
from sahelcli.toml.parser import parse
from sahelcli.toml.syntax_errors import in_plain_words
from tests.index.small import Small, toml
from tests.terminal import Sahel

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
    "date = 2023-07-26T07:00:00Z\n",
    "x_big = " + "9" * 590 + "\n",
    "n = 9223372036854775808\n",
    "f = inf\n",
    "# [[events]]\n",
    "x_long = '" + "a." * 100 + "'\n",
    "x_long = '" + "0" * 1_000 + "' # " + "0." * 1_000 + "\n",
    "]]\n",
    '"',
    "\t",
    "é",
)


@settings(max_examples=300)
@given(seed=st.integers(0, 50), changes=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES)), max_size=4))
def test_what_the_standard_library_reads_is_read_alike(seed: int, changes: list[tuple[float, str]]) -> None:
    text = "".join(toml(kind, record) for kind, record in Small(Random(seed)).records(10))
    for place, piece in changes:
        at = int(place * len(text))
        at = at if seed % 2 else text.rfind("\n", 0, at) + 1
        text = text[:at] + piece + text[at:]
    result = parse(text)
    try:
        assert result == tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert isinstance(result, Finding) or "{" in text  # what 1.1 adds lies within braces here


ADDED = {  # what TOML 1.1 allows, and how 1.0 writes it
    "{ a = 1, }": "{ a = 1 }",
    "{\n  a = 1\n}": "{ a = 1 }",
    "{ # one\n  a = 1, # two }\n\n  b.c = [{\n}],\n}": "{ a = 1, b.c = [{}] }",
    '"\\e[1m"': '"\\u001b[1m"',
    '"\\xe9\\x22"': '"é\\""',
    '"""\n\\xE9\\e\n"""': '"é\\u001b\\n"',
    "07:32": "07:32:00",
    "1979-05-27T07:32Z": "1979-05-27T07:32:00Z",
    "1979-05-27 07:32-07:00": "1979-05-27T07:32:00-07:00",
}


@pytest.mark.parametrize("written", ADDED)
def test_what_a_later_toml_allows_is_read_too(written: str) -> None:
    assert parse(f"[[events]]\nx = {written}\ny = 1\n") == tomllib.loads(f"[[events]]\nx = {ADDED[written]}\ny = 1\n")


def test_each_refusal_of_the_parser_is_translated() -> None:
    """Its own words are in English that few would understand, and one that is new would be told as "not valid"."""
    source = Path(tomli.__file__).parent.joinpath("_parser.py").read_text("utf-8")
    text = re.findall(r"TOMLDecodeError\(\s*f?([\"'])((?:\\.|(?!\1).)+)\1", source)
    words = [message.replace("{expect!r}", repr("'")).replace("\\\\", "\\") for _, message in text]
    assert len(words) > 20
    assert [each for each in words if in_plain_words("a = 1", each, 0).message == "this is not valid TOML"] == []


def opened(steps: list[str]) -> tuple[str, int]:
    """Return a value that is nested by steps, and how many there are."""
    text = "".join("[" if step == "list" else f"{{{step} = " for step in steps)
    closed = "".join("]" if step == "list" else "}" for step in reversed(steps))
    return f"{text}1{closed}", sum(1 if step == "list" else step.count(".") + 1 for step in steps)


@given(st.lists(st.sampled_from(["list", "a", "b.c", "d.d.d.d", "a" + ".b" * 20]), max_size=70))
@example(["list"] * 48)
@example(["list"] * 49)
def test_nesting_has_one_limit_whatever_makes_it(steps: list[str]) -> None:
    value, depth = opened(steps)
    text = f"a = 1\n[b]\nc = {value}\n"
    result: Any = parse(text)
    if 2 + depth <= 50:
        assert result == tomllib.loads(text)
    else:
        assert result.message == "lists or tables are nested too deeply"
        assert text[: result.place.start].count("\n") == 2


def test_all_commands_bear_what_is_read(sahel: Sahel) -> None:
    source = '[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\n'
    event = f'{source}[[events]]\nid = "a"\ndate = "2026"\ntitle = "a"\nsources = ["s"]\n'
    for key in ("x_deep", "deep", "tags"):
        for number, name in enumerate(("old.toml", "new.toml")):
            value, _ = opened(["list"] * 20 + ["a" + ".b" * 20])
            Path(name).write_text(f"{event}{key} = {value.replace('1', str(number))}\n", "utf-8")
        for question in (
            ("check", "new.toml"),
            ("diff", "old.toml", "new.toml"),
            ("diff", "old.toml", "new.toml", "--json"),
        ):
            assert sahel(*question).code in (0, 1)
        assert sahel("timeline", "-d", "new.toml", "--json").code == 0
