"""Page of a source on a terminal: publisher, title and date, and everything that rests on it, a star for it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from sahelcli.dates.formatting import words
from sahelcli.formats.table import mixed_list
from sahelcli.formats.table.mixed_list import RecordMention
from sahelcli.formats.table.page_layout import PageLayout, Painted
from sahelcli.phrases import count, publisher
from sahelcli.phrases.label import label
from sahelcli.phrases.language_names import language
from sahelcli.phrases.quotation_renderings import also, is_match, matching, utterances
from sahelcli.phrases.record import rests_alone

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, SourcePage
    from sahelcli.row_types import FactRow, ListKey, TotalKey

MEASURE = 100
_LISTS: tuple[tuple[ListKey, TotalKey, str], ...] = (
    ("events", "total_events", "event"),
    ("quotes", "total_quotes", "quotation"),
    ("figures", "total_figures", "figure"),
    ("actors", "total_actors", "actor"),
)


def paint(rows: Iterator[SourcePage], page: PageLayout) -> Painted:
    """Yield the page."""
    for row in rows:
        yield from _head(row, page)
        total = sum(row[total_key] for _, total_key, _ in _LISTS)
        for key, total_key, noun in _LISTS:
            if row[key]:
                shown = sum(map(is_match, row["quotes"])) if key == "quotes" else len(row[key])
                yield from mixed_list.heading(_counted(shown, row[total_key], noun), page)
                yield from mixed_list.paint([*_mentions(row, key)], page)
        yield Text()
        yield page.fill(page.text(_alone(row["total_alone"], total), "dim"))


def _counted(shown: int, total: int, noun: str) -> str:
    return count(total, noun) if shown == total else f"{shown:,} of {count(total, noun)}"


def _alone(alone: int, total: int) -> str:
    if not total:
        return "nothing rests on this source"
    rest = "rests" if alone == 1 else "rest"
    return f"* {alone} of {total} {rest} on this source alone" if alone else f"none of {total} rests on it alone"


def _head(row: SourcePage, page: PageLayout) -> Painted:
    date = f"published {words(row['published'], long=True)}" if row["published"] else "no date of publication"
    yield page.fill(page.text(row["title"], "bold", row["url"]))
    yield page.between(page.text(publisher(row)), page.text(date))
    tongue = language(row["language"]) if row["language"] else ""
    manner = "an automatic paraphrase or translation" if row["reworded"] else ""
    if details := page.join([row["author"] or "", tongue, manner], " · ", "dim"):
        yield page.fill(details)
    if row["url"]:
        yield page.text(row["url"], "dim", row["url"])
    if row["note"]:
        yield page.fill(page.text(row["note"], "dim"))
    yield page.identifier(row["id"], 0)


def _mentions(row: SourcePage, key: ListKey) -> Iterator[RecordMention]:
    """Yield the records that cite the source; below each utterance's quotation its other renderings."""
    if key != "quotes":
        yield from (_mention(item, row["id"]) for item in row[key])
        return
    for renderings in utterances(row["quotes"]):
        listed, others = matching(renderings)
        yield from (_mention(item, row["id"]) for item in listed)
        yield from (RecordMention(" ", None, also(other, listed[0]), other["id"]) for other in others)


def _mention(item: FactRow | ActorRow, source: str) -> RecordMention:
    sign = "*" if rests_alone(item, source) else " "
    return RecordMention(sign, None if item["kind"] == "actor" else item["date"], label(item), item["id"])
