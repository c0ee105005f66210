"""Markdown text as a reader sees it; plain text is read alike.

Only what changes which words are seen, and which stand in a block quote, is understood (CommonMark 0.31): a parser of
all of it would not say where in the input a word stands.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from sahelcli.verify.article import Article, ArticleBuilder

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_NOT_SEEN = re.compile(r"[ \t]*(?:(?:[-*_=][ \t]*){3,}|=+[ \t]*|(?:`{3,}|~{3,})[^`]*)")  # rules, underlines, fences
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-+*•][ \t]|1[.)][ \t])")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\s]+\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]+)\]:[ \t]*<?(?:[a-zA-Z][a-zA-Z+.-]*:|/|#|\.|www\.)\S*")

_URL = r"(?:<[^<>\n]*>|[^()\s<]*(?:\([^()\s]*\)[^()\s]*)*)"
_TITLE = r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?"""
_TOKEN = re.compile(
    rf"""
    (?P<escape> \\[!-/:-@\[-`{{-~] )
  | (?P<code> `+ )
  | (?P<reference> &(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}}); )
  | (?P<comment> <!-- )
  | (?P<address> <(?:https?|mailto):[^\s<>]*> )
  | (?P<tag> </?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?:[\s/][^<>]*)?> )
  | (?P<image> !\[[^\[\]]*\]\({_URL}{_TITLE}\s*\) )
  | (?P<note> \[\^[^\[\]\s]+\] )
  | (?P<opening> \[ )
  | (?P<link> \]\({_URL}{_TITLE}\s*\) | \]\[(?P<label>[^\[\]]*)\] )
  | (?P<closing> \] )
  | (?P<emphasis> \*+ | _+ | ~~ )
    """,
    re.VERBOSE,
)
_ENDS = {
    "<!--": re.compile("-->"),
    **{name: re.compile(f"</{name}>", re.IGNORECASE) for name in ("script", "style")},
}

Edit = tuple[int, int, str]  # from where to where, and what is seen instead


def read(source: str, name: str) -> Article:
    """Parse Markdown or plain text into an article with its visible text."""
    labels = {match[1].casefold() for match in map(_DEFINITION.match, source.splitlines()) if match}
    return _Reader(source, labels).read().article(name)


class _Reader:
    def __init__(self, source: str, labels: set[str]) -> None:
        self._source = source
        self._labels = labels
        self._seen = ArticleBuilder(source)
        self._lines: list[tuple[int, int]] = []  # of the paragraph that is being read, without what begins them
        self._number_of_quotes = 0

    def read(self) -> ArticleBuilder:
        for line in _LINE.finditer(self._source):
            self._line(*line.span(1))
        self._paragraph()
        return self._seen

    def _line(self, start: int, end: int) -> None:
        quote = _QUOTE.match(self._source, start, end)
        content = quote.end() if quote else start
        if not self._source[content:end].strip():
            self._paragraph()
            self._seen.quote = self._seen.quote if quote else 0
            return
        if quote and not self._seen.quote:
            self._paragraph()
            self._number_of_quotes += 1
            self._seen.quote = self._number_of_quotes
        elif not quote and not self._lines:
            self._seen.quote = 0
        self._content(content, end)

    def _content(self, start: int, end: int) -> None:
        source = self._source
        if _NOT_SEEN.fullmatch(source, start, end) or _DEFINITION.match(source, start, end):
            self._paragraph()
            return
        heading = _HEADING.match(source, start, end)
        before = heading or _FOOTNOTE.match(source, start, end)
        if before or _ITEM.match(source, start, end):
            self._paragraph()
        self._lines.append((before.end() if before else start, end))
        if heading:
            self._paragraph()

    def _paragraph(self) -> None:
        """Show the collected lines as one block."""
        if self._lines:
            text = "\n".join(self._source[start:end] for start, end in self._lines)
            self._show(text)
            self._seen.part()
            self._lines = []

    def _show(self, text: str) -> None:
        seen = _Lines(self._seen, self._lines)
        at = 0
        for start, end, instead in sorted(_Inline(text, self._labels).edits()):
            if start >= at:  # within what is not seen nothing else is
                seen.show(at, start)
                seen.show_as(start, end, instead)
                at = end
        seen.show(at, len(text))


class _Lines:
    """Shows parts of a paragraph, from its beginning on, where they stand in the source."""

    def __init__(self, seen: ArticleBuilder, lines: list[tuple[int, int]]) -> None:
        self._seen = seen
        self._left = iter(lines)
        self._begun, self._ended = 0, -1  # where in the paragraph the line at hand begins, and ends
        self._start = self._end = 0
        self._next()

    def _next(self) -> None:
        self._before = self._end
        self._begun = self._ended + 1
        self._start, self._end = next(self._left, (self._end, self._end))
        self._ended = self._begun + self._end - self._start

    def show(self, start: int, end: int) -> None:
        while start < end:
            until = min(end, self._ended)
            if start < until:
                self._seen.show(self._at(start), self._at(until))
            if until < end:
                self._next()
                self._seen.show_as(self._before, self._start, "\n")
                until += 1
            start = until

    def show_as(self, start: int, end: int, text: str) -> None:
        first = self._at(start)
        while end > self._ended + 1:
            self._next()
        self._seen.show_as(first, self._at(end), text)

    def _at(self, at: int) -> int:
        return self._start + at - self._begun


class _Inline:
    """Finds the inline markup of a paragraph whose visible text differs from its source."""

    def __init__(self, text: str, labels: set[str]) -> None:
        self._text = text
        self._labels = labels
        self._edits: list[Edit] = []
        self._brackets: list[int] = []
        self._endless: set[str] = set()
        self._emphasis: dict[str, list[int]] = {}  # by the run of signs that opens it, where

    def edits(self) -> list[Edit]:
        """Return the edits, unordered; of overlapping edits the first counts."""
        at = 0
        while match := _TOKEN.search(self._text, at):
            at = self._take(match)
        return self._edits

    def _take(self, match: re.Match[str]) -> int:
        """Consume a token, and return the offset at which to continue."""
        start, end = match.span()
        match match.lastgroup:
            case "emphasis":
                self._emphasise(match)
            case "tag":
                return self._tag(match)
            case "link":
                return self._link(match)
            case "opening":
                self._brackets.append(start)
            case "closing":
                del self._brackets[-1:]
            case "comment":
                end = self._end_of("<!--", end) or len(self._text)
                self._edits.append((start, end, ""))
            case _:
                self._edits += _of_one_token(match)
        return end

    def _tag(self, match: re.Match[str]) -> int:
        name, is_end = match["name"].lower(), match[0].startswith("</")
        if name in _ENDS and not is_end and (end := self._end_of(name, match.end())):
            self._edits.append((match.start(), end, ""))
            return end
        instead = {"br": "\n", "q": "”" if is_end else "“"}.get(name, "")
        self._edits.append((*match.span(), instead))
        return match.end()

    def _end_of(self, name: str, at: int) -> int | None:
        """Return the end of a construct, None if it is never closed; a failed search is not repeated."""
        match = None if name in self._endless else _ENDS[name].search(self._text, at)
        if not match:
            self._endless.add(name)
        return match.end() if match else None

    def _link(self, match: re.Match[str]) -> int:
        """Hide the target of a link; an unmatched bracket, or one with an undefined label, stays visible."""
        label = match["label"]
        opened = self._brackets.pop() if self._brackets else None
        is_known = label is None or (label or self._text[(opened or 0) + 1 : match.start()]).casefold() in self._labels
        if opened is None or not is_known:
            return match.start() + 1
        self._edits += [(opened, opened + 1, ""), (*match.span(), "")]
        return match.end()

    def _emphasise(self, match: re.Match[str]) -> None:
        start, end = match.span()
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        inside_word = match[0][0] == "_" and before.isalnum() and after.isalnum()
        opened = self._emphasis.setdefault(match[0], [])
        if opened and before.strip() and not inside_word:
            first = opened.pop()
            self._edits += [(first, first + end - start, ""), (start, end, "")]
        elif after.strip() and not inside_word:
            opened.append(start)


def _of_one_token(match: re.Match[str]) -> list[Edit]:
    """Return the edits of a token that does not depend on its surroundings."""
    start, end = match.span()
    if match["escape"]:
        return [(start, start + 1, "")]
    if match["address"]:
        return [(start, start + 1, ""), (end - 1, end, "")]
    if not match["reference"]:
        return [(start, end, "")]
    is_known = match[0][1] == "#" or match[0][1:] in html5  # HTML takes the `&not` of `&nothing;` for a sign
    return [(start, end, unescape(match[0]))] if is_known else []
