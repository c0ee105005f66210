"""Measure the engines beside the index: `python -m benchmarks.engines`, whose table is that of docs/at-scale.md.

Facts of a size are those of one made-up dataset again and again, with other ids and later days; rows as they are printed
keep their words and dates. Asked is in one process, without its start: first with the files out of the page cache
(cold), then again (warm, the least of three). Processor time is that of all processes of an engine.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stderr, redirect_stdout
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.data import Data
from benchmarks.dataset import ACTOR, MONTH, WORD
from benchmarks.report import put
from sahelcli.cli import app
from sahelcli.engines import open as engines_open
from sahelcli.engines.facts_manifest import MANIFEST, NAMES, read_folder, write_manifest
from tests.engines.loaded import in_clickhouse

PAGE = Path(__file__).parents[1] / "docs" / "at-scale.md"
EVENTS = 100_000  # of the dataset that is made: 580,000 records
SIZES = (1_000_000, 10_000_000)
INDEX = "index"
BEGINNING = "to begin: the first question"
QUESTIONS = {
    "one month, one actor": f"timeline --actor {ACTOR} --on {MONTH}",
    "… known by then, of 2 sources": f"timeline --actor {ACTOR} --on {MONTH} --known-by 2016 --min-sources 2",
    "one place, a year, as JSON": "timeline --place place-0-3 --on 2015 --json",
    "one speaker": f"quote {ACTOR} --on 2015",
    "one word": f"timeline --text {WORD} --count",
    "one record": "show event:event-0-7 --json",
    "counts by month": "stats --by month --kind event",
    "figures that differ, one place": "troops --differ --place place-0-30",
}
_COPIED = """
    COPY (
        SELECT * REPLACE (
            CASE WHEN n = 0 THEN id ELSE id || '-' || n END AS id, pos + n AS pos,
            CASE WHEN abs(first_day) = 10000000 THEN first_day ELSE first_day + 11 * n END AS first_day,
            CASE WHEN abs(last_day) = 10000000 THEN last_day ELSE last_day + 11 * n END AS last_day
        )
        FROM read_parquet('{file}', hive_partitioning = false), range({times}) AS copies(n)
        ORDER BY first_day, last_day, pos
    ) TO '{made}' (COMPRESSION zstd, ROW_GROUP_SIZE 40000)
"""
_NAMED = """
    COPY (
        SELECT * REPLACE (CASE WHEN part = 'about' AND key = 'rows' THEN (id::BIGINT * {times})::VARCHAR ELSE id END AS id)
        FROM read_parquet('{file}', hive_partitioning = false)
    ) TO '{made}' (COMPRESSION zstd, ROW_GROUP_SIZE 40000)
"""


class Asked(NamedTuple):
    """What a question took: seconds of the clock and of processors, first and then again."""

    cold: float
    warm: float
    processors: float


def replicate(facts: Path, target: Path, rows: int) -> None:
    """Make a folder of facts with so many rows of those that another one has; what is there already stays."""
    (own,) = read_folder(facts)
    folder = target / own.folder.name
    if (folder / MANIFEST).exists():
        return
    times = max(1, round(rows / sum(own.rows.values())))
    files: dict[str, int] = {}
    with duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = '{target}/.spill'")
        for listed in own.listed:
            made = folder / listed.path
            made.parent.mkdir(parents=True, exist_ok=True)
            is_names = listed.path == NAMES
            statement = _NAMED if is_names else _COPIED
            connection.execute(statement.format(file=own.folder / listed.path, made=made, times=times))
            copies = 1 if is_names else times
            files[listed.path] = listed.rows * copies
    counted = {kind: number * times for kind, number in own.rows.items()}
    write_manifest(folder, own.name, own.provenance, own.incomplete, counted, files, own.sample)


def measure(source: str, files: list[Path]) -> dict[str, Asked]:
    """Ask an engine, or the index, all questions; `source` is the option that names it."""
    asked = {}
    for name, question in {BEGINNING: "timeline -n 1", **QUESTIONS}.items():
        forget(files)
        cold, spent = _timed(f"{question} {source}")
        if name == BEGINNING:
            asked[name] = Asked(cold, cold, spent)
            continue
        again = [_timed(f"{question} {source}") for _ in range(3)]
        asked[name] = Asked(cold, min(clock for clock, _ in again), min(busy for _, busy in again))
    return asked


def forget(files: list[Path]) -> None:
    """Take files out of the page cache."""
    for file in files:
        with file.open("rb") as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _timed(line: str) -> tuple[float, float]:
    begin, spent = time.perf_counter(), processor_time()
    with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
        code = app.main(shlex.split(line))
    if code:
        raise SystemExit(f"{line} ended with {code}")
    return time.perf_counter() - begin, processor_time() - spent


def processor_time() -> float:
    """Return the seconds that this process and those that it has started have spent, in the kernel too."""
    ticks = {pid: (parent, spent) for pid, parent, spent in _processes()}
    ours = {os.getpid()}
    for pid in sorted(ticks):  # a child is younger than its parent
        if ticks[pid][0] in ours:
            ours.add(pid)
    return sum(ticks[pid][1] for pid in ours if pid in ticks) / os.sysconf("SC_CLK_TCK")


def _processes() -> Iterator[tuple[int, int, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.parent.name), int(fields[1]), int(fields[11]) + int(fields[12])


@contextmanager
def _opened_once() -> Iterator[None]:
    """Have each engine opened once: its start is not the question's."""
    open_facts = engines_open.open_facts
    engines_open.open_facts = lru_cache(open_facts)
    try:
        yield
    finally:
        engines_open.open_facts = open_facts


def main() -> None:
    """Make the facts that are not there yet, ask what is named, and print the table."""
    given = _options().parse_args()
    work = given.work.resolve()
    os.environ["XDG_CACHE_HOME"] = str(work / "cache")
    data = Data(work, EVENTS)
    data.make([])
    facts = work / "facts"
    if not facts.exists():
        app.main(["export", "facts", "-q", "-d", str(data.folder), "-o", str(facts)])
    columns: dict[str, dict[str, Asked]] = {}
    with _opened_once():
        if INDEX in given.engines:
            columns["index, 0.6 million"] = measure(f"-d {data.folder}", list((work / "cache").rglob("*.index")))
        for size in given.sizes:
            folder = work / f"facts-{size}"
            replicate(facts, folder, size)
            for engine in [each for each in given.engines if each != INDEX]:
                columns[f"{engine}, {size // 1_000_000} million"] = _of_engine(
                    engine, folder, work / f"{engine}-{size}"
                )
                print(engine, size, columns[f"{engine}, {size // 1_000_000} million"], file=sys.stderr)
    text = "\n".join(_table(columns))
    print(text)
    if given.write:
        put(text, PAGE)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ROWS")
    parser.add_argument("--engines", nargs="+", default=[INDEX, *_ENGINES], choices=[INDEX, *_ENGINES])
    parser.add_argument("--work", type=Path, default=Path("benchmarks/work"), help="where data are made, and stay")
    parser.add_argument("--write", action="store_true", help="put the table into docs/at-scale.md")
    return parser


def _of_engine(engine: str, facts: Path, place: Path) -> dict[str, Asked]:
    with _ENGINES[engine](facts, place) as url:
        files = [path for folder in (facts, place) if folder.exists() for path in folder.rglob("*") if path.is_file()]
        return measure(f"--engine {shlex.quote(url)}", files)


@contextmanager
def _duckdb(facts: Path, _place: Path) -> Iterator[str]:
    yield f"duckdb:{facts}"


@contextmanager
def _spark(facts: Path, _place: Path) -> Iterator[str]:
    yield f"spark:{facts}?master=local[2]"


_ENGINES: dict[str, Callable[[Path, Path], AbstractContextManager[str]]] = {
    "duckdb": _duckdb,
    "clickhouse": in_clickhouse,
    "spark": _spark,
}


def _table(columns: dict[str, dict[str, Asked]]) -> Iterator[str]:
    """Yield the lines of a table of Markdown: for each question the seconds cold, warm, and of processors."""
    yield f"| | {' | '.join(columns)} |"
    yield f"|---|{'---:|' * len(columns)}"
    for name in (BEGINNING, *QUESTIONS):
        cells = (
            f"{each[name].cold:.2f} / {each[name].warm:.2f} / {each[name].processors:.2f}" for each in columns.values()
        )
        yield f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
