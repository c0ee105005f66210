"""Any text makes an id, and ids that were met stay so in memory that does not grow with them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.importers import record_ids
from sahelcli.importers.record_ids import SeenIds, slug
from sahelcli.model.base import LONGEST_ID, SLUG_PATTERN

NAMES = st.sampled_from(["a", "b", "c", "\U0001f600", "é", "a b", "A"])


@given(st.lists(st.tuples(st.sampled_from(["put", "add", "discard"]), NAMES, st.text("xyz", max_size=2))))
def test_it_is_a_mapping_whatever_is_in_the_file(steps: list[tuple[str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_ids, "_IN_MEMORY", 2)
        seen, expected = SeenIds(), dict[str, str]()
        for step, name, value in steps:
            if step == "put":
                seen[name] = expected[name] = value
            elif step == "add":
                seen.add(name)
                expected[name] = ""
            else:
                seen.discard(name)
                expected.pop(name, None)
            assert {each: seen.get(each) for each in "abcA" if each in seen} == {
                each: expected[each] for each in "abcA" if each in expected
            }


@given(st.text(), st.integers(20, LONGEST_ID))
def test_any_text_makes_an_id(text: str, longest: int) -> None:
    assert re.fullmatch(SLUG_PATTERN, slug(text, longest))
    assert len(slug(text, longest)) <= longest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borno state", "borno-state"),
        ("Mambéré-Kadéi province", "mambere-kadei-province"),
        ("Jama'atu Ahlis Sunna", "jama-atu-ahlis-sunna"),
        ("007", "007"),
        ("Military Forces of Mali (2021-)", "military-forces-of-mali-2021"),
    ],
)
def test_words_are_kept(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_what_words_cannot_tell_apart_a_hash_does() -> None:
    assert slug("نيامي") != slug("باماكو")
    assert slug("x" * 70 + "a") != slug("x" * 70 + "b")
    assert slug("Gao") != slug("Gao غاو")
