"""Text as it is compared, never as it is printed: blind to case, accents, apostrophes, hyphens, invisible signs."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

# Letters that carry no separable accent, so that compatibility decomposition leaves them as they are.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
_JOINING = "'’‘ʼʻ`´ʹʾʿ′＇‐‑-"
_MARK = re.compile(f"[{_JOINING}]")
_MARKS = frozenset(_JOINING)
_RUN_TOGETHER = str.maketrans("", "", _JOINING)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = bytes(range(128))
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
    return " ".join(_folded_beyond_ascii(text, _beyond_ascii(text)).translate(_FOLDING).split())


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
    beyond = _beyond_ascii(text)
    plain = _folded_beyond_ascii(text, beyond)
    if _MARKS.isdisjoint(beyond) and not ("-" in text or "'" in text or "`" in text):
        return plain
    return " ".join([plain, *dict.fromkeys(_run_together(text))])


def _beyond_ascii(text: str) -> set[str]:
    """Return the characters of a text that lie beyond ASCII: of the bytes no expression has to look at each."""
    if text.isascii():
        return set()
    return {*text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")}


def _folded_beyond_ascii(text: str, beyond: Collection[str]) -> str:
    """Return a text in which the characters beyond ASCII are folded, which costs little where there are few."""
    if len(beyond) > _FEW:
        return _BEYOND_ASCII.sub(lambda found: _FOLDING[ord(found[0])], text)
    for character in beyond:
        text = text.replace(character, _FOLDING[ord(character)])
    return text


def words(name: str) -> set[str]:
    """Return the words of a name, and those with apostrophes and hyphens also run together (`ndjamena`)."""
    return {*fold(name).split(), *_run_together(name)}


def _run_together(text: str) -> list[str]:
    """Return the words that come of what stands between spaces and has an apostrophe or hyphen in it."""
    found: list[str] = []
    end = -1
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            end = text.find(" ", mark.end())
            end = len(text) if end < 0 else end
            found += _joined(text[text.rfind(" ", 0, mark.start()) + 1 : end])
    return found


@lru_cache(maxsize=65_536)  # the names of a dataset's actors and places come again and again
def _joined(run: str) -> list[str]:
    there = fold(run).split()
    return [word for word in fold(run.translate(_RUN_TOGETHER)).split() if word not in there]
