"""The words by which a text is found: numbers in one piece, and what is connected also run together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.text.normalize import fold
from sahelcli.text.search_words import Connected, column, connected, for_index, grouped_numbers, split, ungrouped, words

SIGNS = st.sampled_from("aé -'‐’nœ𝒜法ก½ŉ⒈㈱1,5. \u202f\u0301\u200b\n") | st.characters(exclude_categories=["Cs"])


@pytest.mark.parametrize(
    "number",
    ["1500", "1,500", "1.500", "1 500", "1'500", "1’500", "1\u00a0500", "1\u202f500", "1\u2009500", "١٥٠٠", "١٬٥٠٠"],
)
def test_a_number_is_one_word_however_it_is_grouped(number: str) -> None:
    assert split(f"about {number} soldiers") == ["about", "1500", "soldiers"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12,345,678 and 12 345 678", "12345678 and 12345678"),
        ("in 2023, 100 left", "in 2023 100 left"),
        ("in 2023 100 left", "in 2023 100 left"),
        ("1.5 to 3.14159, 0.125", "1 5 to 3 14159 0 125"),
        ("24.09.2023, 2023-09-24", "24 09 2023 2023 09 24"),
        ("1,500.75", "1500 75"),
        ("1 5000, 12 34", "1 5000 12 34"),
        ("between 500 and 1,000", "between 500 and 1000"),
    ],
)
def test_what_is_a_group_of_three_and_what_is_not(text: str, message: str) -> None:
    assert " ".join(split(text)) == message


@given(st.text(st.sampled_from("0123456789 ,.'’?é-a٣٬\u00a0\u202f" + "05, " * 4)))
def test_numbers_in_groups_of_three_are_those_that_a_look_at_each_sign_finds(text: str) -> None:
    groups = "|".join(rf"(?:[{sign}]\d{{3}})+" for sign in (" \u00a0\u2007\u2009\u202f", ",", ".", "'’", "٬"))
    grouped = re.compile(rf"(?<!\d)(?<!\d[.,'’٬])(?!0)\d{{1,3}}(?:{groups})(?!\d)")
    assert list(grouped_numbers(text)) == [match.span() for match in grouped.finditer(text)]
    assert ungrouped(text) == grouped.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def test_connected_words_are_also_run_together() -> None:
    assert words("N'Djamena") == {"n", "djamena", "ndjamena"}
    assert words("Burkina Faso's well-known") == {"burkina", "faso", "s", "fasos", "well", "known", "wellknown"}
    assert connected("c’est-à-dire") == [
        ("cest", "c est"),
        ("cesta", "c est a"),
        ("cestadire", "c est a dire"),
        ("esta", "est a"),
        ("estadire", "est a dire"),
        ("adire", "a dire"),
    ]
    assert connected("a - b, 'c' d-- -e AT&T") == []


@given(st.lists(st.text(SIGNS, min_size=1), min_size=1, max_size=3))
def test_the_index_has_the_words_of_each_field_and_nothing_is_next_to_another_field(texts: list[str]) -> None:
    seen: set[Connected] = set()
    (message,) = for_index([column(*texts)], seen)
    fields = [field.split() for field in (" ".join(_ascii_tokens(message))).split("\ue000")]
    assert fields[: len(texts)] == list(map(split, texts))
    more = [pair for text in texts for pair in connected(ungrouped(text))]
    assert fields[len(texts) :] == [[word] for word in dict.fromkeys(together for together, _ in more)]
    assert seen == {*more}


def _ascii_tokens(text: str) -> list[str]:
    """Return what SQLite's tokenizer `ascii` makes of a text."""
    return "".join(sign if ord(sign) > 127 or sign.isalnum() else " " for sign in text).lower().split()


@given(st.lists(st.tuples(st.text(SIGNS | st.sampled_from("\x1c\x1d")), st.text(SIGNS | st.sampled_from("\x1c\x1d")))))
def test_columns_are_folded_together_as_each_alone(texts: list[tuple[str, str]]) -> None:
    columns = [column(*fields) for fields in texts]
    seen: set[Connected] = set()
    together = for_index(columns, seen)
    alone: set[Connected] = set()
    assert [_ascii_tokens(text) for text in together] == [_ascii_tokens(for_index([one], alone)[0]) for one in columns]
    assert seen == alone


@given(st.text(SIGNS))
def test_a_text_has_the_words_by_which_a_name_of_its_letters_is_found(text: str) -> None:
    (message,) = for_index([column(text)], set())
    assert {*_ascii_tokens(message)} - {"\ue000"} == words(text)


@given(st.text(SIGNS))
def test_parts_run_together_are_the_word(text: str) -> None:
    for together, parts in connected(text):
        assert together == parts.replace(" ", "") == fold(together)
        assert f" {parts} " in f" {fold(text)} "
