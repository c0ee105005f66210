"""Bidirectional text (UAX #9): invisible signs that right-to-left writing needs, and those that could deceive.

A mark is needed beside a sign or a digit at the edge of right-to-left words, which it draws to them. In a text that has
such letters it stays wherever it draws nothing of another direction to them: a left-to-right mark everywhere; another
one where the text begins with such letters, or where between it and these stand but signs and digits (if these are
before it) or but signs (if they are after it). An embedding or an isolate stays where it is closed in its line; what it
turns to the left in a text of the other direction must begin with such letters. An override is never needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

_SIGNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LEFT_TO_RIGHT_MARK, _MARKS = "\u200e", "\u061c\u200f"
_EMBEDDINGS, _OVERRIDES, _ISOLATES = "\u202a\u202b", "\u202d\u202e", "\u2066\u2067\u2068"
_TURNING = "\u202b\u2067"
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"
_LINE_END = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_LETTERS = ("L", "R")
_STRENGTHS = {"L": "L", "R": "R", "AL": "R", "EN": "digit", "AN": "digit"}


def without_needless(text: str, stand_in: str) -> str:
    """Return the text with a stand-in for each sign of direction that it does not need."""
    if not _SIGNS.search(text):
        return text
    needed = set(_needed(text))
    return "".join(stand_in if _SIGNS.match(sign) and place not in needed else sign for place, sign in enumerate(text))


def without_any_turn(text: str, stand_in: str) -> str:
    """Return the text without needless signs, and without embeddings and isolates: another's text may close these."""
    marked = without_needless(text, stand_in)
    return re.sub("[\u202a-\u202e\u2066-\u2069]", stand_in, marked)


def _needed(text: str) -> Iterator[int]:
    """Yield where the signs stand that the text needs."""
    strong = _strengths(text)
    if "R" not in strong:
        return
    is_leftward = next(strength for strength in strong if strength in _LETTERS) == "R"
    before, after, letter = _before(strong), _after(strong), _next_letter(strong)
    for place, sign in enumerate(text):
        is_among_its_own = is_leftward or before[place] == "R" or after[place] == "R"
        if sign == _LEFT_TO_RIGHT_MARK or (sign in _MARKS and is_among_its_own):
            yield place
    for begin, end in _pairs(text):
        if is_leftward or text[begin] not in _TURNING or (letter[begin] < end and strong[letter[begin]] == "R"):
            yield from (begin, end)


def _strengths(text: str) -> list[str]:
    """Return for each sign `R` or `L` for a letter, `digit`, `end` for the end of a line, else nothing."""
    from unicodedata import bidirectional  # here: hardly a text has signs of direction

    kinds = ("" if _SIGNS.match(sign) else bidirectional(sign) for sign in text)
    return ["end" if sign in _LINE_END else _STRENGTHS.get(kind, "") for sign, kind in zip(text, kinds, strict=True)]


def _before(strong: list[str]) -> list[str]:
    """Return for each place the letter, or end of a line, that stands nearest before it."""
    nearest = accumulate(strong, lambda last, kind: kind if kind not in ("", "digit") else last, initial="end")
    return list(nearest)[:-1]


def _after(strong: list[str]) -> list[str]:
    """Return for each place the letter, digit or end of a line that stands nearest after it."""
    nearest = accumulate(reversed(strong), lambda last, kind: kind or last, initial="end")
    return list(nearest)[-2::-1]


def _next_letter(strong: list[str]) -> list[int]:
    """Return for each place the position of the next letter, the length of the text where there is none."""
    places, next_one = [], len(strong)
    for place in reversed(range(len(strong))):
        places.append(next_one)
        if strong[place] in _LETTERS:
            next_one = place
    return places[::-1]


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where embeddings and isolates begin and end that are closed in their line (UAX #9, BD9 and BD11)."""
    opened: list[int] = []
    isolates = 0
    for place, sign in enumerate(text):
        if sign in _LINE_END:
            opened, isolates = [], 0
        elif sign in _EMBEDDINGS + _OVERRIDES + _ISOLATES:
            opened.append(place)
            isolates += sign in _ISOLATES
        elif sign == _END_OF_EMBEDDING and opened and text[opened[-1]] not in _ISOLATES:
            begin = opened.pop()
            if text[begin] in _EMBEDDINGS:
                yield begin, place
        elif sign == _END_OF_ISOLATE and isolates:
            while text[opened[-1]] not in _ISOLATES:  # what is open within it ends with it
                opened.pop()
            isolates -= 1
            yield opened.pop(), place
