"""Rows of the contract for the tests of what is printed: a plain one of each kind, and what a test changes in it.

They have the type Any: a test may change a row into what no row is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sahelcli.formats import Format, Piece, Screen, Style, render
from sahelcli.output.streams import write
from sahelcli.report import Report, Row
from sahelcli.text.json_text import encode

DATA = Path(__file__).parents[2] / "data"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)

HOSTILE = {
    "escape": "a\x1b[2Jb",
    "C1": "a\x9b31mb",
    "carriage return": "safe\revil",
    "newline": "one\ntwo",
    "tab": "one\ttwo",
    "override": "abc\u202edef",
    "isolate": "abc\u2066def",
    "zero width": "ab\u200bcd",
    "line separator": "one\u2028two",
    "next line": "one\x85two",
    "form feed": "one\ftwo",
    "bell and title": "\x1b]0;owned\x07x",
    "Rich markup": "[bold]x[/bold] [sic] [/b]",
    "emoji code": ":warning: x",
    "HTML": "<script>alert(1)</script>",
    "Markdown": "*a* _b_ `c` | d [e](http://f) ![g] ~h~ # i",
    "formula": "=1+1",
    "backslashes": r"a\b\\tc\n",
    "quotation marks": "a\"b'c",
    "wide": "中文字符",
    "combining": "e\u0301a\u0308",
}

SOURCE: dict[str, Any] = {
    "id": "times-2023",
    "publisher": "The Times",
    "agency": None,
    "title": "France to leave Niger",
    "author": None,
    "url": "https://example.org/a",
    "archive_url": None,
    "published": "2023-09-25",
    "language": "en",
    "reworded": False,
}
_DATED: dict[str, Any] = {
    "date": "2023-09-24",
    "date_start": "2023-09-24",
    "date_end": "2023-09-24",
    "date_precision": "day",
    "date_qualifier": None,
    "certain": True,
}


def source(**changes: Any) -> Any:
    """Return a source as it is cited; another publisher's is another source."""
    own_id = {"id": changes["publisher"].lower()} if "publisher" in changes else {}
    return SOURCE | own_id | changes


def event(**changes: Any) -> Any:
    """Return an event."""
    return {
        "kind": "event",
        "id": "2023-09-24-withdrawal",
        **_DATED,
        "title": "Macron announces French military withdrawal from Niger",
        "summary": None,
        "actors": [{"id": "emmanuel-macron", "name": "Emmanuel Macron"}],
        "places": [{"id": "niger", "name": "Niger", "country": "NE"}],
        "tags": ["withdrawal"],
        "attributed_to": None,
        "related": [],
        "note": None,
        "sources": [SOURCE],
    } | changes


def quote(**changes: Any) -> Any:
    """Return a quotation."""
    return {
        "kind": "quote",
        "id": "2023-09-24-macron",
        **_DATED,
        "speaker": {"id": "emmanuel-macron", "name": "Emmanuel Macron"},
        "speaker_label": None,
        "roles": [role()],
        "text": "nous mettons fin à notre coopération militaire avec le Niger",
        "language": "fr",
        "translated": False,
        "original_language": None,
        "reported": False,
        "reworded": False,
        "utterance": None,
        "renderings": [],
        "venue": "TF1",
        "event": None,
        "note": None,
        "sources": [SOURCE],
    } | changes


def figure(**changes: Any) -> Any:
    """Return a figure."""
    return {
        "kind": "figure",
        "id": "french-troops-2023",
        **_DATED,
        "force": {"id": "france", "name": "France"},
        "place": {"id": "niger", "name": "Niger", "country": "NE"},
        "measure": "deployed",
        "low": 1500,
        "high": 1500,
        "qualifier": None,
        "counts": None,
        "attributed_to": None,
        "wording": "1,500 French soldiers",
        "note": None,
        "sources": [SOURCE],
    } | changes


def role(**changes: Any) -> Any:
    """Return a role."""
    return {
        "title": "President",
        "of": {"id": "france", "name": "France"},
        "since": "2017-05-14",
        "until": None,
    } | changes


def actor(**changes: Any) -> Any:
    """Return an actor."""
    return {
        "kind": "actor",
        "id": "emmanuel-macron",
        "name": "Emmanuel Macron",
        "type": "person",
        "description": "President of France.",
        "country": "FR",
        "aliases": ["Macron"],
        "roles": [role()],
        "note": None,
        "sources": [SOURCE],
    } | changes


def profile(**changes: Any) -> Any:
    """Return a profile with one event, quotation and figure."""
    of_each = {"first_event": event(), "last_event": event(), "events": [event()], "quotes": [quote()]}
    row = actor() | of_each | {"figures": [figure()]} | changes
    totals = {f"total_{key}": len(row[key]) for key in ("events", "quotes", "figures")}
    return row | totals | {"total_sources": 1} | changes


def place(**changes: Any) -> Any:
    """Return a place."""
    return {
        "kind": "place",
        "id": "niamey",
        "name": "Niamey",
        "type": "city",
        "country": "NE",
        "part_of": {"id": "niger", "name": "Niger"},
        "latitude": 13.51,
        "longitude": -2.11,
        "aliases": [],
        "note": None,
    } | changes


def listed_source(**changes: Any) -> Any:
    """Return a source as a row of its own."""
    return {"kind": "source", **SOURCE, "accessed": None, "note": None} | changes


OF_EACH_KIND = {
    "event": event(),
    "quote": quote(),
    "figure": figure(),
    "actor": actor(),
    "place": place(),
    "source": listed_source(),
    "profile": profile(),
}


@cache
def shipped_quotes() -> tuple[dict[str, Any], ...]:
    """Return every quotation of the shipped dataset as a row, speakers and sources by their ids."""
    with (DATA / "quotes.toml").open("rb") as file:
        records = tomllib.load(file)["quotes"]
    return tuple(
        quote(
            **{key: record[key] for key in ("id", "text", "language")},
            speaker={"id": record["speaker"], "name": record["speaker"]},
            reported=record.get("reported", False),
            translated=record.get("translated", False),
            sources=[source(id=cited, publisher=cited) for cited in record["sources"]],
        )
        for record in records
    )


def report(kind: str, *rows: dict[str, Any], title: str = "", **more: Any) -> Report:
    """Return a report of these rows, as the index would give them."""
    texts = [Row(encode(row)) for row in rows]
    return Report(
        kind, iter(texts), title=lambda: title, **{"noun": kind, "total": len(texts), "shown": len(texts), **more}
    )


def printed(form: Format, answer: Report, **style: Any) -> str:
    """Return the whole document."""
    return whole(render(form, answer, Style(**style)))


def whole(pieces: Iterable[Piece]) -> str:
    """Return a document as it is written into a file."""
    out = BytesIO()
    write(pieces, out, "utf-8")
    return out.getvalue().decode()


def painted(answer: Report, width: int = 80, *, sources: bool = False, ids: bool = False, **screen: Any) -> list[str]:
    """Return the lines of the page on a terminal, without styles unless asked for."""
    style = Style(sources=sources, ids=ids, screen=Screen(width, **screen))
    return whole(render(Format.TABLE, answer, style)).split("\n")[:-1]
