"""Shards of words: the posting lists of all words of one beginning, which is as long as it must be to keep them small.

What is added to one shard moves nothing in the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sahelcli.exporters.site.addresses import segment

END = "$"  # after a beginning: the word that it is, and no other; no term has this sign
_ENOUGH = 16_384  # characters of a shard, but that one list alone may be longer

WordList = tuple[str, str]


def word_shards(lists: Iterable[WordList]) -> Iterator[tuple[str, str, Sequence[WordList]]]:
    """Yield, in order, the beginning of the words of each shard, its name, and its words with their posting lists."""
    for beginning, shard in _split("", list(lists)):
        yield beginning, f"words/{segment(f'w{beginning}')}", shard


def _split(beginning: str, lists: list[WordList]) -> Iterator[tuple[str, list[WordList]]]:
    if sum(len(word) + len(text) for word, text in lists) <= _ENOUGH or beginning.endswith(END):
        if lists:
            yield beginning, lists
        return
    length = len(beginning)
    for following, some in groupby(lists, lambda each: each[0][length : length + 1] or END):
        yield from _split(beginning + following, list(some))
