"""The tools people would use instead: how each one's own form of the same events is written, and how it is asked."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from dataset import ACTOR, MONTH, WORD, _toml

Event = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class Peer(NamedTuple):
    """A tool, the words that print its version, its native form, and the command lines of the questions it can answer."""

    name: str
    program: str
    version: tuple[str, ...]
    suffix: str
    write: Callable[[Iterable[Event], Path], None]
    questions: dict[str, tuple[str, ...]]

    @property
    def path(self) -> str | None:
        """Where the program is, in the folder of the tools installed for this, or on the search path."""
        return shutil.which(self.program)


def flat(event: Event) -> Event:
    """Return an event in fields that any tool can hold; a date that is no day counts as the first day it may mean."""
    date = event["date"]
    day = date if _DAY.match(date) else first_day(date)
    return {
        "id": event["id"],
        "date": day,
        "title": event["title"],
        "summary": event["summary"],
        "actors": event["actors"],
    }


def first_day(date: str) -> str:
    """Return a day for a date of another form; nothing that is counted here depends on which."""
    digits = re.search(r"\d{4}", date.replace("X", "0"))
    return f"{digits[0] if digits else '1990'}-01-01"


def _jsonl(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


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
    with journal.open("w", encoding="utf-8") as stream:
        for event in sorted(events, key=lambda event: str(event["date"])):
            stream.write(
                f"[{event['date']} 09:00] {event['title']}. {' '.join('@' + actor for actor in event['actors'])}\n\n"
            )
    path.write_text(
        "colors:\n  body: none\n  date: none\n  tags: none\n  title: none\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\n"
        f"encrypt: false\nhighlight: false\nindent_character: '|'\njournals:\n  default:\n    journal: {journal}\nlinewrap: 79\n"
        "tagsymbols: '@'\ntemplate: false\ntimeformat: '%Y-%m-%d %H:%M'\nversion: v4.2\n",
        "utf-8",
    )


def _sqlite(events: Iterable[Event], path: Path) -> None:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
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


def _plain_toml(events: Iterable[Event], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(_toml("events", event) for event in events)


_MONTH_SQL = f"SELECT e.id, e.date, e.title FROM actors a JOIN events e ON e.rowid = a.event WHERE a.actor = '{ACTOR}' AND e.date LIKE '{MONTH}-%'"
_WORD_SQL = f"SELECT id, title FROM events WHERE rowid IN (SELECT rowid FROM words WHERE words MATCH '{WORD}')"
_JQ = f'select((.date | startswith("{MONTH}")) and (.actors | index("{ACTOR}"))) | .id'

PEERS = (
    Peer(
        "jq, JSONL",
        "jq",
        ("--version",),
        "jsonl",
        _jsonl,
        {"month": ("-r", _JQ, "{}"), "word": ("-r", f'select((.title + .summary) | contains("{WORD}")) | .id', "{}")},
    ),
    Peer(
        "sqlite3, indexed",
        "sqlite3",
        ("--version",),
        "sqlite",
        _sqlite,
        {"month": ("{}", _MONTH_SQL), "word": ("{}", _WORD_SQL)},
    ),
    Peer(
        "recsel",
        "recsel",
        ("--version",),
        "rec",
        _rec,
        {
            "month": ("-C", "-P", "id", "-e", f"date ~ '^{MONTH}' && actor = '{ACTOR}'", "{}"),
            "word": ("-C", "-P", "id", "-q", WORD, "{}"),
        },
    ),
    Peer(
        "hledger",
        "hledger",
        ("--version",),
        "journal",
        _hledger,
        {
            "month": ("-f", "{}", "register", "-O", "csv", f"date:{MONTH}", f"tag:^{ACTOR}$"),
            "word": ("-f", "{}", "register", "-O", "csv", f"desc:{WORD}"),
        },
    ),
    Peer(
        "Miller, CSV",
        "mlr",
        ("--version",),
        "csv",
        _csv,
        {
            "month": (
                "--icsv",
                "--ojsonl",
                "filter",
                f'$date =~ "^{MONTH}" && ";" . $actors . ";" =~ ";{ACTOR};"',
                "{}",
            ),
            "word": ("--icsv", "--ojsonl", "filter", f'$title =~ "{WORD}"', "{}"),
        },
    ),
    Peer("csvkit, CSV", "csvgrep", ("--version",), "csv", _csv, {"word": ("-c", "title", "-m", WORD, "{}")}),
    Peer(
        "jrnl",
        "jrnl",
        ("--version",),
        "yaml",
        _jrnl,
        {
            "month": ("--config-file", "{}", f"@{ACTOR}", "-from", f"{MONTH}-01", "-to", f"{MONTH}-30", "--short"),
            "word": ("--config-file", "{}", "-contains", WORD, "--short"),
        },
    ),
    Peer(
        "bean-query",
        "bean-query",
        ("--version",),
        "beancount",
        _beancount,
        {
            "month": (
                "-f",
                "csv",
                "{}",
                f"SELECT date, narration WHERE '{ACTOR}' IN tags AND account = 'Assets:Events' AND year = {MONTH[:4]} AND month = {int(MONTH[5:])}",
            ),
            "word": (
                "-f",
                "csv",
                "{}",
                f"SELECT date, narration WHERE narration ~ '{WORD}' AND account = 'Assets:Events'",
            ),
        },
    ),
    Peer(
        "sqlite-utils",
        "sqlite-utils",
        ("--version",),
        "sqlite",
        _sqlite,
        {"month": ("query", "{}", _MONTH_SQL, "--nl"), "word": ("query", "{}", _WORD_SQL, "--nl")},
    ),
    Peer("tomlq", "tomlq", ("--version",), "toml", _plain_toml, {"month": ("-r", f".events[] | {_JQ}", "{}")}),
    Peer("DuckDB, JSONL", "duckdb", ("--version",), "jsonl", _jsonl, {}),
    Peer("nushell", "nu", ("--version",), "jsonl", _jsonl, {}),
)
"""Of those without questions only a presence is told: none is packaged where this is written."""

HEADERS = {"csvgrep": 1, "bean-query": 1, "hledger": 1}
"""Lines that a tool prints above its answer."""
