"""Posting lists: which records have a word, as text that a script reads; and the numbers by which it names a record.

A record has the number of its shard and a bit in it. Numbers are slots of a table at least half of which is free, each
the next free one from where a digest of the record points: so a record that is added changes the numbers of few others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

BITS = 32  # records in a shard at most: a mask of them is a number of JavaScript's bitwise operators
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGEST_BITS = 64


def digest(name: str) -> int:
    """Return a number from 0 to 2**64 - 1 that depends on a name alone."""
    return int.from_bytes(hashlib.blake2b(name.encode(errors="replace"), digest_size=_DIGEST_BITS // 8).digest(), "big")


def slots(digests: Sequence[int]) -> dict[int, int]:
    """Return a slot for each digest, in the order of digests; the table doubles when half of it is taken.

    The last slots may lie a little beyond its end.
    """
    width = max(1, len(digests).bit_length() + 1)
    numbers: dict[int, int] = {}
    last = -1
    for each in sorted(digests):
        numbers[each] = last = max(last + 1, each >> (_DIGEST_BITS - width))
    return numbers


def bits(digests: Iterable[int]) -> dict[int, int]:
    """Return a bit from 0 to 31 for each of at most 32 digests: the next free one, after the last the first."""
    taken: dict[int, int] = {}
    for each in sorted(digests):
        free = each % BITS
        while free in taken:
            free = (free + 1) % BITS
        taken[free] = each
    return {each: bit for bit, each in taken.items()}


def encoded(masks: Mapping[int, int]) -> str:
    """Return a posting list as text: for each shard, in order, how far its number is from the last, and its mask."""
    pieces = list[str]()
    last = -1
    for number in sorted(masks):
        pieces += (number_text(number - last), number_text(masks[number]))
        last = number
    return "".join(pieces)


@lru_cache(maxsize=65_536)
def number_text(number: int) -> str:
    """Return a whole number from 0 as text: digits of five bits, the lowest first, 32 added to all but the last."""
    text = ""
    while number >= 32:
        text += _DIGITS[32 + number % 32]
        number //= 32
    return text + _DIGITS[number]


def decoded(text: str) -> dict[int, int]:
    """Return the masks of a posting list by the numbers of their shards."""
    numbers = _numbers(text)
    masks: dict[int, int] = {}
    last = -1
    for gap, mask in zip(numbers, numbers, strict=True):
        last += gap
        masks[last] = mask
    return masks


def _numbers(text: str) -> Iterator[int]:
    number = shift = 0
    for sign in text:
        digit = _DIGITS.index(sign)
        number |= digit % 32 << shift
        shift += 5
        if digit < 32:
            yield number
            number = shift = 0
