"""A record in full: all that it says, its sources with their addresses, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.formats.cells import cell as plain
from sahelcli.formats.table.page import GAP, Page, Painted, cell, columns
from sahelcli.formats.table.source_page import called
from sahelcli.phrases import citation, count, names, role
from sahelcli.phrases.profile import held
from sahelcli.records.words import words

MEASURE = 100
_LABEL = 17
_DATE = 14
_APART = ("kind", "id", "sources", "referred_by", "certain", "date_start", "date_end")  # said elsewhere on the page

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the pages, with an empty line between two."""
    for number, row in enumerate(rows):
        if number:
            yield Text()
        shown = row if row["kind"] != "source" else {**row, "name": row["title"]}
        yield page.fill(page.text(called(shown), "bold"))
        yield page.fill(page.text(f"{row['kind']} · {row['id']}", "dim"))
        yield Text()
        yield from _fields(row, page)
        yield from _sources(row, page)
        yield from _referrers(row["referred_by"], page)


def _fields(row: Row, page: Page) -> Painted:
    width = page.width - _LABEL - GAP
    for key, value in row.items():
        if key not in _APART and value not in (None, [], ""):
            table = columns([_LABEL, width])
            label = cell(page.text(key.replace("_", " "), "dim"), _LABEL)
            table.add_row(label, cell(page.words(_said(key, value)), width))
            yield table


def _said(key: str, value: Any) -> str:  # noqa: PLR0911  # one line a form
    match key, value:
        case (("date" | "published" | "accessed"), str()):
            return words(value, long=True)
        case "roles", list():
            return "\n".join(" · ".join(filter(None, (role(item), held(item)))) for item in value)
        case (("low" | "high"), int()):
            return f"{value:,}"
        case _, bool():
            return "yes" if value else "no"
        case _, {"name": str(name)} | {"title": str(name)}:
            return name
        case (("actors" | "places"), list()):
            return names(value)
        case "related", list():
            return "\n".join(str(item["title"]) for item in value)
        case _, list():
            return ", ".join(map(plain, value))
        case _:
            return str(value)


def _sources(row: Row, page: Page) -> Painted:
    sources = row.get("sources", [])
    if sources:
        yield Text()
        yield page.fill(page.text(count(len(sources), "source"), "bold"))
    for source in sources:
        yield page.fill(page.join([citation(source), ": ", page.text(source["title"], url=source["url"])]), 2)
        if source["url"]:
            yield page.join(["    ", page.text(source["url"], "dim", source["url"])])


def _referrers(referrers: list[Row], page: Page) -> Painted:
    if referrers:
        yield Text()
        yield page.fill(page.text(f"referred to by {count(len(referrers), 'record')}", "bold"))
    width = page.width - _DATE - 8 - 2 * GAP
    for item in referrers:
        table = columns([8, _DATE, width])
        date = words(item["date"]) if item["date"] else ""
        table.add_row(
            cell(page.text(item["kind"], "dim"), 8),
            cell(page.text(date, "dim"), _DATE),
            cell(page.text(item["title"]), width),
        )
        yield table
