"""Where in a text the words of a search stand, and the words around them, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sahelcli.index.fold import fold, separates

Term = tuple[
    tuple[str, ...], bool
]  # folded words that stand next to each other, and whether the last is only a beginning
Span = tuple[int, int]

AROUND = 60  # characters before and after the first find


def spans(text: str, terms: Sequence[Term]) -> list[Span]:
    """Return the offsets at which any of the terms stands in the text, in order, without overlap."""
    words = list(_words(text))
    found = sorted({span for term in terms for span in _finds(words, term)})
    kept: list[Span] = []
    for begin, end in found:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept


def excerpt(text: str, found: Sequence[Span]) -> tuple[str, list[Span]]:
    """Return the words around the first find, with … where the text goes on, and where in these the finds stand."""
    begin = _word_begin(text, max(0, found[0][0] - AROUND)) if found else 0
    end = _word_end(text, min(len(text), (found[0][1] if found else 0) + 2 * AROUND))
    before, after = ("… " if begin else ""), (" …" if end < len(text) else "")
    shift = begin - len(before)
    return f"{before}{text[begin:end]}{after}", [(a - shift, b - shift) for a, b in found if begin <= a and b <= end]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each folded word of a text and where it stands; a character that folds to several words is one place."""
    begin = None
    for at, character in enumerate(text + " "):
        if begin is None and fold(character):
            begin = at
        elif begin is not None and separates(character):
            for word in fold(text[begin:at]).split():
                yield word, begin, at
            begin = None


def _finds(words: Sequence[tuple[str, int, int]], term: Term) -> Iterator[Span]:
    wanted, beginning = term
    for at in range(len(words) - len(wanted) + 1):
        here = [word for word, _, _ in words[at : at + len(wanted)]]
        last = here[-1].startswith(wanted[-1]) if beginning else here[-1] == wanted[-1]
        if here[:-1] == list(wanted[:-1]) and last:
            yield words[at][1], words[at + len(wanted) - 1][2]


def _word_begin(text: str, at: int) -> int:
    space = text.find(" ", at, at + AROUND) if at else -1
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - AROUND), at) if at < len(text) else -1
    return space if space >= 0 else at
