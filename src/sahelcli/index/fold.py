"""Text as it is compared, never as it is printed: blind to case, accents, apostrophes, hyphens, invisible signs."""

from __future__ import annotations

# Letters that carry no separable accent, so that compatibility decomposition leaves them as they are.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
_JOINING = "'’‘ʼʻ`´ʹʾʿ′＇-‐‑"


class _Folding(dict[int, str]):
    """What each character becomes, found out once: letters and digits stay, marks vanish, all else is a space."""

    def __missing__(self, code: int) -> str:
        import unicodedata

        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf"):
            folded = ""
        elif category[0] in "LNM":
            folded = _LETTERS.get(character, character)
        else:
            folded = " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the words of a text, folded, with single spaces between them."""
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return " ".join(text.lower().translate(_FOLDING).split())


def key(name: str) -> str:
    """Return a whole name as one word: `Côte d'Ivoire`, `cote-divoire` and `COTE D’IVOIRE` are the same."""
    return fold(name).replace(" ", "")


def separates(character: str) -> bool:
    """Whether a character stands between words: neither letter, digit nor mark, and not invisible."""
    return _FOLDING[ord(character)] == " "


def tokens(text: str) -> str:
    """Return a text as it is indexed: its words, then those that apostrophes or hyphens cut in two, run together."""
    folded = fold(text)
    joined = _joined(text)
    return (
        folded if joined is text else " ".join([folded, *sorted(set(fold(joined).split()).difference(folded.split()))])
    )


def words(name: str) -> set[str]:
    """Return the words of a name, and those with apostrophes and hyphens also run together (`ndjamena`)."""
    return set(tokens(name).split())


def _joined(text: str) -> str:
    for mark in _JOINING:
        text = text.replace(mark, "")
    return text
