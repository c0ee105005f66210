"""Nothing of what was asked for is lost at any width: titles, dates, numbers, and who says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from sahelcli.dates.formatting import words
from sahelcli.phrases import in_order, publisher
from tests.every_command import SMALL, prepare
from tests.terminal import Sahel, Terminal

Row = dict[str, Any]
WIDTHS = (20, 60, 200)
EVENT = "2023-09-24-france-announces-niger-withdrawal"


def event(row: Row) -> Iterator[str]:
    yield row["title"]
    yield words(row["date"], year=False)
    yield from (publisher(source) for source in in_order(row["sources"])[:2])


def quote(row: Row) -> Iterator[str]:
    yield row["text"]
    yield row["speaker"]["name"]
    yield words(row["date"], long=True)
    yield from (source["publisher"] for source in row["sources"])


def figure(row: Row) -> Iterator[str]:
    yield words(row["date"])
    yield from (f"{row[end]:,}" for end in ("low", "high") if row[end] is not None)
    yield row["wording"] or ""
    yield from (publisher(source) for source in in_order(row["sources"])[:2])


def hit(row: Row) -> Iterator[str]:
    yield row["excerpt"]
    yield row["id"]
    yield words(row["date"]) if row["date"] else ""
    yield from (source["publisher"] for source in in_order(row["sources"])[:3])


def page(row: Row) -> Iterator[str]:
    yield row["title"]
    yield row["summary"]
    yield words(row["date"], long=True)
    yield from (publisher(source) for source in row["sources"])
    yield from (source["title"] for source in row["sources"])
    yield from (source["url"] for source in row["sources"])
    yield from (item["title"] for item in row["referred_by"])


def source_page(row: Row) -> Iterator[str]:
    yield row["title"]
    yield row["url"]
    yield words(row["published"], long=True)
    yield from (item["title"] for item in row["events"])
    yield from (item["text"] for item in row["quotes"])
    yield from (words(item["date"]) for kind in ("events", "quotes", "figures") for item in row[kind])


def count(row: Row) -> Iterator[str]:
    yield row["name"]
    yield f"{row['total']:,}"
    yield f"{row['single_source']:,}"


def actor(row: Row) -> Iterator[str]:
    yield row["name"]
    yield row["description"]


def source(row: Row) -> Iterator[str]:
    yield row["title"]
    yield row["publisher"]
    yield words(row["published"]) if row["published"] else ""


ASKED: dict[str, Callable[[Row], Iterator[str]]] = {
    "timeline --place niger --on 2023-09": event,
    "quote bazoum": quote,
    "troops france --place niger": figure,
    "search ambassador -n 8": hit,
    f"show {EVENT}": page,
    "source seed-2023-09-26": source_page,
    "stats --by place -n 20": count,
    "stats": count,
    "actor -n 20": actor,
    "source --on 2023-09 -n 20": source,
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("options", ASKED)
def test_all_of_it_is_there(options: str, width: int, sahel: Sahel, terminal: Terminal) -> None:
    answer = sahel(*options.split(), "--json").json()
    screen = terminal(*options.split(), columns=width, lines=60_000)
    assert (screen.code, "error" in screen.stderr) == (0, False)
    wanted = [text for row in (answer if isinstance(answer, list) else [answer]) for text in ASKED[options](row)]
    assert [text for text in wanted if not _stands_in(text, screen.text, width)] == []
    wide = [line for line in screen.text.splitlines() if cell_len(line) > width and " " in line.strip()]
    assert wide == []


@pytest.mark.parametrize("options", ASKED)
def test_a_terminal_without_an_edge(options: str, terminal: Terminal) -> None:
    endless = terminal(*options.split(), lines=60_000, env={"COLUMNS": "100000"})
    assert endless.code == 0
    assert max(cell_len(line) for line in endless.text.splitlines() if "://" not in line) <= 200


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "options", ["diff mine new.toml", "troops france --differ", "actor france", "show actor:france"]
)
def test_no_line_is_wider_than_the_terminal(options: str, width: int, terminal: Terminal, tmp_path: Path) -> None:
    prepare(tmp_path)
    new = SMALL.read_text(encoding="utf-8").replace("An announcement", "Another announcement of the same")
    (tmp_path / "new.toml").write_text(new.replace("some 1,500", "some fifteen hundred"), encoding="utf-8")
    screen = terminal(*options.split(), columns=width, lines=60_000)
    assert (screen.code, len(screen.text.splitlines()) > 5) == (0, True)
    wide = [line for line in screen.text.splitlines() if cell_len(line) > width and "://" not in line]
    pattern = re.compile(r"[a-z0-9-]+|\S+\.toml:\d+")  # an id, and the place of a record
    assert [line for line in wide if not pattern.fullmatch(line)] == []


def _stands_in(text: str, screen: str, width: int) -> bool:
    """Say whether a text stands on the screen: whole where there is one column, else each of its words."""
    if width < 40:
        return _squeezed(text) in _squeezed(screen)
    return all(word in _squeezed(screen) for word in text.split() if cell_len(word) < 10)


def _squeezed(text: str) -> str:
    return "".join(text.split())
