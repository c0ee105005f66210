"""Claims that an article makes: words in quotation marks, numbers of people, days written out in full."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, NamedTuple


@dataclass(frozen=True, slots=True)
class Claim:
    """Something an article says that can be compared with a dataset, and where.

    `text` is what a reader sees, with single spaces. It stands in the input, as it was decoded, without a byte order
    mark, line ends and markup as they are, from code point `start` up to, not including, `end`; `line` counts from 1.
    """

    type: ClassVar[str]
    text: str
    line: int
    start: int
    end: int


class QuotationContext(NamedTuple):
    """The context of a quotation: its sentence without the quoted words, and the sentences before and after.

    A neighbouring sentence is "" at the ends of a paragraph.
    """

    sentence: str = ""
    before: str = ""
    after: str = ""


_NO_CONTEXT = QuotationContext()


class WordsPart(NamedTuple):
    """Consecutive words of a quotation; `bracketed` where the reporter put them in square brackets."""

    text: str
    bracketed: bool = False


Piece = tuple[WordsPart, ...]
"""What stands between two ellipses of a reporter."""


@dataclass(frozen=True, slots=True)
class QuotationClaim(Claim):
    """Quoted words without their quotation marks; `context` may name the speaker."""

    type: ClassVar[str] = "quotation"
    context: QuotationContext = _NO_CONTEXT

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The quoted words, split at the reporter's ellipses."""
        return pieces(self.text)


@dataclass(frozen=True, slots=True)
class NumberClaim(Claim):
    """A number of people as a range from `low` to `high`, equal for a single number.

    `measure` is the measure of figures that is said of the people ("killed" of `13 dead`, `two soldiers died`), "" for
    none; `phrase` is the number with the words beside it, which may name the force.
    """

    type: ClassVar[str] = "number"
    low: int = 0
    high: int = 0
    measure: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class DayClaim(Claim):
    """A day written out in full; `date` is the same day in ISO 8601."""

    type: ClassVar[str] = "day"
    date: str = ""


ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.{2,4}|\.(?:\s\.){2,3})\s*[\])]|…|\.{3,4}|\.(?:[ \u00a0]\.){2,3}")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the words of a quotation, split at ellipses ("…", "...", "[…]", "(...)"), none empty."""
    parts = (_parts(piece) for piece in ELLIPSIS.split(text))
    return tuple(piece for piece in parts if piece)


def _parts(piece: str) -> Piece:
    between = _BRACKETS.split(piece)  # by turns what stands outside the brackets and within
    parts = (WordsPart(text.strip(), bracketed=bool(number % 2)) for number, text in enumerate(between))
    return tuple(part for part in parts if part.text)
