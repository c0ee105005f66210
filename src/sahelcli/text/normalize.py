"""Normalization of text for comparison, never for print: without case, accents, apostrophes and invisible signs."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = bytes(range(128))
_FEW = 12  # characters beyond ASCII: so many are sooner replaced one by one than looked for letter by letter
_FEW_IN = 4_096  # characters of text for each more


class _Folding(dict[int, str]):
    """What each character becomes, found out once."""

    def __missing__(self, code: int) -> str:
        from sahelcli.text.letter_folding import plain  # here: most that is typed needs none of it

        self[code] = plain_text = plain(chr(code))
        return plain_text


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the words of a text, folded, with single spaces between them."""
    return " ".join(folded(text, beyond_ascii(text)).translate(_FOLDING).split())


@lru_cache(maxsize=65_536)  # a dataset says the same publishers again and again
def key(name: str) -> str:
    """Return a whole name as one word: `Côte d'Ivoire`, `cote-divoire` and `COTE D’IVOIRE` are the same."""
    return fold(name).replace(" ", "")


def becomes(character: str) -> str:
    """Return the folded form of a character: nothing, letters and digits, or such with spaces around them."""
    return _FOLDING[ord(character)]


def beyond_ascii(text: str) -> set[str]:
    """Return the characters of a text beyond ASCII, found in its bytes, which is faster than a regular expression."""
    if text.isascii():
        return set()
    return {*text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")}


def folded(text: str, beyond: Collection[str]) -> str:
    """Return a text in which the characters beyond ASCII are folded; cheap where there are few."""
    if len(beyond) > _FEW + len(text) // _FEW_IN:
        return _BEYOND_ASCII.sub(lambda match: _FOLDING[ord(match[0])], text)
    for character in beyond:
        text = text.replace(character, _FOLDING[ord(character)])
    return text
