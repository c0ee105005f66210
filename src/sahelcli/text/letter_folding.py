"""Letter folding: what each character becomes where texts are compared, plain letters and digits or a space.

Letters of Latin script become those of ASCII, as CLDR's transform Latin-ASCII has it; Arabic letters that keyboards
and fonts confuse become one, as in Lucene's ArabicNormalizer; digits of any script become 0 to 9; and where a script
has no spaces between words each of its signs is a word.
"""

from __future__ import annotations

import re
import unicodedata

# What compatibility decomposition leaves as it is, and the name of the letter does not tell: ɓ is a B WITH HOOK.
_LATIN = {
    "a": "ɑ",
    "ae": "æ",
    "d": "ð",
    "e": "ɛəǝ",
    "g": "ɡɣ",
    "i": "ıɩ",
    "j": "ȷ",
    "n": "ŋ",
    "o": "ɔ",
    "oe": "œ",
    "s": "ʃ",
    "th": "þ",
    "u": "ʊ",
    "z": "ʒ",
}
_ARABIC = {"ا": "ٱ", "ه": "ةۃھہە", "ي": "ىیے", "ك": "کڪ", "": "ـ"}
_APOSTROPHES = {" ": "ʼʻʹʾʿꞌ"}  # which Unicode counts among the letters
_LETTERS = {letter: becomes for becomes, letters in (_LATIN | _ARABIC | _APOSTROPHES).items() for letter in letters}
_CHANGED = re.compile(r"LATIN SMALL LETTER ([A-Z]) WITH ")
_UNSPACED = re.compile(r"CJK |HIRAGANA |KATAKANA|IDEOGRAPHIC (?:ITERATION|NUMBER)|THAI |LAO |KHMER |MYANMAR ")


def plain(character: str) -> str:
    """Return the folded form of a character: letters and digits stay, marks vanish, all else is a space."""
    decomposed = unicodedata.normalize("NFKD", character.casefold()).casefold().lower()
    return "".join(map(_plain, decomposed))


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] not in "LNM":
        return " "
    name = unicodedata.name(character, "")
    if changed := _CHANGED.match(name):
        return changed[1].lower()
    letter = _LETTERS.get(character, character)
    return f" {letter} " if _UNSPACED.match(name) else letter
