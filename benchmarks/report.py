"""The measures as Markdown, and their place in the documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.goals import Goal, goals
from benchmarks.measure import Measure, Table
from benchmarks.parts import AT_SIZE, OWN
from benchmarks.results import Results

_TITLES = {
    "building": "Building the index, and checking",
    "month": "The events of one month that name one actor",
    "word": "What has one word",
    "frequent": "The first finds of a word that one of 67 records has",
    "counts": "Counts by month and by actor",
    "narrow": "Other answers of a few records",
    "exporting": "Documents of one month and one actor",
    "printing": "Printing every event",
    "importing": "Importing as many rows of UCDP GED and ACLED, on one processor",
}
_REGION = re.compile(r"(<!-- speed -->\n).*?(<!-- /speed -->)", re.DOTALL)


def judged(results: Results, sizes: Sequence[int]) -> list[Goal]:
    """Return the goals that the measures say something of."""
    at_size = {size: _tables(results, size) for size in sizes}
    return list(goals(results.table("start-up"), at_size))


def whole(results: Results, sizes: Sequence[int]) -> str:
    """Return everything that was measured."""
    return "\n".join([*_about(results), "", *_goals(judged(results, sizes)), *_measures(results, sizes)]) + "\n"


def short(results: Results, sizes: Sequence[int]) -> str:
    """Return what a reader in a hurry wants to know: one question, all tools, all sizes."""
    asked = {size: table for size in sizes if (table := results.table("month", size))}
    when = f"{results.about['machine']}, {results.about['date']}"
    head = f"{_TITLES['month']}, whole processes, milliseconds (median), on {when}:"
    return "\n".join([head, "", *_grid(asked, lambda measure, _: f"{measure.median * 1e3:,.0f}")]) + "\n"


def put(text: str, path: Path) -> None:
    """Put text into the region of a document that is kept for it; SystemExit where it has none."""
    document = path.read_text("utf-8")
    if not _REGION.search(document):
        raise SystemExit(f"{path} has no <!-- speed --> … <!-- /speed -->")
    path.write_text(_REGION.sub(lambda region: f"{region[1]}{text}{region[2]}", document), "utf-8")


def _about(results: Results) -> Iterator[str]:
    about = results.about
    there = [f"{name} {version}" for name, version in about["peers"].items() if version]
    missing = [name for name, version in about["peers"].items() if not version]
    yield f"{about['date']}, {about['machine']}, Python {about['python']}, SQLite {about['sqlite']}."
    yield f"Load of the machine when it began: {about['load']}. Tools: {', '.join(there) or 'none'}."
    if about["clock"] == "processor":
        yield "Times are those of the processors, user and system, of a program and its children: the machine had other work."
    if missing:
        yield f"Left out, not installed: {', '.join(missing)}."


def _goals(those: Sequence[Goal]) -> Iterator[str]:
    yield "| goal | bound | measured | |"
    yield "|---|---|---|---|"
    for goal in those:
        sign, said = "≥" if goal.at_least else "≤", "holds" if goal.holds else "**does not hold**"
        yield f"| {goal.text} | {sign} {goal.bound:g} | {goal.measured:.2f} | {said} |"


def _measures(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    yield ""
    yield "Milliseconds: median (fastest–slowest); the largest memory in MB; how many times as long as `sahel` takes."
    if table := results.table("start-up"):
        yield from ["", "### Start-up, shipped dataset", ""]
        yield from _grid({0: table}, _in_full)
    for part in AT_SIZE:
        tables = {size: table for size in sizes if (table := results.table(part, size))}
        if tables:
            yield from ["", f"### {_TITLES[part]}", ""]
            yield from _grid(tables, _in_full)


def _grid(tables: dict[int, Table], cell: Callable[[Measure, Table], str]) -> Iterator[str]:
    """Yield a table: a line a command, a column a size."""
    yield f"| | {' | '.join(f'{size:,} events' if size else 'shipped' for size in tables)} |"
    yield "|---|" + "---|" * len(tables)
    for name in dict.fromkeys(name for table in tables.values() for name in table):
        cells = (cell(table[name], table) if name in table else "" for table in tables.values())
        yield f"| {name} | {' | '.join(cells)} |"


def _in_full(measure: Measure, table: Table) -> str:
    own = next(found for name, found in table.items() if name.startswith(OWN))
    low, high = min(measure.seconds), max(measure.seconds)
    spread = f" ({low * 1e3:,.0f}–{high * 1e3:,.0f})" if len(measure.seconds) > 1 else ""
    return f"{measure.median * 1e3:,.0f}{spread}; {measure.memory / 1e6:,.0f} MB; {measure.median / own.median:.2f}×"


def _tables(results: Results, size: int) -> dict[str, Table]:
    return {part: table for part in AT_SIZE if (table := results.table(part, size))}
