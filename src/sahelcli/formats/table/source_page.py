"""A source: who published what and when, and everything that rests on it; a star for what rests on it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table import mixed_list
from sahelcli.formats.table.mixed_list import RecordMention
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases import count, publisher
from sahelcli.phrases.label import called
from sahelcli.phrases.language_names import language
from sahelcli.phrases.record import rests_alone
from sahelcli.phrases.renderings import also, matching, utterances

MEASURE = 100
_LISTS = (("events", "event"), ("quotes", "quotation"), ("figures", "figure"), ("actors", "actor"))

Row = dict[str, Any]


def paint(rows: Iterator[Row], page: PageLayout) -> Painted:
    """Yield the page."""
    for row in rows:
        yield from _head(row, page)
        total = sum(row[f"total_{key}"] for key, _ in _LISTS)
        for key, noun in _LISTS:
            if row[key]:
                listed = [item for item in row[key] if item.get("matched", True)]
                yield from mixed_list.heading(_counted(len(listed), row[f"total_{key}"], noun), page)
                yield from mixed_list.paint([*_mentions(row, key)], page)
        yield Text()
        yield page.fill(page.text(_told(row["total_alone"], total), "dim"))


def _counted(shown: int, total: int, noun: str) -> str:
    return count(total, noun) if shown == total else f"{shown:,} of {count(total, noun)}"


def _told(alone: int, total: int) -> str:
    if not total:
        return "nothing rests on this source"
    rest = "rests" if alone == 1 else "rest"
    return f"* {alone} of {total} {rest} on this source alone" if alone else f"none of {total} rests on it alone"


def _head(row: Row, page: PageLayout) -> Painted:
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
    yield page.identifier(row["id"], 0)


def _mentions(row: Row, key: str) -> Iterator[RecordMention]:
    """Yield what rests on the source; below the quotations of an utterance its other renderings."""
    for renderings in utterances(row[key]) if key == "quotes" else ([item] for item in row[key]):
        listed, others = matching(renderings)
        for item in listed:
            yield RecordMention(
                "*" if rests_alone(item, row["id"]) else " ", item.get("date"), called(item), item["id"]
            )
        yield from (RecordMention(" ", None, also(other, listed[0]), other["id"]) for other in others)
