"""Number words in English and French: fifteen hundred, mille cinq cents, quatre-vingt-dix-sept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TABLE = """
0 zero zéro; 1 one un une a an; 2 two deux; 3 three trois; 4 four quatre; 5 five cinq; 6 six; 7 seven sept;
8 eight huit; 9 nine neuf; 10 ten dix; 11 eleven onze; 12 twelve douze; 13 thirteen treize; 14 fourteen quatorze;
15 fifteen quinze; 16 sixteen seize; 17 seventeen; 18 eighteen; 19 nineteen; 20 twenty vingt vingts; 30 thirty trente;
40 forty quarante; 50 fifty cinquante; 60 sixty soixante; 70 seventy septante; 80 eighty octante huitante;
90 ninety nonante; 100 hundred cent cents; 1000 thousand mille millier milliers; 1000000 million millions
"""
_COLLECTIVES = """
12 dozen; 10 dizaine; 12 douzaine; 15 quinzaine; 20 vingtaine; 30 trentaine; 40 quarantaine; 50 cinquantaine;
60 soixantaine; 100 centaine
"""


def _words(table: str) -> dict[str, int]:
    entries = (entry.split() for entry in table.split(";"))
    return {word: int(number) for number, *words in entries for word in words}


VALUES = _words(_TABLE)
_COLLECTIVE = _words(_COLLECTIVES)
_ARTICLES = frozenset(("a", "an", "un", "une"))  # numbers only before a word for many
_BY_ITSELF = frozenset(("cent", "mille", "millier"))  # many, with nothing before them
_HUNDRED, _THOUSAND = 100, 1_000

_ANY = "|".join(sorted({*VALUES, *_COLLECTIVE}, key=len, reverse=True))
_FIRST = "".join(sorted({word[0] for word in _ANY.split("|")}))  # letters: where none stands, no word is tried
_RUN = re.compile(
    rf"(?<![\w-])(?=[{_FIRST}])(?:{_ANY})(?:(?:[\s-]|\s(?:and|et)\s|-et-)(?:{_ANY}))*(?![\w’'])", re.IGNORECASE
)
_WORD = re.compile(rf"(?:{_ANY})(?!\w)", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:per|pour)\s$|\bhalf[\s-](?:an?\s)?$", re.IGNORECASE)
_SHARE_REACH = 8  # signs


class Numeral(NamedTuple):
    """A whole number, and its start and end in a text."""

    start: int
    end: int
    value: int


def number_words(text: str) -> Iterator[Numeral]:
    """Yield the numbers written in words, without indefinite articles: `un soldat` is any soldier."""
    for run in _RUN.finditer(text):
        if not _SHARE.search(text, max(0, run.start() - _SHARE_REACH), run.start()):
            words = [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(text, *run.span())]
            yield from _numerals(words)


def scale(word: str) -> int:
    """Return the factor of a word such as `thousand`, 0 for any other word."""
    value = VALUES.get(word.lower(), 0)
    return value if value >= _HUNDRED else 0


def _numerals(words: list[tuple[int, int, str]]) -> Iterator[Numeral]:
    """Yield the numbers that the words form, each as long as possible."""
    reader = _Reader()
    start = end = 0
    for begins, ends, word in words:
        if not reader.takes(word):
            yield from reader.numeral(start, end)
            reader = _Reader()
            if not reader.takes(word):
                continue
        start = start if reader.number_of_words > 1 else begins
        end = ends
    yield from reader.numeral(start, end)


class _Reader:
    """Builds a number word by word, as long as the words continue it."""

    def __init__(self) -> None:
        self._total = self._current = 0  # in full thousands, and what follows them
        self._scale = _THOUSAND**3  # the last one: the next is smaller
        self._last = ""
        self._is_finished = False
        self.number_of_words = 0

    def takes(self, word: str) -> bool:
        """Add a word to the number if it continues it; return whether it did."""
        if self._is_finished or not self._add(word):
            return False
        self._last = word
        self.number_of_words += 1
        return True

    def numeral(self, start: int, end: int) -> Iterator[Numeral]:
        if self.number_of_words and self._last not in (_ARTICLES if self.number_of_words == 1 else ()):
            yield Numeral(start, end, self._total + self._current)

    def _add(self, word: str) -> bool:
        if word in _COLLECTIVE:
            return self._collect(_COLLECTIVE[word], by_itself=word != "dozen")
        value = VALUES[word]
        if value >= _THOUSAND:
            return self._multiply(value, word)
        if value == _HUNDRED:
            return self._hundred(word)
        return self._small(value, word)

    def _collect(self, value: int, *, by_itself: bool) -> bool:
        self._is_finished = True
        if self._total or self._current >= _HUNDRED or not (self._current or by_itself):
            return False
        self._current = (self._current or 1) * value
        return True

    def _multiply(self, value: int, word: str) -> bool:
        if value >= self._scale or not (self._current or (word in _BY_ITSELF and not self._total)):
            return False
        self._total, self._current, self._scale = self._total + (self._current or 1) * value, 0, value
        return True

    def _hundred(self, word: str) -> bool:
        if self._current >= _HUNDRED or not (self._current or word in _BY_ITSELF):
            return False
        self._current = (self._current or 1) * _HUNDRED
        return True

    def _small(self, value: int, word: str) -> bool:
        rest = self._current % _HUNDRED
        if word in ("vingt", "vingts") and self._last == "quatre":
            self._current += 80 - 4
        elif (
            not self.number_of_words
            or (value and not rest and self._last not in _ARTICLES)
            or self._follows(value, rest)
        ):
            self._current += value
        else:
            return False
        return True

    def _follows(self, value: int, rest: int) -> bool:
        """Whether a small number can follow tens: 21, and in French also 60 to 79, 80 to 99 and `dix-sept`."""
        if self._last == "dix":
            return 7 <= value <= 9 and rest in (10, 70, 90)
        is_french = self._last in ("soixante", "vingt", "vingts") and rest in (60, 80)
        return rest % 10 == 0 and rest >= 20 and 0 < value <= (16 if is_french else 9)
