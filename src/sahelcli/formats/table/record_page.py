"""A record in full: all that it says, its sources with their addresses, and what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rich.text import Text

from sahelcli.formats.cells import cell as plain
from sahelcli.formats.table import mentions
from sahelcli.formats.table.mentions import Mention
from sahelcli.formats.table.page import GAP, Page, Painted, cell, columns
from sahelcli.phrases import citation, count, names, quoted, role
from sahelcli.phrases.countries import country
from sahelcli.phrases.languages import language
from sahelcli.phrases.numbers import measure, number
from sahelcli.phrases.order import in_order
from sahelcli.phrases.profile import held
from sahelcli.records.words import words

MEASURE = 100
_LABEL = 17
_TABLE = 48  # from which width on values stand beside their labels; below, beneath
_APART = ("kind", "id", "sources", "referred_by", "certain", "date_start", "date_end", "date_precision")
_IN_WORDS = ("date_qualifier", "reported")  # the date says the one, quotation marks and the heading the other
_HEADING = {"quote": "speaker", "event": "title", "source": "title", "actor": "name", "place": "name"}

Row = dict[str, Any]


def _in_full(date: str) -> str:
    return words(date, long=True)


_SAY: dict[str, Callable[[Any], str]] = {
    "date": _in_full,
    "published": _in_full,
    "accessed": _in_full,
    "language": language,
    "original_language": language,
    "country": country,
    "roles": lambda roles: "\n".join(" · ".join(filter(None, (role(item), held(item)))) for item in roles),
    "low": "{:,}".format,
    "high": "{:,}".format,
    "actors": names,
    "places": names,
    "related": lambda related: "\n".join(str(item["title"]) for item in related),
}


def paint(rows: Iterator[Row], page: Page) -> Painted:
    """Yield the pages, with an empty line between two."""
    for place, row in enumerate(rows):
        if place:
            yield Text()
        yield page.fill(page.text(_called(row), "bold"))
        yield page.fill(page.text(f"{_nature(row)} · {row['id']}", "dim"))
        yield Text()
        yield from _fields(row, page)
        yield from _sources(row, page)
        yield from _referrers(row["referred_by"], page)


def _called(row: Row) -> str:
    if row["kind"] == "figure":
        return f"{number(row)} {measure(row)}"
    value = row[_HEADING[row["kind"]]]
    return str(value["name"] if row["kind"] == "quote" else value)


def _nature(row: Row) -> str:
    return "reported speech" if row.get("reported") else str(row["kind"])


def _fields(row: Row, page: Page) -> Painted:
    width = page.width - _LABEL - GAP
    for key, value in row.items():
        if key in (*_APART, *_IN_WORDS, _HEADING.get(row["kind"])) or value in (None, [], "") or value is False:
            continue
        label, said = page.text(key.replace("_", " "), "dim"), page.words(_said(row, key, value))
        if "://" in said.plain and " " not in said.plain:
            yield page.fill(label)
            yield page.join(["  ", page.text(value, "", value)])
        elif page.width < _TABLE:
            yield page.fill(label)
            yield page.fill(said, 2, fold=True)
        else:
            table = columns([_LABEL, width])
            table.add_row(cell(label, _LABEL), cell(said, width))
            yield table


def _said(row: Row, key: str, value: Any) -> str:
    if key == "text":
        return quoted(row, value)
    if key in _SAY:
        return _SAY[key](value)
    match value:
        case True:
            return "yes"
        case {"name": str(name)} | {"title": str(name)}:
            return name
        case list():
            return ", ".join(map(plain, value))
        case _:
            return str(value)


def _sources(row: Row, page: Page) -> Painted:
    sources = in_order(row.get("sources", ()))
    if sources:
        yield from mentions.heading(count(len(sources), "source"), page)
    for source in sources:
        yield page.fill(page.join([citation(source), ": ", page.text(source["title"], url=source["url"])]), 2)
        if source["url"]:
            yield page.join(["    ", page.text(source["url"], "dim", source["url"])])


def _referrers(referrers: list[Row], page: Page) -> Painted:
    if referrers:
        yield from mentions.heading(f"referred to by {count(len(referrers), 'record')}", page)
        listed = [Mention(item["kind"], item["date"], item["title"]) for item in referrers]
        yield from mentions.paint(listed, page)
