"""Tokens of a quotation: its words, normalized for comparison, with their positions in the text."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sahelcli.text.normalize import becomes
from sahelcli.text.search_words import grouped_numbers, split
from sahelcli.verify.claims import ELLIPSIS

GAP = "…"
"""The key of an ellipsis."""

_DECIMAL = re.compile(r"(?<![\d.,])\d{1,9}[.,]\d+(?![\d.,]?\d)")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_RUN = re.compile(r"w+(?:b+w+)*|[se]+?")  # `e`s of one ellipsis are told by where they begin
_NOWHERE = (sys.maxsize, sys.maxsize)
_MEANT = "?%‰&+=<>"  # signs that are read aloud, and currencies


class _Classes(dict[int, str]):
    """What each character is: part of a word, a sign that counts, a square bracket, or what stands between words."""

    def __missing__(self, code: int) -> str:
        self[code] = class_ = _class_of(chr(code))
        return class_


_CLASSES = _Classes()


def _class_of(character: str) -> str:
    if character in "[]":
        return "b"
    category = unicodedata.category(character)
    if character in _MEANT or category == "Sc":
        return "s"
    if category[0] in "LN" and not becomes(character).strip():
        return " "  # an apostrophe that Unicode counts among the letters
    return "w" if category[0] in "LN" or category in ("Mn", "Mc", "Me", "Cf") else " "


class Token(NamedTuple):
    """A word, a number in one piece, a sign that is read aloud, or an ellipsis.

    `key` is the form to compare, `text` the form as written, from `start` up to, not including, `end`. `bracketed`
    marks a reporter's insertion in square brackets.
    """

    key: str
    text: str
    start: int
    end: int
    bracketed: bool = False


def words_of(text: str) -> list[Token]:
    """Return the words of a quotation in their order, in linear time."""
    gaps = dict(match.span() for match in ELLIPSIS.finditer(text))
    numbers = sorted((*grouped_numbers(text), *(match.span() for match in _DECIMAL.finditer(text))))
    classes = _filled(_filled(text.translate(_CLASSES), numbers, "w"), gaps.items(), "e")
    return list(_tokens(text, classes, gaps))


def _filled(classes: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """Return the character classes with every position in the spans, which are in order, replaced by `sign`."""
    parts, at = [], 0
    for begin, end in spans:
        parts += [classes[at:begin], sign * (end - max(at, begin))]
        at = max(at, end)
    return "".join([*parts, classes[at:]])


def _tokens(text: str, classes: str, gaps: dict[int, int]) -> Iterator[Token]:
    brackets = _bracketed(text, classes)
    opened, closed = next(brackets, _NOWHERE)
    for run in _RUN.finditer(classes):
        begin, end = run.span()
        if classes[begin] == "e":
            if begin in gaps:
                yield Token(GAP, text[begin : gaps[begin]], begin, gaps[begin])
            continue
        while closed <= begin:
            opened, closed = next(brackets, _NOWHERE)
        key = _sign(text[begin]) if classes[begin] == "s" else _key(text[begin:end])
        if key:
            yield Token(key, text[begin:end], begin, end, bracketed=opened < begin)


def _bracketed(text: str, classes: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of brackets that begin and end between words: not the capital of `[T]he`."""
    for match in _BRACKETS.finditer(text):
        begin, end = match.span()
        if classes[begin : begin + 1] == "b" and "w" not in (
            classes[max(begin - 1, 0) : begin],
            classes[end : end + 1],
        ):
            yield begin, end


def _sign(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """Return a word folded; numbers lose their grouping signs and get one common decimal sign."""
    parts = split(word.replace("[", "").replace("]", ""))
    return ("." if _DECIMAL.search(word) else "/").join(parts)


@lru_cache(maxsize=4_096)
def are_alike(one: str, other: str) -> bool:
    """Whether words of one key are the same word: accents count, but for those that capitals go without."""
    if one.isascii() and other.isascii():
        return True
    letters, others = _accented(one), _accented(other)
    return len(letters) != len(others) or all(map(_is_same_letter, letters, others))


def _accented(word: str) -> list[str]:
    return list(unicodedata.normalize("NFC", word.replace("[", "").replace("]", "")))


def _is_same_letter(one: str, other: str) -> bool:
    if one.casefold() == other.casefold() or one.isupper() or other.isupper():
        return True
    return _base(one) != _base(other)  # as letters of Arabic script that are written in several ways


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1].casefold()
