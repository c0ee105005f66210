"""Ids made of words: always an id, and another one for other words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.importers.id_slugs import slug
from sahelcli.model.base import LONGEST_ID, SLUG_PATTERN


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
