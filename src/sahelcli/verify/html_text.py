"""HTML text as a reader sees it: without what is hidden, block elements apart, in one pass over the markup.

The parser of the standard library takes quadratic time for tags and comments that never close. As in a browser, a
comment or a tag without an end extends to the end of the page.
"""

from __future__ import annotations

import re
from html import unescape

from sahelcli.verify.article import Article, ArticleBuilder

_NEXT = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"(/?)([a-zA-Z][^\s/>]*)")
_TO_END_OF_TAG = re.compile(r"""(?:[^>"'=]++|=\s*"[^"]*"|=\s*'[^']*'|["'=])*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*))?""")
_NOT_DISPLAYED = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_BLANK = re.compile(r"\s+")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RAW = _names("script style textarea title noscript iframe noembed noframes xmp")
_END_OF_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_NEVER_SEEN = _names("template select object svg math audio video canvas datalist")
_FOREIGN = _names("svg math")
_VOID = _names("area base br col embed hr img input link meta source track wbr")
_CLOSED_BY_BLOCK = _names("p dt dd li td th tr option")
_BLOCKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section"
    " summary table tbody td tfoot th thead tr ul"
)
_BESIDE_QUOTE = _names("footer figcaption")  # who is quoted, within the block quote


def read(source: str, name: str) -> Article:
    """Parse an HTML page into an article with its visible text."""
    return _Page(source).read().article(name)


class _Page:
    def __init__(self, source: str) -> None:
        self._source = source
        self._seen = ArticleBuilder(source)
        self._hidden, self._depth = "", 0  # the element that hides what is within, and how many of its name are open
        self._quotes: list[int] = []
        self._number_of_quotes = self._beside = self._marks = 0

    def read(self) -> ArticleBuilder:
        source, at = self._source, 0
        while at < len(source):
            match = _NEXT.search(source, at)
            until = match.start() if match else len(source)
            self._text(at, until)
            if not match:
                break
            at = self._reference(until) if source[until] == "&" else self._markup(until)
        return self._seen

    def _text(self, start: int, end: int) -> None:
        """Show a range of text, without white space at the start of a block."""
        if self._hidden or start >= end:
            return
        if self._seen.is_at_start:
            blank = _BLANK.match(self._source, start, end)
            start = blank.end() if blank else start
        self._seen.show(start, end)

    def _reference(self, at: int) -> int:
        match = _REFERENCE.match(self._source, at)
        character = unescape(match[0]) if match else "&"
        end = match.end() if match else at + 1
        if character == (match[0] if match else ""):
            self._text(at, end)
        elif not self._hidden and not (self._seen.is_at_start and character.isspace()):
            self._seen.show_as(at, end, character)
        return end

    def _markup(self, at: int) -> int:
        """Consume the markup that begins with "<" at `at`, and return the offset of its end."""
        source = self._source
        if source.startswith("<!--", at):
            return _behind(source, "-->", at + 4)
        if source.startswith(("<!", "<?"), at):
            return _behind(source, ">", at)
        tag = _TAG_NAME.match(source, at + 1)
        if not tag:
            self._text(at, at + 1)
            return at + 1
        closed = _TO_END_OF_TAG.match(source, tag.end())
        if not closed:
            return len(source)
        end = closed.end()
        if tag[1]:
            self._close(tag[2].lower(), at, end)
            return end
        return self._open(tag[2].lower(), source[tag.end() : end], at, end)

    def _open(self, name: str, attributes: str, at: int, end: int) -> int:
        if name in _RAW:
            ended = _END_OF_RAW[name].search(self._source, end)
            return ended.start() if ended else len(self._source)
        if self._hidden and self._hidden in _CLOSED_BY_BLOCK and name in _BLOCKS and self._depth == 1:
            self._hidden = ""
        if self._hidden:
            self._depth += name == self._hidden
        elif name in _VOID or (name in _FOREIGN and attributes.endswith("/>")):
            self._begin(name, at, end)
        elif name in _NEVER_SEEN or _is_hidden(attributes):
            self._seen.part()
            self._hidden, self._depth = name, 1
        else:
            self._begin(name, at, end)
        return end

    def _begin(self, name: str, at: int, end: int) -> None:
        if name in _BLOCKS:
            self._seen.part()
        if name == "br":
            self._seen.show_as(at, end, "\n")
        elif name == "q":
            self._marks += 1
            self._seen.show_as(at, end, "“")
        elif name == "blockquote":
            self._number_of_quotes += 1
            self._quotes.append(self._number_of_quotes)
        elif name in _BESIDE_QUOTE:
            self._beside += 1
        self._say_quote()

    def _close(self, name: str, at: int, end: int) -> None:
        if self._hidden:
            self._depth -= name == self._hidden
            self._hidden = self._hidden if self._depth else ""
            return
        if name in _BLOCKS:
            self._seen.part()
        if name == "q" and self._marks:
            self._marks -= 1
            self._seen.show_as(at, end, "”")
        elif name == "blockquote" and self._quotes:
            self._quotes.pop()
        elif name in _BESIDE_QUOTE and self._beside:
            self._beside -= 1
        self._say_quote()

    def _say_quote(self) -> None:
        self._seen.quote = self._quotes[-1] if self._quotes and not self._beside else 0


def _behind(source: str, end: str, at: int) -> int:
    end_at = source.find(end, at)
    return len(source) if end_at < 0 else end_at + len(end)


def _is_hidden(attributes: str) -> bool:
    """Whether the attributes of an element hide it."""
    if "hidden" not in attributes.lower() and "none" not in attributes.lower():
        return False
    for name, value in _ATTRIBUTE.findall(attributes):
        if name.lower() == "hidden" or (name.lower() == "style" and _NOT_DISPLAYED.search(value)):
            return True
    return False
