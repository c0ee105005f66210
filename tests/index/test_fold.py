"""Text as it is compared: one form for all ways to write it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.index.fold import fold, key, tokens, words
from sahelcli.records.base import SLUG_PATTERN


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Côte d'Ivoire", "cote d ivoire"),
        ("COTE D’IVOIRE", "cote d ivoire"),
        ("Goïta\u200b,  Assimi", "goita assimi"),
        ("Œuvre, Łódź", "oeuvre lodz"),
        ("Straße", "strasse"),
        ("１５００ hommes", "1500 hommes"),
        ("نيامي", "نيامي"),
        (" \t\n", ""),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_name_is_one_word() -> None:
    assert key("Côte d'Ivoire") == key("cote-divoire") == key("COTE D’IVOIRE")


@given(st.from_regex(SLUG_PATTERN.replace("$", r"\Z"), fullmatch=True))
def test_the_key_of_an_id_is_the_id_without_hyphens(slug: str) -> None:
    assert key(slug) == slug.replace("-", "")  # the index is written so: to fold each of a million ids costs more


def test_words_that_are_cut_in_two_are_also_run_together() -> None:
    assert set(fold(tokens("N'Djamena")).split()) == {"n", "djamena", "ndjamena"}
    assert words("Burkina Faso's well-known") == {"burkina", "faso", "s", "fasos", "well", "known", "wellknown"}


@given(st.text(st.sampled_from("aé -'‐’نœ𝒜") | st.characters()))
def test_a_text_has_the_words_by_which_a_name_of_its_letters_is_found(text: str) -> None:
    assert {*fold(tokens(text)).split()} == words(text)


@given(st.text())
def test_it_is_the_same_in_every_unicode_form_and_when_folded_again(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
