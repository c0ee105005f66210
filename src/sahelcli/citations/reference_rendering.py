"""Rendering of references as plain text, Markdown or HTML, with exact words as they are and links to each address."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from html import escape
from typing import Protocol

from sahelcli.citations.record_reference import Part
from sahelcli.formats.markdown.escape import escaped, link
from sahelcli.text.sanitize import one_line, paragraphs


class Form(StrEnum):
    """Values of `--format` for references."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class Markup(Protocol):
    """A function that renders the pieces of a line in one form."""

    def __call__(self, parts: Iterable[Part]) -> str:
        """Return the line, without a line end."""
        ...


def plain(parts: Iterable[Part]) -> str:
    """Return a line of text, each address in angle brackets (RFC 3986, appendix C); lines of exact words stay lines."""
    return "".join(_text(part) + (f" <{part.url}>" if part.url else "") for part in parts)


def markdown(parts: Iterable[Part]) -> str:
    """Return a paragraph of Markdown, as GitHub and Pandoc read it."""
    return "".join(_in_markdown(part) for part in parts)


def html(parts: Iterable[Part]) -> str:
    """Return a paragraph of HTML, exact words with their language and direction."""
    return f"<p>{''.join(_in_html(part) for part in parts)}</p>"


MARKUPS: dict[Form, Markup] = {Form.TEXT: plain, Form.JSON: plain, Form.MARKDOWN: markdown, Form.HTML: html}


def _text(part: Part) -> str:
    return one_line(part.text) if part.language is None else paragraphs(part.text)


def _in_markdown(part: Part) -> str:
    if part.url:
        return link(part.text, part.url)
    lines = [_inline(line) for line in _text(part).split("\n")]
    return "\\\n".join(filter(None, lines)) if len(lines) > 1 else lines[0]


def _inline(text: str) -> str:
    """Return a text as a piece of a line: a space at its edge stays a space."""
    bare = text.strip(" ")
    start = text[: len(text) - len(text.lstrip(" "))] if bare else ""
    return f"{start}{escaped(bare)}{text[len(start) + len(bare) :]}"


def _in_html(part: Part) -> str:
    text = "<br>".join(escape(line) for line in _text(part).split("\n"))
    if part.url:
        return f'<a href="{escape(part.url)}">{text}</a>'
    if part.language is None:
        return text
    language = f' lang="{escape(part.language)}"' if part.language else ""
    return f'<span{language} dir="auto">{text}</span>'
