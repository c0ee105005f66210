"""The law of this program: every quotation of the shipped dataset leaves it exactly as its source prints it."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from tests.terminal import Sahel, Terminal

QUOTES = Path(__file__).parents[1] / "data" / "quotes.toml"


@cache
def words() -> dict[str, str]:
    """Return the words of each quotation by its id, as an independent reader finds them in the file."""
    with QUOTES.open("rb") as file:
        return {quote["id"]: quote["text"] for quote in tomllib.load(file)["quotes"]}


def missing(text: str) -> list[str]:
    """Return the quotations that are not in a text."""
    return [record_id for record_id, said in words().items() if said not in text]


def in_one_line(text: str) -> str:
    """Return the text with each run of blanks as one space, no-break spaces apart."""
    return re.sub(r"[ \n]+", " ", text)


def test_the_dataset_has_quotations() -> None:
    assert len(words()) >= 420


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_machine_formats(form: str, sahel: Sahel) -> None:
    text = sahel("quote", "--format", form).stdout
    if form == "json":
        rows = json.loads(text)
    elif form == "jsonl":
        rows = [json.loads(line) for line in text.split("\n")[:-1]]
    else:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if form == "tsv" else ",")
        head, *lines = list(reader)
        rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert {row["id"]: unescaped(row["text"]) if form == "tsv" else row["text"] for row in rows} == words()


def unescaped(cell: str) -> str:
    r"""Return a cell of TSV without its escapes: `\t`, `\n`, `\r` and `\\`."""
    signs = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\([tnr\\])", lambda found: signs[found[1]], cell)


def test_markdown_as_it_is_rendered(sahel: Sahel) -> None:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    tokens = parser.parse(sahel("quote", "--format", "markdown").stdout)
    rendered = in_one_line(" ".join(_seen(token) for token in tokens if token.type == "inline"))
    assert [record_id for record_id, said in words().items() if in_one_line(said) not in rendered] == []


def _seen(inline: Token) -> str:
    signs = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(signs.get(token.type, token.content) for token in inline.children or ())


def test_plain_text(sahel: Sahel) -> None:
    assert missing(sahel("quote").stdout) == []


@pytest.mark.parametrize("width", [40, 80, 140])
def test_on_a_terminal_lines_joined(width: int, terminal: Terminal) -> None:
    screen = in_one_line(terminal("quote", columns=width, lines=60_000).text)
    assert [record_id for record_id, said in words().items() if in_one_line(said) not in screen] == []
