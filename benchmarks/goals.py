"""What is to hold, as ratios within one run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from measure import Table
from parts import (
    BARE,
    BY_ACTOR,
    COMPLETION,
    COPYING,
    CSL,
    CSV,
    ICS,
    JSONL,
    NARROW,
    OWN,
    PARSING,
    PASS,
    REBUILDING,
    TIMELINE,
    VERSION,
)
from peers import PEERS

LARGE = 100_000  # events from which on it is not the start that is measured

ENGINE = "duckdb"  # reads text with all processors at once, as no other peer does: it is judged by itself


_GROWING = (  # what may take so many times as long at the largest size as at the smallest, as the answer is the same
    ("month", OWN, "one month, one actor", 1.3),
    ("word", OWN, "one word", 2),
    *(("narrow", name, f"`{name}`", 1.3) for name in NARROW),
    ("exporting", CSL, "one month, one actor, as CSL", 1.3),
    ("exporting", ICS, "one month, one actor, as iCalendar", 1.3),
)


class Goal(NamedTuple):
    """A ratio of two measures, or a number of MB, and its bound: at most so much, or at least."""

    text: str
    measured: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound


def goals(start_up: Table | None, at_size: dict[int, dict[str, Table]]) -> Iterator[Goal]:
    """Yield the goals that what was measured says something of."""
    if start_up:
        yield from _start_up(start_up)
    for size, parts in at_size.items():
        yield from _at_size(size, parts)
    yield from _growth(at_size)


def _start_up(table: Table) -> Iterator[Goal]:
    timeline, bare = table[TIMELINE].median, table[BARE].median
    yield Goal("shipped dataset: `timeline --json` / bare Typer application", timeline / bare, 1.25)
    yield Goal("shipped dataset: `timeline --json` / `python -c pass`", timeline / table[PASS].median, 8)
    yield Goal("shipped dataset: `--version` / `timeline --json`", table[VERSION].median / timeline, 0.9)
    yield Goal(
        "shipped dataset: an actor's name completed / bare Typer application", table[COMPLETION].median / bare, 1.2
    )


def _at_size(size: int, parts: dict[str, Table]) -> Iterator[Goal]:
    in_python = _times(parts, [peer.name for peer in PEERS if peer.in_python])
    if size < LARGE and in_python:
        yield Goal(f"{size:,}: sahel / the fastest peer in Python", 1 / min(in_python), 1)
    if size < LARGE:
        return
    asked, bound = {"month": parts.get("month", {})}, 30 if size >= 1_000_000 else 5
    text = [peer for peer in PEERS if peer.parses]
    if times := _times(asked, [peer.name for peer in text if peer.program != ENGINE]):
        yield Goal(
            f"{size:,}: the fastest peer that reads text, DuckDB apart / sahel", min(times), bound, at_least=True
        )
    if times := _times(asked, [peer.name for peer in text if peer.program == ENGINE]):
        yield Goal(f"{size:,}: DuckDB reading JSONL / sahel", min(times), 1, at_least=True)
    if "counts" in parts and "month" in parts:
        ratio = parts["counts"][BY_ACTOR].median / parts["month"][OWN].median
        yield Goal(f"{size:,}: counts by actor / one month, one actor", ratio, 4)
    if (table := parts.get("building")) and PARSING in table:
        ratio = table[REBUILDING].median / table[PARSING].median
        yield Goal(f"{size:,}: building the index / `tomllib` parsing", ratio, 1)
    if table := parts.get("printing"):
        ratio = table[JSONL].median / table[COPYING].median
        yield Goal(f"{size:,}: printing all as JSONL / copying the lines in Python", ratio, 5)
        ratio = table[CSV].median / table[JSONL].median
        yield Goal(f"{size:,}: printing all as CSV / as JSONL", ratio, 1.6)
        most = max(measure.memory for name, measure in table.items() if name != COPYING)
        yield Goal(f"{size:,}: memory while printing all as JSONL, CSV, TSV, in MB", most / 1e6, 100)


def _growth(at_size: dict[int, dict[str, Table]]) -> Iterator[Goal]:
    for part, command, text, bound in _GROWING:
        asked = {size: parts[part][command].median for size, parts in at_size.items() if part in parts}
        if len(asked) > 1:
            least, most = min(asked), max(asked)
            yield Goal(f"{text}: {most:,} events / {least:,}", asked[most] / asked[least], bound)


def _times(parts: dict[str, Table], names: list[str]) -> list[float]:
    """Return how many times as long as sahel each of the tools takes, for each question that it answers."""
    asked = [parts[question] for question in ("month", "word") if parts.get(question)]
    return [table[name].median / table[OWN].median for table in asked for name in names if name in table]
