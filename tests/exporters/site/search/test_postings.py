"""Posting lists: what is written is read again, and one record more moves few others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sahelcli.exporters.site.search.postings import BITS, bits, decoded, digest, encoded, slots

NAMES = st.lists(st.text("abc0123", min_size=1, max_size=6), unique=True)


@given(st.dictionaries(st.integers(0, 100_000), st.integers(1, 2**32 - 1)))
def test_what_is_encoded_is_decoded(masks: dict[int, int]) -> None:
    text = encoded(masks)
    assert decoded(text) == masks
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(NAMES)
def test_every_digest_has_a_slot_of_its_own_in_the_order_of_digests(names: list[str]) -> None:
    digests = [digest(name) for name in names]
    numbers = slots(digests)
    assert len(set(numbers.values())) == len(names)
    assert sorted(digests, key=numbers.__getitem__) == sorted(digests)
    assert slots(digests[::-1]) == numbers


@given(NAMES.map(lambda names: names[:BITS]))
def test_every_digest_has_a_bit_of_its_own(names: list[str]) -> None:
    numbers = bits(digest(name) for name in names)
    assert len(set(numbers.values())) == len(names)
    assert set(numbers.values()) <= set(range(BITS))


def test_one_more_changes_few_numbers() -> None:
    digests = [digest(str(number)) for number in range(1000)]
    before, after = slots(digests), slots([*digests, digest("new")])
    assert sum(after[each] != number for each, number in before.items()) < 5


def test_a_digest_is_the_same_at_every_run() -> None:
    assert digest("event:2023-09-24-coup") == 14101400727737099624
