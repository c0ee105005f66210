"""Snippets of search results: where in a text the words stand, and the words around them, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sahelcli.index.phrase_search import SearchTerm, Way
from sahelcli.text.normalize import becomes
from sahelcli.text.search_words import MOST_CONNECTED, connects, grouped_numbers, split

Span = tuple[int, int]
Word = tuple[str, int, int]  # folded, and where it begins and ends

BETWEEN = ", "  # the texts of a list, as it is printed
AROUND = 60  # characters before and after the first find


class SearchedTexts:
    """Texts in which words are looked for, as the index has them: those that stand there, and those run together.

    `text` is all of them, as a list is printed; words of one are never next to those of another.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = BETWEEN.join(texts)
        self._words: list[Word] = []
        together: list[Word] = []
        start = 0
        for text in texts:
            words = [(word, start + begin, start + end) for word, begin, end in _words(text)]
            together += _together(self.text, words)
            self._words += [*words, ("", start, start)]
            start += len(text) + len(BETWEEN)
        self._all = [word for word, _, _ in self._words]
        self._at: dict[str, list[int]] = {}
        for at, word in enumerate(self._all):
            self._at.setdefault(word, []).append(at)
        self._places: dict[str, list[Span]] = {}
        for word, begin, end in (*self._words, *together):
            self._places.setdefault(word, []).append((begin, end))

    def finds(self, term: SearchTerm) -> Iterator[Span]:
        """Yield the spans at which a term occurs."""
        for way in term.ways:
            if len(way) == 1:
                yield from self._alone(way[0], term.is_beginning)
            else:
                yield from self._next_to_each_other(way, term.is_beginning)

    def _alone(self, word: str, is_beginning: bool) -> Iterator[Span]:
        words = [other for other in self._places if other.startswith(word)] if is_beginning else [word]
        for other in words:
            yield from self._places.get(other, ())

    def _next_to_each_other(self, way: Way, is_beginning: bool) -> Iterator[Span]:
        size = len(way)
        for at in self._at.get(way[0], ()):
            phrase = self._all[at : at + size]
            is_last = phrase[-1].startswith(way[-1]) if is_beginning else phrase[-1] == way[-1]
            if is_last and tuple(phrase[:-1]) == way[:-1]:
                yield self._words[at][1], self._words[at + size - 1][2]


def apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, without those that overlap one before; of two that begin alike the longer stays."""
    separate: list[Span] = []
    for begin, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not separate or begin >= separate[-1][1]:
            separate.append((begin, end))
    return separate


def excerpt(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """Return the words around the first match, with … where the text goes on, and the spans of matches in them."""
    begin = _word_begin(text, max(0, spans[0][0] - AROUND)) if spans else 0
    end = _word_end(text, min(len(text), (spans[0][1] if spans else 0) + 2 * AROUND))
    before, after = ("… " if begin else ""), (" …" if end < len(text) else "")
    shift = begin - len(before)
    return f"{before}{text[begin:end]}{after}", [(a - shift, b - shift) for a, b in spans if begin <= a and b <= end]


def _words(text: str) -> Iterator[Word]:
    """Yield each word of a text with its span; words that folding makes of one piece of text share its span."""
    numbers = dict(grouped_numbers(text))
    begin, number = -1, 0
    for at, character in enumerate(text):
        if at in numbers:
            number = numbers[at]
        plain = "0" if at < number else becomes(character)
        if plain.startswith(" ") and begin >= 0:
            yield from _of(text, begin, at)
            begin = -1
        if plain.strip() and begin < 0:
            begin = at
        if plain.endswith(" ") and begin >= 0:
            yield from _of(text, begin, at + 1)
            begin = -1
    if begin >= 0:
        yield from _of(text, begin, len(text))


def _of(text: str, begin: int, end: int) -> Iterator[Word]:
    return ((word, begin, end) for word in split(text[begin:end]))


def _together(text: str, words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words that apostrophes or hyphens connect, run together."""
    for first, (together, begin, end) in enumerate(words):
        for word, next_begin, next_end in words[first + 1 : first + MOST_CONNECTED]:
            if not connects("".join(filter(becomes, text[end:next_begin]))):
                break
            together, end = together + word, next_end  # noqa: PLW2901 - it grows
            yield together, begin, end


def _word_begin(text: str, at: int) -> int:
    space = text.find(" ", at, at + AROUND) if at else -1
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - AROUND), at) if at < len(text) else -1
    return space if space >= 0 else at
