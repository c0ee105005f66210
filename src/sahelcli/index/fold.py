"""Text as it is compared, never as it is printed: blind to case, accents, apostrophes, hyphens, invisible signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Letters that carry no separable accent, so that compatibility decomposition leaves them as they are.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
_JOINING = "'’‘ʼʻ`´ʹʾʿ′＇‐‑-"
_MARK = re.compile(f"[{_JOINING}]")
_RUN_TOGETHER = str.maketrans("", "", _JOINING)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW = 12  # characters beyond ASCII: so many are sooner replaced one by one than looked for letter by letter


class _Folding(dict[int, str]):
    """What each character becomes, found out once: letters and digits stay, marks vanish, all else is a space."""

    def __missing__(self, code: int) -> str:
        import unicodedata

        whole = unicodedata.normalize("NFKD", chr(code).casefold()).casefold().lower()
        self[code] = folded = "".join(map(_folded, whole))
        return folded


def _folded(character: str) -> str:
    import unicodedata

    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    return _LETTERS.get(character, character) if category[0] in "LNM" else " "


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the words of a text, folded, with single spaces between them."""
    return " ".join(_beyond_ascii_folded(text).translate(_FOLDING).split())


@lru_cache(maxsize=65_536)  # a dataset says the same publishers again and again
def key(name: str) -> str:
    """Return a whole name as one word: `Côte d'Ivoire`, `cote-divoire` and `COTE D’IVOIRE` are the same."""
    return fold(name).replace(" ", "")


def separates(character: str) -> bool:
    """Whether a character stands between words: neither letter, digit nor mark, and not invisible."""
    return _FOLDING[ord(character)] == " "


def tokens(text: str) -> str:
    """Return a text for the full-text index, which folds ASCII itself: what lies beyond ASCII is folded.

    Words with apostrophes or hyphens are there in their parts and, at the end, run together.
    """
    plain = _beyond_ascii_folded(text)
    if not _MARK.search(text):
        return plain
    return " ".join([plain, *dict.fromkeys(word for run in _marked(text) for word in _joined(run))])


def _beyond_ascii_folded(text: str) -> str:
    """Return a text in which every character beyond ASCII is folded, which costs little where there are few."""
    if text.isascii():
        return text
    there = {*_BEYOND_ASCII.findall(text)}
    if len(there) > _FEW:
        return _BEYOND_ASCII.sub(lambda found: _FOLDING[ord(found[0])], text)
    for character in there:
        text = text.replace(character, _FOLDING[ord(character)])
    return text


def words(name: str) -> set[str]:
    """Return the words of a name, and those with apostrophes and hyphens also run together (`ndjamena`)."""
    return {*fold(name).split(), *(word for run in _marked(name) for word in _joined(run))}


def _marked(text: str) -> Iterator[str]:
    """Yield what stands between spaces and has an apostrophe or hyphen in it."""
    end = -1
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            end = text.find(" ", mark.end())
            end = len(text) if end < 0 else end
            yield text[text.rfind(" ", 0, mark.start()) + 1 : end]


@lru_cache(maxsize=65_536)  # the names of a dataset's actors and places come again and again
def _joined(run: str) -> list[str]:
    there = fold(run).split()
    return [word for word in fold(run.translate(_RUN_TOGETHER)).split() if word not in there]
