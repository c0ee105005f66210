"""Pandoc reads our Markdown as GitHub does: the words are the words, the sources are notes."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahelcli.formats import Format
from sahelcli.text.sanitize import paragraphs
from tests.formats.rows import printed, quote, report, shipped_quotes

PIECES = [
    *"\\`*_{}[]()<>|~^$&@#\"'!-.+=:/%;a1é ",
    "...",
    "--",
    "www.",
    "http://",
    "&amp;",
    "[^1]",
    ":smile:",
    "@octocat",
    "#181",
    "GH-26",
    "Mr. ",
    "1. ",
]
DIALECTS = ["markdown", "markdown-smart", "gfm"]
_MARKS = {"DoubleQuote": "“”", "SingleQuote": "‘’"}


def read(document: str, dialect: str) -> list[Any]:
    command = (pypandoc.get_pandoc_path(), "--from", dialect, "--to", "json")
    done = subprocess.run(command, input=document.encode(), capture_output=True, check=True, timeout=60)
    blocks: list[Any] = json.loads(done.stdout)["blocks"]
    return blocks


def words(node: Any) -> str:
    """Return the text of nodes; an AssertionError for any that markup in the text would have made."""
    if isinstance(node, list):
        return "".join(map(words, node))
    kind, content = node["t"], node.get("c")
    signs = {"Space": " ", "LineBreak": "\n", "Str": content}
    if kind == "Quoted":
        marks = _MARKS[content[0]["t"]]
        return marks[0] + words(content[1]) + marks[1]
    if kind == "RawInline":
        assert content[1] in ("<span>", "</span>")
        return ""
    if kind == "Para":
        return words(content) + "\n\n"
    return words(content[1]) if kind == "Span" else str(signs[kind])


def straight(text: str) -> str:
    """Return a text with its apostrophes as Pandoc bends them in Markdown, where it is not told to leave them."""
    return text.replace("’", "'").replace("‘", "'")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_shipped_quotation_is_read_verbatim(dialect: str) -> None:
    rows = shipped_quotes()
    blocks = read(printed(Format.MARKDOWN, report("quote", *rows)), dialect)
    quoted = [words(block["c"]) for block in blocks if block["t"] == "BlockQuote"]
    for row, text in zip(rows, quoted, strict=True):
        assert row["text"] in text or (dialect == "markdown" and straight(row["text"]) in straight(text))


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join).filter(str.strip), min_size=40))
def test_any_text_is_read_verbatim(dialect: str, texts: list[str]) -> None:
    if dialect == "markdown":
        texts = [text.replace("'", "’") for text in texts]
    rows = [quote(text=text, reported=True, id=str(number)) for number, text in enumerate(texts)]
    blocks = read(printed(Format.MARKDOWN, report("quote", *rows)), dialect)
    read_back = [words(block["c"]).removesuffix("\n\n") for block in blocks if block["t"] == "BlockQuote"]
    assert read_back == [paragraphs(text) for text in texts]


def test_sources_are_notes() -> None:
    blocks = read(printed(Format.MARKDOWN, report("quote", quote(), quote(id="b"))), "markdown")
    assert json.dumps(blocks).count('"t": "Note"') == 2
