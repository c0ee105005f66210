"""What is nearly the same is found as if everything were compared with everything."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.rules.similarity import SpellingIndex, alike

TEXTS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6).map(" ".join), max_size=12)
NAMES = st.lists(st.text("ab", max_size=6), max_size=8, unique=True)


def similar(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return bool(words) and len(words & others) * 3 >= len(words | others) * 2


def is_one_letter_off(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) == len(longer):
        return sum(a != b for a, b in zip(shorter, longer, strict=True)) == 1
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


@given(TEXTS)
def test_each_text_like_an_earlier_one_is_found(texts: list[str]) -> None:
    result = dict(alike(texts, lambda _one, _other: False))
    wanted = {at for at, text in enumerate(texts) if any(similar(text, earlier) for earlier in texts[:at])}
    assert set(result) == wanted
    assert all(other < one and similar(texts[one], texts[other]) for one, other in result.items())


@given(TEXTS, st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11))))
def test_pairs_that_may_be_alike_are_passed_over(texts: list[str], allowed: set[tuple[int, int]]) -> None:
    result = dict(alike(texts, lambda one, other: (one, other) in allowed))
    pairs = ((one, other) for one, other in product(range(len(texts)), repeat=2) if other < one)
    assert set(result) == {
        one for one, other in pairs if similar(texts[one], texts[other]) and (other, one) not in allowed
    }


def test_case_accents_and_order_make_no_difference() -> None:
    assert list(alike(["L'armée du Niger", "du niger l’ARMEE"], lambda _one, _other: False)) == [(1, 0)]


def test_many_texts_alike_take_no_time_to_speak_of() -> None:
    assert sum(1 for _ in alike(["the same words again"] * 20_000, lambda _one, _other: False)) == 19_999
    assert list(alike(["the same words again"] * 20_000, lambda _one, _other: True)) == []


@given(NAMES, st.text("ab", max_size=6))
def test_each_name_that_is_one_letter_off_is_found(names: list[str], name: str) -> None:
    spellings = SpellingIndex()
    for other in names:
        spellings.add(other)
    assert set(spellings.near(name)) == {other for other in names if is_one_letter_off(name, other)}
