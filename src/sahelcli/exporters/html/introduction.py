"""Introduction of a page: Markdown that its publisher wrote, as HTML that loads and runs nothing.

HTML in it is shown as it stands. A link leads to the web, to a mail address, or to a record of the page (`#event-…`);
any other is shown as text. Of a picture the text that describes it stands.
"""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from sahelcli.errors import SahelError
from sahelcli.filesystem.decoding import decoded
from sahelcli.filesystem.discovery import STANDARD_INPUT
from sahelcli.phrases import count
from sahelcli.text.quoted_values import shown
from sahelcli.text.sanitize import sign_by_sign

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST = 1_000_000  # bytes
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_BLOCKS = ("paragraph_open", "heading_open", "list_item_open", "blockquote_open", "th_open", "td_open")
_LOWEST = 6  # heading


class UnreadableIntroduction(SahelError):
    """The file of the introduction cannot be read."""

    def __init__(
        self, name: str, why: str, hint: str = "name a file of Markdown in UTF-8, or - for standard input"
    ) -> None:
        where = "standard input" if name == STANDARD_INPUT else shown(name, 200)
        super().__init__(f"--intro {where}: {why}", hint)


class Introduction(NamedTuple):
    """The introduction of a chronology as HTML, and notes on parts that are shown otherwise than written."""

    html: Markup
    notes: tuple[str, ...] = ()


def read_introduction(name: str) -> str:
    """Return the Markdown of a file or of standard input (`-`); UnreadableIntroduction where it is no such text."""
    try:
        content = _content(name)
    except OSError as error:
        raise UnreadableIntroduction(name, (error.strerror or str(error)).lower()) from error
    if len(content) > LARGEST:
        raise UnreadableIntroduction(name, "an introduction has at most a million bytes", "shorten it")
    text, problem = decoded(content, "text")
    if problem:
        line = text.count("\n", 0, problem.place.start) + 1
        raise UnreadableIntroduction(name, f"line {line}: {problem.message}", problem.hint or "")
    return text


def _content(name: str) -> bytes:
    """Return the content of a file, read only up to the point where it is known to be too large."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
    mode = Path(name).stat().st_mode
    if not stat.S_ISREG(mode):
        raise UnreadableIntroduction(name, "it is a folder" if stat.S_ISDIR(mode) else "it is no file")
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)


def introduce(text: str, is_anchor: Callable[[str], bool], highest: int) -> Introduction:
    """Return Markdown as HTML whose highest heading is `highest`; `is_anchor` tells what the page has (`event-…`).

    Headings go down by one rank at most, so that they are read in order.
    """
    from markdown_it import MarkdownIt  # here: few pages have an introduction

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    refused: dict[str, None] = {}

    def validate(link: str) -> bool:
        is_good = is_anchor(link[1:]) if link.startswith("#") else bool(_ADDRESS.match(link))
        refused.update({} if is_good else {link: None})
        return is_good

    parser.validateLink = validate  # type: ignore[method-assign,assignment]
    tokens = parser.parse(sign_by_sign(text).replace("\r\n", "\n"))
    pictures = sum(_as_link(child) for token in tokens for child in token.children or ())
    _rank(tokens, highest)
    for token in _each(tokens):
        if token.type in _BLOCKS:
            token.attrSet("dir", "auto")
            if alignment := token.attrs.pop("style", None):  # the page's policy lets no element have a style of its own
                token.attrSet("class", str(alignment).replace("text-align:", "to-"))
        elif token.type == "link_open" and not str(token.attrGet("href")).startswith("#"):
            token.attrSet("rel", "external noopener noreferrer")
    html = parser.renderer.render(tokens, parser.options, {})
    return Introduction(Markup(html), tuple(_notes(list(refused), pictures)))  # noqa: S704  # the parser has escaped it


def _each(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _as_link(token: Token) -> bool:
    """Replace a picture by its alternative text; return whether the token was a picture."""
    if token.type != "image":
        return False
    token.type, token.tag, token.attrs = "text", "", {}
    return True


def _rank(tokens: Sequence[Token], highest: int) -> None:
    """Give headings the ranks that they have in the page."""
    last = highest - 1
    for token in tokens:
        if token.type == "heading_open":
            last = min(int(token.tag[1:]) - 1 + highest, last + 1, _LOWEST)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"


def _notes(refused: Sequence[str], pictures: int) -> Iterator[str]:
    if refused:
        leads = "leads neither to the web nor to a record here and is"
        lead = "lead neither to the web nor to records here and are"
        of_these = f"{leads if len(refused) == 1 else lead} shown as text"
        yield f"{count(len(refused), 'link')} of the introduction {of_these}: {shown(refused[0], 60)}"
    if pictures:
        are, them = ("is", "it") if pictures == 1 else ("are", "them")
        yield f"{count(pictures, 'picture')} of the introduction {are} left out for the text that describes {them}"
