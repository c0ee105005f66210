"""Where keys and values stand: held against the parser's result on documents of every form."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import example, given, reject
from hypothesis import strategies as st

from sahelcli.model.reference_fields import Keys
from sahelcli.toml.positions import KeyPosition, Positions

DATA = sorted((Path(__file__).parents[2] / "data").glob("*.toml"))

TRICKY = """\
a.b = 1
"x y".'z.z' = [ {p=1, q.r=[1,2]}, "]" , \"""
[a]
\""", 1979-05-27 07:32:00, ]   # ] [not.a] header
[[t]]
[[t.u]]
k="\\"]#"
  [[t.u]] # [[t.v]]
[t.v.w]
s = '''it's ''''
[[t]]
 [ t . "v" ] #c
e = {}
m = { # }
  n = 1, # a = {
  "o }" . p = [ { q = "\\e\\x22 }",
  }, ], r = 07:32,
}
l = [
  [1],
  [[2]]
]
"""

names = st.sampled_from(["a", "b", "events", "1", "x-y", '"x y"', "'z.z'", '"\\u0061b"', '"\\x61\\e"', '""'])
dotted = st.lists(names, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from([".".join(parts), " . ".join(parts)])
)
gaps = st.sampled_from(["", " ", "\t", "\n", " # [a] = ]\n", "\n\n  "])
scalars = st.sampled_from(
    [
        "1", "-1_000", "0x1f", "1e3", "nan", "-inf", "true",
        "1979-05-27", "1979-05-27 07:32:00", "1979-05-27T07:32:00Z", "07:32:00",
        "1979-05-27 07:32", "1979-05-27T07:32+01:00", "07:32", '"\\e\\x22]"', '"""\\x41\\\n ]"""',
        '""', '"[[a]]"', '"a = 1 # \\" ]"', "''", "'\\'", "'\"'", '"é\\n"',
        '""""""', '"""\n[a]\nb = "x"\n"""', '"""a"b""c\\""""""', "''''''", "'''\n[[a]]\n'b' '''''",
    ]
)  # fmt: skip


def arrays(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def render(parts: list[tuple[str, str, str]], last: str) -> str:
        return "[" + ",".join(before + value + after for before, value, after in parts) + last + "]"

    comma = st.sampled_from(["", " ", "\n"])
    return st.builds(render, st.lists(st.tuples(gaps, values, gaps), max_size=3), comma)


def inline_tables(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Inline tables as TOML 1.1 has them: over several lines, with comments, and a comma after the last pair."""

    def render(parts: list[tuple[str, str, str]], last: str) -> str:
        return "{" + ",".join(before + pair + after for before, pair, after in parts) + last + "}"

    pairs = st.lists(st.tuples(gaps, st.builds("{} = {}".format, dotted, values), gaps), max_size=3)
    return st.builds(render, pairs, st.sampled_from(["", " ", ",", ", # }\n"]))


values = st.recursive(scalars, lambda inner: arrays(inner) | inline_tables(inner), max_leaves=6)
statements = st.builds(
    "{}{}{}{}\n".format, dotted, st.sampled_from(["=", " = ", "\t=\t"]), values, st.sampled_from(["", " # c"])
)
headers = st.builds(str.format, st.sampled_from(["[{}]\n", "[[{}]]\n", " [[ {} ]] # c\n", "\t[ {} ]\n"]), dotted)
documents = st.lists(statements | headers | gaps.map(lambda gap: gap + "\n"), max_size=12).map("".join)


def ways(value: Any, way: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Return the way to everything in a document, and what it leads to."""
    if isinstance(value, dict):
        inside: Iterator[tuple[str | int, Any]] = iter(value.items())
    elif isinstance(value, list):
        inside = iter(enumerate(value))
    else:
        return
    for step, inner in inside:
        yield (*way, step), inner
        yield from ways(inner, (*way, step))


def hold(text: str) -> None:
    document = tomli.loads(text)
    marks = Positions(text).everything()
    result = dict(ways(document))
    assert set(marks) == set(result)
    for way, value in result.items():
        stands(text, marks[way], way, value)
    for way, value in [((), document), *result.items()]:
        inside = [marks[(*way, step)].key for step in (value if isinstance(value, dict) else ())]
        plain = [start for start in inside if text[start] != "["]  # [a.b] may stand above [a]
        assert plain == sorted(plain)


def stands(text: str, mark: KeyPosition, way: Keys, value: Any) -> None:
    """Check that key and value are what the text has in their places."""
    key, written = text[mark.key : mark.key_end], text[mark.value : mark.value_end]
    if isinstance(way[-1], str) and not key.startswith("["):
        assert list(tomli.loads(f"{key} = 1")) == [way[-1]]
    if isinstance(value, dict):
        assert written[0] in "[{" or mark.key < mark.value  # a header, braces, or a dotted key that made it
    elif not isinstance(value, list):
        again = tomli.loads(f"value = {written}")["value"]
        assert again == value or (math.isnan(again) and math.isnan(value))


@given(documents)
@example(TRICKY)
def test_all_that_the_parser_finds_stands_where_it_is_marked(text: str) -> None:
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        reject()
    hold(text)


@given(documents)
def test_any_text_is_looked_through_without_a_fault(text: str) -> None:
    positions = Positions(text)
    for way in (("events", 0, "a"), ("a",), ("a", 0, 0, "b")):
        mark = positions.find(way)
        line, column = positions.line_and_column(mark.key)
        assert positions.line(line)[column - 1 :] == text[mark.key :].partition("\n")[0]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_the_shipped_files(path: Path) -> None:
    text = path.read_text("utf-8")
    document = tomli.loads(text)
    assert list(Positions(text).everything()) == [way for way, _ in ways(document)]
    hold(text)


def test_what_is_not_there_is_shown_at_the_innermost_thing_that_is() -> None:
    text = '[[events]]\nid = "a"\n\n[[events]]\nid = "b"\ntags = ["x"]\n'
    positions = Positions(text)
    assert positions.line_and_column(positions.find(("events", 1, "tags", 0)).value) == (6, 9)
    assert positions.line_and_column(positions.find(("events", 1, "tags", 7)).value) == (6, 8)
    assert positions.line_and_column(positions.find(("events", 1, "date")).key) == (4, 1)
    assert positions.line_and_column(positions.find(("events", 0, "date")).key) == (1, 1)
    assert positions.find(("places",)) == KeyPosition(0, 0, 0, 0)


def test_columns_count_characters() -> None:
    positions = Positions('a = "é🇳🇪"\n"ключ" = [ "x" ]\n')
    assert positions.line_and_column(positions.find(("ключ", 0)).value) == (2, 12)


def test_deep_nesting_needs_no_recursion_and_no_square_of_memory() -> None:
    depth = 100_000
    for text in (f"a = {'[' * depth}{']' * depth}\n", f"a{'.a' * depth} = 1\n", f"[a{'.a' * depth}]\n"):
        assert len(Positions(text).everything()) == 50
