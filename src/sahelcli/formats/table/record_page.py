"""Page of a record on a terminal: all its fields, its sources with their addresses, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.formats.table import mixed_list, quotes
from sahelcli.formats.table.mixed_list import RecordMention
from sahelcli.formats.table.page_layout import GAP, PageLayout, Painted, cell, columns
from sahelcli.phrases import citation, count, in_order, sources_of
from sahelcli.phrases.quotation_renderings import also, more
from sahelcli.phrases.record import fields, named, nature, referrers, title

if TYPE_CHECKING:
    from sahelcli.json_contract import QuoteRow
    from sahelcli.row_types import RecordPage, ReferrerForPeople

MEASURE = 100
_LABEL = 17
_TABLE = 48  # from which width on values stand beside their labels; below, beneath


def paint(rows: Iterator[RecordPage], page: PageLayout) -> Painted:
    """Yield the pages, with an empty line between two."""
    for place, row in enumerate(rows):
        if place:
            yield Text()
        yield page.fill(page.text(title(row), "bold"))
        yield page.fill(page.text(f"{nature(row)} · {row['id']}", "dim"))
        if row.get("file"):
            yield page.text(f"{row['file']}:{row['line']}" if row["line"] else row["file"], "dim")
        yield Text()
        yield from _fields(row, page)
        yield from _sources(row, page)
        if row["kind"] == "quote":
            yield from _renderings(row.get("others", []), row, page)
        yield from _referrers(referrers(row), page)


def _fields(row: RecordPage, page: PageLayout) -> Painted:
    for key, value in fields(row):
        records = named(row, key) if page.ids else []
        label = key.replace("_", " ")
        for text, record_id in records or [(value, "")]:
            yield from _field(label, text, page)
            if record_id:
                yield page.identifier(record_id, 2 if page.width < _TABLE else _LABEL + GAP)
            label = ""


def _field(name: str, value: str, page: PageLayout) -> Painted:
    """Yield a value beside the name of its key, or beneath."""
    label, text = page.text(name, "dim"), page.words(value)
    if "://" in text.plain and " " not in text.plain:
        yield page.fill(label)
        yield page.join(["  ", page.text(value, "", value)])
    elif page.width < _TABLE:
        if name:
            yield page.fill(label)
        yield page.fill(text, 2, fold=True)
    else:
        width = page.width - _LABEL - GAP
        table = columns([_LABEL, width])
        table.add_row(cell(label, _LABEL), cell(text, width))
        yield table


def _sources(row: RecordPage, page: PageLayout) -> Painted:
    sources = in_order(sources_of(row))
    if sources:
        yield from mixed_list.heading(count(len(sources), "source"), page)
    for source in sources:
        yield page.fill(page.join([citation(source), ": ", page.text(source["title"], url=source["url"])]), 2)
        if source["url"]:
            yield page.join(["    ", page.text(source["url"], "dim", source["url"])])
        yield page.identifier(source["id"], 4)


def _renderings(others: list[QuoteRow], row: QuoteRow, page: PageLayout) -> Painted:
    if others:
        yield from mixed_list.heading(more(others), page)
        yield from quotes.beneath(others, [row, *others], page)


def _referrers(others: list[ReferrerForPeople], page: PageLayout) -> Painted:
    if others:
        yield from mixed_list.heading(f"referred to by {count(len(others), 'record')}", page)
        listed = []
        for item in others:
            listed.append(RecordMention(item["kind"], item["date"], item["title"], item["id"]))
            listed += [
                RecordMention("", None, also(other, item["row"]), other["id"]) for other in item.get("others", ())
            ]
        yield from mixed_list.paint(listed, page)
