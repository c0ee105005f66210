"""Article: its visible text, mapped back to positions in the input."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

BETWEEN = "\n\n"  # stands between blocks, and in none
LINE_END = re.compile(r"\r\n|\r|\n")


class ArticleBlock(NamedTuple):
    """A paragraph, heading, item or cell as a range of the visible text; `quote` is the number of its block quote."""

    start: int
    end: int
    quote: int = 0


class ArticlePlace(NamedTuple):
    """A position in the input: line, from 1, and range of code points, `end` excluded."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """An article: `source` is the decoded input, `text` the visible text, divided into blocks.

    Each of `runs` maps the text from one of its characters on to a range of the source. A run as long as its range is a
    verbatim copy; in any other, each character stands for the whole range.
    """

    name: str
    source: str
    text: str
    blocks: tuple[ArticleBlock, ...]
    runs: tuple[tuple[int, int, int], ...]

    def place(self, start: int, end: int) -> ArticlePlace:
        """Return the position in the source of a non-empty range of the visible text."""
        first, last = self._origin(start)[0], self._origin(end - 1)[1]
        return ArticlePlace(bisect_right(self._line_starts, first), first, last)

    def _origin(self, at: int) -> tuple[int, int]:
        number = bisect_right(self._run_starts, at) - 1
        seen, start, end = self.runs[number]
        until = self.runs[number + 1][0] if number + 1 < len(self.runs) else len(self.text)
        if until - seen == end - start:
            return start + at - seen, start + at - seen + 1
        return start, end

    @cached_property
    def _run_starts(self) -> list[int]:
        return [seen for seen, _, _ in self.runs]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self.source))]


class ArticleBuilder:
    """Builds an article from a source in one pass from start to end."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._texts: list[str] = []
        self._runs: list[tuple[int, int, int]] = []
        self._blocks: list[ArticleBlock] = []
        self._length = self._begun = 0
        self.quote = 0  # the block quote in which the next text stands

    @property
    def is_at_start(self) -> bool:
        """Whether the next text starts a new block."""
        return self._length == self._begun

    def show(self, start: int, end: int) -> None:
        """Append a range of the source to the visible text unchanged."""
        if start < end:
            self._add(self._source[start:end], start, end)

    def show_as(self, start: int, end: int, text: str) -> None:
        """Append `text` to the visible text in place of a range of the source, which may have another length."""
        if text:
            self._add(text, start, end)

    def part(self) -> None:
        """End the current block, if there is one."""
        if not self.is_at_start:
            self._blocks.append(ArticleBlock(self._begun, self._length, self.quote))
            self._texts.append(BETWEEN)
            self._runs.append((self._length, 0, 0))
            self._length += len(BETWEEN)
            self._begun = self._length

    def article(self, name: str) -> Article:
        """Return the finished article under a name."""
        self.part()
        return Article(name, self._source, "".join(self._texts), tuple(self._blocks), tuple(self._runs))

    def _add(self, text: str, start: int, end: int) -> None:
        self._texts.append(text)
        self._runs.append((self._length, start, end))
        self._length += len(text)
