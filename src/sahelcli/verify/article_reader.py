"""Reader of an article: detects HTML or Markdown by file name or content."""

from __future__ import annotations

import re
from collections.abc import Callable

from sahelcli.errors import SahelError
from sahelcli.filesystem.decoding import decoded
from sahelcli.text.quoted_values import shown
from sahelcli.verify.article import LINE_END, Article

_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:html|head|body|article|section|div|p|blockquote|h[1-6]|span)(?:\s[^<>]*)?>", re.IGNORECASE)
_NAMED = {"html": True, "htm": True, "xhtml": True, "md": False, "markdown": False}


class UnreadableArticle(SahelError):
    """The input is not UTF-8 text."""


def read_article(data: bytes, name: str = "") -> Article:
    """Parse the bytes of a file, or of standard input; UnreadableArticle if they are not UTF-8 text.

    HTML is recognized by file name or content; anything else, plain text included, is read as Markdown.
    """
    source, problem = decoded(data, "text")
    if problem:
        where = shown(name) if name else "standard input"
        if problem.place.end:
            where += f", line {len(LINE_END.findall(source[: problem.place.start])) + 1}"
        raise UnreadableArticle(f"{where}: {problem.message}", problem.hint)
    return _reader(source, name)(source, name)


def _reader(source: str, name: str) -> Callable[[str, str], Article]:
    _, dot, suffix = name.lower().rpartition(".")
    is_html = _NAMED.get(suffix) if dot else None
    if is_html or (is_html is None and (_PAGE.match(source) or _ELEMENT.search(source))):
        from sahelcli.verify.html_text import read  # here: one of the two is needed
    else:
        from sahelcli.verify.markdown_text import read
    return read
