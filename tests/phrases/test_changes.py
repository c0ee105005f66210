"""How a change is said: every value in its own words, and of long texts what stands beside a change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.phrases.changes import in_a_line, nearby, not_valid, value


@pytest.mark.parametrize(
    ("side", "message"),
    [
        (None, "nothing"),
        ("", '""'),
        (False, "false"),
        (True, "true"),
        (0, "0"),
        (1500, "1,500"),
        (0.0, "0.0"),
        ([], "an empty list"),
        (["a", "b"], "a, b"),
        ("2023-09", "2023-09"),
    ],
)
def test_each_value_has_its_words(side: Any, message: str) -> None:
    assert value(side) == message


@pytest.mark.parametrize(
    ("sides", "message"),
    [([], ""), (["old"], "not valid before"), (["new"], "not valid now"), (["old", "new"], "not valid before and now")],
)
def test_when_a_record_is_not_valid(sides: list[str], message: str) -> None:
    row: Any = {"not_valid": sides}
    assert not_valid(row) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (["a", "b"], ["b", "c"], "sources: - a; + c"),
        (["a", "b"], ["b", "a"], "sources: another order"),
        (None, ["a"], "sources: + a"),
        (None, [], "sources: nothing → an empty list"),
        ("", None, 'sources: "" → nothing'),
    ],
)
def test_a_change_in_a_line(old: Any, new: Any, message: str) -> None:
    row: Any = {"change": "changed", "not_valid": [], "fields": [{"field": "sources", "old": old, "new": new}]}
    assert in_a_line(row) == message
    assert in_a_line(row | {"change": "added"}) == ""


PIECES = st.lists(
    st.tuples(st.sampled_from(["same", "removed", "added"]), st.lists(st.sampled_from([" a", " b"]), max_size=40)),
    max_size=5,
)


@given(PIECES)
def test_what_changed_is_never_left_out(pieces: list[tuple[str, list[str]]]) -> None:
    joined = [(sign, "".join(words)) for sign, words in pieces]
    shown = list(nearby(joined))
    assert [piece for piece in shown if piece[0] != "same"] == [piece for piece in joined if piece[0] != "same"]
    assert [sign for sign, _ in shown] == [sign for sign, _ in joined]
    assert all(len(text.split()) <= 21 for sign, text in shown if sign == "same")
