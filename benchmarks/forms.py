"""The forms in which other tools keep events: each tool reads its own, of the same events."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.dataset import as_toml

Event = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class Form(NamedTuple):
    """A form by the suffix of its file, and what writes events into it."""

    suffix: str
    write: Callable[[Iterable[Event], Path], None]


def flat(event: Event) -> Event:
    """Return an event in fields that any tool can hold; a date that is no day becomes a day of its first year.

    Nothing that is counted depends on which day that is.
    """
    date = event["date"]
    if not _DAY.match(date):
        year = re.search(r"\d{4}", date.replace("X", "0"))
        date = f"{year[0] if year else '1990'}-01-01"
    return {"id": event["id"], "date": date} | {key: event[key] for key in ("title", "summary", "actors")}


def as_line(event: Event) -> str:
    """Return an event as a line of JSON."""
    return json.dumps(event, ensure_ascii=False) + "\n"


def _jsonl(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(map(as_line, events))


def _csv(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "date", "title", "summary", "actors"])
        rows.writerows([*list(event.values())[:4], ";".join(event["actors"])] for event in events)


def _rec(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("%rec: Event\n\n")
        for event in events:
            fields = [f"{key}: {event[key]}" for key in ("id", "date", "title", "summary")]
            stream.write("\n".join([*fields, *(f"actor: {actor}" for actor in event["actors"])]) + "\n\n")


def _hledger(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for event in events:
            tags = ", ".join(f"{actor}:" for actor in event["actors"])
            stream.write(f"{event['date']} {event['title']}  ; {tags}\n    ; {event['summary']}\n    (events)  1\n\n")


def _beancount(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("1900-01-01 open Assets:Events\n1900-01-01 open Equity:Events\n\n")
        for event in events:
            tags = " ".join(f"#{actor}" for actor in event["actors"])
            stream.write(
                f'{event["date"]} * "{event["title"]}" {tags}\n  Assets:Events  1 EVT\n  Equity:Events  -1 EVT\n\n'
            )


def _jrnl(events: Iterable[Event], path: Path) -> None:
    journal = path.with_suffix(".txt")
    entries = sorted(
        (event["date"], event["title"], " ".join(f"@{actor}" for actor in event["actors"])) for event in events
    )
    with journal.open("w", encoding="utf-8") as stream:
        stream.writelines(f"[{date} 09:00] {title}. {actors}\n\n" for date, title, actors in entries)
    path.write_text(
        "colors:\n  body: none\n  date: none\n  tags: none\n  title: none\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\n"
        f"encrypt: false\nhighlight: false\nindent_character: '|'\njournals:\n  default:\n    journal: {journal}\nlinewrap: 79\n"
        "tagsymbols: '@'\ntemplate: false\ntimeformat: '%Y-%m-%d %H:%M'\nversion: v4.2\n",
        "utf-8",
    )


def _sqlite(events: Iterable[Event], path: Path) -> None:
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript(
        "CREATE TABLE events (id TEXT, date TEXT, title TEXT, summary TEXT); CREATE TABLE actors (actor TEXT, event INTEGER);"
        "CREATE VIRTUAL TABLE words USING fts5 (title, summary, content = 'events');"
    )
    for number, event in enumerate(events, 1):
        base.execute(
            "INSERT INTO events (rowid, id, date, title, summary) VALUES (?, ?, ?, ?, ?)",
            (number, *list(event.values())[:4]),
        )
        base.executemany("INSERT INTO actors VALUES (?, ?)", [(actor, number) for actor in event["actors"]])
    base.executescript(
        "CREATE INDEX by_date ON events (date); CREATE INDEX by_actor ON actors (actor, event);"
        "INSERT INTO words (words) VALUES ('rebuild');"
    )
    base.commit()
    base.close()


def _duckdb(events: Iterable[Event], path: Path) -> None:
    path.unlink(missing_ok=True)
    rows = path.with_suffix(".for-duckdb")
    _jsonl(events, rows)
    make = f"CREATE TABLE events AS SELECT * FROM read_json('{rows}', format = 'newline_delimited')"
    subprocess.run(["duckdb", str(path), "-c", make], check=True, stdout=subprocess.DEVNULL)  # noqa: S607
    rows.unlink()


def _toml(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(as_toml("events", event) for event in events)


JSONL = Form("jsonl", _jsonl)
CSV = Form("csv", _csv)
REC = Form("rec", _rec)
HLEDGER = Form("journal", _hledger)
BEANCOUNT = Form("beancount", _beancount)
JRNL = Form("yaml", _jrnl)
SQLITE = Form("sqlite", _sqlite)
DUCKDB = Form("duckdb", _duckdb)
TOML = Form("toml", _toml)
