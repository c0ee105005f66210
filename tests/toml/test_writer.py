"""What is written as TOML reads back as what was meant, by the standard library's reader."""

from __future__ import annotations

import tomllib
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.toml.writer import Value, block, lines, record, text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.one_of(PLAIN, st.lists(TEXTS))
KEYS = st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True)
WHATEVER = st.recursive(
    st.one_of(PLAIN, st.floats(allow_nan=False), st.dates(), st.datetimes(), st.times()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


@given(WHATEVER)
def test_a_value_of_any_type_is_read_as_it_was(value: Any) -> None:
    assert tomllib.loads(f"key = {text(value)}\n") == {"key": value}


@given(st.dictionaries(TEXTS, WHATEVER, max_size=4))
def test_a_block_is_read_as_it_was_whatever_its_keys(values: dict[str, Any]) -> None:
    assert tomllib.loads(block("events", values)) == {"events": [values]}


def test_a_record_is_written_as_the_shipped_dataset_is() -> None:
    role = {"title": "President", "of": "france", "since": "2017-05-14"}
    written = block(
        "actors", {"id": "emmanuel-macron", "aliases": ["Macron", "EM"], "roles": [role], "note": 'a "b"\nc'}
    )
    assert written == (
        "[[actors]]\n"
        'id = "emmanuel-macron"\n'
        "aliases = [\n"
        '    "Macron",\n'
        '    "EM",\n'
        "]\n"
        "roles = [\n"
        '    { title = "President", of = "france", since = "2017-05-14" },\n'
        "]\n"
        'note = "a \\"b\\"\\nc"\n'
    )


@given(st.dictionaries(KEYS, VALUES))
def test_what_has_a_value_reads_back_as_it_was(keys: dict[str, Value]) -> None:
    with_values = {key: value for key, value in keys.items() if value not in ("", [])}
    assert tomllib.loads(lines(keys)) == with_values == tomllib.loads(tomli_w.dumps(with_values))


@given(TEXTS)
def test_each_key_is_one_line_whatever_the_text(text: str) -> None:
    assert lines({"key": text}).count("\n") == bool(text)


@given(st.lists(st.dictionaries(KEYS, TEXTS.filter(bool))))
def test_each_record_is_one_of_its_table(records: list[dict[str, str]]) -> None:
    text = "".join(record("events", {**keys, "title": "\n[[events]]\n"}) for keys in records)
    assert tomllib.loads(text).get("events", []) == [{**keys, "title": "\n[[events]]\n"} for keys in records]


def test_a_list_of_tables_stands_below_the_other_keys() -> None:
    keys = {"id": "a", "roles": [{"title": "x", "of": "b"}, {"title": "y", "of": "c"}], "note": "n"}
    assert tomllib.loads(record("actors", keys)) == {"actors": [keys]}


def test_a_key_without_a_value_is_left_out() -> None:
    assert lines({"a": None, "b": "", "c": (), "d": 0, "e": False, "f": 0.0}) == "d = 0\ne = false\nf = 0.0\n"


def test_the_one_character_that_json_leaves_bare_is_escaped() -> None:
    assert lines({"a": "\x7f", "b": ["\x7f"]}) == 'a = "\\u007f"\nb = ["\\u007f"]\n'
