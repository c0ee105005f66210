"""The law of this program: every quotation of the shipped dataset leaves it exactly as its source prints it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import openpyxl
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from tests.shipped import records
from tests.terminal import Sahel, Terminal


def words() -> dict[str, str]:
    """Return the words of each quotation by its id, as an independent reader finds them in the file."""
    return {quote["id"]: quote["text"] for quote in records("quotes")}


def missing(text: str) -> list[str]:
    """Return the quotations that are not in a text."""
    return [record_id for record_id, message in words().items() if message not in text]


def in_one_line(text: str) -> str:
    """Return the text with each run of blanks as one space, no-break spaces apart."""
    return re.sub(r"[ \n]+", " ", text)


def test_the_dataset_has_quotations() -> None:
    assert len(words()) >= 543


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


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_for_spreadsheets(form: str, sahel: Sahel) -> None:
    text = sahel("quote", "--format", form, "--excel").stdout.removeprefix("\ufeff")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if form == "tsv" else ",")
    cells = {row["id"]: unescaped(row["text"]) if form == "tsv" else row["text"] for row in reader}
    assert {record_id: message.removeprefix("'") for record_id, message in cells.items()} == words()
    assert {message[1:2] for message in cells.values() if message.startswith("'")} <= set("=+-@")


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "tsv", "md", "txt"])
def test_a_file_holds_what_is_printed(suffix: str, sahel: Sahel, tmp_path: Path) -> None:
    form = {"md": "markdown", "txt": "table"}.get(suffix, suffix)
    sahel("quote", "--output", f"quotes.{suffix}")
    assert (tmp_path / f"quotes.{suffix}").read_bytes() == sahel("quote", "--format", form).output


def test_the_page_for_print(sahel: Sahel) -> None:
    page = PageText()
    page.feed(sahel("export", "html").stdout)
    assert missing("".join(page.texts)) == []


def test_databases(sahel: Sahel, tmp_path: Path) -> None:
    assert sahel("export", "sqlite", "-o", "all.db").code == 0
    with closing(sqlite3.connect(tmp_path / "all.db")) as database:
        assert dict(database.execute("SELECT id, text FROM quotes")) == words()
    assert sahel("export", "xlsx", "-o", "all.xlsx").code == 0
    names, *rows = openpyxl.load_workbook("all.xlsx")["quotes"].iter_rows(values_only=True)
    assert {row[names.index("id")]: row[names.index("text")] for row in rows} == words()
    assert sahel("export", "parquet", "-o", "all").code == 0
    quotes = duckdb.read_parquet(str(tmp_path / "all" / "quotes.parquet")).project("id, text").fetchall()
    assert dict(quotes) == words()


class PageText(HTMLParser):
    """The texts of a page, as the standard library's reader finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def unescaped(cell: str) -> str:
    r"""Return a cell of TSV without its escapes: `\t`, `\n`, `\r` and `\\`."""
    signs = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\([tnr\\])", lambda result: signs[result[1]], cell)


def test_markdown_as_it_is_rendered(sahel: Sahel) -> None:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    tokens = parser.parse(sahel("quote", "--format", "markdown").stdout)
    rendered = in_one_line(" ".join(_seen(token) for token in tokens if token.type == "inline"))
    assert [record_id for record_id, message in words().items() if in_one_line(message) not in rendered] == []


def _seen(inline: Token) -> str:
    signs = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(signs.get(token.type, token.content) for token in inline.children or ())


def test_plain_text(sahel: Sahel) -> None:
    assert missing(sahel("quote").stdout) == []


@pytest.mark.parametrize("width", [40, 80, 140])
def test_on_a_terminal_lines_joined(width: int, terminal: Terminal) -> None:
    screen = in_one_line(terminal("quote", columns=width, lines=60_000).text)
    assert [record_id for record_id, message in words().items() if in_one_line(message) not in screen] == []
