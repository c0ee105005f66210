"""A source: who published what and when, and everything that rests on it; a star for what rests on it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.formats.table.page import GAP, Page, Painted, cell, columns
from sahelcli.phrases import count, publisher, quoted
from sahelcli.phrases.languages import language
from sahelcli.phrases.numbers import measure, number
from sahelcli.records.words import words

MEASURE = 100
_DATE = 14
_LISTS = (("events", "event"), ("quotes", "quotation"), ("figures", "figure"), ("actors", "actor"))

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the page."""
    for row in rows:
        yield from _head(row, page)
        alone = {(item["kind"], item["id"]) for item in row["alone"]}
        for key, noun in _LISTS:
            if row[key]:
                yield Text()
                yield page.fill(page.text(count(len(row[key]), noun), "bold"))
                yield from _list(row[key], alone, page)
        yield Text()
        total = sum(len(row[key]) for key, _ in _LISTS)
        told = f"* {len(alone)} of {total} rest on this source alone" if alone else f"none of {total} rests on it alone"
        yield page.fill(page.text(told, "dim"))


def _head(row: Row, page: Page) -> Painted:
    date = f"published {words(row['published'], long=True)}" if row["published"] else "no date of publication"
    yield page.fill(page.text(row["title"], "bold", row["url"]))
    yield page.between(page.text(publisher(row)), page.text(date))
    tongue = language(row["language"]) if row["language"] else ""
    manner = "an automatic paraphrase or translation" if row["reworded"] else ""
    if said := page.join([row["author"] or "", tongue, manner], " · ", "dim"):
        yield page.fill(said)
    if row["url"]:
        yield page.text(row["url"], "dim", row["url"])
    if row["note"]:
        yield page.fill(page.text(row["note"], "dim"))
    yield page.fill(page.text(row["id"], "dim"))


def _list(rows: list[Row], alone: set[tuple[str, str]], page: Page) -> Painted:
    for row in rows:
        date = page.text(words(row["date"]) if row.get("date") else "", "dim")
        star = "* " if (row["kind"], row["id"]) in alone else "  "
        table = columns([2, _DATE, page.width - _DATE - 2 - 2 * GAP])
        table.add_row(
            page.text(star), cell(date, _DATE), cell(page.text(called(row)), page.width - _DATE - 2 - 2 * GAP)
        )
        yield table


def called(row: Row) -> str:
    """Return what a record is called where several kinds stand together."""
    match row["kind"]:
        case "quote":
            return f"{row['speaker']['name']}: {quoted(row, row['text'])}"
        case "figure":
            whose = row["force"]["name"] if row["force"] else row["counts"] or ""
            return f"{whose}, {row['place']['name']}: {number(row)} {measure(row)}"
        case "event":
            return str(row["title"])
        case _:
            return str(row["name"])
