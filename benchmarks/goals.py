"""What is to hold, as ratios within one run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.measure import Table
from benchmarks.parts import (
    ALONE,
    ASKED,
    BARE,
    BY_ACTOR,
    BY_MONTH,
    CHECKING,
    COLD,
    COLD_CHECKING,
    COMPLETION,
    COPYING,
    CSL,
    CSV,
    ENTANGLED,
    FEW_ASKED,
    FREQUENT,
    ICS,
    IMPORTED,
    JSONL,
    MANY_ASKED,
    NARROW,
    OWN,
    PARSING,
    PASS,
    REBUILDING,
    SIMPLE,
    TIMELINE,
    VERIFYING,
    VERSION,
    WITHOUT,
)
from benchmarks.peers import PEERS

LARGE = 100_000  # events from which on it is not the start that is measured
VERY_LARGE = 1_000_000

ENGINE = "duckdb"  # reads text with all processors at once, as no other peer does: it is judged by itself


_GROWING = (  # what may take so many times as long at the largest size as at the smallest, as the answer is the same
    ("month", OWN, "one month, one actor", 1.3),
    ("word", OWN, "one word", 2),
    ("frequent", FREQUENT, "the first finds of a frequent word", 2),
    *(("narrow", name, f"`{name}`", 1.3) for name in NARROW),
    ("narrow", VERIFYING, "`verify` of 1,000 words with 20 quotations", 1.3),
    ("exporting", CSL, "one month, one actor, as CSL", 1.3),
    ("exporting", ICS, "one month, one actor, as iCalendar", 1.3),
)


class Goal(NamedTuple):
    """A ratio of two measures, or a number of MB or of seconds, and its bound: at most so much, or at least."""

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
    yield Goal("shipped dataset: `timeline --json` / bare application of Typer 0.28", timeline / bare, 1.05)
    yield Goal("shipped dataset: `timeline --json` / `python -c pass`", timeline / table[PASS].median, 8)
    yield Goal("shipped dataset: `--version` / `timeline --json`", table[VERSION].median / timeline, 0.9)
    yield Goal("shipped dataset: the first answer, no index yet / `timeline --json`", table[COLD].median / timeline, 6)
    entangled = "one event, no index yet: of 60 sources of shared agencies / of 6 such sources"
    yield Goal(entangled, table[ENTANGLED].median / table[SIMPLE].median, 1.3)
    verifying = "shipped dataset: `verify` of 1,000 words with 20 quotations / `timeline --json`"
    yield Goal(verifying, table[VERIFYING].median / timeline, 3)
    imported = table[IMPORTED].median / table[PASS].median
    yield Goal("`import sahelcli` and a dataset opened, before any question / `python -c pass`", imported, 1.5)
    if ASKED["mcp", MANY_ASKED] in table:
        yield Goal(
            "a call of `sahel mcp` / a question in process", _one_more(table, "mcp") / _one_more(table, "library"), 2
        )
    yield Goal(
        "shipped dataset: an actor's name completed / bare application of Typer 0.28",
        table[COMPLETION].median / bare,
        1.2,
    )


def _one_more(table: Table, way: str) -> float:
    """Return what one question more takes, in seconds."""
    many, few = (table[ASKED[way, number]].median for number in (MANY_ASKED, FEW_ASKED))
    return (many - few) / (MANY_ASKED - FEW_ASKED)


def _at_size(size: int, parts: dict[str, Table]) -> Iterator[Goal]:
    if size < LARGE:
        if in_python := _times(parts, [peer.name for peer in PEERS if peer.in_python]):
            yield Goal(f"{size:,}: sahel / the fastest peer in Python", 1 / min(in_python), 1)
        return
    yield from _beside_readers_of_text(size, parts)
    for part, judge in _JUDGES:
        if table := parts.get(part):
            yield from judge(size, table)


def _beside_readers_of_text(size: int, parts: dict[str, Table]) -> Iterator[Goal]:
    asked, bound = {"month": parts.get("month", {})}, 30 if size >= VERY_LARGE else 5
    text = [peer for peer in PEERS if peer.parses]
    if times := _times(asked, [peer.name for peer in text if peer.program != ENGINE]):
        yield Goal(
            f"{size:,}: the fastest peer that reads text, DuckDB apart / sahel", min(times), bound, at_least=True
        )
    if times := _times(asked, [peer.name for peer in text if peer.program == ENGINE]):
        yield Goal(f"{size:,}: DuckDB reading JSONL / sahel", min(times), 1, at_least=True)


def _building(size: int, table: Table) -> Iterator[Goal]:
    for name, text, bound in (
        (REBUILDING, "building the index", 1),
        (ALONE, "building the index on one processor", 1.4),
    ):
        if name in table and PARSING in table:
            yield Goal(f"{size:,}: {text} / `tomllib` parsing", table[name].median / table[PARSING].median, bound)
    if COLD_CHECKING in table:
        ratio = table[COLD_CHECKING].median / table[REBUILDING].median
        yield Goal(f"{size:,}: `check` without an index / building the index", ratio, 1.5)
    bound = 1_000 if size >= VERY_LARGE else 300
    yield Goal(f"{size:,}: memory while building the index, in MB", table[REBUILDING].memory / 1e6, bound)
    most = max(measure.memory for name, measure in table.items() if name in {CHECKING, COLD_CHECKING})
    yield Goal(f"{size:,}: memory of `check`, in MB", most / 1e6, 400)


def _narrow(size: int, table: Table) -> Iterator[Goal]:
    if size >= VERY_LARGE:
        yield Goal(f"{size:,}: `verify` of 1,000 words with 20 quotations, in seconds", table[VERIFYING].median, 1)


def _counts(size: int, table: Table) -> Iterator[Goal]:
    yield Goal(f"{size:,}: counts by actor / one month, one actor", table[BY_ACTOR].median / table[OWN].median, 4)
    if WITHOUT in table:
        ratio = table[WITHOUT].median / table[BY_MONTH].median
        yield Goal(f"{size:,}: counts by month as if a publisher were not there / counts by month", ratio, 2.5)


def _printing(size: int, table: Table) -> Iterator[Goal]:
    ratio = table[JSONL].median / table[COPYING].median
    yield Goal(f"{size:,}: printing all as JSONL / copying the lines in Python", ratio, 5)
    yield Goal(f"{size:,}: printing all as CSV / as JSONL", table[CSV].median / table[JSONL].median, 1.6)
    most = max(measure.memory for name, measure in table.items() if name != COPYING)
    yield Goal(f"{size:,}: memory while printing all as JSONL, CSV, TSV, in MB", most / 1e6, 100)


def _importing(size: int, table: Table) -> Iterator[Goal]:
    for name, measure in table.items():
        yield Goal(f"{size:,}: `{name}`, rows a second on one processor", size / measure.median, 10_000, at_least=True)
    most = max(measure.memory for measure in table.values())
    yield Goal(f"{size:,}: memory of an import, in MB", most / 1e6, 500 if size >= VERY_LARGE else 150)


_JUDGES = (
    ("building", _building),
    ("narrow", _narrow),
    ("counts", _counts),
    ("printing", _printing),
    ("importing", _importing),
)
"""What holds a part to its goals, at sizes at which it is not the start that is measured."""


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
