"""Quotation marks of a paragraph: pairs of opening and closing marks, and the text between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile('[“”„«»‹›‘’"]')
_CLOSES = {"”": '“„"', "“": "„", "»": "«", "›": "‹", "’": "‘", '"': '"“„'}
_BEFORE_OPENING = frozenset("([{<—–―-/…¿¡“„«‹‘\"'")
# Words that begin with an apostrophe, which word processors turn the wrong way.
_APOSTROPHE = re.compile(r"‘(?:t(?:is|was|il)|em|n|cause|round|bout|[0-9]0s)\b", re.IGNORECASE)


class MarkedText(NamedTuple):
    """What stands between two marks, from `start` up to `end`, without them; where none closes it, up to the next.

    `leads` says that the mark is the first sign of its paragraph.
    """

    mark: str
    start: int
    end: int
    is_closed: bool
    leads: bool


def marked(text: str, start: int, end: int, left_open: str = "") -> list[MarkedText]:
    """Return the text between marks in a paragraph, in order; of nested marks only the outermost.

    `left_open` is the mark that the paragraph before it opened and did not close.
    """
    reader = _Marks(text, start, end, left_open)
    opened = [(at, mark, reader.closed.get(at)) for at, mark in reader.opened]
    runs: list[MarkedText] = []
    outermost = [one for one in _outermost(opened) if one[2] is not None or one[1] != "‘" or one[0] == reader.first]
    for number, (at, mark, closed) in enumerate(outermost):
        until = outermost[number + 1][0] if number + 1 < len(outermost) else end
        is_closed = closed is not None
        runs.append(MarkedText(mark, at + 1, until if closed is None else closed, is_closed, at == reader.first))
    return runs


def _outermost(opened: list[tuple[int, str, int | None]]) -> Iterator[tuple[int, str, int | None]]:
    """Yield the pairs that are not nested in another; an unclosed mark contains nothing."""
    last = -1
    for at, mark, closed in opened:
        if at > last:
            yield at, mark, closed
            last = last if closed is None else closed


class _Marks:
    """Pairs the marks of a paragraph, in one pass."""

    def __init__(self, text: str, start: int, end: int, left_open: str) -> None:
        self._text, self._start, self._end = text, start, end
        self._left_open = left_open
        self.first = start + len(text[start:end]) - len(text[start:end].lstrip())
        self.opened: list[tuple[int, str]] = []
        self.closed: dict[int, int] = {}  # by where a mark opens, where it closes
        self._open: list[tuple[int, str]] = []
        self._number = Counter[str]()
        places = [match.start() for match in _MARK.finditer(text, start, end)]
        self._closing = self._last_apostrophe(places)
        for at in places:
            self._take(at, text[at])

    def _take(self, at: int, sign: str) -> None:
        if sign == "»" and at == self.first and self._left_open == "«":
            self._begin(at, "«")  # as French papers reopen them
        elif self._may_close(at, sign):
            self._finish(at, sign)
        elif sign in "“„«‹" or (sign in '‘"' and self._may_open(at)):
            self._begin(at, sign)

    def _begin(self, at: int, mark: str) -> None:
        self.opened.append((at, mark))
        self._open.append((at, mark))
        self._number[mark] += 1

    def _finish(self, at: int, sign: str) -> None:
        """Close the innermost open mark that matches `sign`; marks opened inside it stay unclosed."""
        while self._open:
            opened, mark = self._open.pop()
            self._number[mark] -= 1
            if mark in _CLOSES[sign]:
                self.closed[opened] = at
                return

    def _may_close(self, at: int, sign: str) -> bool:
        if not any(self._number[mark] for mark in _CLOSES.get(sign, "")):
            return False
        if sign == "’":
            return self._is_closing_apostrophe(at)
        if sign == '"':
            return bool(self._number['"']) or not self._may_open(at)
        return sign != "“" or not self._may_open(at)

    def _may_open(self, at: int) -> bool:
        before, after = self._before(at), self._after(at)
        if _APOSTROPHE.match(self._text, at):
            return False
        return (not before.strip() or before in _BEFORE_OPENING) and bool(after.strip())

    def _is_closing_apostrophe(self, at: int) -> bool:
        """Whether ’ may end a quotation: within a word it does not, nor in `the soldiers’ bases` if a later one may."""
        if self._before(at).isspace() or self._after(at).isalnum():
            return False
        following = self._text[at + 1 : min(at + 3, self._end)]
        is_possessive = self._before(at) == "s" and following[:1] == " " and following[1:].islower()
        return not is_possessive or at >= self._closing.get(at, -1)

    def _last_apostrophe(self, places: list[int]) -> dict[int, int]:
        """Map each ’ to the last one before the next ‘ that follows a full stop, comma or the like."""
        last, by_place = -1, {}
        for at in reversed(places):
            if self._text[at] == "‘":
                last = -1
            elif self._text[at] == "’":
                by_place[at] = last
                if last < 0 and self._before(at) in ",.!?…" and not self._after(at).isalnum():
                    last = at
        return by_place

    def _before(self, at: int) -> str:
        return self._text[at - 1] if at > self._start else " "

    def _after(self, at: int) -> str:
        return self._text[at + 1] if at + 1 < self._end else " "
