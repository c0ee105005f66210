"""JSON and JSONL: one document, nothing altered, and no line end that only some readers see."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given

from sahelcli.formats import Format
from tests.formats.rows import ANY_TEXT, event, printed, quote, report


def test_an_array_has_one_row_a_line() -> None:
    document = printed(Format.JSON, report("event", event(id="a"), event(id="b")))
    lines = document.split("\n")
    assert (lines[0], lines[3:]) == ("[", ["]", ""])
    assert [row["id"] for row in json.loads(document)] == ["a", "b"]


def test_no_rows_are_an_empty_array_and_no_lines() -> None:
    assert printed(Format.JSON, report("event")) == "[]\n"
    assert printed(Format.JSONL, report("event")) == ""


def test_a_single_record_is_an_object() -> None:
    assert json.loads(printed(Format.JSON, report("event", event(), single=True))) == event()


def test_rows_are_the_text_of_the_index_itself() -> None:
    answer = report("quote", quote())
    rows = list(answer.rows)
    assert printed(Format.JSONL, answer._replace(rows=rows)) == rows[0].json.decode() + "\n"


def test_letters_are_not_escaped() -> None:
    assert "Goïta “ж” 中" in printed(Format.JSON, report("event", event(title="Goïta “ж” 中")))


def test_fields_narrow_and_order_the_keys() -> None:
    document = printed(Format.JSONL, report("event", event()), fields=("title", "id"))
    assert list(json.loads(document)) == ["title", "id"]


@given(ANY_TEXT)
def test_any_text_comes_back(text: str) -> None:
    rows = [event(title=text), event(title=text[::-1])]
    assert json.loads(printed(Format.JSON, report("event", *rows))) == rows
    lines = printed(Format.JSONL, report("event", *rows)).splitlines()  # at every line end Python knows
    assert [json.loads(line) for line in lines] == rows


@given(ANY_TEXT)
def test_no_sign_of_it_acts_on_a_terminal(text: str) -> None:
    for fields in ((), ("title",)):
        document = printed(Format.JSONL, report("event", event(title=text)), fields=fields)
        assert not [sign for sign in document.rstrip("\n") if unicodedata.category(sign) in ("Cc", "Zl", "Zp")]


@pytest.mark.parametrize("sign", ["\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff"])
def test_what_misleads_is_escaped(sign: str) -> None:
    document = printed(Format.JSON, report("event", event(title=f"a{sign}b")))
    assert f"a\\u{ord(sign):04x}b" in document
    assert json.loads(document)[0]["title"] == f"a{sign}b"
